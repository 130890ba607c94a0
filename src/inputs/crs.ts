/**
 * Coordinate systems of layers: declared by the project, never guessed.
 *
 * EPSG codes in use in China, any definition that proj4 understands, and the two shifted systems of
 * Chinese web maps (GCJ-02 of Amap and others, BD-09 of Baidu) through gcoord. CGCS2000 (EPSG:4490)
 * and WGS84 are the same here: they differ by centimetres.
 */
import { createRequire } from 'node:module';
import proj4 from 'proj4';

/** The package `gcoord` is CommonJS with types of a module; loaded by hand, its parts are named as they are. */
const gcoord = createRequire(import.meta.url)('gcoord') as {
  transform(position: [number, number], from: string, to: string): [number, number];
  readonly WGS84: string; readonly GCJ02: string; readonly BD09: string;
};

/** From a layer's own coordinates to longitude and latitude, degrees. */
export interface CoordinateSystem {
  readonly name: string;
  /** What tells it from all others: its name, or the proj4 or WKT text it is given by. */
  readonly definition: string;
  /** null where the coordinates are degrees already. */
  readonly toDegrees: ((x: number, y: number) => readonly [lon: number, lat: number]) | null;
  /** What is odd about a pair, as "what, fix"; null if it may be one of this system. */
  readonly findFault: (x: number, y: number) => { readonly what: string; readonly fix: string } | null;
}

/** Longitude and latitude as they are. */
export const DEGREES: CoordinateSystem = { name: 'EPSG:4326', definition: 'EPSG:4326', toDegrees: null, findFault: () => null };

/** A meridian strip (Gauss-Krüger or UTM) reaches no further than this from its false easting. */
const STRIP_HALF_WIDTH_METRES = 600_000;

/** The system of a name: EPSG:n, gcj02, bd09, proj4 or WKT text. undefined if it is not known. */
export function findCoordinateSystem(name: string): CoordinateSystem | undefined {
  const upper = name.trim().toUpperCase().replace(/[\s_-]/g, '');
  if (['EPSG:4326', 'EPSG:4490', 'OGC:CRS84', 'CRS84', 'WGS84', 'CGCS2000'].includes(upper)) return DEGREES;
  if (upper === 'GCJ02') return shifted('gcj02', gcoord.GCJ02);
  if (upper === 'BD09') return shifted('bd09', gcoord.BD09);
  const strip = /^EPSG:\d+$/.test(upper) ? findStrip(Number(upper.slice(5))) : undefined;
  if (strip) return inStrip(upper, strip);
  if (upper === 'EPSG:3857' || upper === 'EPSG:900913') return projected('EPSG:3857', 'EPSG:3857');
  if (/^\s*\+proj=|\[/.test(name)) return fromDefinition(name);
  return undefined;
}

/** Semi-major axis of the ellipsoids of WGS84, GRS80 and CGCS2000, metres. */
const OUR_AXIS_METRES = 6_378_137;

/** Beijing 1954, New Beijing and Xian 1980: for the first, proj4 takes an average shift, which is off by tens of metres. */
const WITHOUT_PUBLIC_SHIFT = ['EPSG_4214', 'EPSG_4555', 'EPSG_4610'];

/**
 * Whether a definition is on another ellipsoid than that of WGS84 and CGCS2000 and does not say how to get from one to the
 * other (TOWGS84 of zeros says nothing): Xian 1980, Beijing 1954. Taken as WGS84, such coordinates would be off by up to 200 m.
 */
export function needsShift(definition: string): boolean {
  try {
    const { a, datumCode = '', datum_params: shift = [] } = new proj4.Proj(definition) as { a: number; datumCode?: string; datum_params?: readonly (number | string)[] };
    const isSaid = shift.some((parameter) => Number(parameter) !== 0) && (!WITHOUT_PUBLIC_SHIFT.includes(datumCode.toUpperCase()) || /towgs84/i.test(definition));
    return Math.abs(a - OUR_AXIS_METRES) > 0.5 && !isSaid;
  } catch {
    return false;
  }
}

/** EPSG codes of the projected systems that are known by their code. */
export const STRIP_CODES: readonly number[] = [...Array.from({ length: 64 }, (_, i) => 4491 + i), ...Array.from({ length: 11 }, (_, i) => 32643 + i), 3857];

/** Names of the systems, for messages. */
export const KNOWN_SYSTEMS = 'EPSG:4326, EPSG:4490, EPSG:3857, EPSG:4491 to 4554 (CGCS2000 Gauss-Krüger), EPSG:32643 to 32653 (UTM), gcj02, bd09, or proj4 or WKT text';

function shifted(name: string, from: string): CoordinateSystem {
  return { name, definition: name, toDegrees: (x, y) => (inRange(x, y) ? gcoord.transform([x, y], from, gcoord.WGS84) : [x, y]), findFault: () => null };
}

/** A point of WGS84 as a shifted system writes it. */
export function toShifted(system: 'gcj02' | 'bd09', lon: number, lat: number): readonly [number, number] {
  return gcoord.transform([lon, lat], gcoord.WGS84, system === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09);
}

function projected(name: string, definition: string): CoordinateSystem {
  const converter = proj4(definition, 'EPSG:4326');
  return {
    name, definition,
    toDegrees: (x, y) => { const [lon, lat] = converter.forward([x, y]); return [lon, lat]; },
    findFault: (x, y) => (inRange(x, y) ? { what: `looks like degrees, not like metres of ${name}`, fix: 'Declare the layer as EPSG:4326' } : null),
  };
}

interface Strip { readonly definition: string; readonly eastingMetres: number }

/** Transverse Mercator strips; EPSG registry, CGCS2000 (4491-4554) and WGS 84 / UTM north (32643-32653). */
function findStrip(code: number): Strip | undefined {
  const gauss = (meridian: number, eastingMetres: number): Strip =>
    ({ definition: `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${eastingMetres} +y_0=0 +ellps=GRS80 +units=m +no_defs`, eastingMetres });
  const zone = (first: number, number: number): number => number + code - first;
  if (code >= 4491 && code <= 4501) return gauss(6 * zone(4491, 13) - 3, zone(4491, 13) * 1e6 + 500_000);
  if (code >= 4502 && code <= 4512) return gauss(75 + 6 * (code - 4502), 500_000);
  if (code >= 4513 && code <= 4533) return gauss(3 * zone(4513, 25), zone(4513, 25) * 1e6 + 500_000);
  if (code >= 4534 && code <= 4554) return gauss(75 + 3 * (code - 4534), 500_000);
  if (code >= 32643 && code <= 32653) return { definition: `+proj=utm +zone=${code - 32600} +datum=WGS84 +units=m +no_defs`, eastingMetres: 500_000 };
  return undefined;
}

function inStrip(name: string, { definition, eastingMetres }: Strip): CoordinateSystem {
  const isEasting = (x: number): boolean => Math.abs(x - eastingMetres) <= STRIP_HALF_WIDTH_METRES;
  return {
    ...projected(name, definition),
    findFault: (x, y) => {
      if (inRange(x, y)) return { what: `looks like degrees, not like metres of ${name}`, fix: 'Declare the layer as EPSG:4326' };
      if (isEasting(x) && Math.abs(y) <= 1e7) return null;
      if (isEasting(y) && Math.abs(x) <= 1e7) return { what: `is out of ${name}: easting and northing look swapped`, fix: 'Write the easting first' };
      return { what: `is out of ${name}`, fix: `Declare the system it is in${describeGuess(x, y)}` };
    },
  };
}

function fromDefinition(definition: string): CoordinateSystem | undefined {
  if (/nadgrids=(?!@null)/i.test(definition)) return undefined; // tables of shifts are not there, and proj4 would go on without
  try {
    // A geographic definition yields degrees in, degrees out; only its datum may differ.
    if (/^\s*(\+proj=longlat|GEOG)/i.test(definition)) return { ...projected('the definition given', definition), findFault: () => null };
    return projected('the definition given', definition);
  } catch {
    return undefined;
  }
}

function inRange(x: number, y: number): boolean {
  return Math.abs(x) <= 180 && Math.abs(y) <= 90;
}

/** The system that metres without a declaration are likely in, as " (it looks like ...)"; '' if there is no telling. */
export function describeGuess(x: number, y: number): string {
  const zone = Math.floor(x / 1e6);
  const looksLike = (system: string): string => ` (it looks like ${system})`;
  if (zone >= 25 && zone <= 45 && y > 0 && y < 1e7) return looksLike(`EPSG:${4513 + zone - 25}, CGCS2000 3-degree zone ${zone}`);
  if (x > 8e6 && x < 15.1e6 && y > 3e5 && y < 7.2e6) return looksLike('EPSG:3857, web Mercator');
  if (x > 1e5 && x < 9e5 && y > 3e5 && y < 7e6) return looksLike('a strip of EPSG:4534 to 4554, CGCS2000, or of UTM, EPSG:32643 to 32653');
  if (y > 1e5 && y < 9e5 && x > 3e5 && x < 7e6) return looksLike('a strip of EPSG:4534 to 4554 or UTM with northing before easting');
  return '';
}
