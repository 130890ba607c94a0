/**
 * Well-known text (OGC 06-103r4, and PostGIS's SRID=n; before it) to a GeoJSON geometry. Heights and
 * measures are left out. A small parser of our own, which tells what is no well-known text.
 */
import type { Position } from 'geojson';

/** Coordinates of each type are this deep: a position is 0. */
const DEPTHS: Readonly<Record<string, { readonly type: string; readonly depth: number }>> = {
  POINT: { type: 'Point', depth: 0 },
  LINESTRING: { type: 'LineString', depth: 1 },
  MULTIPOINT: { type: 'MultiPoint', depth: 1 },
  POLYGON: { type: 'Polygon', depth: 2 },
  MULTILINESTRING: { type: 'MultiLineString', depth: 2 },
  MULTIPOLYGON: { type: 'MultiPolygon', depth: 3 },
};

type Nested = Position | Nested[];

/** A geometry; null where the text says EMPTY; undefined where it is not well-known text of one of the six types. */
export function parseWkt(text: string): { readonly type: string; readonly coordinates: unknown } | null | undefined {
  const head = /^\s*(?:SRID\s*=\s*\d+\s*;\s*)?([A-Z]+?)\s*(?:\s(?:Z|M|ZM)|Z|M|ZM)?\s*(EMPTY\s*$|(?=\())/i.exec(text);
  if (head === null) return undefined;
  const [all, name, empty] = head;
  const known = Object.hasOwn(DEPTHS, name.toUpperCase()) ? DEPTHS[name.toUpperCase()] : undefined;
  if (known === undefined) return undefined;
  if (empty !== '') return null;
  const cursor: Cursor = { text, at: all.length };
  const coordinates = known.depth === 0 ? readPoint(cursor) : readList(cursor, known.depth);
  skipSpace(cursor);
  return coordinates === undefined || cursor.at < text.length ? undefined : { type: known.type, coordinates };
}

/** The system that an "SRID=n;" before the text names. */
export function sridOf(text: string): number | null {
  const srid = /^\s*SRID\s*=\s*(\d+)\s*;/i.exec(text)?.[1];
  return srid === undefined ? null : Number(srid);
}

interface Cursor { readonly text: string; at: number }

function skipSpace(cursor: Cursor): void {
  while (/\s/.test(cursor.text.charAt(cursor.at))) cursor.at++;
}

function take(cursor: Cursor, character: string): boolean {
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== character) return false;
  cursor.at++;
  return true;
}

/** "(x y)". */
function readPoint(cursor: Cursor): Position | undefined {
  if (!take(cursor, '(')) return undefined;
  const position = readPosition(cursor);
  return take(cursor, ')') ? position : undefined;
}

/** "(… , …)": positions where `depth` is 1, lists of them above. */
function readList(cursor: Cursor, depth: number): Nested[] | undefined {
  if (!take(cursor, '(')) return undefined;
  const members: Nested[] = [];
  do {
    skipSpace(cursor);
    // The points of a MULTIPOINT may have brackets of their own.
    const member = depth > 1 ? readList(cursor, depth - 1) : cursor.text[cursor.at] === '(' ? readPoint(cursor) : readPosition(cursor);
    if (member === undefined) return undefined;
    members.push(member);
  } while (take(cursor, ','));
  return take(cursor, ')') ? members : undefined;
}

const NUMBERS = /\s*([^\s,()]+)\s+([^\s,()]+)(?:\s+[^\s,()]+){0,2}/y;

function readPosition(cursor: Cursor): Position | undefined {
  NUMBERS.lastIndex = cursor.at;
  const found = NUMBERS.exec(cursor.text);
  if (found === null) return undefined;
  const x = Number(found[1]), y = Number(found[2]);
  if (!Number.isFinite(x) || !Number.isFinite(y)) return undefined;
  cursor.at = NUMBERS.lastIndex;
  return [x, y];
}
