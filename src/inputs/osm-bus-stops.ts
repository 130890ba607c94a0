/**
 * Bus stops out of OpenStreetMap: what stands for one stop there (poles on both sides of the street, platforms, the places
 * where the bus halts) becomes one stop.
 */
import Flatbush from 'flatbush';
import type { Position } from 'geojson';
import { compareIds } from '../core/ids.ts';
import { degreeMetres, geodesicMetres } from '../core/geodesy.ts';

/** Objects of one name no further than this from the first are one stop: across a wide street, and the length of a bus bay. */
const SAME_NAME_METRES = 100;
/** An object without a name belongs to a stop this near: the platform beside its halt. */
const NAMELESS_METRES = 30;

export interface StopObject {
  /** "n12", "w3" or "r4". */
  readonly id: string;
  readonly name: string;
  readonly at: Position;
  /** Whether it is a node with highway=bus_stop: where people wait. */
  readonly isPole: boolean;
}

export interface MergedStop {
  /** Of the first of its objects, where it stands: poles first, then by id. */
  readonly id: string;
  readonly name: string;
  readonly at: Position;
  readonly objects: readonly string[];
}

/** @returns the stops, sorted by id. */
export function mergeStops(given: readonly StopObject[]): MergedStop[] {
  const rank = ({ name, isPole }: StopObject): number => (name === '' ? 2 : 0) + (isPole ? 0 : 1);
  const objects = [...given].sort((a, b) => rank(a) - rank(b) || compareIds(a.id, b.id));
  if (objects.length === 0) return [];
  const index = new Flatbush(objects.length);
  for (const { at: [lon, lat] } of objects) index.add(lon, lat);
  index.finish();
  const stops = new Map<number, MergedStop & { readonly objects: string[] }>(); // by the place of their first object
  objects.forEach(({ id, name, at }, i) => {
    const most = name === '' ? NAMELESS_METRES : SAME_NAME_METRES, per = degreeMetres(at[1]), dLon = most / per.lon, dLat = most / per.lat;
    const near = index.search(at[0] - dLon, at[1] - dLat, at[0] + dLon, at[1] + dLat, (j) => stops.has(j) && (name === '' || objects[j].name === name))
      .map((j) => ({ j, metres: geodesicMetres(at[0], at[1], objects[j].at[0], objects[j].at[1]) })).filter(({ metres }) => metres <= most).sort((a, b) => a.metres - b.metres || a.j - b.j);
    if (near.length > 0) stops.get(near[0].j)?.objects.push(id);
    else stops.set(i, { id, name, at, objects: [id] });
  });
  return [...stops.values()].sort((a, b) => compareIds(a.id, b.id));
}
