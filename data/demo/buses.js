/** Where buses run: lines along the roads, and their stops. */
import { driveThrough } from './drive.js';
import { beside, distance, lengthOf, nearestOnLines, partOf } from './plane.js';

/**
 * @typedef {import('./plane.js').Point} Point
 * @typedef {import('./land.js').Town} Town
 * @typedef {import('./people.js').Land} Land
 * @typedef {{id: string, name: string, direction: 'both'|'forward', headwayMinutes: number, speedKmh: number, firstDeparture: string, lastDeparture: string, stops: string[], route: Point[]}} BusLine
 * @typedef {{id: string, name: string, lines: string[], at: Point}} BusStop
 * @typedef {[name: string, direction: 'both'|'forward', headwayMinutes: number, speedKmh: number, firstDeparture: string, lastDeparture: string, stopEveryMetres: number, parts: Point[][]]} Plan
 */

/** County lines, and after them village lines, which also stop wherever there is a stop already. @param {Land} land */
export function runBuses(land) {
  const { towns, roads: { crossEast, crossBay } } = land;
  const hubs = [...towns.map(hubOf), crossEast.points[crossEast.points.length - 1], crossBay.points[crossBay.points.length - 1]];
  /** @type {BusStop[]} */
  const stops = [];
  const county = countyLines(land).map((plan, k) => drawLine(plan, `L${k + 1}`, hubs, stops, land));
  const village = villageLines(land).map((plan, k) => drawLine(plan, `L${county.length + k + 1}`, [...hubs, ...stops.map((stop) => stop.at)], stops, land));
  return { lines: [...county, ...village], stops };
}

/** Five lines on the county roads that come every 20 to 60 minutes, with stops about 1,300 m apart. @param {Land} land @returns {Plan[]} */
function countyLines({ towns: [core, central, west, north, south], roads }) {
  const road = (/** @type {string} */ key) => roads[key].points;
  const back = (/** @type {Point[]} */ line) => [...line].reverse();
  const along = (/** @type {Town} */ town) => built(town.nodes[town.mainRow]);
  const up = (/** @type {Town} */ town, from = 0, to = town.rows) => built(town.nodes.slice(from, to).map((line) => line[town.mainColumn]));
  const meet = road('crossEast')[road('crossEast').length - 1];
  const eastOfMeet = partOf(road('southEast'), lengthTo(road('southEast'), meet), Infinity);
  return [
    ['示范1路（北线）', 'both', 20, 28, '05:45', '19:30', 1300, [road('northWest'), along(west), road('northMiddle'), along(north), road('northBay'), along(central), road('northEast')]],
    ['示范2路（南线）', 'both', 25, 28, '06:00', '19:00', 1300, [road('southWest'), along(core), road('southMiddle'), along(south), road('southEast')]],
    ['示范3路（鹭望线）', 'both', 30, 25, '06:00', '18:30', 1300, [up(north, 0, north.mainRow + 1).reverse(), road('crossMiddle'), up(core, core.mainRow).reverse()]],
    ['示范4路（澜港环线）', 'forward', 60, 25, '06:30', '17:30', 1300, [along(central).slice(central.mainColumn), road('northEast'), back(eastOfMeet), back(road('crossEast')), up(central, 0, central.mainRow)]],
    ['示范5路（晴湾线）', 'both', 45, 24, '06:15', '18:00', 1300, [up(south, south.mainRow), road('crossBay')]],
  ];
}

/**
 * Four lines through the middle of villages: a trunk and a feeder that come so often, and stop so often, that a quarter of an hour suffices;
 * a line with three buses a day each way; and one that is over before people leave in the morning.
 * @param {Land} land @returns {Plan[]}
 */
function villageLines({ ways, towns, villages }) {
  const places = new Map([...villages.map(({ name, centre }) => /** @type {const} */ ([name, centre])), ...towns.map((town) => /** @type {const} */ ([town.name, hubOf(town)]))]);
  const through = (/** @type {string[]} */ ...names) => [driveThrough(ways, names.map((name) => /** @type {Point} */ (places.get(name))))];
  return [
    ['示范6路（晴澜干线）', 'both', 6, 28, '05:30', '20:30', 400, through('海晏村', '晴沙镇', '中沙村', '金穗村', '澜港镇')],
    ['示范7路（鹭汀支线）', 'both', 8, 28, '06:00', '19:00', 400, through('横河村', '鹭汀镇', '鹤滩村')],
    ['示范8路（北港线）', 'both', 240, 25, '06:30', '15:00', 1300, through('北港村', '澜港镇')],
    ['示范9路（早市线）', 'both', 20, 28, '04:40', '07:20', 1300, through('沙头村', '望洲镇')],
  ];
}

/** Where the two main streets of a town cross. @param {Town} town @returns {Point} */
function hubOf({ nodes, mainRow, mainColumn }) {
  return /** @type {Point} */ (nodes[mainRow][mainColumn]);
}

/**
 * A line as planned; stops that are there already are shared, others are added.
 * @param {Plan} plan @param {string} id @param {Point[]} marks where it stops in any case @param {BusStop[]} stops changed in place @param {Land} land @returns {BusLine}
 */
function drawLine([name, direction, headwayMinutes, speedKmh, firstDeparture, lastDeparture, stopEveryMetres, parts], id, marks, stops, { towns, villages }) {
  const route = parts.flat().filter((p, i, all) => i === 0 || distance(p, all[i - 1]) > 0.01);
  const calls = stopsAlong(route, marks, stopEveryMetres).map(([at, kerb]) => {
    const known = stops.find((stop) => distance(stop.at, at) < 30 && !stop.lines.includes(id));
    const stop = known ?? { id: `b${String(stops.length + 1).padStart(2, '0')}`, name: stopName(at, towns, villages, stops), lines: [], at: kerb };
    if (!known) stops.push(stop);
    stop.lines.push(id);
    return stop.id;
  });
  return { id, name, direction, headwayMinutes, speedKmh, firstDeparture, lastDeparture, stops: calls, route };
}

/** @param {(Point|null)[]} nodes @returns {Point[]} */
function built(nodes) {
  return /** @type {Point[]} */ (nodes.filter((node) => node !== null));
}

/** @param {Point[]} line @param {Point} point nearest to which the way along the line is measured */
function lengthTo(line, point) {
  const near = nearestOnLines(point, [line], Infinity);
  if (!near) return 0;
  return lengthOf([...line.slice(0, near.segment), near.point]);
}

/** A stop at both ends, at every hub on the route and evenly between: the point on the route and the one at its right kerb. @param {Point[]} route @param {Point[]} hubs @param {number} stepMetres @returns {[Point, Point][]} */
function stopsAlong(route, hubs, stepMetres) {
  const total = lengthOf(route);
  const passed = hubs.filter((hub) => nearestOnLines(hub, [route], 20)).map((hub) => lengthTo(route, hub));
  const inside = passed.filter((metres) => metres > 100 && metres < total - 100).sort((a, b) => a - b);
  // A hub and the stop at its kerb are one place.
  const marks = [0, ...inside.filter((metres, i) => i === 0 || metres - inside[i - 1] > 50), total];
  const metres = marks.slice(1).flatMap((mark, i) => {
    const count = Math.max(1, Math.round((mark - marks[i]) / stepMetres));
    return Array.from({ length: count }, (_, k) => marks[i] + ((mark - marks[i]) * k) / count);
  });
  return [...metres, total].map((mark) => {
    const [from, to] = [Math.max(mark - 10, 0), Math.min(mark + 10, total)];
    const piece = partOf(route, from, to);
    return [pointAlong(route, mark), beside(piece[0], piece[piece.length - 1], 0.5, -7)];
  });
}

/** @param {Point[]} line @param {number} metres */
function pointAlong(line, metres) {
  const part = partOf(line, 0, metres);
  return part[part.length - 1] ?? line[0];
}

/** After the town or village near by, numbered. @param {Point} at @param {Town[]} towns @param {Land['villages']} villages @param {BusStop[]} stops */
function stopName(at, towns, villages, stops) {
  const places = [...towns, ...villages].map(({ name, centre }) => ({ name, metres: distance(centre, at) })).sort((a, b) => a.metres - b.metres);
  const used = stops.filter((stop) => stop.name.startsWith(places[0].name)).length;
  return `${places[0].name}${used === 0 ? '' : '东西南北中前后左右内外上下'[used - 1]}站`;
}
