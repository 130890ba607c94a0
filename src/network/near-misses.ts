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
import { mix, type Vertices } from './vertices.ts';

/** A vertex of several lines (or levels). */
const SEVERAL = -1000;
/** Cells are this many tolerances wide, so that most vertices need to look into their own cell only. */
const CELL_TOLERANCES = 16;

/** @returns pairs of vertices [u0, v0, u1, v1, ...], each pair once. */
export function joinNearMisses(lines: WalkLines, vertices: Vertices, toleranceMetres: number): number[] {
  if (toleranceMetres === 0 || vertices.count === 0) return [];
  const { line, level, isEnd } = describeVertices(lines, vertices);
  const mayJoin = (a: number, b: number): boolean => {
    const bothEnd = isEnd[a] === 1 && isEnd[b] === 1;
    if (line[a] === line[b] && line[a] !== SEVERAL) return bothEnd;
    return bothEnd || level[a] === level[b] || level[a] === SEVERAL || level[b] === SEVERAL;
  };

  const { lon, lat, count } = vertices;
  const perLat = degreeMetres(45).lat / DEGREE_UNITS;
  const cellLat = CELL_TOLERANCES * toleranceMetres / perLat;
  // One width of cell for the whole layer, wide enough at its highest latitude.
  let highest = 0;
  for (let v = 0; v < count; v++) highest = Math.max(highest, Math.abs(lat[v]) / DEGREE_UNITS);
  const cellLon = CELL_TOLERANCES * toleranceMetres / Math.max(degreeMetres(highest).lon / DEGREE_UNITS, 1e-6);
  let size = 16;
  while (size < 2 * count) size *= 2;
  const head = new Int32Array(size).fill(-1), next = new Int32Array(count);
  const slotOf = (x: number, y: number): number => mix(x, y) & (size - 1);
  const margin = 1.01 / CELL_TOLERANCES; // of a cell; a little over the tolerance

  const pairs: number[] = [];
  const offer = (a: number, b: number): void => {
    const per = degreeMetres(lat[a] / DEGREE_UNITS);
    const dx = (lon[a] - lon[b]) / DEGREE_UNITS * per.lon, dy = (lat[a] - lat[b]) / DEGREE_UNITS * per.lat;
    if (dx * dx + dy * dy <= toleranceMetres * toleranceMetres && mayJoin(a, b)) pairs.push(b, a);
  };
  const offerAll = (a: number, slot: number): void => { for (let b = head[slot]; b >= 0; b = next[b]) offer(a, b); };
  for (let a = 0; a < count; a++) {
    const x = lon[a] / cellLon, y = lat[a] / cellLat, cx = Math.floor(x), cy = Math.floor(y);
    const toX = x - cx < margin ? -1 : x - cx > 1 - margin ? 1 : 0, toY = y - cy < margin ? -1 : y - cy > 1 - margin ? 1 : 0;
    const own = slotOf(cx, cy);
    offerAll(a, own);
    if (toX !== 0 || toY !== 0) { // cells may share a slot
      const besideX = slotOf(cx + toX, cy), besideY = slotOf(cx, cy + toY), across = slotOf(cx + toX, cy + toY);
      if (besideX !== own) offerAll(a, besideX);
      if (besideY !== own && besideY !== besideX) offerAll(a, besideY);
      if (across !== own && across !== besideX && across !== besideY) offerAll(a, across);
    }
    next[a] = head[own];
    head[own] = a;
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
