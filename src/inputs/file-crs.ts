/**
 * The coordinate system that a file itself names (a GeoPackage, a .prj, a FlatGeobuf), brought together
 * with the one that the project declares: they must agree, and one of them must be there.
 *
 * Two systems are the same if they take a grid of coordinates over China to the same places; so a .prj
 * of ArcGIS, one of QGIS and an EPSG code are told to be one without comparing names.
 */
import { quote, shorten } from '../core/printable.ts';
import { InputError } from '../core/problems.ts';
import { DEGREES, describeGuess, findCoordinateSystem, needsShift, STRIP_CODES, type CoordinateSystem } from './crs.ts';
import type { LayerSource } from './project.ts';

/** What a file says of its system; `system` is null where it cannot be used. */
export interface CarriedSystem {
  readonly name: string;
  readonly system: CoordinateSystem | null;
  /** Of another datum than WGS84 and CGCS2000, and the shift is not in the file. */
  readonly needsShift: boolean;
}

/** The south-west and north-east corner of the coordinates, where the file says it. */
export type Extent = readonly [west: number, south: number, east: number, north: number];

const LONGEST_WKT = 1 << 16;
/** 1 cm. */
const SAME_DEGREES = 1e-7;

/** WGS84 and CGCS2000 with heights, which are left out. */
const WITH_HEIGHTS: ReadonlySet<string> = new Set(['EPSG:4979', 'EPSG:4480']);

/** The system of well-known text, of any writer; null where that is no more than a name. */
export function systemOfWkt(text: string): CarriedSystem | null {
  const wkt = text.slice(0, LONGEST_WKT).trim();
  if (wkt === '' || /^(LOCAL_CS|ENGCRS|ENGINEERINGCRS)/i.test(wkt)) return null;
  const name = /^\w+\s*\[\s*"([^"]*)"/.exec(wkt)?.[1] ?? shorten(wkt, 40);
  const horizontal = cutHorizontal(wkt);
  if (needsShift(horizontal)) return { name, system: null, needsShift: true };
  if (/^GEO(GCS|GCRS|DCRS)/i.test(horizontal)) {
    const isPlain = /UNIT\s*\[\s*"degree[^"]*"/i.test(horizontal) && !/PRIMEM\s*\[\s*"[^"]*"\s*,\s*-?0*[1-9]/i.test(horizontal) && /(SPHEROID|ELLIPSOID)\s*\[/i.test(horizontal) && !/TOWGS84\s*\[[^\]]*[1-9]/i.test(horizontal);
    return { name, system: isPlain ? DEGREES : findCoordinateSystem(horizontal) ?? null, needsShift: false };
  }
  const defined = /^PROJC(S|RS)/i.test(horizontal) ? findCoordinateSystem(horizontal) : undefined;
  const known = defined && STRIP_CODES.map((code) => findCoordinateSystem(`EPSG:${code}`)).find((system) => system !== undefined && areSame(system, defined));
  return { name: known ? `${known.name} (${name})` : name, system: known ?? defined ?? null, needsShift: false };
}

/** The system of a code of an organization, else of the well-known text beside it; null where both say nothing. */
export function systemOfCode(organization: string, code: number, wkt: string): CarriedSystem | null {
  const name = `${organization.toUpperCase()}:${code}`;
  const system = WITH_HEIGHTS.has(name) ? DEGREES : findCoordinateSystem(name);
  if (system !== undefined) return { name, system, needsShift: false };
  if (/^\s*\w+\s*\[/.test(wkt)) {
    const ofText = systemOfWkt(wkt);
    return ofText === null || code <= 0 ? ofText : { ...ofText, name: `${name} (${ofText.name})` };
  }
  return code > 0 ? { name, system: null, needsShift: false } : null;
}

/**
 * The system a layer's coordinates are read in.
 * @param carried what the file says, null if nothing.
 * @throws {InputError} if neither the file nor the project says it, if they disagree, or if it cannot be used.
 */
export function settleSystem({ file, crs, isCrsDeclared }: LayerSource, carried: CarriedSystem | null, extent: Extent | null): CoordinateSystem {
  const fail = (code: string, what: string, fix: string): never => { throw new InputError({ code, where: file.name, what, fix }); };
  if (carried === null) {
    return isCrsDeclared ? crs : fail('crs-missing', 'does not say which coordinate system it is in', `Declare it in the project with crs${extent === null ? '' : describeExtent(extent)}`);
  }
  const own = shorten(carried.name, 80), isText = isCrsDeclared && !/^EPSG:|^(gcj02|bd09)$/.test(crs.name);
  if (carried.needsShift) {
    if (isText) return crs;
    return fail('crs-datum', `is in ${quote(own)}, of another datum than WGS84 and CGCS2000, and how far it lies from them (Xian 1980 and Beijing 1954: up to 200 m) is not in the file`,
      'Transform it to CGCS2000 with the parameters of your surveying office, or declare crs as proj4 text with +towgs84');
  }
  if (carried.system === null) return isText ? crs : fail('crs-unknown', `is in the coordinate system ${quote(own)}, which is not read`, 'Export it in EPSG:4326, or declare its crs in the project as proj4 text');
  if (!isCrsDeclared) return carried.system;
  const isShiftedDegrees = (crs.name === 'gcj02' || crs.name === 'bd09') && carried.system.toDegrees === null; // web maps say WGS84
  if (isShiftedDegrees || areSame(crs, carried.system)) return crs;
  return fail('crs-mismatch', `its own coordinate system is ${quote(own)}, the project says ${crs.name}`, 'Give the file its own crs in the project, or remove the crs there: then that of the file counts');
}

/** Whether two systems take the same coordinates to the same places. */
function areSame(a: CoordinateSystem, b: CoordinateSystem): boolean {
  if (a.toDegrees === null && b.toDegrees === null) return true;
  const asTheyAre: NonNullable<CoordinateSystem['toDegrees']> = (x, y) => [x, y];
  const ofA = a.toDegrees ?? asTheyAre, ofB = b.toDegrees ?? asTheyAre;
  let compared = 0;
  for (const [x, y] of PROBES) {
    const [lonA, latA] = ofA(x, y), [lonB, latB] = ofB(x, y);
    const isFinite = Number.isFinite(lonA + latA);
    if (isFinite !== Number.isFinite(lonB + latB)) return false;
    if (!isFinite) continue;
    if (Math.abs(lonA - lonB) > SAME_DEGREES || Math.abs(latA - latB) > SAME_DEGREES) return false;
    compared++;
  }
  return compared > 0;
}

/** Coordinates in degrees, in strips without and with their zone, and in web Mercator. */
const PROBES: readonly (readonly [number, number])[] = [
  [104, 31], [121, 41], [400_000, 2.5e6], [600_000, 4.5e6], [13.5e6, 3.7e6],
  ...Array.from({ length: 33 }, (_, i): readonly [number, number] => [(13 + i) * 1e6 + 600_000, 3.5e6]),
];

/** Of a compound system the part on the ground: "COMPD_CS["…",PROJCS[…],VERT_CS[…]]". */
function cutHorizontal(wkt: string): string {
  if (!/^(COMPD_CS|COMPOUNDCRS|BOUNDCRS)/i.test(wkt)) return wkt;
  const start = wkt.search(/(PROJC(S|RS)|GEOG(CS|CRS)|GEODCRS)\s*\[/i);
  if (start < 0) return wkt;
  let depth = 0;
  for (let i = start; i < wkt.length; i++) {
    if (wkt[i] === '[') depth++;
    else if (wkt[i] === ']' && --depth === 0) return wkt.slice(start, i + 1);
  }
  return wkt.slice(start);
}

function describeExtent([west, south, east, north]: Extent): string {
  if (west >= -180 && east <= 180 && south >= -90 && north <= 90) return ' (it looks like degrees: EPSG:4326, or gcj02 or bd09 if it comes from a Chinese web map)';
  return describeGuess((west + east) / 2, (south + north) / 2);
}
