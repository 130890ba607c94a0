/** The jobs, from a project on disk to results in memory: the calls in order. */
import { compareIds } from './core/ids.ts';
import { Findings, InputError } from './core/problems.ts';
import { suggest } from './core/suggest.ts';
import { UNREACHED, type WalkProfile } from './core/units.ts';
import { assess, demandOf, noteFacilities } from './coverage/assess.ts';
import { basicServiceEquity } from './coverage/equity.ts';
import { computeIndicators } from './coverage/indicators.ts';
import { Measure } from './coverage/measure.ts';
import { noteAccess } from './coverage/note-access.ts';
import { composeResult, type CoverageResult, type InputFile } from './coverage/result.ts';
import { summarise } from './coverage/summary.ts';
import { UniqueIds } from './inputs/attributes.ts';
import { readIndicators, readProjectChecklist, type Checklist, type Service } from './inputs/checklist.ts';
import { readFacilities, type Facility } from './inputs/facilities.ts';
import type { FileFacts } from './inputs/geojson.ts';
import { checkExtents } from './inputs/layer-extents.ts';
import { readProject, type LayerSource, type Project } from './inputs/project.ts';
import { readSettlements, type Settlement } from './inputs/settlements.ts';
import { WalkLinesBuilder, type WalkLines } from './inputs/walk-lines.ts';
import { readWalk } from './inputs/walk.ts';
import { findFacilityAccess, findSettlementAccess } from './network/access.ts';
import { buildNetwork } from './network/build-network.ts';
import { insertCrossings } from './network/crossings.ts';
import { findCutEnds } from './network/cut-ends.ts';
import { SnapIndex, type Access } from './network/snap.ts';
import type { WalkNetwork } from './network/walk-network.ts';
import { computeWalkCosts, type WalkCosts } from './travel/costs.ts';
import { explainRoute, type Route } from './travel/explain-route.ts';

/** Told of each step as it begins. */
export type OnStep = (step: 'read' | 'build' | 'snap' | 'measure') => void;

/**
 * Compute the coverage of a project.
 * @param path a folder with a lifecircle.yaml, or the file itself.
 * @throws {InputError} with all faults of the data that could be found in one run.
 */
export function computeCoverage(path: string, onStep: OnStep = () => undefined): CoverageResult {
  const findings = new Findings();
  const { project, checklist, settlements, facilities, settlementAccess, facilityAccess, network, costs, inputs } = prepareProject(path, findings, onStep);
  onStep('measure');
  noteAccess({ settlements, settlementAccess, facilities, facilityAccess }, project.travel.maxSnapMetres, findings);
  noteFacilities(facilities, checklist, namesOf(project.layers.facilities), findings);
  if (project.hasBus) findings.notice('bus-not-modelled', project.file.name, 'the bus layer is not read by this version: all times are on foot');
  const measure = new Measure({ facilities, facilityAccess, settlementAccess, costs, searchMinutes: project.travel.searchMinutes, cutEnds: findCutEnds(network, project.network.extent ?? null) });
  const tables = assess(checklist, settlements, measure, findings);
  return composeResult({
    project, inputs, checklist, settlements, facilities, network, settlementAccess, facilityAccess, tables,
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
export function explainService(path: string, settlementId: string, serviceId: string): ExplainedService {
  const prepared = prepareProject(path, new Findings(), () => undefined);
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

/** A project's data on its network, before any question is asked of it. */
interface Prepared extends Omit<Inputs, 'lines'> {
  readonly project: Project;
  readonly network: WalkNetwork;
  readonly settlementAccess: readonly (readonly Access[])[];
  readonly facilityAccess: readonly (readonly Access[])[];
  readonly costs: Readonly<Record<WalkProfile['id'], WalkCosts>>;
}

function prepareProject(path: string, findings: Findings, onStep: OnStep): Prepared {
  onStep('read');
  const project = readProject(path, findings);
  const { lines, ...inputs } = readInputs(project, findings);
  onStep('build');
  const network = buildProjectNetwork(lines, project, findings);
  const index = new SnapIndex(network);
  onStep('snap');
  const { maxSnapMetres, walkMetresPerMinute, elderlyMetresPerMinute } = project.travel;
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

interface Inputs {
  readonly checklist: Checklist;
  readonly settlements: Settlement[];
  readonly facilities: Facility[];
  readonly lines: WalkLines;
  readonly inputs: InputFile[];
}

/** Read everything a project names; faults of all files together. */
function readInputs(project: Project, findings: Findings): Inputs {
  const inputs: InputFile[] = [{ layer: 'project', file: project.file.name, sha256: project.sha256, features: null }];
  const readEach = (layer: 'settlements' | 'facilities' | 'walk', read: (source: LayerSource) => FileFacts): void => {
    for (const source of project.layers[layer]) {
      findings.collect(() => { inputs.push({ layer, file: source.file.name, ...read(source) }); });
    }
  };
  const checklist = findings.collect(() => readProjectChecklist(project, findings));
  if (checklist) inputs.push({ layer: 'checklist', file: checklist.file.name, sha256: checklist.sha256, features: null });

  const settlements: Settlement[] = [], facilities: Facility[] = [], builder = new WalkLinesBuilder();
  const settlementIds = new UniqueIds(), facilityIds = new UniqueIds();
  readEach('settlements', (source) => { const read = readSettlements(source, settlementIds, findings); for (const s of read.settlements) settlements.push(s); return read.facts; });
  readEach('facilities', (source) => { const read = readFacilities(source, facilityIds, findings); for (const f of read.facilities) facilities.push(f); return read.facts; });
  readEach('walk', (source) => readWalk(source, builder, findings));
  const lines = builder.finish();
  const { settlements: settlementFiles, facilities: facilityFiles, walk } = project.layers;
  const features = (layer: string): number => inputs.filter((i) => i.layer === layer).reduce((sum, i) => sum + (i.features ?? 0), 0);
  if (!findings.hasFaults) {
    if (settlements.length === 0) findings.fault('empty', namesOf(settlementFiles), 'has no settlements', 'Give at least one');
    if (lines.lineCount === 0) findings.fault('empty', namesOf(walk), features('walk') === 0 ? 'has no lines' : 'has no line that is open to people on foot', 'Give the walkable network');
    if (facilities.length === 0) findings.notice('no-facilities', namesOf(facilityFiles), 'has no facilities: every service is unknown');
    checkExtents(settlements.map((s) => s.place), lines, { layer: 'settlements', files: namesOf(settlementFiles), walkFiles: namesOf(walk) }, project.travel.maxSnapMetres, findings);
    checkExtents(facilities.map((f) => f.place), lines, { layer: 'facilities', files: namesOf(facilityFiles), walkFiles: namesOf(walk) }, project.travel.maxSnapMetres, findings);
  }
  findings.throwIfFaults();
  if (!checklist) throw new RangeError('no checklist and no fault');
  settlements.sort((a, b) => compareIds(a.id, b.id));
  facilities.sort((a, b) => compareIds(a.id, b.id));
  return { checklist: checklist.checklist, settlements, facilities, lines, inputs };
}

function buildProjectNetwork(lines: WalkLines, { network: { joinToleranceMetres, joinCrossings } }: Project, findings: Findings): WalkNetwork {
  if (!joinCrossings) return buildNetwork(lines, joinToleranceMetres, findings);
  const joined = insertCrossings(lines, joinToleranceMetres);
  findings.notice('crossings-joined', 'walk', 'crossings and T-junctions without a shared point were joined, as asked for', '', joined.crossings);
  return buildNetwork(joined.lines, joinToleranceMetres, findings);
}

function namesOf(sources: readonly LayerSource[]): string {
  return sources.map((s) => s.file.name).join(', ');
}
