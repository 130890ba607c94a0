/**
 * Pairs of vertices that were meant to be one: of different lines, or the two ends of one, no further
 * apart than a small tolerance. They are joined by a short edge and keep their places, so that a
 * curve drawn in small steps is not pulled together.
 *
 * Two lines on different levels are joined only where both of them end: a bridge is reached at its
 * ends, not where a street happens to bend below it.
 */
import { degreeMetres } from '../core/geodesy.ts';
import { DEGREE_UNITS, type WalkLines } from '../inputs/walk-lines.ts';
import type { Vertices } from './vertices.ts';

/** A vertex of several lines (or levels). */
const SEVERAL = -1000;
/** @returns pairs of vertices [u0, v0, u1, v1, ...], each pair once, by the later of the two. `vertices` have a grid for the tolerance. */
export function joinNearMisses(lines: WalkLines, vertices: Vertices, toleranceMetres: number): number[] {
  if (toleranceMetres === 0 || vertices.count === 0) return [];
  const { line, level, isEnd } = describeVertices(lines, vertices);
  const mayJoin = (a: number, b: number): boolean => {
    const bothEnd = isEnd[a] === 1 && isEnd[b] === 1;
    if (line[a] === line[b] && line[a] !== SEVERAL) return bothEnd;
    return bothEnd || level[a] === level[b] || level[a] === SEVERAL || level[b] === SEVERAL;
  };

  const { lon, lat, count, grid } = vertices, { head, next, lonBits, latBits, reachLon, reachLat } = grid, columnUnits = 2 ** lonBits, rowUnits = 2 ** latBits;
  const pairs: number[] = [];
  const offer = (a: number, b: number): void => {
    const lonUnits = lon[a] - lon[b], latUnits = lat[a] - lat[b];
    if (lonUnits > reachLon || lonUnits < -reachLon || latUnits > reachLat || latUnits < -reachLat) return;
    const per = degreeMetres(lat[a] / DEGREE_UNITS), dx = lonUnits / DEGREE_UNITS * per.lon, dy = latUnits / DEGREE_UNITS * per.lat;
    if (dx * dx + dy * dy <= toleranceMetres * toleranceMetres && mayJoin(a, b)) pairs.push(b, a);
  };
  /** The earlier ones of a slot. */
  const offerAll = (a: number, slot: number): void => { for (let b = head[slot] - 1; b >= 0; b = next[b] - 1) if (b < a) offer(a, b); };
  /** On which side of the stretch from 0 to `width` something begins within reach, if at all. */
  const sideOf = (at: number, width: number, reach: number): number => (at < reach ? -1 : at >= width - reach ? 1 : 0);
  for (let a = 0; a < count; a++) {
    const column = lon[a] >> lonBits, row = lat[a] >> latBits, own = grid.slotOf(column, row);
    const toX = sideOf(lon[a] & (columnUnits - 1), columnUnits, reachLon), toY = sideOf(lat[a] & (rowUnits - 1), rowUnits, reachLat);
    offerAll(a, own);
    if (toX !== 0 || toY !== 0) { // cells may share a slot
      const besideX = grid.slotOf(column + toX, row), besideY = grid.slotOf(column, row + toY), across = grid.slotOf(column + toX, row + toY);
      if (besideX !== own) offerAll(a, besideX);
      if (besideY !== own && besideY !== besideX) offerAll(a, besideY);
      if (across !== own && across !== besideX && across !== besideY) offerAll(a, across);
    }
  }
  return pairs;
}

function describeVertices(lines: WalkLines, vertices: Vertices) {
  const line = new Int32Array(vertices.count).fill(-1), level = new Int16Array(vertices.count), isEnd = new Uint8Array(vertices.count);
  for (let l = 0; l < lines.lineCount; l++) {
    const first = lines.firstVertex[l], last = lines.firstVertex[l + 1] - 1;
    for (let i = first; i <= last; i++) {
      const v = vertices.of[i];
      if (line[v] === -1) { line[v] = l; level[v] = lines.level[l]; }
      else if (line[v] !== l) { line[v] = SEVERAL; if (level[v] !== lines.level[l]) level[v] = SEVERAL; }
      if (i === first || i === last) isEnd[v] = 1;
    }
  }
  return { line, level, isEnd };
}
