/** Geometries as a GeoPackage holds them: a short header, the box unless it is a point, and little-endian WKB. */
import type { LineString, MultiPolygon, Point, Position } from 'geojson';

/** West, east, south, north in degrees: the order of the header and of the spatial index. */
export type Box = readonly [number, number, number, number];
export type GeoPackageGeometry = Point | LineString | MultiPolygon;

/** EPSG:4326, in the header of every geometry and the row of every layer. */
export const WGS84_ID = 4326;

const HAS_NO_BOX = 1, HAS_BOX = 3, HEADER_BYTES = 8, BOX_BYTES = 32;
const WKB_CODES = { Point: 1, LineString: 2, Polygon: 3, MultiPolygon: 6 } as const;

/** @throws {RangeError} where there is no point. */
export function encodeGeometry(geometry: GeoPackageGeometry): { blob: Buffer; box: Box } {
  const box = boxOf(positionsOf(geometry)), isPoint = geometry.type === 'Point';
  const head = HEADER_BYTES + (isPoint ? 0 : BOX_BYTES), blob = Buffer.alloc(head + wkbBytes(geometry));
  blob.write('GP', 'latin1');
  blob[3] = isPoint ? HAS_NO_BOX : HAS_BOX;
  blob.writeInt32LE(WGS84_ID, 4);
  if (!isPoint) box.forEach((side, i) => { blob.writeDoubleLE(side, HEADER_BYTES + 8 * i); });
  writeWkb(blob, head, geometry);
  return { blob, box };
}

/** The smallest box around boxes or none. */
export function joinBoxes(a: Box | null, b: Box): Box {
  return a === null ? b : [Math.min(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.max(a[3], b[3])];
}

function positionsOf({ type, coordinates }: GeoPackageGeometry): readonly Position[] {
  return type === 'Point' ? [coordinates] : type === 'LineString' ? coordinates : coordinates.flat(2);
}

function boxOf(positions: readonly Position[]): Box {
  if (positions.length === 0) throw new RangeError('the geometry has no point, expected one or more');
  let west = Infinity, east = -Infinity, south = Infinity, north = -Infinity;
  for (const [lon, lat] of positions) {
    west = Math.min(west, lon); east = Math.max(east, lon);
    south = Math.min(south, lat); north = Math.max(north, lat);
  }
  return [west, east, south, north];
}

function wkbBytes({ type, coordinates }: GeoPackageGeometry): number {
  if (type === 'Point') return 21;
  if (type === 'LineString') return 9 + 16 * coordinates.length;
  return coordinates.reduce((sum, rings) => sum + 9 + rings.reduce((all, ring) => all + 4 + 16 * ring.length, 0), 9);
}

function writeWkb(blob: Buffer, start: number, { type, coordinates }: GeoPackageGeometry): void {
  let at = start;
  const count = (n: number): void => { at = blob.writeUInt32LE(n, at); };
  const begin = (code: number): void => { at = blob.writeUInt8(1, at); count(code); };
  const position = ([lon, lat]: Position): void => { at = blob.writeDoubleLE(lat, blob.writeDoubleLE(lon, at)); };
  const path = (positions: readonly Position[]): void => { count(positions.length); positions.forEach(position); };
  begin(WKB_CODES[type]);
  if (type === 'Point') position(coordinates);
  else if (type === 'LineString') path(coordinates);
  else {
    count(coordinates.length);
    for (const rings of coordinates) {
      begin(WKB_CODES.Polygon);
      count(rings.length);
      rings.forEach(path);
    }
  }
}
