/** The data of the page out of a result: names as JSON, everything that is a number packed and deflated. */
import { deflateSync } from 'fflate';
import type { CoverageResult, FacilityResult, ServiceResult, SettlementResult } from '../../coverage/result.ts';
import type { PlanResult } from '../../plan/plan-result.ts';
import { packAccesses, packBoundaries, packNetwork } from './pack-ground.ts';
import { emptyColumn, fillCell, packCells } from './pack-cells.ts';
import { packPlan } from './pack-plan.ts';
import { NumberPacker } from './packed-numbers.ts';
import { CELL, KINDS, TIERS, type PageData, type PageService } from './page-shape.ts';
import { tallyShares } from './tally-shares.ts';

export interface PackedPage {
  readonly data: PageData;
  /** Deflated. */
  readonly numbers: Uint8Array;
  /** How much is unknown for each reason: settlements, services, and settlements with services of theirs. */
  readonly unknown: { readonly offNetwork: number; readonly notInData: number; readonly edgeOfData: number };
}

/** A settlement without what it reaches. */
type Outline = Omit<SettlementResult, 'services'>;

/** What the numbers of a service cannot say where no place is known. */
const NOWHERE = 0;

/** @param isPublic leaves out how many people live in a single settlement. @param plan null for a page of today alone. */
export function packPage(result: CoverageResult, isPublic: boolean, plan: PlanResult | null = null): PackedPage {
  const facilities = [...result.facilities], tables = [...new Set(result.services.map(({ table }) => table))], services = listServices(result.services, tables), types = [...new Set(facilities.flatMap((f) => [f.type, ...f.provides]))];
  const speeds = { adult: Number(result.parameters['walkMetresPerMinute']), elderly: Number(result.parameters['elderlyMetresPerMinute']) };
  const settlements: Outline[] = [], columns = services.map(() => emptyColumn(result.settlementCount)), placeOf = new Map(facilities.map(({ id }, f) => [id, f]));
  // Settlement by settlement: all of their services as objects would be a gigabyte for 50,000 of them.
  for (const { services: found, ...outline } of result.settlements) {
    const table = tables.indexOf(outline.table);
    for (const [s, { id, limits }] of services.entries()) {
      const cell = found.get(id);
      if (cell !== undefined) fillCell(columns[s], settlements.length, cell, speeds[limits[table]?.profile ?? 'adult'], placeOf);
    }
    settlements.push(outline);
  }
  const numbers = new NumberPacker(), townships = fromNorth(settlements), tableOf = settlements.map(({ table }) => tables.indexOf(table)), codes = columns.map((column) => column.codes);
  packPlaces(settlements, numbers);
  packPlaces(facilities, numbers);
  const rides = packCells(columns, numbers);
  packNetwork(result.ground.network, numbers);
  packAccesses(result.ground.settlementAccess, numbers);
  packAccesses(result.ground.facilityAccess, numbers);
  packBoundaries(result.ground.townships, numbers);
  const stops = new Map(result.ground.busStops.map((stop) => [stop.id, stop])), named = rides.stops.map((id) => stops.get(id)?.name ?? '');
  packPlaces(rides.stops.map((id) => { const at = stops.get(id)?.at ?? null; return { lon: at && at[0], lat: at && at[1] }; }), numbers);
  const townshipPlaces = new Map(townships.map((name, t) => [name, t])), townshipOf = settlements.map(({ township }) => townshipPlaces.get(township) ?? -1), kind = settlements.map((s) => KINDS.indexOf(s.kind)), population = settlements.map((s) => s.population), countsPeople = result.population > 0;
  const data: PageData = {
    isPublic, countsPeople, project: result.project, hasBus: result.bus !== undefined, tables, services, townships, facilityTypes: types, streets: result.ground.network.names, lines: rides.lines, stops: named.map((name, i) => name || rides.stops[i]),
    searchMinutes: Number(result.parameters['searchMinutes']), walkMetresPerMinute: speeds.adult, elderlyMetresPerMinute: speeds.elderly,
    settlements: {
      id: settlements.map(({ id }) => id), name: settlements.map(({ name }) => name), village: settlements.map(({ village }) => village), township: townshipOf,
      kind, tier: settlements.map(({ tier }) => TIERS.indexOf(tier)), table: tableOf,
      ...(isPublic ? {} : { population, elderly: settlements.map(({ elderly }) => elderly), children: settlements.map(({ children }) => children) }),
      stop: result.bus === undefined ? [] : settlements.map(({ busStop }) => (busStop ? { name: busStop.name || busStop.id, minutes: busStop.minutes, metres: busStop.metres, lines: busStop.lines, tripsPerDay: busStop.tripsPerDay, hubMinutes: busStop.hubMinutes } : null)),
    },
    facilities: { id: facilities.map(({ id }) => id), name: facilities.map(({ name }) => name), types: facilities.map((f) => (f.status === 'existing' && f.open ? [...new Set([f.type, ...f.provides])].map((type) => types.indexOf(type)) : [])) },
    shares: tallyShares(codes, { kind, population, township: townshipOf }, townships.length),
    ...(plan === null ? {} : { plan: packPlan(plan, { settlements, facilities, services }, numbers) }),
  };
  const settlementsWith = (code: number): number => settlements.reduce((count, _, n) => count + (codes.some((row) => row[n] === code) ? 1 : 0), 0);
  return {
    data, numbers: deflateSync(numbers.finish(), { level: 6 }),
    unknown: { offNetwork: settlementsWith(CELL.offNetwork), notInData: codes.filter((row) => row.includes(CELL.notInData)).length, edgeOfData: settlementsWith(CELL.edgeOfData) },
  };
}

/** Services of all tables by id, in the order of the tables and tasks. */
function listServices(rows: readonly ServiceResult[], tables: readonly string[]): PageService[] {
  const ids = [...new Set(rows.map(({ id }) => id))];
  const services = ids.map((id): PageService => {
    const own = rows.filter((row) => row.id === id), { name, task, dimensions } = own[0];
    return {
      id, name, task, dimensions,
      limits: tables.map((table) => {
        const row = own.find((r) => r.table === table);
        return row === undefined ? null : { class: row.class, limitMinutes: row.limitMinutes, limitMetres: row.limitMetres, mode: row.mode, profile: row.profile, valueStatus: row.valueStatus, types: [row.id, ...row.satisfiedBy] };
      }),
    };
  });
  return services.sort((a, b) => a.task - b.task);
}

/** Names of townships by the mean latitude of their settlements, those without a place last, and the settlements of none after them. */
function fromNorth(settlements: readonly Outline[]): string[] {
  const means = new Map<string, { sum: number; count: number }>();
  for (const { township, lat } of settlements) {
    const mean = means.get(township) ?? { sum: 0, count: 0 };
    means.set(township, lat === null ? mean : { sum: mean.sum + lat, count: mean.count + 1 });
  }
  const latitude = ([name, { sum, count }]: [string, { sum: number; count: number }]): number => (name === '' ? -200 : count === 0 ? -100 : sum / count);
  return [...means].sort((a, b) => latitude(b) - latitude(a) || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
}

/** Whether there is a place, and where, 1e-7 degrees. */
function packPlaces(places: readonly Pick<FacilityResult, 'lon' | 'lat'>[], into: NumberPacker): void {
  const units = (degrees: number | null): number => (degrees === null ? NOWHERE : Math.round(degrees * 1e7));
  into.ints(places.map(({ lon }) => (lon === null ? 0 : 1)));
  into.deltas(places.map(({ lon }) => units(lon)));
  into.deltas(places.map(({ lat }) => units(lat)));
}
