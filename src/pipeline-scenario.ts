/** A project with a scenario in it, and what that changes: the calls in order. Both worlds are read once, and what the scenario leaves alone is built once. */
import { basename, resolve } from 'node:path';
import { compareCoverages, type Comparison } from './comparison/compare.ts';
import { Findings } from './core/problems.ts';
import { EarlierAnswers } from './coverage/earlier-answers.ts';
import type { CoverageResult } from './coverage/result.ts';
import { applyScenario } from './inputs/apply-scenario.ts';
import { readProject, type Project } from './inputs/project.ts';
import { readFiles, type ReadLayers } from './inputs/read-inputs.ts';
import { readScenario } from './inputs/scenario.ts';
import type { Measured } from './outputs/check-formats.ts';
import { toCoverageFile } from './outputs/coverage-json.ts';
import { coverageOf } from './pipeline.ts';
import { catchmentsOf, type CatchmentOptions, type Catchments } from './pipeline-catchments.ts';
import { findGround, type Cache, type Found } from './pipeline-network.ts';
import { addCosts, layOutRead, Workshop, type OnStep, type Prepared } from './pipeline-prepare.ts';
import { VERSION } from './version.ts';

/** Layers of one world, what was found in reading them, and the network that is kept of it. */
interface World { readonly layers: ReadLayers; readonly findings: Findings; readonly found: Found | null }

/**
 * The coverage of a project as it would be with a scenario.
 * @param path a folder with a lifecircle.yaml, or the file itself.
 * @param scenario path of a scenario, as YAML.
 * @throws {InputError} with all faults of the data and of the scenario that could be found in one run.
 */
export async function computeScenario(path: string, scenario: string, onStep: OnStep = () => undefined, cache: Cache | null = null): Promise<CoverageResult> {
  const { project, after } = await readWorlds(path, scenario, onStep, cache);
  tellOfUnkept(after, cache);
  return measure(project, after, new Workshop(), null, onStep);
}

/** The catchments of a project as they would be with a scenario. @throws {InputError} as `computeScenario` and `computeCatchments`. */
export async function computeScenarioCatchments(path: string, scenario: string, options: CatchmentOptions, onStep: OnStep = () => undefined, cache: Cache | null = null): Promise<Catchments> {
  const { project, after } = await readWorlds(path, scenario, onStep, cache);
  return catchmentsOf(prepare(project, after, new Workshop(), onStep), options, after.findings);
}

/** A network with added ways is of no file that it could be known by. */
function tellOfUnkept({ found }: World, cache: Cache | null): void {
  if (cache !== null && found === null) cache.onOutcome?.({ kind: 'not-kept', why: 'the scenario adds ways' });
}

/** What a scenario changes, and how much of the changed world was measured: the rest is as before. */
export interface ScenarioComparison { readonly comparison: Comparison; readonly measured: Measured }

/** As `compare` tells it of a project and a copy that was edited by hand. @throws {InputError} as `computeScenario`. */
export async function compareScenario(path: string, scenario: string, onStep: OnStep = () => undefined, cache: Cache | null = null): Promise<ScenarioComparison> {
  const { project, before, after } = await readWorlds(path, scenario, onStep, cache), workshop = new Workshop();
  const tool = `lifecircle ${VERSION}`, was = toCoverageFile(measure(project, before, workshop, null, onStep), tool), changed = measure(project, after, workshop, new EarlierAnswers(was), onStep);
  return { comparison: compareCoverages(was, toCoverageFile(changed, tool)), measured: { services: changed.measured, of: changed.services.length } };
}

async function readWorlds(path: string, scenarioPath: string, onStep: OnStep, cache: Cache | null): Promise<{ project: Project; before: World; after: World }> {
  onStep('read');
  const findings = new Findings(), ofScenario = new Findings(), project = readProject(path, findings), file = { name: basename(scenarioPath), path: resolve(scenarioPath) }, scenario = ofScenario.collect(() => readScenario(file, ofScenario)) ?? null;
  // Ways that are added are joined to the lines of the walk layer, which a kept network does not have any more.
  const addsWays = scenario !== null && scenario.waysAdded.features?.length !== 0, found = findGround(project, cache);
  const layers = await readFiles(project, findings, (progress) => { onStep('read', progress); }, addsWays ? undefined : found?.kept?.facts), ofBoth = findings.copy();
  const edited = scenario === null ? layers : await applyScenario(layers, scenario, project, ofScenario);
  ofBoth.takeUp(ofScenario);
  ofBoth.throwIfFaults();
  return { project, before: { layers, findings, found }, after: { layers: edited, findings: ofBoth, found: addsWays ? null : found } };
}

function measure(project: Project, world: World, workshop: Workshop, earlier: EarlierAnswers | null, onStep: OnStep): CoverageResult {
  return coverageOf(prepare(project, world, workshop, onStep), world.findings, onStep, earlier);
}

function prepare(project: Project, { layers, findings, found }: World, workshop: Workshop, onStep: OnStep): Prepared {
  return addCosts(layOutRead({ project, layers, found, workshop }, findings, onStep, () => { findings.throwIfFaults(); }));
}
