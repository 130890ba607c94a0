/**
 * The invented island county: coast, canals, towns, roads and lanes.
 * What is where is written here as waypoints; chance only bends the lines and thins out the field lanes.
 */
import { beside, bend, createRandom, distance, isInside, lengthOf, nearestOnLines } from './plane.js';
import { cutAtWater, dropDoubles, keepLargest, stitchEnds, weave } from './ways.js';

/**
 * @typedef {import('./plane.js').Point} Point
 * @typedef {import('./plane.js').Random} Random
 * @typedef {import('./ways.js').Way} Way
 * @typedef {{name: string, tier: 'core'|'central'|'general', centre: Point, columns: number, rows: number, spacing: number, mainRow: number, mainColumn: number}} TownPlan
 * @typedef {TownPlan & {nodes: (Point|null)[][]}} Town nodes[row][column], null where the town has no corner
 * @typedef {{name: string, township: string, centre: Point}} Village
 * @typedef {{west: number, south: number, east: number, north: number}} Box
 */

/** @type {Point[]} */
const COAST = [
  [-11900, -300], [-11000, 1400], [-9300, 2800], [-6800, 3650], [-3800, 4150], [-1500, 3950], [-200, 3050], [900, 2000],
  [2600, 1600], [4300, 1750], [5300, 2700], [6300, 3800], [8200, 4300], [10200, 3600], [11600, 1900], [12000, 100],
  [11200, -1500], [9300, -2700], [6800, -3500], [3800, -4000], [500, -4350], [-2900, -4300], [-6000, -3900], [-8800, -3000], [-10900, -1800],
];
/** North of the coast in the bay, and a bank of sand off the south shore. @type {Record<string, Point[]>} */
const ISLETS = {
  蛎洲: [[2750, 2900], [2900, 3350], [3500, 3600], [4100, 3450], [4250, 3050], [3700, 2780], [3200, 2750]],
  小蛎沙: [[-4780, -4310], [-4680, -4243], [-4440, -4243], [-4340, -4320], [-4480, -4400], [-4680, -4400]],
};
/** @type {Record<string, Point[]>} */
const CANALS = {
  芦湾港: [[-9700, 2560], [-9550, 1200], [-9600, -100], [-9750, -1300], [-9600, -2640]],
  鹤滩港: [[-5500, 3900], [-5600, 2200], [-5550, -50], [-5700, -2000], [-5600, -3970]],
  望洲市河: [[-2680, -60], [-2640, -900], [-2652, -1900], [-2655, -2900], [-2750, -4310]],
  东滧港: [[-100, 2980], [-200, 1400], [-60, -50], [-180, -2000], [-50, -4360]],
  柳港: [[2600, 1600], [2550, 500], [2600, -80], [2450, -2000], [2500, -4160]],
  中沙港: [[5480, 2900], [5430, 1300], [5400, -80], [5450, -1800], [5350, -3780]],
  东旺港: [[9400, 3960], [9300, 1500], [9350, -60], [9250, -2720]],
  中心河: [[-9600, -100], [-7600, -180], [-5550, -50], [-2680, -60], [-60, -50], [2600, -80], [5400, -80], [7600, -200], [9350, -60]],
};
/** @type {TownPlan[]} */
const TOWN_PLANS = [
  { name: '望洲镇', tier: 'core', centre: [-2282, -1912], columns: 12, rows: 8, spacing: 185, mainRow: 1, mainColumn: 6 },
  { name: '澜港镇', tier: 'central', centre: [7300, 900], columns: 9, rows: 6, spacing: 180, mainRow: 2, mainColumn: 4 },
  { name: '苇塘镇', tier: 'general', centre: [-7700, 900], columns: 6, rows: 5, spacing: 160, mainRow: 2, mainColumn: 2 },
  { name: '鹭汀镇', tier: 'general', centre: [-3300, 2500], columns: 6, rows: 5, spacing: 160, mainRow: 2, mainColumn: 2 },
  { name: '晴沙镇', tier: 'general', centre: [4000, -2500], columns: 6, rows: 5, spacing: 160, mainRow: 2, mainColumn: 2 },
];
/** @type {[string, string, Point][]} */
const VILLAGE_PLANS = [
  ['芦湾村', '苇塘镇', [-10400, 700]], ['潮声村', '苇塘镇', [-8200, 2200]], ['新垦村', '苇塘镇', [-6700, -1100]], ['盐灶村', '苇塘镇', [-8800, -1000]],
  ['鹤滩村', '鹭汀镇', [-6500, 2500]], ['北堤村', '鹭汀镇', [-4400, 1000]], ['东滧村', '鹭汀镇', [-1300, 2900]], ['横河村', '鹭汀镇', [-1500, 900]],
  ['西泾村', '望洲镇', [-4600, -1000]], ['南堤村', '望洲镇', [-4400, -3300]], ['桃源村', '望洲镇', [-1300, -3500]], ['东望村', '望洲镇', [-800, -700]],
  ['沙头村', '晴沙镇', [1400, -1900]], ['柳港村', '晴沙镇', [1200, -3500]], ['中沙村', '晴沙镇', [3900, -1000]], ['海晏村', '晴沙镇', [6700, -2600]],
  ['西湾村', '澜港镇', [1300, 800]], ['金穗村', '澜港镇', [4000, 600]], ['北港村', '澜港镇', [7900, 2900]], ['东旺村', '澜港镇', [10400, 1300]],
  ['稻香村', '澜港镇', [7700, -1100]],
];
/** Where a lane has a bridge of its own. @type {Point[]} */
const LANE_BRIDGES = [[-5560, 3380], [-180, 2100], [-90, -3450], [9330, 2500], [-9620, 300]];
const ROAD_CLASSES = new Set(['secondary', 'tertiary']);

/** @param {Box[]} plots kept free of roads for what is planted there */
export function drawLand(plots) {
  const coast = bend(COAST, { random: createRandom(1), stepMetres: 130, swayMetres: 30, closed: true });
  const canals = mapValues(CANALS, (line, k) => bend(line, { random: createRandom(20 + k), stepMetres: 120, swayMetres: 4 }));
  const water = Object.values(canals);
  const towns = TOWN_PLANS.map((plan, k) => layTown(plan, createRandom(40 + k)));
  const villages = VILLAGE_PLANS.map(([name, township, centre]) => ({ name, township, centre }));
  const roads = countyRoads(towns);
  const mayCross = (/** @type {Way} */ way, /** @type {Point} */ at) =>
    ROAD_CLASSES.has(String(way.tags.highway)) || LANE_BRIDGES.some((spot) => distance(spot, at) < 120);

  const streets = towns.flatMap((town, k) => townStreets(town, createRandom(60 + k)));
  const lanes = villages.flatMap((village, k) => villageLanes(village, createRandom(80 + k)));
  const banks = [leveePath(), greenway(canals['中心河'])];
  const fields = fieldLanes(coast, [...towns.map(boxOfTown), ...plots], [...Object.values(roads), ...banks, ...lanes].map((way) => way.points), water);
  const drawn = [...Object.values(roads), ...streets, ...banks, ...lanes, ...fields].flatMap((way) => outsideOf(way, plots));
  const cut = cutAtWater(drawn, water, mayCross);
  stitchEnds(cut, 85, water);
  const ways = keepLargest(dropDoubles(weave(cut)));
  return { coast, islets: mapValues(ISLETS, (ring, k) => bend(ring, { random: createRandom(5 + k), swayMetres: 4, closed: true })), canals, water, towns, villages, roads, ways };
}

/** @template T, U @param {Record<string, T>} record @param {(value: T, index: number) => U} change @returns {Record<string, U>} */
function mapValues(record, change) {
  return Object.fromEntries(Object.entries(record).map(([key, value], k) => [key, change(value, k)]));
}

/** Street corners of a town: a skewed, shaken grid without its four corners. @param {TownPlan} plan @param {Random} random @returns {Town} */
function layTown(plan, random) {
  const nodes = [];
  for (let row = 0; row < plan.rows; row++) {
    const line = [];
    for (let column = 0; column < plan.columns; column++) {
      const x = (column - (plan.columns - 1) / 2) * plan.spacing, y = (row - (plan.rows - 1) / 2) * plan.spacing;
      const corner = (row === 0 || row === plan.rows - 1) && (column === 0 || column === plan.columns - 1);
      line.push(corner ? null : /** @type {Point} */ ([plan.centre[0] + x + random.between(-14, 14), plan.centre[1] + y + 0.03 * x + random.between(-16, 16)]));
    }
    nodes.push(line);
  }
  return { ...plan, nodes };
}

/** @param {Town} town @returns {Box} */
function boxOfTown(town) {
  const corners = town.nodes.flat().filter((node) => node !== null);
  const xs = corners.map((p) => p[0]), ys = corners.map((p) => p[1]);
  return { west: Math.min(...xs) - 40, east: Math.max(...xs) + 40, south: Math.min(...ys) - 40, north: Math.max(...ys) + 40 };
}

/** Streets along the rows and columns, a few blocks left without. @param {Town} town @param {Random} random @returns {Way[]} */
function townStreets(town, random) {
  const rows = town.nodes.map((line, row) => ({
    line,
    main: row === town.mainRow,
    tags: streetTags(town, `${STREET_NAMES[row]}路`, row === town.mainRow ? 'secondary' : row === town.mainRow + 1 ? 'pedestrian' : 'residential'),
  }));
  const columns = town.nodes[0].map((_, column) => ({
    line: town.nodes.map((row) => row[column]),
    main: column === town.mainColumn,
    tags: streetTags(town, `${STREET_NAMES[column + 8]}街`, column === town.mainColumn ? 'tertiary' : column % 3 === 0 ? 'footway' : 'residential'),
  }));
  return [...rows, ...columns].flatMap(({ line, main, tags }) =>
    splitStreet(line, () => main || !random.chance(0.06)).map((run) => ({ points: bend(run, { random, stepMetres: 45, swayMetres: 3 }), tags })));
}

/** Runs of corners joined by streets that are built. @param {(Point|null)[]} line @param {() => boolean} isBuilt */
function splitStreet(line, isBuilt) {
  /** @type {Point[][]} */
  const runs = [[]];
  for (const node of line) {
    if (node === null || (runs[runs.length - 1].length > 0 && !isBuilt())) runs.push([]);
    if (node !== null) runs[runs.length - 1].push(node);
  }
  return runs.filter((run) => run.length > 1);
}

const STREET_NAMES = ['平安', '永宁', '海棠', '丰乐', '碧波', '金桂', '听潮', '观澜', '白鹭', '紫藤', '银杏', '长堤', '晨光', '翠竹', '荷风', '松涛', '明珠', '望江', '春晖', '秋实'];

/** @param {Town} town @param {string} name @param {string} highway */
function streetTags(town, name, highway) {
  return { highway, name: `${town.name.slice(0, 2)}${name}` };
}

/** The loop of county roads through all five towns, and four roads across it. @param {Town[]} towns @returns {Record<string, Way>} */
function countyRoads(towns) {
  const [core, central, west, north, south] = towns;
  const end = (/** @type {Town} */ town, /** @type {'west'|'east'|'south'|'north'} */ side) => {
    const column = side === 'west' ? 0 : side === 'east' ? town.columns - 1 : town.mainColumn;
    const row = side === 'south' ? 0 : side === 'north' ? town.rows - 1 : town.mainRow;
    return /** @type {Point} */ (town.nodes[row][column]);
  };
  /** @type {Point} */ const westCape = [-10700, -500];
  /** @type {Point} */ const eastCape = [10900, -300];
  /** @type {Record<string, [string, string, Point[]]>} */
  const plans = {
    southWest: ['secondary', '南沿公路', [westCape, [-9600, -1500], [-7700, -2200], [-5650, -2500], [-4200, -2480], end(core, 'west')]],
    southMiddle: ['secondary', '南沿公路', [end(core, 'east'), [-100, -2500], [1400, -2750], [2480, -2760], end(south, 'west')]],
    southEast: ['secondary', '南沿公路', [end(south, 'east'), [5420, -2500], [7600, -2000], [9300, -1500], eastCape]],
    northWest: ['secondary', '北沿公路', [westCape, [-10300, 300], [-9580, 800], end(west, 'west')]],
    northMiddle: ['secondary', '北沿公路', [end(west, 'east'), [-5600, 1900], [-4500, 2500], end(north, 'west')]],
    northBay: ['secondary', '北沿公路', [end(north, 'east'), [-1400, 2100], [-150, 1400], [1200, 1100], [2560, 850], [4000, 1000], [5430, 950], end(central, 'west')]],
    northEast: ['secondary', '北沿公路', [end(central, 'east'), [9320, 900], [10500, 500], eastCape]],
    crossWest: ['tertiary', '苇南路', [end(west, 'south'), [-7650, -180], [-7500, -1100], [-7700, -2200]]],
    crossMiddle: ['tertiary', '鹭望路', [end(north, 'south'), [-3000, 1000], [-2300, -60], end(core, 'north')]],
    crossBay: ['tertiary', '晴湾路', [end(south, 'north'), [4400, -1000], [4500, -80], [4200, 500], [4000, 1000]]],
    crossEast: ['tertiary', '澜南路', [end(central, 'south'), [7100, -180], [7300, -1200], [7600, -2000]]],
  };
  return mapValues(plans, ([highway, name, waypoints], k) => ({
    points: bend(waypoints, { random: createRandom(100 + k), stepMetres: 60, swayMetres: 7 }),
    tags: { highway, name: `示范${name}` },
  }));
}

/** A lane through the village and two across it. @param {Village} village @param {Random} random @returns {Way[]} */
function villageLanes({ name, centre: [x, y] }, random) {
  const shift = () => random.between(-60, 60);
  /** @type {Point[][]} */
  const lines = [
    [[x + shift(), y - 620], [x, y], [x + shift(), y + 620]],
    [[x - 560, y - 300 + shift()], [x, y - 300 + shift()], [x + 560, y - 300 + shift()]],
    [[x - 560, y + 280 + shift()], [x, y + 280 + shift()], [x + 560, y + 280 + shift()]],
  ];
  return lines.map((line, k) => ({ points: bend(line, { random, stepMetres: 45, swayMetres: 5 }), tags: { highway: 'unclassified', name: `${name}${'中北南'[k]}路` } }));
}

/** The path on the sea wall, 170 m inside the coast. @returns {Way} */
function leveePath() {
  const inland = COAST.map((point, i) => {
    const before = COAST[(i + COAST.length - 1) % COAST.length], after = COAST[(i + 1) % COAST.length];
    const [x, y] = beside(before, after, 0, -170);
    return /** @type {Point} */ ([point[0] + x - before[0], point[1] + y - before[1]]);
  });
  const ring = bend(inland, { random: createRandom(7), stepMetres: 75, swayMetres: 5, closed: true });
  return { points: [...ring, ring[0]], tags: { highway: 'path', name: '环岛大堤' } };
}

/** On the north bank of the long canal, from the second to the fourth cross canal. @param {Point[]} canal @returns {Way} */
function greenway(canal) {
  const bank = canal.filter(([x]) => x > -5450 && x < -250).map(([x, y]) => /** @type {Point} */ ([x, y + 42]));
  return { points: bend(bank, { random: createRandom(8), stepMetres: 40, swayMetres: 1 }), tags: { highway: 'footway', name: '中心河绿道' } };
}

/**
 * Lanes and paths between the fields, roughly every 600 m both ways, away from the sea, towns, plots and from roads they would run along.
 * @param {Point[]} coast @param {Box[]} closed @param {Point[][]} roads @param {Point[][]} canals @returns {Way[]}
 */
function fieldLanes(coast, closed, roads, canals) {
  const random = createRandom(9);
  /** @type {Point[][]} */
  const lines = [];
  for (let y = -4000; y < 4200; y += 560) lines.push(wander(random, (k) => [k * 1500, y], 9));
  for (let x = -11400; x < 11800; x += 610) lines.push(wander(random, (k) => [x, k * 1500], 3));
  const shore = [...coast, coast[0]];
  return lines.flatMap((line) => {
    const isFree = line.map((p, i) => {
      const next = line[Math.min(i + 1, line.length - 1)];
      return isInside(p, coast) && !closed.some((box) => isInBox(p, box)) && !nearestOnLines(p, [shore], 200) &&
        !runsAlong(p, next, roads, 70) && !runsAlong(p, next, canals, 60);
    });
    return splitRuns(line, isFree).filter((run) => lengthOf(run) > 160 && !random.chance(0.12))
      .map((points) => ({ points, tags: fieldTags(random) }));
  });
}

/** A line that strays by up to 110 m from the regular one. @param {Random} random @param {(k: number) => Point} at @param {number} reach @returns {Point[]} */
function wander(random, at, reach) {
  const waypoints = [];
  for (let k = -reach; k <= reach; k++) {
    const [x, y] = at(k);
    waypoints.push(/** @type {Point} */ ([x + random.between(-110, 110), y + random.between(-110, 110)]));
  }
  return bend(waypoints, { random, stepMetres: 55, swayMetres: 5 });
}

/** @param {Random} random @returns {Record<string, string>} */
function fieldTags(random) {
  const highway = random.pick(['track', 'track', 'path', 'unclassified']);
  return highway === 'track' && random.chance(0.2) ? { highway, access: 'agricultural' } : { highway };
}

/** Is one of the lines near, and does it run the same way? @param {Point} p @param {Point} next @param {Point[][]} lines @param {number} radius */
function runsAlong(p, next, lines, radius) {
  const near = nearestOnLines(p, lines, radius);
  if (!near) return false;
  const a = lines[near.line][near.segment - 1], b = lines[near.line][near.segment];
  const dot = (b[0] - a[0]) * (next[0] - p[0]) + (b[1] - a[1]) * (next[1] - p[1]);
  return dot * dot > 0.5 * distance(a, b) * distance(a, b) * distance(p, next) * distance(p, next);
}

/** The way outside the boxes, in pieces. @param {Way} way @param {Box[]} boxes @returns {Way[]} */
function outsideOf(way, boxes) {
  if (ROAD_CLASSES.has(String(way.tags.highway))) return [way];
  return splitRuns(way.points, way.points.map((p) => !boxes.some((box) => isInBox(p, box)))).map((points) => ({ points, tags: way.tags }));
}

/** @param {Point[]} line @param {boolean[]} isFree of each point @returns {Point[][]} */
function splitRuns(line, isFree) {
  /** @type {Point[][]} */
  const found = [[]];
  line.forEach((p, i) => (isFree[i] ? found[found.length - 1].push(p) : found.push([])));
  return found.filter((run) => run.length > 1);
}

/** @param {Point} p @param {Box} box */
function isInBox([x, y], box) {
  return x > box.west && x < box.east && y > box.south && y < box.north;
}

/** High over everything, no way for people on foot. @returns {Way[]} */
export function expressway() {
  /** @type {Point[]} */
  const line = [[1900, 5600], [1750, 3600], [1150, 1700], [850, -700], [1000, -2300], [1900, -4400], [2300, -6200]];
  const points = bend(line, { random: createRandom(10), stepMetres: 140, swayMetres: 0 });
  const half = Math.floor(points.length / 2);
  const tags = { highway: 'motorway', name: '示范跨海高速', bridge: 'yes', layer: 2 };
  return [{ points: points.slice(0, half + 1), tags }, { points: points.slice(half), tags }];
}
