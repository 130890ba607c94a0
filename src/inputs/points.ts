/** Points to travel between: a layer of its own, each with an id. */
import { compareIds } from '../core/ids.ts';
import { quote } from '../core/printable.ts';
import { InputError, type Findings } from '../core/problems.ts';
import { AttributeReader, UniqueIds } from './attributes.ts';
import { readPlace } from './geometry.ts';
import { readLayer } from './layer.ts';
import type { LayerSource } from './project.ts';

export interface NamedPoint {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
}

/**
 * Read the points of a file; faults and oddities go to `findings`.
 * @returns sorted by id; points without a geometry are left out, with a notice.
 * @throws {InputError} if the file cannot be read.
 */
export async function readPoints(source: LayerSource, findings: Findings): Promise<NamedPoint[]> {
  const attributes = new AttributeReader(source, ['id'], findings), ids = new UniqueIds(), file = source.file.name;
  const points: NamedPoint[] = [];
  const { features } = await readLayer(source, findings, (feature) => {
    const id = attributes.id(feature);
    if (id === null || !ids.add(id, feature.where, findings)) return;
    const place = readPlace(feature, id, 'points', file, findings);
    if (place.type === 'unlocated') return;
    if (place.type === 'polygons' || place.points.length !== 1) {
      findings.fault('geometry-type', feature.where, `${quote(id)} is not one point`, 'Give every feature one Point');
      return;
    }
    const [[lon, lat]] = place.points;
    points.push({ id, lon, lat });
  });
  if (features === 0) findings.fault('empty-layer', file, 'has no points', 'Give at least one');
  return points.sort((a, b) => compareIds(a.id, b.id));
}

/** A point written as LON,LAT in degrees; null where the text is none, a file name for example. @throws {InputError} if it is out of range. */
export function parsePoint(text: string): NamedPoint | null {
  const match = /^\s*([+-]?\d+(?:\.\d+)?)\s*,\s*([+-]?\d+(?:\.\d+)?)\s*$/.exec(text);
  if (match === null) return null;
  const lon = Number(match[1]), lat = Number(match[2]);
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) throw new InputError({ code: 'coordinate-range', where: text, what: 'is out of the range of longitude and latitude', fix: 'Write longitude first, in degrees: 121.4737,31.2304' });
  return { id: `${match[1]},${match[2]}`, lon, lat };
}
