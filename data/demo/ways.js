/**
 * From drawn lines to one walking network: cut at the canals, ends joined to what is near, a shared
 * vertex at every crossing, stray pieces dropped.
 */
import { between, crossesAny, crossing, distance, lengthOf, nearestOnLines, partOf } from './plane.js';

/**
 * @typedef {import('./plane.js').Point} Point
 * @typedef {{points: Point[], tags: Record<string, string | number>}} Way
 */

const BANK_METRES = 16;
const MERGE_METRES = 5;
const CELL_METRES = 250;

/**
 * Ways end at both banks of a canal, except where `mayCross` lets them over: there a bridge becomes a way of its own.
 * @param {Way[]} ways @param {Point[][]} canals @param {(way: Way, at: Point) => boolean} mayCross @returns {Way[]}
 */
export function cutAtWater(ways, canals, mayCross) {
  return ways.flatMap((way) => {
    const crossings = crossingsAlong(way.points, canals);
    if (crossings.length === 0) return [way];
    /** @type {Way[]} */
    const pieces = [];
    let from = 0;
    for (const { metres, point } of crossings) {
      const bank = Math.max(from, metres - BANK_METRES), farBank = metres + BANK_METRES;
      pieces.push({ points: partOf(way.points, from, bank), tags: way.tags });
      if (mayCross(way, point)) pieces.push({ points: partOf(way.points, bank, farBank), tags: { ...way.tags, bridge: 'yes', layer: 1 } });
      from = farBank;
    }
    pieces.push({ points: partOf(way.points, from, Infinity), tags: way.tags });
    return pieces.filter((piece) => piece.points.length > 1 && lengthOf(piece.points) > 1);
  });
}

/** Crossings with the canals in the order of the line. @param {Point[]} line @param {Point[][]} canals */
function crossingsAlong(line, canals) {
  const found = [];
  let start = 0;
  for (let i = 1; i < line.length; i++) {
    for (const canal of canals) {
      for (let j = 1; j < canal.length; j++) {
        const hit = crossing(line[i - 1], line[i], canal[j - 1], canal[j]);
        if (hit) found.push({ metres: start + hit.t * distance(line[i - 1], line[i]), point: hit.point });
      }
    }
    start += distance(line[i - 1], line[i]);
  }
  return found.sort((a, b) => a.metres - b.metres);
}

/**
 * Leads every loose end on to the nearest other way within the radius, unless a canal lies between.
 * @param {Way[]} ways changed in place @param {number} radiusMetres @param {Point[][]} canals
 */
export function stitchEnds(ways, radiusMetres, canals) {
  for (const way of ways) {
    if (way.tags.bridge) continue;
    const others = ways.filter((other) => other !== way && !other.tags.bridge);
    for (const atStart of [true, false]) {
      const end = atStart ? way.points[0] : way.points[way.points.length - 1];
      if (ways.some((other) => other !== way && other.points.some((p) => p[0] === end[0] && p[1] === end[1]))) continue;
      const near = nearestOnLines(end, others.map((other) => other.points), radiusMetres);
      if (!near || crossesAny(end, near.point, canals)) continue;
      const joint = insertVertex(others[near.line], near.segment, near.point);
      if (atStart) way.points.unshift(joint);
      else way.points.push(joint);
    }
  }
}

/** A vertex of the way at the point, or its end of the segment where that is close by. @param {Way} way @param {number} segment @param {Point} point @returns {Point} */
function insertVertex(way, segment, point) {
  for (const vertex of [way.points[segment - 1], way.points[segment]]) {
    if (distance(vertex, point) < MERGE_METRES) return vertex;
  }
  way.points.splice(segment, 0, point);
  return point;
}

/** Gives ways that cross or touch a vertex in common. @param {Way[]} ways @returns {Way[]} */
export function weave(ways) {
  let woven = mergeClose(ways);
  for (let round = 0; round < 6; round++) {
    const joints = findJoints(woven);
    if (joints.size === 0) return woven;
    woven = mergeClose(woven.map((way, w) => withJoints(way, joints.get(w) ?? [])));
  }
  return woven;
}

/** @typedef {{segment: number, t: number, point: Point}} Joint */

/** Points to insert, by the index of the way. @param {Way[]} ways */
function findJoints(ways) {
  /** @type {Map<number, Joint[]>} */
  const joints = new Map();
  const add = (/** @type {Segment} */ s, /** @type {number} */ t, /** @type {Point} */ point) => {
    if (same(point, s.a) || same(point, s.b)) return;
    joints.set(s.way, [...(joints.get(s.way) ?? []), { segment: s.segment, t, point }]);
  };
  for (const [s, other] of closePairs(ways)) {
    const share = same(s.a, other.a) || same(s.a, other.b) || same(s.b, other.a) || same(s.b, other.b);
    const hit = share ? null : crossing(s.a, s.b, other.a, other.b);
    if (hit) {
      const vertex = [s.a, s.b, other.a, other.b].find((p) => distance(p, hit.point) < MERGE_METRES);
      add(s, hit.t, vertex ?? hit.point);
      add(other, hit.u, vertex ?? hit.point);
      continue;
    }
    for (const [line, vertex] of /** @type {[Segment, Point][]} */ ([[s, other.a], [s, other.b], [other, s.a], [other, s.b]])) {
      const near = nearestOnLines(vertex, [[line.a, line.b]], MERGE_METRES - 1);
      if (near) add(line, near.t, vertex);
    }
  }
  return joints;
}

/** @typedef {{way: number, segment: number, a: Point, b: Point}} Segment */

/** Every pair of segments of different ways (or far apart in one) that share a cell of a grid, once. @param {Way[]} ways */
function* closePairs(ways) {
  /** @type {Map<number, Segment[]>} */
  const cells = new Map();
  const cell = (/** @type {number} */ v) => Math.floor(v / CELL_METRES);
  for (let w = 0; w < ways.length; w++) {
    const points = ways[w].points;
    for (let i = 1; i < points.length; i++) {
      const a = points[i - 1], b = points[i];
      const own = { way: w, segment: i, a, b };
      for (let cx = cell(Math.min(a[0], b[0]) - MERGE_METRES); cx <= cell(Math.max(a[0], b[0]) + MERGE_METRES); cx++) {
        for (let cy = cell(Math.min(a[1], b[1]) - MERGE_METRES); cy <= cell(Math.max(a[1], b[1]) + MERGE_METRES); cy++) {
          const key = cx * 4096 + cy;
          const others = cells.get(key) ?? [];
          for (const other of others) if (other.way !== w || other.segment < i - 1) yield /** @type {[Segment, Segment]} */ ([own, other]);
          others.push(own);
          cells.set(key, others);
        }
      }
    }
  }
}

/** @param {Way} way @param {Joint[]} joints @returns {Way} */
function withJoints(way, joints) {
  const points = way.points.flatMap((vertex, i) => [
    ...joints.filter((joint) => joint.segment === i).sort((a, b) => a.t - b.t).map((joint) => joint.point),
    vertex,
  ]);
  return { points, tags: way.tags };
}

/** Moves vertices within 5 m of an earlier one onto it and drops what then repeats. @param {Way[]} ways @returns {Way[]} */
function mergeClose(ways) {
  /** @type {Map<number, Point[]>} */
  const cells = new Map();
  const cell = (/** @type {number} */ v) => Math.floor(v / MERGE_METRES);
  const settle = (/** @type {Point} */ p) => {
    const cx = cell(p[0]), cy = cell(p[1]);
    for (let x = cx - 1; x <= cx + 1; x++) {
      for (let y = cy - 1; y <= cy + 1; y++) {
        const earlier = cells.get(x * 65536 + y)?.find((q) => distance(p, q) < MERGE_METRES);
        if (earlier) return earlier;
      }
    }
    const key = cx * 65536 + cy;
    cells.set(key, [...(cells.get(key) ?? []), p]);
    return p;
  };
  return ways
    .map((way) => ({ points: withoutRepeats(way.points.map(settle)), tags: way.tags }))
    .filter((way) => way.points.length > 1);
}

/** No vertex twice in a row, no spike out and back. @param {Point[]} points @returns {Point[]} */
function withoutRepeats(points) {
  /** @type {Point[]} */
  const kept = [];
  for (const p of points) {
    if (kept.length > 0 && same(kept[kept.length - 1], p)) continue;
    if (kept.length > 1 && same(kept[kept.length - 2], p)) kept.pop();
    else kept.push(p);
  }
  return kept;
}

/** Takes out the pieces of ways that repeat a piece of an earlier one. @param {Way[]} ways @returns {Way[]} */
export function dropDoubles(ways) {
  /** @type {Set<string>} */
  const drawn = new Set();
  return ways.flatMap(({ points, tags }) => {
    /** @type {Point[][]} */
    const pieces = [[points[0]]];
    for (let i = 1; i < points.length; i++) {
      const key = [String(points[i - 1]), String(points[i])].sort().join(' ');
      if (drawn.has(key)) pieces.push([points[i]]);
      else pieces[pieces.length - 1].push(points[i]);
      drawn.add(key);
    }
    return pieces.filter((piece) => piece.length > 1).map((piece) => ({ points: piece, tags }));
  });
}

/** The ways of the component with the most vertices. @param {Way[]} ways @returns {Way[]} */
export function keepLargest(ways) {
  const label = labelComponents(ways);
  const sizes = new Map();
  for (const l of label.values()) sizes.set(l, (sizes.get(l) ?? 0) + 1);
  const [largest] = [...sizes].sort((a, b) => b[1] - a[1])[0];
  return ways.filter((way) => label.get(String(way.points[0])) === largest);
}

/** A label for every vertex, by its coordinates: flood fill over the ways that share one. @param {Way[]} ways */
function labelComponents(ways) {
  /** @type {Map<string, Way[]>} */
  const waysAt = new Map();
  for (const way of ways) for (const p of way.points) waysAt.set(String(p), [...(waysAt.get(String(p)) ?? []), way]);
  /** @type {Map<string, number>} */
  const label = new Map();
  let count = 0;
  for (const seed of ways) {
    if (label.has(String(seed.points[0]))) continue;
    const queue = [seed];
    for (let way = queue.pop(); way; way = queue.pop()) {
      for (const p of way.points) {
        if (label.has(String(p))) continue;
        label.set(String(p), count);
        queue.push(...(waysAt.get(String(p)) ?? []));
      }
    }
    count++;
  }
  return label;
}

/** @param {Point} a @param {Point} b */
function same(a, b) {
  return a[0] === b[0] && a[1] === b[1];
}

/**
 * Joins a point to the nearest way by a straight link and returns the link's points, the joint first.
 * @param {Way[]} ways changed in place @param {Point} point @param {Point[][]} canals @param {number} [radiusMetres]
 */
export function linkTo(ways, point, canals, radiusMetres = 900) {
  const open = ways.filter((way) => !way.tags.bridge && way.tags.highway !== 'motorway');
  let near = nearestOnLines(point, open.map((way) => way.points), radiusMetres);
  while (near && crossesAny(point, near.point, canals)) {
    open.splice(near.line, 1);
    near = nearestOnLines(point, open.map((way) => way.points), radiusMetres);
  }
  if (!near) throw new RangeError(`nothing to join within ${radiusMetres} m of ${point}`);
  const joint = insertVertex(open[near.line], near.segment, near.point);
  return [joint, between(joint, point, 0.5), point];
}
