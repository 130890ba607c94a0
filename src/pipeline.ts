/** The jobs, from a project on disk to results in memory: the calls in order. */
import { compareIds } from './core/ids.ts';
import { Findings, partsOf, type Problem } from './core/problems.ts';
import { assess, noteFacilities } from './coverage/assess.ts';
import { StopMeasure } from './coverage/bus-stops.ts';
import { testCapacities } from './coverage/capacity.ts';
import { basicServiceEquity } from './coverage/equity.ts';
import { computeIndicators, type IndicatorValue } from './coverage/indicators.ts';
import { cutLandIntoCells } from './coverage/land-cells.ts';
import { Measure, type Ground } from './coverage/measure.ts';
import { noteAccess } from './coverage/note-access.ts';
import { noteCapacity } from './coverage/note-capacity.ts';
import { Bases } from './coverage/basis.ts';
import { describeStop, type StopResult } from './coverage/bus-result.ts';
import { composeResult } from './coverage/compose-result.ts';
import type { EarlierAnswers } from './coverage/earlier-answers.ts';
import type { CoverageResult, IndicatorResult } from './coverage/result.ts';
import { describeIndicator } from './coverage/round-summary.ts';
import { checkDataAge } from './coverage/data-age.ts';
import { checkDuplicateFacilities } from './coverage/duplicate-facilities.ts';
import { checkSettlements } from './coverage/settlement-rules.ts';
import { describeSnaps, type Snap } from './coverage/snap-report.ts';
import { summarise } from './coverage/summary.ts';
import { readCandidateFiles } from './inputs/candidates.ts';
import { readIndicators, type Indicator } from './inputs/checklist.ts';
import { namesOf, readProject } from './inputs/project.ts';
import type { ReadLayers } from './inputs/read-inputs.ts';
import type { Settlement } from './inputs/settlements.ts';
import { checkPolygons } from './network/polygon-rules.ts';
import { findCutEnds } from './network/cut-ends.ts';
import { checkDanglingEnds } from './network/dangling-ends.ts';
import { checkIslands, checkTraps } from './network/traps.ts';
import type { SnapIndex } from './network/snap.ts';
import { checkStopsOnLines } from './network/stop-rules.ts';
import type { Cache } from './pipeline-network.ts';
import { layOut, prepareProject, type LaidOut, type OnStep, type Prepared } from './pipeline-prepare.ts';
import { VERSION } from './version.ts';

/**
 * Compute the coverage of a project.
 * @param path a folder with a lifecircle.yaml, or the file itself.
 * @param earlier as of `coverageOf`.
 * @throws {InputError} with all faults of the data that could be found in one run.
 */
export async function computeCoverage(path: string, onStep: OnStep = () => undefined, cache: Cache | null = null, earlier: EarlierAnswers | null = null): Promise<CoverageResult> {
  const findings = new Findings();
  return coverageOf(await prepareProject(path, findings, onStep, cache), findings, onStep, earlier);
}

/**
 * The coverage of a prepared project.
 * @param findings of its preparation; what is found here is added.
 * @param earlier a result whose answers are taken where nothing that decides them has changed; the coverage is the same without it.
 */
export function coverageOf({ project, checklist, settlements, facilities, settlementAccess, facilityAccess, network, townships, costs, bus, index, inputs, review }: Prepared, findings: Findings, onStep: OnStep, earlier: EarlierAnswers | null): CoverageResult {
  onStep('measure');
  noteAccess({ settlements, settlementAccess, facilities, facilityAccess }, project.travel.maxSnapMetres, findings);
  noteFacilities(facilities, checklist, namesOf(project.layers.facilities), findings);
  noteCapacity({ settlements, facilities }, checklist, { settlements: namesOf(project.layers.settlements), facilities: namesOf(project.layers.facilities) }, findings);
  const ground: Ground = { facilities, facilityAccess, settlementAccess, costs, bus, searchMinutes: project.travel.searchMinutes, cutEnds: findCutEnds(network, project.network.extent ?? null) };
  const measure = new Measure(ground), stops = bus && new StopMeasure(ground, bus), bases = new Bases(`lifecircle ${VERSION}`, project, inputs, facilities);
  const tables = testCapacities(assess(checklist, settlements, measure, bases, earlier, findings), settlements, facilities, measure);
  return composeResult({
    project, inputs, review, checklist, settlements, facilities, network, townships, settlementAccess, facilityAccess, tables,
    bus: bus && stops && { travel: bus, ...findStops(stops, settlements, bases.ofStops(), earlier) },
    summary: summarise(tables, settlements),
    basicServiceEquity: basicServiceEquity(tables, settlements),
    indicators: findIndicators(readIndicators(findings), bases, earlier, (indicators) =>
      computeIndicators(indicators, settlements, facilities, { measure, stops }, indicators.every(({ kind }) => kind === 'supply') ? null : askLand(ground, settlements, index, project.travel.maxSnapMetres))),
    notices: findings.notices(),
  });
}

/** The stop of each settlement, measured or as the earlier result has it. */
function findStops(measure: StopMeasure, settlements: readonly Settlement[], basis: string, earlier: EarlierAnswers | null): { basis: string; stopOf: (settlement: number) => StopResult | null } {
  const known = earlier?.stops(basis, settlements.map(({ id }) => id)) ?? null;
  if (known !== null) return { basis, stopOf: (s) => known.get(settlements[s].id) ?? null };
  const nearest = measure.nearestStops();
  return { basis, stopOf: (s) => describeStop(nearest, s) };
}

/** The values of the indicators: those of the earlier result where they have the same basis, the others computed together. */
function findIndicators(indicators: readonly Indicator[], bases: Bases, earlier: EarlierAnswers | null, compute: (indicators: readonly Indicator[]) => IndicatorValue[]): IndicatorResult[] {
  const all = indicators.map((indicator) => { const basis = bases.ofIndicator(indicator); return { indicator, basis, known: basis === undefined ? null : earlier?.indicator(basis) ?? null }; });
  const values = compute(all.filter(({ known }) => known === null).map(({ indicator }) => indicator));
  return all.flatMap(({ indicator, basis, known }) => known ?? values.filter((value) => value.indicator === indicator).map((value) => describeIndicator(value, basis)));
}

/** The questions of the indicators, for the cells of residential land. */
function askLand(ground: Ground, settlements: readonly Settlement[], index: SnapIndex, maxSnapMetres: number): Parameters<typeof computeIndicators>[4] {
  const cells = cutLandIntoCells(settlements);
  if (cells.middle.length === 0) return null;
  const onLand: Ground = { ...ground, settlementAccess: cells.middle.map(([lon, lat]) => [index.nearest(lon, lat, maxSnapMetres) ?? []].flat()) };
  return { cells, measure: new Measure(onLand), stops: ground.bus && new StopMeasure(onLand, ground.bus) };
}

/** What is wrong with a project, and where its places meet the network. */
export interface Validation {
  /** By file, line, code and feature. */
  readonly problems: readonly Problem[];
  /** The files of the project by their names in it, with their paths. */
  readonly files: ReadonlyMap<string, string>;
  readonly snaps: readonly Snap[];
  /** Where each settlement and each facility stands: "file:line". */
  readonly whereOf: Readonly<Record<'settlements' | 'facilities', (id: string) => string | undefined>>;
}

/**
 * All problems of a project's data at once, as far as it can be read; bad data is no exception here.
 * @param today YYYY-MM-DD, for the age of the data.
 */
export async function validateProject(path: string, today: string, onStep: OnStep = () => undefined, cache: Cache | null = null): Promise<Validation> {
  const findings = new Findings();
  const project = findings.collect(() => readProject(path, findings));
  if (project === undefined) return { problems: findings.problems(), files: new Map(), snaps: [], whereOf: { settlements: () => undefined, facilities: () => undefined } };
  await readCandidateFiles(project, findings);
  return validationOf(await layOut(project, findings, onStep, cache), findings, today);
}

/** All problems of what is laid out. @param findings of laying it out; what is found here is added. */
export function validationOf({ project, layers, network, lineLevel, index, settlementAccess, facilityAccess }: LaidOut, findings: Findings, today: string): Validation {
  const { checklist, ids, settlements, facilities, busLines, busStops } = layers, { maxSnapMetres } = project.travel;
  const files = { settlements: namesOf(project.layers.settlements), facilities: namesOf(project.layers.facilities), walk: namesOf(project.layers.walk) };
  checkPolygons('settlements', settlements, files.settlements, findings);
  checkPolygons('facilities', facilities, files.facilities, findings);
  checkDuplicateFacilities(facilities, files.facilities, findings);
  checkSettlements(settlements, files.settlements, findings);
  checkStopsOnLines(busLines, busStops, findings);
  if (checklist !== null) {
    noteFacilities(facilities, checklist, files.facilities, findings);
    noteCapacity({ settlements, facilities }, checklist, files, findings);
  }
  if (typeof checklist?.maxAgeMonths === 'number') checkDataAge(facilities, checklist.maxAgeMonths, today, files.facilities, findings);
  const snaps: Snap[] = [];
  if (index !== null) {
    checkIslands(network, findings);
    checkTraps(network, findings);
    checkDanglingEnds(index, lineLevel, findings);
    noteAccess({ settlements, facilities, settlementAccess, facilityAccess }, maxSnapMetres, findings);
    snaps.push(...describeSnaps('settlements', settlements, settlementAccess, network, findings), ...describeSnaps('facilities', facilities, facilityAccess, network, findings));
  }
  return {
    snaps, whereOf: { settlements: (id) => ids.settlements.where(id), facilities: (id) => ids.facilities.where(id) },
    files: new Map([project.file, ...Object.values(project.layers).flat().map(({ file }) => file), ...(project.gtfs?.feeds ?? []), ...(project.checklist.file ? [project.checklist.file] : [])].map(({ name, path: at }) => [name, at])),
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
