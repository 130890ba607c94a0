/**
 * Lines that cross, or end on one another, without a shared vertex, given one: for networks drawn
 * without topology. Only asked for by `network.joinCrossings`, and never between different levels.
 *
 *        |                 |
 *   -----+-----  becomes  -o-   and   a T whose foot ends within the tolerance
 *        |                 |          bends the other line to the foot
 */
import Flatbush from 'flatbush';
import { degreeMetres } from '../core/geodesy.ts';
import { DEGREE_UNITS, WalkLinesBuilder, type WalkLines } from '../inputs/walk-lines.ts';

interface Insertion { readonly t: number; readonly lon: number; readonly lat: number }

/** @returns the lines with a shared vertex at every crossing and T-junction on one level. */
export function insertCrossings(lines: WalkLines, toleranceMetres: number): { lines: WalkLines; crossings: number } {
  const segments = listSegments(lines);
  if (segments.length === 0) return { lines, crossings: 0 };
  const { lon, lat } = lines;
  const index = new Flatbush(segments.length, 16, Int32Array);
  for (const { i } of segments) index.add(Math.min(lon[i], lon[i + 1]), Math.min(lat[i], lat[i + 1]), Math.max(lon[i], lon[i + 1]), Math.max(lat[i], lat[i + 1]));
  index.finish();

  const insertions = new Map<number, Insertion[]>(); // by the segment's first point
  const insert = (i: number, t: number, x: number, y: number): void => {
    const isAtEnd = (x === lon[i] && y === lat[i]) || (x === lon[i + 1] && y === lat[i + 1]);
    const there = insertions.get(i) ?? [];
    if (!isAtEnd && !there.some((p) => p.lon === x && p.lat === y)) there.push({ t, lon: x, lat: y });
    if (there.length > 0) insertions.set(i, there);
  };
  let crossings = 0;
  segments.forEach(({ i, line }, a) => {
    const per = degreeMetres(lat[i] / DEGREE_UNITS);
    const padLon = toleranceMetres / per.lon * DEGREE_UNITS, padLat = toleranceMetres / per.lat * DEGREE_UNITS;
    const near = index.search(Math.min(lon[i], lon[i + 1]) - padLon, Math.min(lat[i], lat[i + 1]) - padLat, Math.max(lon[i], lon[i + 1]) + padLon, Math.max(lat[i], lat[i + 1]) + padLat, (b) => b > a);
    for (const b of near.sort((p, q) => p - q)) {
      const j = segments[b].i;
      if (lines.level[line] !== lines.level[segments[b].line] || touch(lines, i, j)) continue;
      const meeting = meet(lines, i, j, per, toleranceMetres);
      if (meeting === null) continue;
      crossings++;
      insert(i, meeting.s, meeting.lon, meeting.lat);
      insert(j, meeting.t, meeting.lon, meeting.lat);
    }
  });
  return { lines: withInsertions(lines, insertions), crossings };
}

function listSegments({ lineCount, firstVertex }: WalkLines): { i: number; line: number }[] {
  const segments: { i: number; line: number }[] = [];
  for (let line = 0; line < lineCount; line++) for (let i = firstVertex[line]; i < firstVertex[line + 1] - 1; i++) segments.push({ i, line });
  return segments;
}

/** Whether two segments have a vertex in common already. */
function touch({ lon, lat }: WalkLines, i: number, j: number): boolean {
  return [i, i + 1].some((a) => [j, j + 1].some((b) => lon[a] === lon[b] && lat[a] === lat[b]));
}

/** Where segments i and j meet: the end of one that lies on the other, else their crossing, else null. */
function meet({ lon, lat }: WalkLines, i: number, j: number, per: { lon: number; lat: number }, toleranceMetres: number) {
  const x = (p: number): number => (lon[p] - lon[i]) / DEGREE_UNITS * per.lon, y = (p: number): number => (lat[p] - lat[i]) / DEGREE_UNITS * per.lat;
  const foot = (p: number, a: number): number => {
    const dx = x(a + 1) - x(a), dy = y(a + 1) - y(a), length2 = dx * dx + dy * dy;
    if (length2 === 0) return NaN;
    const t = ((x(p) - x(a)) * dx + (y(p) - y(a)) * dy) / length2;
    const off = Math.hypot(x(a) + t * dx - x(p), y(a) + t * dy - y(p));
    return t >= 0 && t <= 1 && off <= toleranceMetres ? t : NaN;
  };
  for (const end of [0, 1]) {
    const t = foot(i + end, j);
    if (!Number.isNaN(t)) return { s: end, t, lon: lon[i + end], lat: lat[i + end] };
    const s = foot(j + end, i);
    if (!Number.isNaN(s)) return { s, t: end, lon: lon[j + end], lat: lat[j + end] };
  }
  const ax = x(i + 1), ay = y(i + 1), bx = x(j + 1) - x(j), by = y(j + 1) - y(j);
  const cross = ax * by - ay * bx;
  if (cross === 0) return null;
  const s = (x(j) * by - y(j) * bx) / cross, t = (x(j) * ay - y(j) * ax) / cross;
  if (s < 0 || s > 1 || t < 0 || t > 1) return null;
  return { s, t, lon: Math.round(lon[i] + s * (lon[i + 1] - lon[i])), lat: Math.round(lat[i] + s * (lat[i + 1] - lat[i])) };
}

function withInsertions(lines: WalkLines, insertions: ReadonlyMap<number, Insertion[]>): WalkLines {
  const builder = new WalkLinesBuilder();
  for (let line = 0; line < lines.lineCount; line++) {
    for (let i = lines.firstVertex[line]; i < lines.firstVertex[line + 1]; i++) {
      builder.addVertex(lines.lon[i], lines.lat[i]);
      const added = insertions.get(i)?.sort((p, q) => p.t - q.t) ?? [];
      for (const { lon, lat } of added) builder.addVertex(lon, lat);
    }
    builder.endLine(lines.id[line], lines.direction[line], lines.speedFactor[line], lines.givenMetres[line], lines.level[line], lines.names[lines.nameOf[line]]);
  }
  return builder.finish();
}
