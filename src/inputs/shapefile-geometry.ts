/**
 * One record of a .shp to a GeoJSON geometry. Heights and measures are left out and told of.
 *
 * Rings of a polygon are parted by their turn: clockwise ones are areas, the others holes in the
 * smallest area around them. A ring drawn like a hole that lies in none is an area.
 */
import type { Position } from 'geojson';
import { GeometryFault, type ReadGeometry } from './read-geometry.ts';

const NULL = 0, MULTI_PATCH = 31;
const BOX_BYTES = 32;
/** Areas times holes of one polygon; what is beyond is no drawing of people. */
const MOST_PAIRS = 2e7;

/** @throws {GeometryFault} if the record is broken or of a type that GeoJSON does not have. */
export function readShape(shape: Buffer, at: number): ReadGeometry {
  const type = shape.readInt32LE(0), kind = type % 10, hasHeights = type > 10;
  if (type === NULL) return { geometry: null, hasHeights: false };
  if (type === MULTI_PATCH) throw new GeometryFault('is a MultiPatch, which is not read', 'Export its outlines as polygons');
  if (type < 0 || type > 28 || ![1, 3, 5, 8].includes(kind)) throw broken(at);
  if (kind === 1) {
    if (shape.length < 20) throw broken(at);
    const [x, y] = positionAt(shape, 4);
    return { geometry: x < NO_DATA || y < NO_DATA ? null : { type: 'Point', coordinates: [x, y] }, hasHeights };
  }
  if (shape.length < 4 + BOX_BYTES + 4) throw broken(at);
  if (kind === 8) return { geometry: { type: 'MultiPoint', coordinates: positionsAt(shape, 40, shape.readUInt32LE(36), at) }, hasHeights };
  const parts = readParts(shape, at);
  if (parts.length === 0) return { geometry: null, hasHeights };
  if (kind === 3) return { geometry: parts.length === 1 ? { type: 'LineString', coordinates: parts[0] } : { type: 'MultiLineString', coordinates: parts }, hasHeights };
  const { polygons, hasLooseRings } = partRings(parts, at);
  return { geometry: polygons.length === 1 ? { type: 'Polygon', coordinates: polygons[0] } : { type: 'MultiPolygon', coordinates: polygons }, hasHeights, hasLooseRings };
}

/** What is less means "no data" (of the format). */
const NO_DATA = -1e38;

function readParts(shape: Buffer, at: number): Position[][] {
  if (shape.length < 44) throw broken(at);
  const count = shape.readUInt32LE(36), points = shape.readUInt32LE(40), start = 44 + 4 * count;
  if (start > shape.length) throw broken(at);
  const positions = positionsAt(shape, start, points, at);
  const firsts = Array.from({ length: count }, (_, i) => shape.readUInt32LE(44 + 4 * i));
  if (firsts.some((first, i) => first > points || first < (firsts[i - 1] ?? 0)) || (count > 0 && firsts[0] !== 0) || (count === 0 && points > 0)) throw broken(at);
  return firsts.map((first, i) => positions.slice(first, firsts[i + 1] ?? points)).filter((part) => part.length > 0);
}

function positionsAt(shape: Buffer, start: number, count: number, at: number): Position[] {
  if (start + 16 * count > shape.length) throw broken(at);
  return Array.from({ length: count }, (_, i) => positionAt(shape, start + 16 * i));
}

function positionAt(shape: Buffer, at: number): Position {
  return [shape.readDoubleLE(at), shape.readDoubleLE(at + 8)];
}

const broken = (at: number): GeometryFault => new GeometryFault(`is broken in the record that begins at byte ${at}`, 'Mend the feature or get the file again');

interface Ring { readonly positions: Position[]; readonly size: number; readonly box: readonly [number, number, number, number] }

function partRings(parts: readonly Position[][], at: number): { polygons: Position[][][]; hasLooseRings: boolean } {
  if (parts.length === 1) return { polygons: [[parts[0]]], hasLooseRings: false };
  const rings = parts.map((positions): Ring => ({ positions, size: signedArea(positions), box: boxOf(positions) }));
  const areas = rings.filter((r) => r.size <= 0), holes = rings.filter((r) => r.size > 0);
  if (areas.length * holes.length > MOST_PAIRS) throw broken(at);
  const polygons = new Map(areas.map((area) => [area, [area.positions]]));
  let hasLooseRings = false;
  for (const hole of holes) {
    let around: Ring | null = null;
    for (const area of areas) if ((around === null || area.size > around.size) && isWithin(hole, area)) around = area;
    if (around === null) { polygons.set(hole, [hole.positions]); hasLooseRings = true; }
    else polygons.get(around)?.push(hole.positions);
  }
  return { polygons: [...polygons.values()], hasLooseRings };
}

/** Twice the area, below 0 where the ring turns clockwise. */
function signedArea(ring: readonly Position[]): number {
  const [x0, y0] = ring[0]; // the sum of small numbers loses nothing
  return ring.reduce((sum, [x, y], i) => { const [u, v] = ring[i === 0 ? ring.length - 1 : i - 1]; return sum + (u - x0) * (y - y0) - (x - x0) * (v - y0); }, 0);
}

function boxOf(ring: readonly Position[]): Ring['box'] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) { west = Math.min(west, x); south = Math.min(south, y); east = Math.max(east, x); north = Math.max(north, y); }
  return [west, south, east, north];
}

/** Whether most corners of a ring lie in another; it may touch that at some. */
function isWithin({ positions, box, size }: Ring, area: Ring): boolean {
  if (box[0] < area.box[0] || box[1] < area.box[1] || box[2] > area.box[2] || box[3] > area.box[3] || size > -area.size) return false;
  const looked = positions.slice(0, 9);
  return looked.filter((p) => isInside(p, area.positions)).length * 2 > looked.length;
}

/** Crossings of a ray to the east. */
function isInside([x, y]: Position, ring: readonly Position[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i], [xj, yj] = ring[j];
    if ((yi > y) !== (yj > y) && x < (xj - xi) * (y - yi) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
