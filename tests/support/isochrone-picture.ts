/** A drawn town and the isochrones around one of its places, as SVG: north is up, a metre is a unit. */
import { degreeMetres } from '../../src/core/geodesy.ts';
import type { Isochrone } from '../../src/isochrones/isochrone.ts';
import { toDegrees, type Metres } from './town.ts';

export interface TownPicture {
  readonly title: string;
  /** What is seen: from the south-west to the north-east corner. */
  readonly frame: readonly [Metres, Metres];
  readonly streets: readonly (readonly Metres[])[];
  /** Streets that are closed to people on foot. */
  readonly closed: readonly (readonly Metres[])[];
  readonly water: readonly (readonly Metres[])[];
  readonly walls: readonly (readonly Metres[])[];
  readonly labels: readonly (readonly [at: Metres, text: string])[];
  readonly home: Metres;
}

/** The shorter the time, the darker. */
const SHADES = ['#d2935a', '#e3b582', '#f2dcba'], WATER = '#bfd3db', STREET = '#8d8778', INK = '#1a1f24', CLOSED = '#b3261e', PAPER = '#fcfbf8';
const LEGEND_METRES = 46;

const [WEST, SOUTH] = toDegrees([0, 0]), PER = degreeMetres(SOUTH);
const metres = (value: number): string => String(Math.round(10 * value) / 10 + 0);

/** @param isochrones ascending; three at most. */
export function drawIsochrones({ title, frame: [[west, south], [east, north]], streets, closed, water, walls, labels, home }: TownPicture, isochrones: readonly Isochrone[]): string {
  const spot = ([x, y]: Metres): string => `${metres(x - west)} ${metres(north - y)}`, path = (line: readonly Metres[], end = ''): string => `M${line.map(spot).join('L')}${end}`;
  const ringOf = (ring: readonly (readonly [number, number])[]): string => path(ring.slice(0, -1).map(([lon, lat]): Metres => [(lon - WEST) * PER.lon, (lat - SOUTH) * PER.lat]), 'Z');
  const strokes = (lines: readonly (readonly Metres[])[], style: string): string => (lines.length === 0 ? '' : `<path d="${lines.map((line) => path(line)).join('')}" fill="none" ${style}/>\n`);
  const width = east - west, height = north - south;
  const areas = [...isochrones.entries()].reverse().map(([i, { polygons }]) => `<path d="${polygons.flat().map(ringOf).join('')}" fill="${SHADES[i]}" fill-rule="evenodd" stroke="${INK}" stroke-width="0.8"/>`);
  const legend = isochrones.map(({ limitMs }, i) => `<rect x="${14 + 130 * i}" y="${height + 14}" width="26" height="18" fill="${SHADES[i]}" stroke="${INK}" stroke-width="0.8"/><text x="${46 + 130 * i}" y="${height + 28}">${limitMs / 60_000} min</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height + LEGEND_METRES}" width="${width}" height="${height + LEGEND_METRES}" font-family="system-ui, 'Noto Sans', Arial, sans-serif" font-size="15" fill="${INK}">
<title>${title}</title>
<rect width="${width}" height="${height + LEGEND_METRES}" fill="${PAPER}"/>
<clipPath id="map"><rect width="${width}" height="${height}"/></clipPath>
<g clip-path="url(#map)">
${water.map((area) => `<path d="${path(area, 'Z')}" fill="${WATER}"/>\n`).join('')}${areas.join('\n')}
${water.map((area) => `<path d="${path(area, 'Z')}" fill="${WATER}" fill-opacity="0.55"/>\n`).join('')}${strokes(streets, `stroke="${STREET}" stroke-width="3" stroke-linejoin="round"`)}${strokes(walls, `stroke="${INK}" stroke-width="4"`)}${strokes(closed, `stroke="${CLOSED}" stroke-width="4" stroke-dasharray="6 5"`)}<circle cx="${metres(home[0] - west)}" cy="${metres(north - home[1])}" r="7" fill="${INK}" stroke="${PAPER}" stroke-width="2"/>
${labels.map(([at, text]) => `<text x="${metres(at[0] - west)}" y="${metres(north - at[1])}">${text}</text>`).join('\n')}
</g>
${legend.join('\n')}
</svg>
`;
}
