/** Features of a layer out of a file of any format, in degrees. */
import { InputError, type Findings } from '../core/problems.ts';
import type { CoordinateSystem } from './crs.ts';
import { settleSystem } from './file-crs.ts';
import { FlatGeometry } from './flat-geometry.ts';
import { readFlatGeobuf } from './flatgeobuf.ts';
import { readFeatures, type FileFacts, type RawFeature } from './geojson.ts';
import { readGeoPackage, type OpenFeatures } from './geopackage.ts';
import type { LayerSource } from './project.ts';
import { readShapefile } from './shapefile.ts';
import { readCsvFeatures } from './table-csv.ts';
import { readXlsxFeatures } from './table-xlsx.ts';

/** Formats that are told apart by the ending of the name and not read. */
const NOT_READ = /\.(xls|ods|gdb|pbf|osm|osm\.gz|kml|kmz|gml|tab|mif|dwg|dxf|parquet|sqlite|7z|rar)$/i;

/**
 * Read every feature of a file and bring it into degrees; faults go to `findings`.
 * @param takesFlat whether `each` takes geometries as FlatGeometry too.
 * @throws {InputError} if the file cannot be read.
 */
export async function readLayer(source: LayerSource, findings: Findings, each: (feature: RawFeature) => void, takesFlat = false): Promise<FileFacts> {
  const { file, crs, layer, features } = source;
  if (features !== undefined) {
    for (const feature of features) each(feature);
    return { sha256: '', features: features.length };
  }
  const inDegrees = convertFrom(crs, findings, each);
  const open: OpenFeatures = (carried, extent) => convertFrom(settleSystem(source, carried, extent), findings, each);
  const ending = NOT_READ.exec(file.path)?.[1];
  if (ending !== undefined) throw new InputError({ code: 'unsupported-format', where: file.name, what: `is a .${ending} file, which this version does not read`, fix: 'Export it as GeoPackage, Shapefile, GeoJSON, CSV or XLSX' });
  if (/\.gpkg$/i.test(file.path)) return readGeoPackage(file, layer, findings, open);
  if (/\.fgb$/i.test(file.path)) return readFlatGeobuf(file, findings, open);
  if (/\.(shp|dbf|shx|prj|cpg|zip)$/i.test(file.path)) return readShapefile(file, layer, findings, open);
  if (/\.(csv|tsv|txt)$/i.test(file.path)) return await readCsvFeatures(file, findings, inDegrees);
  if (/\.xlsx$/i.test(file.path)) return readXlsxFeatures(file, findings, inDegrees, layer);
  return readFeatures(file, crs.name, findings, inDegrees, takesFlat);
}

function convertFrom(crs: CoordinateSystem, findings: Findings, each: (feature: RawFeature) => void): (feature: RawFeature) => void {
  return crs.toDegrees === null ? each : (feature) => {
    const geometry = toDegrees(feature, crs, findings);
    if (geometry !== undefined) each({ ...feature, geometry });
  };
}

/** The geometry with its coordinates in degrees; undefined, with a fault, if one of them cannot be of the system. */
function toDegrees({ geometry, where }: RawFeature, { toDegrees: convert, findFault }: CoordinateSystem, findings: Findings): unknown {
  if (geometry === null || typeof geometry !== 'object' || convert === null) return geometry;
  let odd = 0; // coordinates that cannot be of the system
  const toPair = (x: number, y: number): readonly [number, number] | null => {
    const fault = findFault(x, y);
    if (fault === null) return convert(x, y);
    if (odd++ === 0) findings.fault('crs-range', where, `the coordinate [${x}, ${y}] ${fault.what}`, fault.fix);
    return null;
  };
  if (geometry instanceof FlatGeometry) {
    geometry.mapPositions((x, y) => toPair(x, y) ?? [x, y]);
    return odd === 0 ? geometry : undefined;
  }
  const walk = (value: unknown, depth = 0): unknown => {
    if (!Array.isArray(value) || depth > 4) return value; // a MultiPolygon is four deep; the readers refuse the rest
    if (typeof value[0] !== 'number' || typeof value[1] !== 'number') return value.map((v) => walk(v, depth + 1));
    const [x, y] = value as [number, number];
    if (!Number.isFinite(x) || !Number.isFinite(y)) return value; // refused by the readers, as in degrees
    const pair = toPair(x, y);
    return pair === null ? value : [...pair];
  };
  const { coordinates, ...rest } = geometry as { coordinates?: unknown };
  const converted = walk(coordinates);
  return odd === 0 ? { ...rest, coordinates: converted } : undefined;
}
