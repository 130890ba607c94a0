/** The catchments of one service of a checklist, with the people in them and the ground that they leave out. */
import { minutesToMs, walkMs, type WalkProfile } from '../core/units.ts';
import type { Service, Table } from '../inputs/checklist.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { Settlement } from '../inputs/settlements.ts';
import type { JoinedCatchments } from './catchments.ts';
import { areaOf, type Ground } from './clip.ts';
import { findUncovered, type TownshipGround } from './uncovered.ts';

/** Settlements of the service's table and the people in them. */
interface People {
  readonly settlements: number;
  readonly population: number;
}

export interface FacilityCatchment {
  readonly facilityId: string;
  readonly facility: string;
  readonly ground: Ground;
  readonly squareMetres: number;
  readonly people: People;
  /** What another facility of the service serves as well. */
  readonly sharedSquareMetres: number;
  readonly shared: People;
}

export interface UncoveredTownship {
  readonly township: string;
  readonly squareMetres: number;
  readonly people: People;
  readonly uncovered: Ground;
  readonly uncoveredSquareMetres: number;
  readonly uncoveredPeople: People;
}

export interface CatchmentsOfService {
  readonly table: string;
  readonly service: Service;
  /** Whether buses count. */
  readonly mode: Service['mode'];
  readonly catchments: readonly FacilityCatchment[];
  readonly served: Ground;
  readonly servedSquareMetres: number;
  readonly shared: Ground;
  readonly sharedSquareMetres: number;
  readonly uncovered: readonly UncoveredTownship[];
}

/** The longest time within the limits of a service; metres at the speed of its profile. */
export function limitMsOf({ limitMinutes, limitMetres }: Service, { metresPerMinute }: WalkProfile): number {
  return Math.min(limitMinutes === null ? Infinity : minutesToMs(limitMinutes), limitMetres === null ? Infinity : walkMs(limitMetres, metresPerMinute));
}

/**
 * @param joined of facilities and settlements by their indices in the lists.
 * @param members the settlements of the table.
 * @param townships the ground of the townships.
 */
export function describeCatchments(table: Table, service: Service, mode: Service['mode'], joined: JoinedCatchments, facilities: readonly Facility[], settlements: readonly Settlement[], members: readonly number[], townships: readonly TownshipGround[]): CatchmentsOfService {
  const isMember = new Set(members), times = new Uint32Array(settlements.length);
  for (const catchment of joined.catchments) for (const s of catchment.settlements) times[s]++;
  const peopleOf = (which: Iterable<number>): People => {
    const chosen = [...which].filter((s) => isMember.has(s));
    return { settlements: chosen.length, population: chosen.reduce((sum, s) => sum + settlements[s].population, 0) };
  };
  const inTownship = (name: string): number[] => members.filter((s) => settlements[s].township === name);
  return {
    table: table.id, service, mode,
    catchments: joined.catchments.map(({ facility, settlements: reaching, ...of }) => ({ ...of, facilityId: facilities[facility].id, facility: facilities[facility].name, people: peopleOf(reaching), shared: peopleOf(reaching.filter((s) => times[s] > 1)) })),
    served: joined.served, servedSquareMetres: areaOf(joined.served), shared: joined.shared, sharedSquareMetres: areaOf(joined.shared),
    uncovered: findUncovered(townships, joined.served).map(({ township, squareMetres, uncovered, uncoveredSquareMetres }) => {
      const there = inTownship(township);
      return { township, squareMetres, uncovered, uncoveredSquareMetres, people: peopleOf(there), uncoveredPeople: peopleOf(there.filter((s) => times[s] === 0)) };
    }),
  };
}
