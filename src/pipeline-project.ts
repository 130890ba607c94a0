/** The questions to a project beside its report: the ways, times and areas behind it. The calls in order. */
import { Findings, type Notice } from './core/problems.ts';
import { UNREACHED, type WalkProfile } from './core/units.ts';
import { divide, findGroups, findSettlements, serviceFor, type AskedGroup } from './coverage/asked-places.ts';
import { demandOf } from './coverage/assess.ts';
import { Measure } from './coverage/measure.ts';
import { noteAccess } from './coverage/note-access.ts';
import type { Service } from './inputs/checklist.ts';
import { namesOf } from './inputs/project.ts';
import type { Isochrone } from './isochrones/isochrone.ts';
import { isochronesAround } from './isochrones/isochrones-around.ts';
import { limitMsOf } from './isochrones/service-catchments.ts';
import type { Access } from './network/snap.ts';
import type { Cache } from './pipeline-network.ts';
import { prepareProject, type OnStep, type Prepared } from './pipeline-prepare.ts';
import { CREW } from './threads/threads.ts';
import type { BusPair } from './travel/bus-matrix.ts';
import type { BusTravel } from './travel/bus-travel.ts';
import { explainBusWay } from './travel/explain-bus-way.ts';
import { explainRoute, type Route } from './travel/explain-route.ts';
import type { Pair } from './travel/matrix.ts';
import { mergeByOrigin, onFootOnly, pairsByBus, pairsOnFoot, ridingPercentile } from './travel/pairs-between.ts';

/** The way from a settlement to the facility that its coverage names for a service. */
export interface ExplainedService {
  readonly settlementId: string;
  readonly service: Service;
  readonly facilityId: string | null;
  /** null if nothing is within the search. */
  readonly route: Route | null;
}

/**
 * Explain one cell of a coverage: the way to the nearest facility of a service.
 * @throws {InputError} for faults of the data, and for ids that are not in it.
 */
export async function explainService(path: string, settlementId: string, serviceId: string, onStep: OnStep = () => undefined, cache: Cache | null = null): Promise<ExplainedService> {
  const prepared = await prepareProject(path, new Findings(), onStep, cache);
  const { project, checklist, settlements, facilities, settlementAccess, facilityAccess, costs, bus } = prepared;
  const [s] = findSettlements(layersOf(prepared), [settlementId]), service = serviceFor(checklist, settlements[s].kind, serviceId);
  const answer = new Measure({ facilities, facilityAccess, settlementAccess, costs, bus, searchMinutes: project.travel.searchMinutes, cutEnds: [] }).answer(demandOf(service), Uint32Array.of(s));
  const isReached = answer.ms[0] !== UNREACHED, f = answer.facility[0], walk = costs[service.profile], way = answer.byBus?.wayOf(0) ?? null;
  return {
    settlementId, service, facilityId: isReached ? facilities[f].id : null,
    route: !isReached ? null : way === null || bus === null ? explainRoute(walk, settlementAccess[s], facilityAccess[f], answer.ms[0]) : explainBusWay(walk, bus, way, settlementAccess[s], facilityAccess[f]),
  };
}

/** What a matrix over a project is made of; null for what the project decides. */
export interface ProjectMatrixQuestion {
  /** A folder with a lifecircle.yaml, or the file itself. */
  readonly project: string;
  /** Ids of the settlements the ways begin at; null for all. */
  readonly settlements: readonly string[] | null;
  /** The facilities are those that the report counts for this service, people walk and ride as it has them. */
  readonly service: string | null;
  /** Without a service: the facilities in use of these types; null for all in use. */
  readonly types: readonly string[] | null;
  /** null for that of the service; adults where there is none. */
  readonly profile: WalkProfile['id'] | null;
  /** Inclusive; null for no limit. */
  readonly maxMinutes: number | null;
  /** By bus; null for the one of the report. */
  readonly percentiles: readonly number[] | null;
}

/** Pairs name settlements and facilities by their place in the lists; to be taken once. */
export type ProjectMatrix = {
  /** Sorted. */
  readonly fromIds: readonly string[];
  readonly toIds: readonly string[];
  readonly notices: readonly Notice[];
} & ({ readonly percentiles: null; readonly pairs: Iterable<Pair> } | { readonly percentiles: readonly number[]; readonly pairs: Iterable<BusPair> });

/**
 * The times from the settlements of a project to its facilities in use. To the nearest facility of a service they are the
 * report's. By bus where a service may count buses and the project has some.
 * @throws {InputError} for faults of the data, ids that are not in it, and where no facility is left.
 */
export async function computeProjectMatrix({ project: path, settlements: ids, service, types, profile, maxMinutes, percentiles }: ProjectMatrixQuestion, onStep: OnStep = () => undefined, cache: Cache | null = null): Promise<ProjectMatrix> {
  const prepared = await prepareProject(path, new Findings(), onStep, cache), { checklist, settlements, facilities, settlementAccess, facilityAccess, costs, network, bus } = prepared;
  const layers = layersOf(prepared), findings = new Findings(), groups = findGroups(checklist, { service, types, facilities: null, profile }, layers, bus !== null);
  const chosen = findSettlements(layers, ids), divided = divide(chosen, ids !== null, groups, service, checklist, layers, findings), from = divided.flat().sort((a, b) => a - b);
  const to = [...new Set(groups.flatMap((group) => group.facilities))].sort((a, b) => a - b);
  noteChosen(prepared, from, to, findings);
  noteWalking(prepared, service, groups, findings);
  onStep('measure');
  const questions = groups.map((group, g) => {
    const asking = new Set(divided[g]), counting = new Set(group.facilities);
    return { network, profile: costs[group.profile].profile, origins: from.map((s) => (asking.has(s) ? settlementAccess[s] : [])), destinations: to.map((f) => (counting.has(f) ? facilityAccess[f] : [])), maxMinutes };
  });
  const about = { fromIds: from.map((s) => settlements[s].id), toIds: to.map((f) => facilities[f].id), notices: findings.notices() };
  if (bus === null || groups.every(({ isByBus }) => !isByBus)) return { ...about, percentiles: null, pairs: mergeByOrigin(questions.map((question) => pairsOnFoot(question, CREW))) };
  const shares = percentiles ?? [ridingPercentile(bus)];
  return { ...about, percentiles: shares, pairs: mergeByOrigin(questions.map((question, g) => (groups[g].isByBus ? pairsByBus(question, bus, shares) : onFootOnly(pairsOnFoot(question, CREW), shares.length)))) };
}

/** What isochrones over a project are made of; null for what the project decides. */
export interface ProjectIsochroneQuestion extends Pick<ProjectMatrixQuestion, 'project' | 'settlements' | 'service' | 'profile'> {
  /** Without settlements: the catchments of the facilities that count for `service`, of these ids only; null for all of them. */
  readonly facilities: readonly string[] | null;
  /** null for from settlements and to facilities. */
  readonly direction: 'from' | 'to' | null;
  /** Ascending, inclusive; null for the limits of the service, and 5, 10 and 15 without one. */
  readonly minutes: readonly number[] | null;
  readonly bufferMetres: number;
  readonly simplifyMetres: number;
}

/** What of a project an isochrone is around. */
export interface IsochronePlace {
  readonly name: string;
  readonly profile: WalkProfile['id'];
  readonly mode: 'walk' | 'walk+bus';
  /** Tables of the checklist whose settlements are asked so; '' without a service. */
  readonly table: string;
}

export interface ProjectIsochrones {
  readonly direction: 'from' | 'to';
  /** By place, then by limit, for one group of tables after the other; computed as they are taken. To be taken once. */
  readonly isochrones: Iterable<Isochrone & { readonly fromId: string; readonly of: IsochronePlace }>;
  /** Complete when all isochrones are taken. */
  readonly notices: () => Notice[];
}

/**
 * Where one gets from the settlements of a project, or the catchments of the facilities of a service: the places from
 * where one gets to them within its limit, once for each group of tables that ask for it differently.
 * @throws {InputError} for faults of the data, ids that are not in it, and where no facility is left.
 */
export async function computeProjectIsochrones({ project: path, direction: given, bufferMetres, simplifyMetres, ...asked }: ProjectIsochroneQuestion, onStep: OnStep = () => undefined, cache: Cache | null = null): Promise<ProjectIsochrones> {
  const prepared = await prepareProject(path, new Findings(), onStep, cache), findings = new Findings(), direction = given ?? (asked.service === null ? 'from' : 'to');
  const rounds = asked.service === null ? [roundOfSettlements(prepared, asked, findings)] : roundsOfService(prepared, asked.service, asked, findings);
  onStep('measure');
  const find = function* (): Generator<Isochrone & { fromId: string; of: IsochronePlace }> {
    for (const { where, places, minutes, profile, travel, table } of rounds) {
      const onEmpty = (place: number, limits: number): void => { findings.notice('isochrone-empty', where, 'limits shorter than the way from the place to the network have no polygon', places[place].id, limits); };
      const question = { index: prepared.index, profile: prepared.costs[profile].profile, direction, minutes, bufferMetres, simplifyMetres, travel };
      for (const { place, ...isochrone } of isochronesAround(question, places.map(({ accesses }) => accesses), onEmpty, CREW)) {
        yield { ...isochrone, fromId: places[place].id, of: { name: places[place].name, profile, mode: travel === null ? 'walk' : 'walk+bus', table } };
      }
    }
  };
  return { direction, isochrones: find(), notices: () => findings.notices() };
}

/** Isochrones that are asked for alike. */
interface Round extends Pick<IsochronePlace, 'profile' | 'table'> {
  /** The files that the places are in. */
  readonly where: string;
  readonly places: readonly { readonly id: string; readonly name: string; readonly accesses: readonly Access[] }[];
  readonly minutes: readonly number[];
  /** By headway; null to walk. */
  readonly travel: BusTravel | null;
}

/** What of the question is not about the drawing. */
type AskedPlaces = Pick<ProjectIsochroneQuestion, 'settlements' | 'facilities' | 'profile' | 'minutes'>;

function roundOfSettlements(prepared: Prepared, { settlements: ids, profile, minutes }: AskedPlaces, findings: Findings): Round {
  const { settlements, settlementAccess } = prepared, layers = layersOf(prepared), chosen = findSettlements(layers, ids);
  noteChosen(prepared, chosen, [], findings);
  noteWalking(prepared, null, [], findings);
  return { where: layers.files.settlements, places: chosen.map((s) => ({ ...settlements[s], accesses: settlementAccess[s] })), minutes: minutes ?? [5, 10, 15], profile: profile ?? 'adult', travel: null, table: '' };
}

function roundsOfService(prepared: Prepared, service: string, { facilities: ids, profile, minutes }: AskedPlaces, findings: Findings): Round[] {
  const { checklist, facilities, facilityAccess, costs, bus } = prepared, layers = layersOf(prepared), travel = bus?.service.kind === 'headway' ? bus : null;
  const groups = findGroups(checklist, { service, types: null, facilities: ids, profile }, layers, travel !== null);
  noteChosen(prepared, [], [...new Set(groups.flatMap((group) => group.facilities))], findings);
  noteWalking(prepared, service, groups, findings);
  return groups.map((group) => ({
    where: layers.files.facilities, places: group.facilities.map((f) => ({ ...facilities[f], accesses: facilityAccess[f] })), minutes: minutes ?? limitsOf(group, costs[group.profile].profile),
    profile: group.profile, travel: group.isByBus ? travel : null, table: group.tables.join(', '),
  }));
}

/** The limits of a service in all tables of a group, minutes, ascending. */
function limitsOf({ services }: AskedGroup, profile: WalkProfile): number[] {
  return [...new Set(services.map((service) => limitMsOf(service, profile) / 60_000))].sort((x, y) => x - y);
}

function layersOf({ project: { layers }, settlements, facilities }: Prepared) {
  return { settlements, facilities, files: { settlements: namesOf(layers.settlements), facilities: namesOf(layers.facilities) } };
}

/** Note which of the chosen places are off the network. */
function noteChosen({ project, settlements, settlementAccess, facilities, facilityAccess }: Prepared, from: readonly number[], to: readonly number[], findings: Findings): void {
  noteAccess({
    settlements: from.map((s) => settlements[s]), settlementAccess: from.map((s) => settlementAccess[s]),
    facilities: to.map((f) => facilities[f]), facilityAccess: to.map((f) => facilityAccess[f]),
  }, project.travel.maxSnapMetres, findings);
}

/** Note where buses might be looked for, and are not taken. */
function noteWalking({ checklist, bus }: Prepared, service: string | null, groups: readonly AskedGroup[], findings: Findings): void {
  if (service === null && bus !== null) findings.notice('walked-only', 'project', 'all ways are on foot: the buses of the project are taken for a service that may count them, named with --service');
  const mayRide = checklist.tables.flatMap((table) => table.services.filter((s) => s.id === service && s.mode === 'walk+bus').map((s) => `${table.id}/${s.id}`)), riding = new Set(groups.flatMap(({ isByBus, tables }) => (isByBus ? tables : [])));
  for (const label of mayRide) if (!riding.has(label.split('/')[0])) findings.notice('walked-only', 'checklist', 'services asked for on foot or by bus were measured on foot only', label);
}
