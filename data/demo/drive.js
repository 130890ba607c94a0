/** The way a bus takes from place to place: the shortest by road, by Dijkstra over the vertices that ways share. */
import { distance } from './plane.js';

/**
 * @typedef {import('./plane.js').Point} Point
 * @typedef {import('./ways.js').Way} Way
 * @typedef {Map<string, {point: Point, next: Map<string, number>}>} Roads by vertex, the cost to each neighbour
 */

/** Ways a bus can use, and how many metres of a main road it would rather drive than one of these. @type {Record<string, number>} */
const DRIVABLE = { secondary: 1, tertiary: 1, residential: 1.2, unclassified: 1.2, track: 3 };

/** Through the places in their order, each at the nearest vertex of a road. @param {Way[]} ways @param {Point[]} places @returns {Point[]} */
export function driveThrough(ways, places) {
  const roads = joinRoads(ways), vertices = [...roads.values()].map(({ point }) => point);
  const calls = places.map((place) => String(vertices.reduce((best, p) => (distance(p, place) < distance(best, place) ? p : best))));
  return calls.slice(1).flatMap((to, i) => shortestWay(roads, calls[i], to));
}

/** @param {Way[]} ways @returns {Roads} */
function joinRoads(ways) {
  /** @type {Roads} */
  const roads = new Map();
  const nextOf = (/** @type {Point} */ point) => {
    const vertex = roads.get(String(point)) ?? { point, next: new Map() };
    roads.set(String(point), vertex);
    return vertex.next;
  };
  for (const { points, tags } of ways) {
    const factor = DRIVABLE[String(tags.highway)];
    if (factor === undefined) continue;
    points.slice(1).forEach((b, i) => {
      const cost = factor * distance(points[i], b);
      nextOf(points[i]).set(String(b), cost);
      nextOf(b).set(String(points[i]), cost);
    });
  }
  return roads;
}

/** @param {Roads} roads @param {string} start @param {string} end vertices @returns {Point[]} */
function shortestWay(roads, start, end) {
  /** Costs of the vertices met and not yet left. */
  const open = new Map([[start, 0]]);
  /** @type {Map<string, string | null>} */
  const before = new Map([[start, null]]);
  /** @type {Set<string>} */
  const left = new Set();
  for (;;) {
    const [at, cost] = [...open].reduce((least, one) => (one[1] < least[1] ? one : least), ['', Infinity]);
    if (at === '') throw new RangeError(`no road from ${start} to ${end}`);
    if (at === end) break;
    open.delete(at);
    left.add(at);
    for (const [to, metres] of roads.get(at)?.next ?? []) {
      if (left.has(to) || cost + metres >= (open.get(to) ?? Infinity)) continue;
      open.set(to, cost + metres);
      before.set(to, at);
    }
  }
  /** @type {Point[]} */
  const way = [];
  for (let key = /** @type {string | null} */ (end); key !== null; key = before.get(key) ?? null) way.unshift(/** @type {{point: Point}} */ (roads.get(key)).point);
  return way;
}
