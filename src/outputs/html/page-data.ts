/** The data of the page out of a result: names as JSON, everything that is a number packed and deflated. */
import { deflateSync } from 'fflate';
import type { CoverageResult, FacilityResult, ServiceOfSettlement, ServiceResult, SettlementResult } from '../../coverage/result.ts';
import type { PlanResult } from '../../plan/plan-result.ts';
import { packAccesses, packBoundaries, packNetwork } from './pack-ground.ts';
import { packCells } from './pack-cells.ts';
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

/** What the numbers of a service cannot say where no place is known. */
const NOWHERE = 0;

/** @param isPublic leaves out how many people live in a single settlement. @param plan null for a page of today alone. */
export function packPage(result: CoverageResult, isPublic: boolean, plan: PlanResult | null = null): PackedPage {
  const settlements = [...result.settlements], facilities = [...result.facilities], tables = [...new Set(result.services.map(({ table }) => table))];
  const services = listServices(result.services, tables), townships = fromNorth(settlements), types = [...new Set(facilities.flatMap((f) => [f.type, ...f.provides]))];
  const cells = services.map(({ id }) => settlements.map((s) => s.services.get(id)));
  const numbers = new NumberPacker(), speeds = { adult: Number(result.parameters['walkMetresPerMinute']), elderly: Number(result.parameters['elderlyMetresPerMinute']) }, tableOf = settlements.map(({ table }) => tables.indexOf(table));
  packPlaces(settlements, numbers);
  packPlaces(facilities, numbers);
  const codes = cells.map((row) => row.map(codeOf)), rides = packCells(codes, cells, (s, n) => speeds[services[s].limits[tableOf[n]]?.profile ?? 'adult'], facilities, numbers);
  packNetwork(result.ground.network, numbers);
  packAccesses(result.ground.settlementAccess, numbers);
  packAccesses(result.ground.facilityAccess, numbers);
  packBoundaries(result.ground.townships, numbers);
  const stops = new Map(result.ground.busStops.map((stop) => [stop.id, stop])), named = rides.stops.map((id) => stops.get(id)?.name ?? '');
  packPlaces(rides.stops.map((id) => { const at = stops.get(id)?.at ?? null; return { lon: at && at[0], lat: at && at[1] }; }), numbers);
  const townshipOf = settlements.map(({ township }) => townships.indexOf(township)), countsPeople = result.population > 0;
  const data: PageData = {
    isPublic, countsPeople, project: result.project, hasBus: result.bus !== undefined, tables, services, townships, facilityTypes: types, streets: result.ground.network.names, lines: rides.lines, stops: named.map((name, i) => name || rides.stops[i]),
    searchMinutes: Number(result.parameters['searchMinutes']), walkMetresPerMinute: speeds.adult, elderlyMetresPerMinute: speeds.elderly,
    settlements: {
      id: settlements.map(({ id }) => id), name: settlements.map(({ name }) => name), village: settlements.map(({ village }) => village), township: townshipOf,
      kind: settlements.map(({ kind }) => KINDS.indexOf(kind)), tier: settlements.map(({ tier }) => TIERS.indexOf(tier)), table: tableOf,
      ...(isPublic ? {} : { population: settlements.map(({ population }) => population), elderly: settlements.map(({ elderly }) => elderly), children: settlements.map(({ children }) => children) }),
      stop: result.bus === undefined ? [] : settlements.map(({ busStop }) => (busStop ? { name: busStop.name || busStop.id, minutes: busStop.minutes, metres: busStop.metres, lines: busStop.lines, tripsPerDay: busStop.tripsPerDay, hubMinutes: busStop.hubMinutes } : null)),
    },
    facilities: { id: facilities.map(({ id }) => id), name: facilities.map(({ name }) => name), types: facilities.map((f) => (f.status === 'existing' && f.open ? [...new Set([f.type, ...f.provides])].map((type) => types.indexOf(type)) : [])) },
    shares: tallyShares(settlements, cells, townshipOf, townships.length),
    ...(plan === null ? {} : { plan: packPlan(plan, { settlements, facilities, services }, numbers) }),
  };
  const has = (code: number) => (row: readonly number[]): boolean => row.includes(code), bySettlement = settlements.map((_, n) => codes.map((row) => row[n]));
  return {
    data, numbers: deflateSync(numbers.finish(), { level: 6 }),
    unknown: { offNetwork: bySettlement.filter(has(CELL.offNetwork)).length, notInData: codes.filter(has(CELL.notInData)).length, edgeOfData: bySettlement.filter(has(CELL.edgeOfData)).length },
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
function fromNorth(settlements: readonly SettlementResult[]): string[] {
  const means = new Map<string, { sum: number; count: number }>();
  for (const { township, lat } of settlements) {
    const mean = means.get(township) ?? { sum: 0, count: 0 };
    means.set(township, lat === null ? mean : { sum: mean.sum + lat, count: mean.count + 1 });
  }
  const latitude = ([name, { sum, count }]: [string, { sum: number; count: number }]): number => (name === '' ? -200 : count === 0 ? -100 : sum / count);
  return [...means].sort((a, b) => latitude(b) - latitude(a) || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
}

function codeOf(cell: ServiceOfSettlement | undefined): number {
  if (cell === undefined) return CELL.absent;
  if (cell.status === 'covered') return CELL.covered;
  if (cell.severity !== null) return CELL[cell.severity];
  return cell.reason === 'settlement-not-on-network' ? CELL.offNetwork : cell.reason === 'no-such-facility-in-data' ? CELL.notInData : cell.reason === 'capacity-not-in-data' ? CELL.noCapacity : CELL.edgeOfData;
}

/** Whether there is a place, and where, 1e-7 degrees. */
function packPlaces(places: readonly Pick<FacilityResult, 'lon' | 'lat'>[], into: NumberPacker): void {
  const units = (degrees: number | null): number => (degrees === null ? NOWHERE : Math.round(degrees * 1e7));
  into.ints(places.map(({ lon }) => (lon === null ? 0 : 1)));
  into.deltas(places.map(({ lon }) => units(lon)));
  into.deltas(places.map(({ lat }) => units(lat)));
}
