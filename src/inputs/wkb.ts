/**
 * Well-known binary to GeoJSON geometries: that of OGC 06-103r4 and ISO (1000 is added for Z, 2000 for M)
 * and that of PostGIS (flags in the high bits). Heights and measures are left out and told of. A reader
 * of our own, which checks every count against the bytes that are left.
 */
import type { Position } from 'geojson';
import { GeometryFault, type ReadGeometry } from './read-geometry.ts';

const TYPES = ['', 'Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon', 'GeometryCollection'] as const;
const MEMBERS: ReadonlyMap<number, number> = new Map([[4, 1], [5, 2], [6, 3]]);
const CURVES = ['CircularString', 'CompoundCurve', 'CurvePolygon', 'MultiCurve', 'MultiSurface', 'Curve', 'Surface', 'PolyhedralSurface', 'TIN', 'Triangle'];
const DEEPEST_COLLECTION = 8;

/** @throws {GeometryFault} if it is broken or of a type that GeoJSON does not have. */
export function readWkb(bytes: Uint8Array): ReadGeometry {
  const cursor: Cursor = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0, hasHeights: false };
  const geometry = readGeometry(cursor, 0, 0);
  const { coordinates } = geometry as { coordinates?: unknown };
  const isEmptyPoint = Array.isArray(coordinates) && coordinates.length === 2 && Number.isNaN(coordinates[0]) && Number.isNaN(coordinates[1]);
  return { geometry: isEmptyPoint ? null : geometry, hasHeights: cursor.hasHeights };
}

interface Cursor { readonly view: DataView; at: number; hasHeights: boolean }

/** @param expected type of a member of a Multi geometry, 0 for any. */
function readGeometry(cursor: Cursor, expected: number, depth: number): object {
  const order = takeBytes(cursor, 1), isLittle = cursor.view.getUint8(order) === 1;
  const raw = takeCount(cursor, isLittle);
  if ((raw & 0x20000000) !== 0) takeBytes(cursor, 4); // the SRID of PostGIS
  const plain = raw & 0x0fffffff, type = plain % 1000, dimension = Math.floor(plain / 1000);
  if (type >= 8 && type <= 17) throw new GeometryFault(`is a ${CURVES[type - 8]}, which is not read`, 'Turn curves and surfaces into straight lines and polygons (QGIS: Convert Geometry Type)');
  if (type === 0 || type > 17 || dimension > 3 || (expected !== 0 && type !== expected)) throw broken();
  const more = (dimension > 0 ? (dimension === 3 ? 2 : 1) : 0) + (dimension === 0 ? (raw >>> 31) + (raw >>> 30 & 1) : 0);
  if (more > 0) cursor.hasHeights = true;
  const stride = 16 + 8 * more;
  const readPositions = (): Position[] => {
    const count = takeCount(cursor, isLittle), start = takeBytes(cursor, count * stride);
    return Array.from({ length: count }, (_, i) => positionAt(cursor.view, start + i * stride, isLittle));
  };
  if (type === 1) return { type: 'Point', coordinates: positionAt(cursor.view, takeBytes(cursor, stride), isLittle) };
  if (type === 2) return { type: 'LineString', coordinates: readPositions() };
  if (type === 3) return { type: 'Polygon', coordinates: readMany(cursor, isLittle, 4, readPositions) };
  if (type === 7) {
    if (depth === DEEPEST_COLLECTION) throw broken();
    return { type: 'GeometryCollection', geometries: readMany(cursor, isLittle, 5, () => readGeometry(cursor, 0, depth + 1)) };
  }
  const member = MEMBERS.get(type) ?? 0;
  return { type: TYPES[type], coordinates: readMany(cursor, isLittle, 9, () => (readGeometry(cursor, member, depth) as { coordinates: unknown }).coordinates) };
}

function readMany<T>(cursor: Cursor, isLittle: boolean, leastBytes: number, read: () => T): T[] {
  const count = takeCount(cursor, isLittle), members: T[] = [];
  if (count * leastBytes > cursor.view.byteLength - cursor.at) throw broken();
  for (let i = 0; i < count; i++) members.push(read());
  return members;
}

function positionAt(view: DataView, at: number, isLittle: boolean): Position {
  return [view.getFloat64(at, isLittle), view.getFloat64(at + 8, isLittle)];
}

function takeCount(cursor: Cursor, isLittle: boolean): number {
  return cursor.view.getUint32(takeBytes(cursor, 4), isLittle);
}

/** @returns where the bytes begin. */
function takeBytes(cursor: Cursor, length: number): number {
  const start = cursor.at;
  if (length > cursor.view.byteLength - start) throw broken();
  cursor.at += length;
  return start;
}

const broken = (): GeometryFault => new GeometryFault('is broken: it ends too early or is no well-known binary', 'Mend the feature or remove it');
