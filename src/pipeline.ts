/** The jobs, from a project on disk to results in memory: the calls in order. */
import { compareIds } from './core/ids.ts';
import { Findings, InputError, partsOf, type Problem } from './core/problems.ts';
import { suggest } from './core/suggest.ts';
import { UNREACHED, type WalkProfile } from './core/units.ts';
import { assess, demandOf, noteFacilities } from './coverage/assess.ts';
import { StopMeasure } from './coverage/bus-stops.ts';
import { basicServiceEquity } from './coverage/equity.ts';
import { computeIndicators } from './coverage/indicators.ts';
import { cutLandIntoCells } from './coverage/land-cells.ts';
import { Measure, type Ground } from './coverage/measure.ts';
import { noteAccess } from './coverage/note-access.ts';
import { composeResult, type CoverageResult } from './coverage/result.ts';
import { checkDataAge } from './coverage/data-age.ts';
import { checkDuplicateFacilities } from './coverage/duplicate-facilities.ts';
import { checkSettlements } from './coverage/settlement-rules.ts';
import { describeSnaps, type Snap } from './coverage/snap-report.ts';
import { summarise } from './coverage/summary.ts';
import { readIndicators, type Service } from './inputs/checklist.ts';
import { namesOf, readProject, type Project } from './inputs/project.ts';
import { readInputs, readLayers, type FileProgress, type Inputs, type ReadLayers } from './inputs/read-inputs.ts';
import type { Settlement } from './inputs/settlements.ts';
import type { WalkLines } from './inputs/walk-lines.ts';
import { findFacilityAccess, findSettlementAccess } from './network/access.ts';
import { checkPolygons } from './network/polygon-rules.ts';
import { buildNetwork } from './network/build-network.ts';
import { insertCrossings } from './network/crossings.ts';
import { findCutEnds } from './network/cut-ends.ts';
import { checkDanglingEnds } from './network/dangling-ends.ts';
import { checkIslands, checkTraps } from './network/traps.ts';
import { findLayerOffset } from './network/layer-offset.ts';
import { SnapIndex, type Access } from './network/snap.ts';
import { checkStopsOnLines } from './network/stop-rules.ts';
import type { WalkNetwork } from './network/walk-network.ts';
import { travelByHeadway, travelByTimetable, type BusTravel } from './travel/bus-travel.ts';
import { computeWalkCosts, type WalkCosts } from './travel/costs.ts';
import { explainBusWay } from './travel/explain-bus-way.ts';
import { explainRoute, type Route } from './travel/explain-route.ts';

/** Told of each step as it begins, and while reading of how far each file is. */
export type OnStep = (step: 'read' | 'build' | 'snap' | 'measure', progress?: FileProgress) => void;

/**
 * Compute the coverage of a project.
 * @param path a folder with a lifecircle.yaml, or the file itself.
 * @throws {InputError} with all faults of the data that could be found in one run.
 */
export async function computeCoverage(path: string, onStep: OnStep = () => undefined): Promise<CoverageResult> {
  const findings = new Findings();
  const { project, checklist, settlements, facilities, settlementAccess, facilityAccess, network, costs, bus, index, inputs, review } = await prepareProject(path, findings, onStep);
  onStep('measure');
  noteAccess({ settlements, settlementAccess, facilities, facilityAccess }, project.travel.maxSnapMetres, findings);
  noteFacilities(facilities, checklist, namesOf(project.layers.facilities), findings);
  const ground: Ground = { facilities, facilityAccess, settlementAccess, costs, bus, searchMinutes: project.travel.searchMinutes, cutEnds: findCutEnds(network, project.network.extent ?? null) };
  const measure = new Measure(ground), stops = bus && new StopMeasure(ground, bus);
  const tables = assess(checklist, settlements, measure, findings);
  return composeResult({
    project, inputs, review, checklist, settlements, facilities, network, settlementAccess, facilityAccess, tables,
    bus: bus && stops && { travel: bus, nearest: stops.nearestStops() },
    summary: summarise(tables, settlements),
    basicServiceEquity: basicServiceEquity(tables, settlements),
    indicators: computeIndicators(readIndicators(findings), settlements, facilities, { measure, stops }, askLand(ground, settlements, index, project.travel.maxSnapMetres)),
    notices: findings.notices(),
  });
}

/** The questions of the indicators, for the cells of residential land. */
function askLand(ground: Ground, settlements: readonly Settlement[], index: SnapIndex, maxSnapMetres: number): Parameters<typeof computeIndicators>[4] {
  const cells = cutLandIntoCells(settlements);
  if (cells.middle.length === 0) return null;
  const onLand: Ground = { ...ground, settlementAccess: cells.middle.map(([lon, lat]) => [index.nearest(lon, lat, maxSnapMetres) ?? []].flat()) };
  return { cells, measure: new Measure(onLand), stops: ground.bus && new StopMeasure(onLand, ground.bus) };
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
export async function explainService(path: string, settlementId: string, serviceId: string, onStep: OnStep = () => undefined): Promise<ExplainedService> {
  const prepared = await prepareProject(path, new Findings(), onStep);
  const { project, checklist, settlements, facilities, settlementAccess, facilityAccess, costs, bus } = prepared;
  const s = settlements.findIndex(({ id }) => id === settlementId);
  if (s < 0) throw new InputError({ code: 'unknown-settlement', where: namesOf(project.layers.settlements), what: `there is no settlement "${settlementId}"`, fix: suggest(settlementId, settlements.map(({ id }) => id)) });
  const table = checklist.tables.find(({ kinds }) => kinds.includes(settlements[s].kind));
  const service = table?.services.find(({ id }) => id === serviceId);
  if (!service) throw new InputError({ code: 'unknown-service', where: `checklist ${checklist.id}`, what: `there is no service "${serviceId}" for ${settlements[s].kind} settlements`, fix: suggest(serviceId, table?.services.map(({ id }) => id) ?? []) });
  const answer = new Measure({ facilities, facilityAccess, settlementAccess, costs, bus, searchMinutes: project.travel.searchMinutes, cutEnds: [] }).answer(demandOf(service), Uint32Array.of(s));
  const isReached = answer.ms[0] !== UNREACHED, f = answer.facility[0], walk = costs[service.profile], way = answer.byBus?.wayOf(0) ?? null;
  return {
    settlementId, service, facilityId: isReached ? facilities[f].id : null,
    route: !isReached ? null : way === null || bus === null ? explainRoute(walk, settlementAccess[s], facilityAccess[f], answer.ms[0]) : explainBusWay(walk, bus, way, settlementAccess[s], facilityAccess[f]),
  };
}

/** What is wrong with a project, and where its places meet the network. */
export interface Validation {
  /** By file, line, code and feature. */
  readonly problems: readonly Problem[];
  /** The files of the project by their names in it, with their paths. */
  readonly files: ReadonlyMap<string, string>;
  readonly snaps: readonly Snap[];
}

/**
 * All problems of a project's data at once, as far as it can be read; bad data is no exception here.
 * @param today YYYY-MM-DD, for the age of the data.
 */
export async function validateProject(path: string, today: string, onStep: OnStep = () => undefined): Promise<Validation> {
  const findings = new Findings();
  onStep('read');
  const project = findings.collect(() => readProject(path, findings));
  if (project === undefined) return { problems: findings.problems(), files: new Map(), snaps: [] };
  const { checklist, ids, lines, placesOfFiles, settlements, facilities, busLines, busStops, timetable } = await readLayers(project, findings, (progress) => { onStep('read', progress); });
  const files = { settlements: namesOf(project.layers.settlements), facilities: namesOf(project.layers.facilities), walk: namesOf(project.layers.walk) };
  checkPolygons('settlements', settlements, files.settlements, findings);
  checkPolygons('facilities', facilities, files.facilities, findings);
  checkDuplicateFacilities(facilities, files.facilities, findings);
  checkSettlements(settlements, files.settlements, findings);
  checkStopsOnLines(busLines, busStops, findings);
  if (checklist !== null) noteFacilities(facilities, checklist, files.facilities, findings);
  if (typeof checklist?.maxAgeMonths === 'number') checkDataAge(facilities, checklist.maxAgeMonths, today, files.facilities, findings);
  onStep('build');
  const network = buildProjectNetwork(lines, project, findings);
  const snaps: Snap[] = [];
  if (network.edgeCount > 0) {
    const index = new SnapIndex(network), { maxSnapMetres } = project.travel;
    checkIslands(network, findings);
    checkTraps(network, findings);
    checkDanglingEnds(index, network.lines, findings);
    onStep('snap');
    findOffsets(placesOfFiles, index, project, findings);
    const accesses = findAccesses({ settlements, facilities }, index, maxSnapMetres);
    noteAccess({ settlements, facilities, ...accesses }, maxSnapMetres, findings);
    prepareBus({ busLines, busStops, timetable }, index, project, findings);
    snaps.push(...describeSnaps('settlements', settlements, accesses.settlementAccess, network, findings), ...describeSnaps('facilities', facilities, accesses.facilityAccess, network, findings));
  } else if (lines.lineCount > 0) findings.fault('empty-layer', files.walk, 'has no line of any length', 'Give the walkable network');
  return {
    snaps, files: new Map([project.file, ...Object.values(project.layers).flat().map(({ file }) => file), ...(project.gtfs?.feeds ?? [])].map(({ name, path: at }) => [name, at])),
    problems: placeProblems(findings.problems(), { ...files, checklist: project.checklist.file?.name ?? project.file.name }, ids),
  };
}

/** Problems that name a layer, or only a feature, with file and line; in the order of the files. */
function placeProblems(problems: readonly Problem[], files: Readonly<Record<'settlements' | 'facilities' | 'walk' | 'checklist', string>>, ids: ReadLayers['ids']): Problem[] {
  const layerOf = (file: string): keyof typeof files | undefined => (Object.keys(files) as (keyof typeof files)[]).find((layer) => file === layer || file === files[layer]);
  const placed = problems.map((problem): Problem => {
    const layer = layerOf(problem.file);
    if (layer === undefined || problem.line !== null) return problem;
    const where = problem.featureId === null || (layer !== 'settlements' && layer !== 'facilities') ? undefined : ids[layer].where(problem.featureId);
    return { ...problem, file: files[layer], ...(where === undefined ? {} : partsOf(where)) };
  });
  const keyOf = ({ line, column }: Problem): number => (line ?? 0) * 1e6 + (column ?? 0);
  return placed.sort((a, b) => compareIds(a.file, b.file) || keyOf(a) - keyOf(b) || compareIds(a.code, b.code) || compareIds(a.featureId ?? '', b.featureId ?? '') || compareIds(a.what, b.what));
}

/** A project's data on its network, before any question is asked of it. */
export interface Prepared extends Omit<Inputs, 'lines' | 'placesOfFiles' | 'busLines' | 'busStops' | 'timetable'> {
  readonly project: Project;
  readonly network: WalkNetwork;
  readonly index: SnapIndex;
  readonly settlementAccess: readonly (readonly Access[])[];
  readonly facilityAccess: readonly (readonly Access[])[];
  readonly costs: Readonly<Record<WalkProfile['id'], WalkCosts>>;
  /** null where the project has no bus data, or nothing of it runs. */
  readonly bus: BusTravel | null;
}

/** @throws {InputError} with all faults of the data. */
export async function prepareProject(path: string, findings: Findings, onStep: OnStep): Promise<Prepared> {
  onStep('read');
  const project = readProject(path, findings);
  const { lines, placesOfFiles, busLines, busStops, timetable, ...inputs } = await readInputs(project, findings, (progress) => { onStep('read', progress); });
  onStep('build');
  const network = buildProjectNetwork(lines, project, findings);
  if (network.edgeCount === 0) {
    findings.fault('empty-layer', namesOf(project.layers.walk), 'has no line of any length', 'Give the walkable network');
    findings.throwIfFaults();
  }
  const index = new SnapIndex(network);
  onStep('snap');
  const { maxSnapMetres, walkMetresPerMinute, elderlyMetresPerMinute } = project.travel;
  findOffsets(placesOfFiles, index, project, findings);
  findings.throwIfFaults();
  return {
    ...inputs, project, network, index,
    bus: prepareBus({ busLines, busStops, timetable }, index, project, findings),
    ...findAccesses(inputs, index, maxSnapMetres),
    costs: {
      adult: computeWalkCosts(network, { id: 'adult', metresPerMinute: walkMetresPerMinute }),
      elderly: computeWalkCosts(network, { id: 'elderly', metresPerMinute: elderlyMetresPerMinute }),
    },
  };
}

/** Nothing that runs is as good as no bus data: why, has been noted. */
function prepareBus({ busLines, busStops, timetable }: Pick<Inputs, 'busLines' | 'busStops' | 'timetable'>, index: SnapIndex, { travel: { maxSnapMetres }, riding }: Project, findings: Findings): BusTravel | null {
  if (timetable !== null) return timetable.trips.length === 0 ? null : travelByTimetable(timetable, index, maxSnapMetres, riding, findings);
  if (busLines.length === 0) return null;
  const travel = travelByHeadway(busLines, busStops, index, maxSnapMetres, riding, findings);
  return travel.service.kind === 'headway' && travel.service.patterns.length === 0 ? null : travel;
}

function findAccesses({ settlements, facilities }: Pick<Inputs, 'settlements' | 'facilities'>, index: SnapIndex, maxSnapMetres: number): Pick<Prepared, 'settlementAccess' | 'facilityAccess'> {
  return {
    settlementAccess: settlements.map((s) => findSettlementAccess(index, s.place, maxSnapMetres)),
    facilityAccess: facilities.map((f) => findFacilityAccess(index, f.place, maxSnapMetres)),
  };
}

/** A file declared as degrees that lies where it would in a shifted system is a fault; so is a walk layer. */
function findOffsets(placesOfFiles: Inputs['placesOfFiles'], index: SnapIndex, { layers, travel: { maxSnapMetres } }: Project, findings: Findings): void {
  const isWalkInDegrees = layers.walk.every(({ crs }) => crs.toDegrees === null);
  for (const { source: { file, crs }, isFeed, places } of placesOfFiles) {
    const offset = crs.toDegrees === null ? findLayerOffset(index, places, maxSnapMetres) : null;
    if (offset === null || (offset.shifted === 'network' && !isWalkInDegrees)) continue;
    const { system, shifted, medianMetres, medianMetresWithout } = offset, isWalk = shifted === 'network';
    findings.fault('layer-offset', file.name, `its places lie systematically off the network: half of them over ${medianMetres.toFixed(0)} m, but within ${medianMetresWithout.toFixed(0)} m if ${isWalk ? `the network (${namesOf(layers.walk)})` : 'it'} is in ${system} (${system === 'gcj02' ? 'GCJ-02, as of 高德' : 'BD-09, as of 百度'})`, !isWalk && isFeed ? 'Bring stop_lat and stop_lon of its stops.txt to WGS84' : `Give the ${isWalk ? 'walk layer' : 'file'} "crs: ${system}" in the project`);
  }
}

function buildProjectNetwork(lines: WalkLines, { network: { joinToleranceMetres, joinCrossings } }: Project, findings: Findings): WalkNetwork & { lines: WalkLines } {
  if (!joinCrossings) return { ...buildNetwork(lines, joinToleranceMetres, findings), lines };
  const joined = insertCrossings(lines, joinToleranceMetres);
  findings.notice('crossings-joined', 'walk', 'crossings and T-junctions without a shared point were joined, as asked for', '', joined.crossings);
  return { ...buildNetwork(joined.lines, joinToleranceMetres, findings), lines: joined.lines };
}
