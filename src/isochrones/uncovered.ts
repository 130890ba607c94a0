/** What of the ground of each township a service does not reach. */
import type { Settlement } from '../inputs/settlements.ts';
import type { Townships } from '../inputs/townships.ts';
import { areaOf, groundOf, subtract, type Ground } from './clip.ts';

/** Whether the ground of a township is its residential land, or all within its boundary. */
export const GROUND_KINDS = ['residential', 'township'] as const;
export type GroundKind = (typeof GROUND_KINDS)[number];

export interface TownshipGround {
  readonly township: string;
  readonly ground: Ground;
  readonly squareMetres: number;
}

export interface UncoveredGround extends TownshipGround {
  /** Not within reach, of which `squareMetres` is all. */
  readonly uncovered: Ground;
  readonly uncoveredSquareMetres: number;
}

/** By the names of the townships, in the order in which they first occur; those without any ground are left out. */
export function groundOfTownships(kind: GroundKind, settlements: readonly Settlement[], boundaries: Townships): TownshipGround[] {
  const land = new Map<string, Parameters<typeof groundOf>[0][number][]>();
  if (kind === 'residential') {
    for (const { township, place } of settlements) if (place.type === 'polygons') land.set(township, [...(land.get(township) ?? []), ...place.polygons.map((rings) => [...rings])]);
  } else for (const [name, polygons] of boundaries) land.set(name, polygons.map((rings) => [...rings]));
  return [...land].map(([township, polygons]) => ({ township, ground: groundOf(polygons) })).map((of) => ({ ...of, squareMetres: areaOf(of.ground) })).filter(({ squareMetres }) => squareMetres > 0);
}

/** @param served from where the service is reached. */
export function findUncovered(townships: readonly TownshipGround[], served: Ground): UncoveredGround[] {
  return townships.map((of) => {
    const uncovered = subtract([of.ground], [served]);
    return { ...of, uncovered, uncoveredSquareMetres: areaOf(uncovered) };
  });
}
