/** Assessing what was built of a plan: the calls in order. The project is read once, and only services that a project offers are measured again. */
import { basename, resolve } from 'node:path';
import { assessTownships, isDue, type Assessment } from './checks/assess-townships.ts';
import { comparePromises, endOf, promisedYears, type PromiseComparison } from './checks/plan-promises.ts';
import { Findings, type Notice } from './core/problems.ts';
import type { CoverageFile } from './coverage/coverage-schema.ts';
import { EarlierAnswers } from './coverage/earlier-answers.ts';
import { readActionPlan, type PlannedProject } from './inputs/action-plan.ts';
import { applyScenario } from './inputs/apply-scenario.ts';
import { readCandidateFiles } from './inputs/candidates.ts';
import { DEGREES } from './inputs/crs.ts';
import { readText } from './inputs/files.ts';
import type { RawFeature } from './inputs/geojson.ts';
import type { Place } from './inputs/geometry.ts';
import { readProject, type LayerSource } from './inputs/project.ts';
import { readFiles, type ReadLayers } from './inputs/read-inputs.ts';
import { toCoverageFile } from './outputs/coverage-json.ts';
import { parsePlan } from './outputs/plan-file.ts';
import { coverageOf } from './pipeline.ts';
import { MOST_BYTES, readCoverage } from './pipeline-comparison.ts';
import { addCosts, layOutRead, Workshop, type OnStep } from './pipeline-prepare.ts';
import { VERSION } from './version.ts';

export interface AssessmentQuestion {
  /** The projects.csv of a plan, its 状态 filled in. */
  readonly actual: string;
  /** A coverage.json, or a project, of before; null for the data of the project as they are. */
  readonly baseline: string | null;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** The plan.json that the table is of; null for none. */
  readonly plan?: string | null;
}

export interface AssessmentOutcome { readonly assessment: Assessment; /** null without a plan.json. */ readonly promises: PromiseComparison | null; readonly names: ReadonlyMap<string, CoverageFile['services'][number]['name']>; readonly notices: readonly Notice[] }

/** @throws {InputError} with all faults of the data, of the table and of the baseline that could be found in one run. */
export async function assessPlan(path: string, { actual, baseline, date, plan: planPath = null }: AssessmentQuestion, onStep: OnStep = () => undefined): Promise<AssessmentOutcome> {
  const findings = new Findings(), project = readProject(path, findings), file = { name: basename(actual), path: resolve(actual) }, ofTable = new Findings(), workshop = new Workshop();
  onStep('read');
  const plan = await ofTable.collectLater(() => readActionPlan(file, ofTable)), layers = await readFiles(project, findings, (progress) => { onStep('read', progress); });
  const promised = planPath === null ? null : ofTable.collect(() => parsePlan(readText({ name: basename(planPath), path: resolve(planPath) }, MOST_BYTES).text, basename(planPath))) ?? null, { candidates, inputs: ofCandidates } = await readCandidateFiles(project, findings);
  const projects = plan?.projects ?? [], none: LayerSource = { file, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null, features: [] };
  findings.copy().throwIfFaults();
  ofTable.throwIfFaults();
  const measure = (of: ReadLayers, noted: Findings, earlier: CoverageFile | null): CoverageFile =>
    toCoverageFile(coverageOf(addCosts(layOutRead({ project, layers: of, found: null, workshop }, noted, onStep, () => { noted.throwIfFaults(); })), noted, onStep, earlier && new EarlierAnswers(earlier)), `lifecircle ${VERSION}`);
  const now = measure(layers, findings.copy(), null), isThere = new Set(layers.facilities.map(({ id }) => id));
  // A project stands at its site, which may be an area or have several entrances: a facility, or a candidate.
  const placeOf = new Map([...candidates, ...layers.facilities].map(({ id, place }) => [id, place]));
  /** The project with some of the planned ones; those that are among its facilities already are not built twice. */
  const withBuilt = async (built: readonly PlannedProject[]): Promise<CoverageFile> => {
    const features = built.filter(({ id }) => !isThere.has(id)).map((one) => featureOf(one, placeOf.get(one.site))), noted = findings.copy();
    return measure(await applyScenario(layers, { file, sha256: plan?.sha256 ?? '', edits: [], busLinesAdded: [], waysAdded: none, facilitiesAdded: { ...none, features } }, project, noted), noted, now);
  };
  const target = await withBuilt(projects.filter((one) => isDue(one, date))), reached = await withBuilt(projects.filter(({ status }) => status === 'done'));
  const before = baseline === null ? now : await readCoverage(baseline, onStep, null, new EarlierAnswers(now));
  const byYear = new Map<number, CoverageFile>();
  for (const year of promised === null ? [] : promisedYears(promised)) byYear.set(year, await withBuilt(projects.filter((one) => isDue(one, endOf(year)))));
  const promises = promised && comparePromises(promised, { projects, byYear, inputs: [...layers.inputs, ...ofCandidates], tool: `lifecircle ${VERSION}` });
  return { promises, assessment: assessTownships(projects, { baseline: before, target, actual: reached }, date), names: new Map(target.services.map(({ id, name }) => [id, name])), notices: ofTable.notices() };
}

/** As a facility that stands: in the place of the one that it is in, else at its coordinates. */
function featureOf({ id, service, name, feature, capacity, area }: PlannedProject, place: Place | undefined): RawFeature {
  const geometry = place?.type === 'points' ? { type: 'MultiPoint', coordinates: place.points } : place?.type === 'polygons' ? { type: 'MultiPolygon', coordinates: place.polygons } : feature.geometry;
  // What is no number stays what it is, and the reader of facilities finds fault with it.
  const numeric = (text: string): string | number => (Number.isNaN(Number(text)) ? text : Number(text));
  const size = { ...(capacity === '' ? {} : { capacity: numeric(capacity) }), ...(area === '' ? {} : { areaSquareMetres: numeric(area) }) };
  return { where: feature.where, id, properties: { id, type: service, name, ...size }, geometry };
}
