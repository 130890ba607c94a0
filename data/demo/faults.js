/** Faults put in on purpose: each one a run must live with, name in a notice, and end with exit code 0. */
import { beside, between } from './plane.js';

/**
 * @typedef {import('./people.js').Settlement} Settlement
 * @typedef {import('./people.js').Facility} Facility
 * @typedef {import('./people.js').Land} Land
 * @typedef {import('./ways.js').Way} Way
 */

/** What forgetting to convert from GCJ-02 does to a place near 123 E, 31.4 N, in metres. */
const GCJ02_SHIFT = { east: 427, north: -214 };

/** @param {Land} land @returns {{settlements: Settlement[], facilities: Facility[], ways: Way[]}} */
export function makeFaults({ towns: [core], ways }) {
  const street = /** @type {import('./plane.js').Point[]} */ ([core.nodes[3][6], core.nodes[3][7]]);
  const pharmacy = beside(street[0], street[1], 0.5, 15);
  const lane = ways.find((way) => way.tags.name === '北港村中路') ?? ways[0];
  return {
    settlements: [
      { name: '西湾村无归属点', village: '西湾村', kind: 'rural', tier: 'village', population: 44, shape: { type: 'Point', at: besideLane(ways, '西湾村南路') } },
      { name: '金穗村层级待定点', township: '澜港镇', village: '金穗村', kind: 'rural', tier: 'hamlet', population: 57, shape: { type: 'Point', at: besideLane(ways, '金穗村南路') } },
    ],
    facilities: [
      { type: 'public_toilet', name: '公共厕所（位置待补）', shape: null },
      { type: 'public_toilet', name: '西滩候鸟观测点公厕', shape: { type: 'Point', at: [-10900, 2150] } },
      { type: 'pharmacy', name: '望洲丰乐路药店（坐标未纠偏）', shape: { type: 'Point', at: [pharmacy[0] + GCJ02_SHIFT.east, pharmacy[1] + GCJ02_SHIFT.north] } },
    ],
    ways: [
      { points: lane.points, tags: lane.tags },
      { points: [lane.points[2], lane.points[2]], tags: { highway: 'path' } },
      { points: [lane.points[4]], tags: { highway: 'path' } },
    ],
  };
}

/** @param {Way[]} ways @param {string} name */
function besideLane(ways, name) {
  const { points } = ways.find((way) => way.tags.name === name) ?? ways[0];
  return beside(points[1], points[2], 0.5, 20);
}

/** Kinds of way the island else lacks: stairs down to the beach, a cycle track closed to walkers. @param {Land} land @returns {Way[]} */
export function drawRarities({ ways }) {
  const levee = ways.filter((way) => way.tags.name === '环岛大堤' && way.points.length > 20);
  const stairs = levee.slice(0, 3).map(({ points }) => {
    const foot = beside(points[8], points[9], 0, 36);
    return { points: [points[8], between(points[8], foot, 0.5), foot], tags: { highway: 'steps', name: '大堤台阶', surface: 'concrete' } };
  });
  const { points } = levee[levee.length - 1];
  const track = [points[3], ...points.slice(4, 14).map((p, i) => beside(p, points[i + 5], 0, -12)), points[14]];
  return [...stairs, { points: track, tags: { highway: 'cycleway', foot: 'no', name: '环岛骑行道' } }];
}
