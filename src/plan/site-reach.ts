/**
 * Whom a site would serve: one search from the site backwards along the ways, read off at every settlement, with the profile and
 * the limits of each service. Network times, never straight lines; by bus lines with a headway where a service counts them.
 */
import { minutesToMs, UNREACHED, walkMs } from '../core/units.ts';
import type { Demand } from '../coverage/measure.ts';
import type { Access } from '../network/snap.ts';
import type { BusTravel } from '../travel/bus-travel.ts';
import { costAll, costAccess, type CostedAccess, type WalkCosts } from '../travel/costs.ts';
import { PlaceSearch, type ReachedPlace } from '../travel/near-places.ts';
import type { PlanRow } from './plan-gaps.ts';

export interface ReachGround {
  readonly settlementAccess: readonly (readonly Access[])[];
  readonly costs: Readonly<Record<Demand['profile'], WalkCosts>>;
  readonly bus: BusTravel | null;
}

/** Rows that are asked with one search. */
interface SearchGroup { readonly search: PlaceSearch; readonly costs: WalkCosts; readonly rows: { readonly row: number; readonly limitMs: number; readonly limitMm: number }[] }

export class SiteReach {
  readonly #groups: readonly SearchGroup[];

  constructor(rows: readonly PlanRow[], { settlementAccess, costs, bus }: ReachGround) {
    const byKey = new Map<string, number[]>(), settlements = new Map<WalkCosts, CostedAccess[][]>();
    rows.forEach(({ demand }, row) => {
      const key = `${demand.profile} ${isRidden(demand, bus)}`;
      byKey.set(key, [...(byKey.get(key) ?? []), row]);
    });
    this.#groups = [...byKey.values()].map((list) => {
      const { demand } = rows[list[0]], walk = costs[demand.profile], graph = bus !== null && isRidden(demand, bus) ? bus.headway(walk) : walk;
      const homes = settlements.get(walk) ?? costAll(walk, settlementAccess);
      settlements.set(walk, homes);
      const limits = list.map((row) => ({ row, ...limitsOf(rows[row].demand, walk) })), longest = limits.reduce((most, { searchMs }) => Math.max(most, searchMs), 0);
      return { search: new PlaceSearch(graph, homes, longest), costs: walk, rows: limits };
    });
  }

  /** For each row the settlements within its limits of a site; rows without any are left out. */
  from(site: readonly Access[]): Map<number, number[]> {
    const found = new Map<number, number[]>();
    for (const { search, costs, rows } of this.#groups) {
      const reached: ReachedPlace[] = search.from(site.map((access) => costAccess(costs, access)));
      for (const { row, limitMs, limitMm } of rows) {
        const within = reached.filter(({ ms, mm }) => ms <= limitMs && mm <= limitMm).map(({ place }) => place);
        if (within.length > 0) found.set(row, within);
      }
    }
    return found;
  }
}

/** Whether a row's sites are reached by bus as well: by timetable every site would ask for a day of buses, so these are planned on foot. */
function isRidden({ mode }: Demand, bus: BusTravel | null): boolean {
  return mode === 'walk+bus' && bus?.service.kind === 'headway';
}

/** As `Measure` has them. */
function limitsOf({ limitMinutes, limitMetres }: Demand, { profile }: WalkCosts): { limitMs: number; limitMm: number; searchMs: number } {
  const limitMs = limitMinutes === null ? UNREACHED - 1 : minutesToMs(limitMinutes), limitMm = limitMetres === null ? UNREACHED - 1 : Math.floor(limitMetres * 1000 + 1e-6);
  // A way of so many metres may be slower than walking speed where it is steep: twice the time is looked at.
  return { limitMs, limitMm, searchMs: limitMinutes === null ? 2 * walkMs(limitMetres ?? 0, profile.metresPerMinute) : limitMs };
}
