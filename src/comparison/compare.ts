/** Two results side by side: which services of which settlements changed their status, why, and whom it concerns. */
import { compareIds } from '../core/ids.ts';
import type { CoverageFile } from '../coverage/coverage-schema.ts';
import { findDataChanges, pairUp, type DataChanges, type FacilityRecord, type ServiceRecord, type SettlementRecord } from './data-changes.ts';
import { findCauses, type Cause, type FacilityIndex } from './find-causes.ts';

type ServiceOfSettlement = SettlementRecord['services'][string];

/** Better: covered now. Worse: covered no longer. Other: neither, as from gap to unknown, or of another severity. */
export type Effect = 'better' | 'worse' | 'other';

/** One service of one settlement that is in both results. */
export interface StatusChange {
  readonly settlementId: string;
  readonly settlement: string;
  readonly township: string;
  readonly lon: number | null;
  readonly lat: number | null;
  /** People there after. */
  readonly population: number;
  readonly table: string;
  readonly service: string;
  readonly effect: Effect;
  readonly before: ServiceOfSettlement;
  readonly after: ServiceOfSettlement;
  readonly causes: readonly Cause[];
}

/** How many settlements, and people in them, became better and worse. */
export interface Balance {
  readonly better: { readonly settlements: number; readonly population: number };
  readonly worse: { readonly settlements: number; readonly population: number };
  readonly other: { readonly settlements: number; readonly population: number };
}

export interface Comparison {
  readonly data: DataChanges;
  /** Those of most people first, then by ids. */
  readonly changes: readonly StatusChange[];
  /** By "table/service", and by township; those without a change are left out. Pairs of a settlement and a service. */
  readonly services: ReadonlyMap<string, Balance>;
  readonly townships: ReadonlyMap<string, Balance>;
  readonly total: Balance;
  readonly names: ReadonlyMap<string, ServiceRecord['name']>;
  readonly populationBefore: number;
  readonly populationAfter: number;
}

export function compareCoverages(before: CoverageFile, after: CoverageFile): Comparison {
  const data = findDataChanges(before, after), { both } = pairUp(before.settlements, after.settlements, ({ id }) => id);
  const was = indexOf(before), now = indexOf(after), changes: StatusChange[] = [];
  for (const [old, settlement] of both) {
    for (const [id, to] of Object.entries(settlement.services)) {
      const from = Object.hasOwn(old.services, id) ? old.services[id] : undefined;
      if (from === undefined || (from.status === to.status && from.severity === to.severity)) continue;
      const turn = { settlementId: settlement.id, before: { ...from, service: was.service(old.table, id), facilities: was.facilities }, after: { ...to, service: now.service(settlement.table, id), facilities: now.facilities } };
      const { name, township, lon, lat, population, table } = settlement;
      changes.push({
        settlementId: settlement.id, settlement: name, township, lon, lat, population, table, service: id, before: from, after: to, causes: findCauses(turn, data),
        effect: from.status === to.status ? 'other' : to.status === 'covered' ? 'better' : from.status === 'covered' ? 'worse' : 'other',
      });
    }
  }
  changes.sort((a, b) => b.population - a.population || compareIds(a.settlementId, b.settlementId) || compareIds(a.service, b.service));
  return {
    data, changes, services: balancesBy(changes, ({ table, service }) => `${table}/${service}`), townships: balancesBy(changes, ({ township }) => township),
    total: balanceOf(changes), names: new Map([...before.services, ...after.services].map(({ id, name }) => [id, name])),
    populationBefore: before.summary.population, populationAfter: after.summary.population,
  };
}

function indexOf({ services, facilities }: CoverageFile): { service: (table: string, id: string) => ServiceRecord; facilities: FacilityIndex } {
  const rows = new Map(services.map((service) => [`${service.table}/${service.id}`, service])), located = facilities.filter(({ lon }) => lon !== null);
  const known = new Map<string, readonly FacilityRecord[]>();
  const ofType = (types: ReadonlySet<string>): readonly FacilityRecord[] => {
    const key = [...types].join(' '), found = known.get(key) ?? located.filter(({ type, provides }) => types.has(type) || provides.some((p) => types.has(p)));
    known.set(key, found);
    return found;
  };
  return {
    service: (table, id) => {
      const row = rows.get(`${table}/${id}`);
      if (row === undefined) throw new RangeError(`there is no row for ${table}/${id}`);
      return row;
    },
    facilities: { byId: new Map(facilities.map((facility) => [facility.id, facility])), ofType },
  };
}

function balancesBy(changes: readonly StatusChange[], keyOf: (change: StatusChange) => string): Map<string, Balance> {
  const groups = new Map<string, StatusChange[]>();
  for (const change of changes) {
    const key = keyOf(change), group = groups.get(key);
    if (group) group.push(change); else groups.set(key, [change]);
  }
  return new Map([...groups].sort(([a], [b]) => compareIds(a, b)).map(([key, of]) => [key, balanceOf(of)]));
}

function balanceOf(changes: readonly StatusChange[]): Balance {
  const count = (effect: Effect): Balance['better'] => {
    const of = changes.filter((change) => change.effect === effect);
    return { settlements: of.length, population: of.reduce((sum, { population }) => sum + population, 0) };
  };
  return { better: count('better'), worse: count('worse'), other: count('other') };
}
