/** Boundaries of the townships: the island cut by straight lines, and each islet whole. */
import { crossing } from './plane.js';

/**
 * @typedef {import('./plane.js').Point} Point
 * @typedef {[a: Point, b: Point]} Line a township lies to the left of it, looking from a to b
 */

/** @type {Line} */
const WEST = [[-7400, 4500], [-5000, -4500]], MIDDLE = [[-100, -4500], [-100, 4500]], RIVER = [[-12000, -50], [12000, -50]], SOUTH_EAST = [[1300, 250], [7700, -1850]];
const turned = (/** @type {Line} */ [a, b]) => /** @type {Line} */ ([b, a]);
/** @type {Record<string, {lines: Line[], islets: string[]}>} */
const PLANS = {
  望洲镇: { lines: [WEST, MIDDLE, turned(RIVER)], islets: ['小蛎沙'] },
  澜港镇: { lines: [turned(MIDDLE), SOUTH_EAST], islets: ['蛎洲'] },
  苇塘镇: { lines: [turned(WEST)], islets: [] },
  鹭汀镇: { lines: [WEST, MIDDLE, RIVER], islets: [] },
  晴沙镇: { lines: [turned(MIDDLE), turned(SOUTH_EAST)], islets: [] },
};

/** @param {Point[]} coast @param {Record<string, Point[]>} islets @returns {{name: string, rings: Point[][]}[]} */
export function drawTownships(coast, islets) {
  return Object.entries(PLANS).map(([name, { lines, islets: own }]) => ({ name, rings: [lines.reduce(leftOf, coast), ...own.map((islet) => islets[islet])] }));
}

/** What of a ring lies to the left of a line; the line crosses it twice (Sutherland and Hodgman 1974). @param {Point[]} ring @param {Line} line @returns {Point[]} */
function leftOf(ring, [a, b]) {
  const isLeft = (/** @type {Point} */ [x, y]) => (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) >= 0;
  const far = (/** @type {number} */ t) => /** @type {Point} */ ([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
  return ring.flatMap((point, i) => {
    const before = ring[(i + ring.length - 1) % ring.length], meeting = isLeft(point) === isLeft(before) ? null : crossing(before, point, far(-9), far(9));
    return [...(meeting ? [meeting.point] : []), ...(isLeft(point) ? [point] : [])];
  });
}
