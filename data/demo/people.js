/** Who lives where and what serves them: everything on the island that chance may place. */
import { areaOf, beside, between, createRandom, crossesAny, distance, middle, nearestOnLines, roundTo, shrink } from './plane.js';

/**
 * @typedef {import('./plane.js').Point} Point
 * @typedef {import('./plane.js').Random} Random
 * @typedef {import('./land.js').Town} Town
 * @typedef {ReturnType<typeof import('./land.js').drawLand>} Land
 * @typedef {{type: 'Point', at: Point} | {type: 'MultiPoint', at: Point[]} | {type: 'Polygon', at: Point[]} | null} Shape in metres; a ring is not closed here
 * @typedef {{key?: string, name: string, township?: string, village?: string, kind: 'urban'|'rural', tier: string, population: number, shape: Shape}} Settlement
 * @typedef {{key?: string, type: string, name: string, provides?: string[], status?: string, capacity?: number, areaSquareMetres?: number, owner?: string, open?: boolean, shape: Shape}} Facility
 * @typedef {Point[]} Block its four corners from the south-west, anticlockwise
 */

/**
 * Point facilities: label, how many in the core, the central and each general town, and the share of villages with one.
 * Left out on purpose, so that the data has none: maker_space, heritage_display, elder_sports_home, mother_baby_room, smart_retail_terminal.
 * @type {Record<string, [string, number, number, number, number]>}
 */
const SERVICES = {
  community_service_station: ['社区服务站', 10, 5, 2, 1],
  wet_market: ['菜市场', 3, 0, 1, 0],
  fresh_supermarket: ['生鲜超市', 3, 0, 0, 0],
  convenience_store: ['便利店', 13, 6, 3, 0.4],
  daily_life_services: ['便民服务点', 4, 2, 1, 0],
  breakfast_dining: ['早餐店', 5, 2, 1, 0.1],
  parcel_station: ['快递驿站', 5, 3, 2, 0.25],
  pharmacy: ['药店', 5, 2, 1, 0],
  employment_service_station: ['就业服务站', 1, 1, 0, 0],
  pocket_park: ['口袋公园', 4, 2, 1, 0],
  public_toilet: ['公共厕所', 9, 4, 2, 0.3],
  culture_room: ['文化活动室', 2, 1, 1, 0.3],
  ball_court: ['市民球场', 3, 1, 1, 0.1],
  fitness_point: ['健身苑点', 8, 4, 2, 0.4],
  childcare: ['宝宝屋', 2, 0, 0, 0],
  community_school: ['社区学校', 1, 1, 0, 0],
  elder_service_center: ['综合为老服务中心', 1, 1, 0, 0],
  elder_day_care: ['日间照料中心', 3, 1, 0, 0],
  elder_doorstep_station: ['家门口养老服务站', 7, 3, 1, 0.15],
  elder_canteen: ['长者食堂', 3, 2, 1, 0.1],
  elder_activity_room: ['老年活动室', 2, 1, 1, 0.3],
  neighborly_point: ['示范睦邻点', 0, 0, 0, 0.2],
  nursing_home: ['养老院', 1, 1, 1, 0],
  health_station: ['卫生服务站', 7, 4, 1, 0.5],
  aed_point: ['AED', 6, 2, 1, 0.1],
  emergency_station: ['应急避灾站点', 2, 1, 1, 0.25],
  fire_station: ['消防站', 1, 1, 0, 0],
  digital_service_point: ['智慧自助服务终端', 2, 1, 0, 0],
  library: ['图书馆', 1, 0, 0, 0],
};
/** What a village may not get by chance, because a planted fact rests on it. @type {Record<string, string[]>} */
const VILLAGE_LACKS = {
  西泾村: ['health_station'], 中沙村: ['health_station', 'convenience_store'],
  横河村: ['culture_room', 'community_service_station'],
};
/**
 * Ground given to schools, parks and squares: type, label, block [column, row] of the town, capacity (seats; classes of kindergartens) or null,
 * and the side on which the ground reaches over the street ('' where it is set back from all streets).
 * @type {Record<string, [string, string, [number, number], number | null, '' | 'west' | 'south'][]>}
 */
const GROUNDS = {
  望洲镇: [
    ['primary_school', '第二小学', [10, 2], 720, ''], ['primary_school', '第三小学', [9, 4], 600, 'west'], ['junior_middle_school', '初级中学', [7, 5], 900, ''],
    ['kindergarten', '第一幼儿园', [5, 5], 9, ''], ['kindergarten', '第二幼儿园', [8, 3], 8, 'south'], ['kindergarten', '第三幼儿园', [10, 4], 6, ''],
    ['kindergarten', '西区幼儿园', [1, 3], 6, 'south'], ['kindergarten', '城南幼儿园', [7, 1], 7, ''],
    ['community_park', '中心公园', [6, 3], null, 'west'], ['community_park', '西区公园', [0, 4], null, ''], ['community_park', '南园', [9, 0], null, 'south'], ['community_park', '河滨绿地', [4, 2], null, 'west'],
    ['community_park', '城北公园', [5, 6], null, ''], ['community_park', '东园', [10, 3], null, 'south'],
    ['public_square', '市民广场', [6, 2], null, 'south'], ['sports_center', '市民健身中心', [8, 5], null, ''], ['emergency_shelter', '应急避难场所', [4, 4], null, 'south'],
  ],
  澜港镇: [
    ['primary_school', '中心小学', [5, 3], 640, 'south'], ['junior_middle_school', '初级中学', [1, 3], 720, ''], ['kindergarten', '东区幼儿园', [6, 1], 7, ''],
    ['kindergarten', '西区幼儿园', [1, 1], 6, 'west'], ['community_park', '澜港公园', [3, 1], null, 'south'], ['community_park', '观海绿地', [6, 3], null, ''], ['public_square', '渔港广场', [4, 3], null, 'west'], ['emergency_shelter', '应急避难场所', [2, 3], null, ''],
  ],
  苇塘镇: [
    ['primary_school', '小学', [1, 2], 360, ''], ['junior_middle_school', '初级中学', [3, 1], 320, ''], ['kindergarten', '幼儿园', [3, 2], 5, 'south'],
    ['community_park', '苇塘公园', [1, 1], null, ''], ['public_square', '集镇广场', [2, 2], null, 'south'],
  ],
  鹭汀镇: [
    ['primary_school', '小学', [3, 1], 360, 'west'], ['junior_middle_school', '初级中学', [1, 1], 300, ''], ['kindergarten', '幼儿园', [1, 2], 5, ''],
    ['community_park', '鹭鸟公园', [3, 2], null, 'south'], ['emergency_shelter', '应急避难场所', [2, 1], null, ''],
  ],
  晴沙镇: [
    ['primary_school', '小学', [1, 1], 360, 'south'], ['kindergarten', '幼儿园', [3, 2], 5, ''], ['community_park', '晴沙公园', [1, 2], null, 'west'], ['public_square', '集镇广场', [2, 1], null, ''],
  ],
};
/** Service centres of a township, with what shares the house. @type {[string, string, string[]][]} */
const CENTRES = [
  ['party_service_center', '党群服务中心', ['civilization_practice_center', 'employment_service_station', 'minor_protection_station']],
  ['community_service_complex', '社区综合服务中心', ['culture_center', 'daily_life_services', 'digital_service_point']],
  ['community_health_center', '社区卫生服务中心', []],
];
/** What a facility in a town often has under the same roof. @type {Record<string, string[]>} */
const SHARED = {
  community_service_station: ['culture_room', 'elder_activity_room'],
  convenience_store: ['parcel_station'],
  elder_doorstep_station: ['elder_activity_room'],
  community_park: ['fitness_point', 'public_toilet'],
  junior_middle_school: ['school_sports_open'],
};
const ESTATES = ['海棠', '碧波', '金桂', '银杏', '听潮', '观澜', '丰乐', '平安', '永宁', '春晖', '秋实', '紫藤', '白鹭', '望江', '长堤', '晨光', '翠竹', '荷风', '松涛', '明珠'];
const SURNAMES = ['陈', '施', '陆', '黄', '顾', '沈', '倪', '龚', '茅', '袁', '朱', '徐'];
const TIER_COLUMN = { core: 1, central: 2, general: 3 };

/** Settlements of the five towns. @param {Land} land @returns {Settlement[]} */
export function settleTowns(land) {
  const random = createRandom(200);
  return land.towns.flatMap((town) => {
    const [areas, points] = { core: [12, 34], central: [7, 18], general: [2, 10] }[town.tier];
    const taken = new Set((GROUNDS[town.name] ?? []).map(([, , block]) => String(block)));
    const free = random.shuffle(blocksOf(town, land.water).filter((block) => !taken.has(block.id)));
    return free.slice(0, areas + points).map(({ corners }, k) => {
      const shape = k < areas
        ? /** @type {Shape} */ ({ type: 'Polygon', at: shrink(corners, random.between(0.66, 0.8)) })
        : /** @type {Shape} */ ({ type: 'Point', at: spotInBlock(corners, random) });
      return {
        name: `${town.name.slice(0, 2)}${ESTATES[k % 20]}${['苑', '新村', '小区'][Math.floor(k / 20)]}`,
        township: town.name, kind: 'urban', tier: town.tier, population: random.whole(k < areas ? 420 : 180, k < areas ? 800 : 400), shape,
      };
    });
  });
}

/** Hamlets of the villages, beside lanes up to about a kilometre from the middle of the village. @param {Land} land @returns {Settlement[]} */
export function settleVillages(land) {
  const random = createRandom(300);
  const lanes = land.ways.filter((way) => !way.tags.bridge && way.tags.highway !== 'secondary').map((way) => way.points);
  return land.villages.flatMap(({ name, township, centre }, v) => {
    /** @type {Settlement[]} */
    const hamlets = [];
    for (let tries = 0; hamlets.length < 6 && tries < 60; tries++) {
      const reach = hamlets.length < 3 ? 500 : 1000;
      const at = besideLane([centre[0] + random.between(-reach, reach), centre[1] + random.between(-reach, reach)], lanes, random, land.water);
      if (!at || hamlets.some((hamlet) => distance(/** @type {Point} */ (hamlet.shape?.at), at) < 220)) continue;
      const n = hamlets.length;
      hamlets.push({
        name: n % 2 === 0 ? `${name}${n + 1}组` : `${name}${SURNAMES[(v + 4 * n) % SURNAMES.length]}家宅`,
        township, village: name, kind: 'rural', tier: 'village', population: random.whole(40, 220), shape: { type: 'Point', at },
      });
    }
    return hamlets;
  });
}

/** @param {Land} land @returns {Facility[]} */
export function serveTowns(land) {
  const random = createRandom(400);
  return land.towns.flatMap((town) => {
    const blocks = blocksOf(town, land.water);
    const grounds = (GROUNDS[town.name] ?? []).map(([type, label, id, capacity, over]) => {
      const block = blocks.find((b) => b.id === String(id));
      if (!block) throw new RangeError(`${town.name} has no block ${id}`);
      const ring = groundIn(block.corners, over, type === 'public_square' ? 0.45 : 0.72);
      /** @type {Facility} */
      const facility = { type, name: `${town.name}${label}`, shape: { type: 'Polygon', at: ring } };
      if (capacity) facility.capacity = capacity;
      else facility.areaSquareMetres = Math.round(areaOf(ring));
      return equipped(facility, random);
    });
    const centres = CENTRES.filter(([type]) => !(type === 'community_health_center' && town.tier === 'core'))
      .filter(([type]) => !(type === 'community_service_complex' && town.tier === 'general'))
      .map(([type, label, provides]) => /** @type {Facility} */ ({
        type, name: `${town.name}${label}`, ...(provides.length > 0 && { provides }), owner: `${town.name}人民政府`,
        shape: { type: 'Point', at: spotInBlock(random.pick(blocks).corners, random) },
      }));
    const shops = Object.entries(SERVICES).flatMap(([type, row]) =>
      spread(blocks, Number(row[TIER_COLUMN[town.tier]]), random).map(({ corners }) => {
        const at = spotInBlock(corners, random);
        return equipped({ type, name: `${streetNear(land, at)}${row[0]}`, shape: { type: 'Point', at } }, random);
      }));
    return [...grounds, ...centres, ...shops];
  });
}

/** So many of the blocks, evenly over the town. @template T @param {T[]} blocks @param {number} count @param {Random} random @returns {T[]} */
function spread(blocks, count, random) {
  const start = random.next();
  return Array.from({ length: count }, (_, i) => blocks[Math.floor((start + i) * (blocks.length / count)) % blocks.length]);
}

/** What shares the house of a facility, and the places it has. @param {Facility} facility @param {Random} random @returns {Facility} */
function equipped(facility, random) {
  const shared = SHARED[facility.type];
  if (shared && random.chance(0.6)) facility.provides = shared;
  if (facility.type === 'nursing_home') facility.capacity = 10 * random.whole(6, 18);
  if (facility.type === 'childcare') facility.capacity = random.whole(20, 40);
  return facility;
}

/** @param {Land} land @returns {Facility[]} */
export function serveVillages(land) {
  const random = createRandom(500);
  const lanes = land.ways.filter((way) => way.tags.highway === 'unclassified' && way.tags.name).map((way) => way.points);
  return land.villages.flatMap(({ name, centre }) => {
    const house = besideLane(centre, lanes, random, land.water) ?? centre;
    return Object.entries(SERVICES).flatMap(([type, row]) => {
      if (!random.chance(row[4]) || VILLAGE_LACKS[name]?.includes(type)) return [];
      const isAtHouse = type === 'community_service_station' || random.chance(0.4);
      const at = isAtHouse ? nudge(house, random) : besideLane([centre[0] + random.between(-600, 600), centre[1] + random.between(-600, 600)], lanes, random, land.water) ?? nudge(house, random);
      const label = type === 'community_service_station' ? '村民委员会' : type === 'health_station' ? '村卫生室' : row[0];
      return [{ type, name: `${name}${label}`, ...(type === 'community_service_station' && { owner: `${name}村民委员会` }), shape: /** @type {Shape} */ ({ type: 'Point', at }) }];
    });
  });
}

/** @param {Point} at @param {Random} random @returns {Point} */
function nudge([x, y], random) {
  return [x + random.between(-6, 6), y + random.between(-6, 6)];
}

/** Blocks between four corners of the town's grid, without those a canal runs through. @param {Town} town @param {Point[][]} water */
function blocksOf(town, water) {
  /** @type {{id: string, corners: Block}[]} */
  const blocks = [];
  for (let row = 0; row + 1 < town.rows; row++) {
    for (let column = 0; column + 1 < town.columns; column++) {
      const corners = [town.nodes[row][column], town.nodes[row][column + 1], town.nodes[row + 1][column + 1], town.nodes[row + 1][column]];
      const built = /** @type {Block} */ (corners.filter((corner) => corner !== null));
      if (built.length < 4 || built.some((p, i) => crossesAny(p, built[(i + 1) % 4], water))) continue;
      blocks.push({ id: String([column, row]), corners: built });
    }
  }
  return blocks;
}

/** A spot some 12 to 25 m inside a block, seen from a street around it. @param {Block} corners @param {Random} random @returns {Point} */
function spotInBlock(corners, random) {
  const side = random.whole(0, 3);
  return beside(corners[side], corners[(side + 1) % 4], random.between(0.15, 0.85), random.between(12, 25));
}

/** The ground of a school or park in a block; on the side named it reaches 6 % over the street. @param {Block} corners @param {''|'west'|'south'} over @param {number} share @returns {Point[]} */
function groundIn(corners, over, share) {
  const centre = middle(corners);
  const beyond = over === 'west' ? [0, 3] : over === 'south' ? [0, 1] : [];
  return corners.map((corner, i) => between(centre, corner, beyond.includes(i) ? 1.12 : share));
}

/** A spot 12 to 40 m beside the lane nearest to the point; null where no lane is near or a canal lies between. @param {Point} point @param {Point[][]} lanes @param {Random} random @param {Point[][]} water @returns {Point | null} */
function besideLane(point, lanes, random, water) {
  const near = nearestOnLines(point, lanes, 300);
  if (!near) return null;
  const line = lanes[near.line];
  const at = beside(line[near.segment - 1], line[near.segment], near.t, random.between(12, 40) * (random.chance(0.5) ? 1 : -1));
  return crossesAny(near.point, at, water) || nearestOnLines(at, water, 30) ? null : at;
}

/** Name of the nearest street that has one. @param {Land} land @param {Point} at */
function streetNear(land, at) {
  const named = land.ways.filter((way) => way.tags.name);
  const near = nearestOnLines(at, named.map((way) => way.points), 400);
  return near ? String(named[near.line].tags.name) : '';
}

/** Elderly, children and households of a population: about a quarter elderly in towns, a third in villages. @param {Settlement} settlement @param {Random} random */
export function agesOf({ kind, population }, random) {
  const elderly = Math.round(population * (kind === 'rural' ? random.between(0.3, 0.38) : random.between(0.2, 0.27)));
  const children = Math.round(population * (kind === 'rural' ? random.between(0.06, 0.1) : random.between(0.1, 0.15)));
  return { elderly, children, households: Math.round(population / roundTo(random.between(2.1, 2.7), 100)) };
}
