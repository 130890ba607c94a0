/**
 * Bus stops out of OpenStreetMap: what stands for one stop there (poles on both sides of the street, platforms, the places
 * where the bus halts) becomes one stop.
 */
import type { Position } from 'geojson';
import { compareIds } from '../core/ids.ts';
import { geodesicMetres } from '../core/geodesy.ts';

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
export function mergeStops(objects: readonly StopObject[]): MergedStop[] {
  const rank = ({ name, isPole }: StopObject): number => (name === '' ? 2 : 0) + (isPole ? 0 : 1);
  const stops: (Omit<MergedStop, 'objects'> & { objects: string[] })[] = [], byName = new Map<string, typeof stops>();
  const nearest = (at: Position, among: readonly typeof stops[number][], most: number): (typeof stops)[number] | undefined => {
    const near = among.map((stop) => ({ stop, metres: geodesicMetres(at[0], at[1], stop.at[0], stop.at[1]) })).filter(({ metres }) => metres <= most);
    return near.sort((a, b) => a.metres - b.metres)[0]?.stop;
  };
  for (const { id, name, at } of [...objects].sort((a, b) => rank(a) - rank(b) || compareIds(a.id, b.id))) {
    const found = name === '' ? nearest(at, stops, NAMELESS_METRES) : nearest(at, byName.get(name) ?? [], SAME_NAME_METRES);
    if (found !== undefined) { found.objects.push(id); continue; }
    const stop = { id, name, at, objects: [id] };
    stops.push(stop);
    byName.set(name, [...byName.get(name) ?? [], stop]);
  }
  return stops.sort((a, b) => compareIds(a.id, b.id));
}
