/** The geometry of a FlatGeobuf feature: flat coordinates, parted by `ends` or by tables within it. */
import type { Position } from 'geojson';
import type { FlatTable } from './flatbuffer.ts';
import { GeometryFault, type ReadGeometry } from './read-geometry.ts';

/** Fields of the table Geometry. */
const ENDS = 0, XY = 1, HEIGHTS = [2, 3], TYPE = 6, PARTS = 7;
const TYPES = ['', 'Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon', 'GeometryCollection'];
const DEEPEST_COLLECTION = 8;

/**
 * @param ofAll type of all geometries of the file, 0 if each has its own.
 * @param bytes length of the feature: tables in it may be named more than once, but not without end.
 * @throws {GeometryFault} if it is broken or of a type that GeoJSON does not have.
 */
export function readFlatGeometry(table: FlatTable | null, ofAll: number, bytes: number): ReadGeometry {
  if (table === null) return { geometry: null, hasHeights: false };
  const read: Read = { hasHeights: false, left: bytes / 4 };
  const geometry = toGeometry(table, ofAll === 0 ? table.number(TYPE, 'Uint8', 0) : ofAll, read, 0);
  return { geometry, hasHeights: read.hasHeights };
}

/** `left`: how many more tables and positions a sound feature of that length can have. */
interface Read { hasHeights: boolean; left: number }

function toGeometry(table: FlatTable, type: number, read: Read, depth: number): object | null {
  if (type > 7) throw new GeometryFault('is a curve or surface, which is not read', 'Turn curves and surfaces into straight lines and polygons (QGIS: Convert Geometry Type)');
  read.left -= 1 + table.countOf(PARTS, 4) + table.countOf(XY, 8) / 2 + table.countOf(ENDS, 4);
  if (type === 0 || depth === DEEPEST_COLLECTION || read.left < 0) throw broken();
  if (type >= 6) {
    const members = table.tables(PARTS).map((part) => toGeometry(part, type === 6 ? 3 : part.number(TYPE, 'Uint8', 0), read, depth + 1));
    if (type === 7) return { type: 'GeometryCollection', geometries: members };
    return { type: 'MultiPolygon', coordinates: members.map((m) => (m as { coordinates: unknown }).coordinates) };
  }
  const xy = table.numbers(XY, 'Float64');
  if (xy.length % 2 !== 0) throw broken();
  if (HEIGHTS.some((field) => table.countOf(field, 8) > 0)) read.hasHeights = true;
  const positions = Array.from({ length: xy.length / 2 }, (_, i): Position => [xy[2 * i], xy[2 * i + 1]]);
  if (type === 1) return positions.length === 0 || Number.isNaN(xy[0]) && Number.isNaN(xy[1]) ? null : { type: 'Point', coordinates: positions[0] };
  if (type === 2 || type === 4) return { type: TYPES[type], coordinates: positions };
  return { type: TYPES[type], coordinates: partAt(positions, table.numbers(ENDS, 'Uint32')) };
}

/** Part positions at the ends given; one part where there are none. */
function partAt(positions: readonly Position[], ends: readonly number[]): Position[][] {
  if (ends.length === 0) return positions.length === 0 ? [] : [[...positions]];
  if (ends.at(-1) !== positions.length || ends.some((end, i) => end < (ends[i - 1] ?? 0))) throw broken();
  return ends.map((end, i) => positions.slice(ends[i - 1] ?? 0, end));
}

const broken = (): GeometryFault => new GeometryFault('is broken', 'Mend the feature or remove it');
