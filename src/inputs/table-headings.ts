/** Which columns of a table say where its rows are, told by their headings. */
import { distance } from 'fastest-levenshtein';
import { quote } from '../core/printable.ts';

/** Columns of coordinates: two of them, one with "lon,lat", or one of well-known text. */
export type CoordinateColumns =
  | { readonly kind: 'pair'; readonly lon: number; readonly lat: number }
  | { readonly kind: 'joined'; readonly column: number }
  | { readonly kind: 'wkt'; readonly column: number };

/** Headings as `normal` writes them, the ones that are preferred first. */
const PAIRS = [
  ['lon', 'lat'], ['lng', 'lat'], ['long', 'lat'], ['longitude', 'latitude'], ['经度', '纬度'], ['东经', '北纬'], ['经度坐标', '纬度坐标'],
  ['location.lng', 'location.lat'], ['location.lon', 'location.lat'], ['lng', 'latitude'], ['pointx', 'pointy'], ['xcoord', 'ycoord'], ['x坐标', 'y坐标'], ['x', 'y'],
] as const;
const JOINED = ['location', 'lonlat', 'lnglat', '坐标', '经纬度'] as const;
const WKT = ['wkt', 'wktgeom', 'geometry', 'geom', 'thegeom', '几何'] as const;

/** A heading without case, spaces, underscores and what stands in brackets after it, such as a unit. */
function normal(heading: string): string {
  return heading.normalize('NFKC').toLowerCase().replace(/[([{【].*$/s, '').replace(/[\s_-]/g, '');
}

/** All the columns of coordinates that the headings name, the best one first: well-known text, a pair, a joined column. */
export function findCoordinateColumns(headings: readonly string[]): CoordinateColumns[] {
  const at = new Map<string, number>();
  headings.forEach((heading, i) => { if (!at.has(normal(heading))) at.set(normal(heading), i); });
  const single = (kind: 'wkt' | 'joined', names: readonly string[]): CoordinateColumns[] =>
    names.flatMap((name) => { const column = at.get(name); return column === undefined ? [] : [{ kind, column }]; });
  const pairs = PAIRS.flatMap(([x, y]): CoordinateColumns[] => {
    const lon = at.get(x), lat = at.get(y);
    return lon === undefined || lat === undefined ? [] : [{ kind: 'pair', lon, lat }];
  });
  return [...single('wkt', WKT), ...pairs, ...single('joined', JOINED)];
}

/** What to do about headings among which there are no coordinates. */
export function suggestHeadings(headings: readonly string[]): string {
  const words = headings.map(normal);
  const like = (part: RegExp, wanted: string, other = -1): number => {
    const containing = words.findIndex((word, i) => i !== other && part.test(word));
    return containing >= 0 ? containing : words.findIndex((word, i) => i !== other && distance(word, wanted) <= wanted.length / 3);
  };
  const lon = like(/lon|lng|经/, 'longitude'), lat = like(/lat|纬/, 'latitude', lon);
  const renamed = [lon < 0 ? [] : [`${quote(headings[lon])} to lon`], lat < 0 ? [] : [`${quote(headings[lat])} to lat`]].flat();
  const otherwise = 'Name the columns lon and lat (经度, 纬度), or one column location with "lon,lat", or one column wkt';
  return renamed.length === 0 ? otherwise : `Rename ${renamed.join(' and ')}, if that is what they hold, or n${otherwise.slice(1)}`;
}
