/** The jobs, from a project on disk to results in memory: the calls in order. */
import { Findings, InputError, type Notice } from './core/problems.ts';
import { suggest } from './core/suggest.ts';
import { minutesToMs, UNREACHED, type WalkProfile } from './core/units.ts';
import { assess, demandOf, noteFacilities } from './coverage/assess.ts';
import { basicServiceEquity } from './coverage/equity.ts';
import { computeIndicators } from './coverage/indicators.ts';
import { Measure } from './coverage/measure.ts';
import { noteAccess } from './coverage/note-access.ts';
import { composeResult, type CoverageResult } from './coverage/result.ts';
import { summarise } from './coverage/summary.ts';
import { readIndicators, type Service } from './inputs/checklist.ts';
import { namesOf, readProject, type LayerSource, type Project } from './inputs/project.ts';
import { readInputs, type Inputs } from './inputs/read-inputs.ts';
import { DEGREES } from './inputs/crs.ts';
import type { NamedFile } from './inputs/files.ts';
import { readPoints, type NamedPoint } from './inputs/points.ts';
import { readWalk } from './inputs/walk.ts';
import { WalkLinesBuilder, type WalkLines } from './inputs/walk-lines.ts';
import { findFacilityAccess, findSettlementAccess } from './network/access.ts';
import { buildNetwork } from './network/build-network.ts';
import { insertCrossings } from './network/crossings.ts';
import { findCutEnds } from './network/cut-ends.ts';
import { findLayerOffset } from './network/layer-offset.ts';
import { SnapIndex, type Access } from './network/snap.ts';
import type { WalkNetwork } from './network/walk-network.ts';
import { computeWalkCosts, costAccess, type WalkCosts } from './travel/costs.ts';
import { explainRoute, type Route } from './travel/explain-route.ts';
import { findPairs, turnRound, type Pair } from './travel/matrix.ts';

/** Told of each step as it begins. */
export type OnStep = (step: 'read' | 'build' | 'snap' | 'measure') => void;

/**
 * Compute the coverage of a project.
 * @param path a folder with a lifecircle.yaml, or the file itself.
 * @throws {InputError} with all faults of the data that could be found in one run.
 */
export async function computeCoverage(path: string, onStep: OnStep = () => undefined): Promise<CoverageResult> {
  const findings = new Findings();
  const { project, checklist, settlements, facilities, settlementAccess, facilityAccess, network, costs, inputs, review } = await prepareProject(path, findings, onStep);
  onStep('measure');
  noteAccess({ settlements, settlementAccess, facilities, facilityAccess }, project.travel.maxSnapMetres, findings);
  noteFacilities(facilities, checklist, namesOf(project.layers.facilities), findings);
  if (project.hasBus) findings.notice('bus-not-modelled', project.file.name, 'the bus layer is not read by this version: all times are on foot');
  const measure = new Measure({ facilities, facilityAccess, settlementAccess, costs, searchMinutes: project.travel.searchMinutes, cutEnds: findCutEnds(network, project.network.extent ?? null) });
  const tables = assess(checklist, settlements, measure, findings);
  return composeResult({
    project, inputs, review, checklist, settlements, facilities, network, settlementAccess, facilityAccess, tables,
    summary: summarise(tables, settlements),
    basicServiceEquity: basicServiceEquity(tables, settlements),
    indicators: computeIndicators(readIndicators(findings), settlements, facilities, measure),
    notices: findings.notices(),
  });
}

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
export async function explainService(path: string, settlementId: string, serviceId: string): Promise<ExplainedService> {
  const prepared = await prepareProject(path, new Findings(), () => undefined);
  const { project, checklist, settlements, facilities, settlementAccess, facilityAccess, costs } = prepared;
  const s = settlements.findIndex(({ id }) => id === settlementId);
  if (s < 0) throw new InputError({ where: namesOf(project.layers.settlements), what: `there is no settlement "${settlementId}"`, fix: suggest(settlementId, settlements.map(({ id }) => id)) });
  const table = checklist.tables.find(({ kinds }) => kinds.includes(settlements[s].kind));
  const service = table?.services.find(({ id }) => id === serviceId);
  if (!service) throw new InputError({ where: `checklist ${checklist.id}`, what: `there is no service "${serviceId}" for ${settlements[s].kind} settlements`, fix: suggest(serviceId, table?.services.map(({ id }) => id) ?? []) });
  const answer = new Measure({ facilities, facilityAccess, settlementAccess, costs, searchMinutes: project.travel.searchMinutes, cutEnds: [] }).answer(demandOf(service), Uint32Array.of(s));
  const isReached = answer.ms[0] !== UNREACHED, f = answer.facility[0];
  return {
    settlementId, service, facilityId: isReached ? facilities[f].id : null,
    route: isReached ? explainRoute(costs[service.profile], settlementAccess[s], facilityAccess[f], answer.ms[0]) : null,
  };
}

/** What a matrix is made of. */
export interface MatrixQuestion {
  readonly walk: NamedFile;
  /** A file of points, or one point. */
  readonly from: NamedFile | NamedPoint;
  readonly to: NamedFile | NamedPoint;
  /** Inclusive; null for no limit. */
  readonly maxMinutes: number | null;
  readonly walkMetresPerMinute: number;
  readonly maxSnapMetres: number;
}

export interface Matrix {
  /** Sorted; pairs name their origins and destinations by their place in these lists. */
  readonly fromIds: readonly string[];
  readonly toIds: readonly string[];
  /** Computed as they are taken, origin after origin, so that they are never held together. To be taken once. */
  readonly pairs: Iterable<Pair>;
  readonly notices: readonly Notice[];
}

/**
 * The walking times between all pairs of two sets of points.
 * @throws {InputError} with all faults of the files.
 */
export async function computeMatrix({ walk, from, to, maxMinutes, walkMetresPerMinute, maxSnapMetres }: MatrixQuestion): Promise<Matrix> {
  const findings = new Findings();
  const builder = new WalkLinesBuilder();
  await findings.collectLater(() => readWalk(plainSource(walk), builder, findings));
  const origins = await readPointsOf(from, findings), destinations = await readPointsOf(to, findings);
  findings.throwIfFaults();
  const network = buildNetwork(builder.finish(), JOIN_TOLERANCE_METRES, findings);
  if (network.edgeCount === 0) findings.fault('empty', walk.name, 'has no line of any length that is open to people on foot', 'Give the walkable network');
  findings.throwIfFaults();
  const index = new SnapIndex(network), costs = computeWalkCosts(turnRound(network), { id: 'adult', metresPerMinute: walkMetresPerMinute });
  const snap = (points: readonly NamedPoint[], source: NamedFile | NamedPoint) => points.map(({ id, lon, lat }) => {
    const access = index.nearest(lon, lat, maxSnapMetres);
    if (access === null) findings.notice('point-not-on-network', 'lon' in source ? source.id : source.name, `points further than ${maxSnapMetres} m from the network are in no pair`, id);
    return access === null ? [] : [costAccess(costs, access)];
  });
  const starts = snap(origins, from), ends = snap(destinations, to);
  return {
    fromIds: origins.map(({ id }) => id), toIds: destinations.map(({ id }) => id),
    pairs: findPairs(costs, starts, ends, maxMinutes === null ? UNREACHED - 1 : minutesToMs(maxMinutes)),
    notices: findings.notices(),
  };
}

/** As in a project that does not say otherwise. */
const JOIN_TOLERANCE_METRES = 0.5;

async function readPointsOf(given: NamedFile | NamedPoint, findings: Findings): Promise<NamedPoint[]> {
  if ('lon' in given) return [given];
  return await findings.collectLater(() => readPoints(plainSource(given), findings)) ?? [];
}

/** A file in degrees, with the attribute names of the contract. */
function plainSource(file: NamedFile): LayerSource {
  return { file, attributes: new Map(), crs: DEGREES, layer: null, mapping: null };
}

/** A project's data on its network, before any question is asked of it. */
interface Prepared extends Omit<Inputs, 'lines' | 'placesOfFiles'> {
  readonly project: Project;
  readonly network: WalkNetwork;
  readonly settlementAccess: readonly (readonly Access[])[];
  readonly facilityAccess: readonly (readonly Access[])[];
  readonly costs: Readonly<Record<WalkProfile['id'], WalkCosts>>;
}

async function prepareProject(path: string, findings: Findings, onStep: OnStep): Promise<Prepared> {
  onStep('read');
  const project = readProject(path, findings);
  const { lines, placesOfFiles, ...inputs } = await readInputs(project, findings);
  onStep('build');
  const network = buildProjectNetwork(lines, project, findings);
  if (network.edgeCount === 0) {
    findings.fault('empty', namesOf(project.layers.walk), 'has no line of any length', 'Give the walkable network');
    findings.throwIfFaults();
  }
  const index = new SnapIndex(network);
  onStep('snap');
  const { maxSnapMetres, walkMetresPerMinute, elderlyMetresPerMinute } = project.travel;
  refuseOffsets(placesOfFiles, index, maxSnapMetres, findings);
  return {
    ...inputs, project, network,
    settlementAccess: inputs.settlements.map((s) => findSettlementAccess(index, s.place, maxSnapMetres)),
    facilityAccess: inputs.facilities.map((f) => findFacilityAccess(index, f.place, maxSnapMetres)),
    costs: {
      adult: computeWalkCosts(network, { id: 'adult', metresPerMinute: walkMetresPerMinute }),
      elderly: computeWalkCosts(network, { id: 'elderly', metresPerMinute: elderlyMetresPerMinute }),
    },
  };
}

/** @throws {InputError} if a file declared as degrees lies where it would in a shifted system. */
function refuseOffsets(placesOfFiles: Inputs['placesOfFiles'], index: SnapIndex, maxSnapMetres: number, findings: Findings): void {
  for (const { source: { file, crs }, places } of placesOfFiles) {
    const offset = crs.toDegrees === null ? findLayerOffset(index, places, maxSnapMetres) : null;
    if (offset === null) continue;
    const { system, medianMetres, medianMetresWithout } = offset;
    findings.fault('layer-offset', file.name, `its places lie systematically off the network: half of them over ${medianMetres.toFixed(0)} m, but within ${medianMetresWithout.toFixed(0)} m if it is in ${system} (${system === 'gcj02' ? 'GCJ-02, as of 高德' : 'BD-09, as of 百度'})`, `Give the file "crs: ${system}" in the project`);
  }
  findings.throwIfFaults();
}

function buildProjectNetwork(lines: WalkLines, { network: { joinToleranceMetres, joinCrossings } }: Project, findings: Findings): WalkNetwork {
  if (!joinCrossings) return buildNetwork(lines, joinToleranceMetres, findings);
  const joined = insertCrossings(lines, joinToleranceMetres);
  findings.notice('crossings-joined', 'walk', 'crossings and T-junctions without a shared point were joined, as asked for', '', joined.crossings);
  return buildNetwork(joined.lines, joinToleranceMetres, findings);
}
