/** Plans: the solver that they need from outside the rooms that compute, and the calls in order. */
import loadHighs from 'highs';
import { Findings, InputError } from './core/problems.ts';
import type { Ground } from './coverage/measure.ts';
import type { CoverageResult } from './coverage/result.ts';
import { readCandidateFiles, type Candidate } from './inputs/candidates.ts';
import { readPlanDefaults } from './inputs/plan-defaults.ts';
import type { PlanYear } from './inputs/project-plan.ts';
import { namesOf, type Project } from './inputs/project.ts';
import { findCutEnds } from './network/cut-ends.ts';
import { coverageOf } from './pipeline.ts';
import { prepareProject, type OnStep, type Prepared } from './pipeline-prepare.ts';
import { findBlueprint } from './plan/blueprint.ts';
import { composePlan } from './plan/compose-plan.ts';
import { listChoices } from './plan/list-choices.ts';
import { newCapacities, type NewCapacities } from './plan/new-capacity.ts';
import { measureEffects } from './plan/plan-effect.ts';
import { findPlanGaps, listRows } from './plan/plan-gaps.ts';
import { pricesOf } from './plan/plan-pricing.ts';
import { dateProjects, openingOrder } from './plan/plan-projects.ts';
import type { PlanResult } from './plan/plan-result.ts';
import { listNamedSites, type PlanSite } from './plan/plan-sites.ts';
import type { Solver } from './plan/program.ts';
import { answersOf } from './plan/row-answers.ts';
import { findServiceNeeds } from './plan/service-needs.ts';
import { findSpareFacilities } from './plan/spare-facilities.ts';

/** HiGHS, compiled to WebAssembly, ready for any number of questions. It keeps the most memory that one of them took. */
export async function openSolver(): Promise<Solver> {
  // The types are written as of CommonJS, where the function is a property; what is imported is the function.
  return (loadHighs as unknown as typeof loadHighs.default)();
}

/** What stands in the place of the project's budgets, and the day. */
export interface PlanQuestion {
  /** YYYY-MM-DD: which plans are overdue; without years, the plan is for the year after. */
  readonly today: string;
  /** Public money for each year, whoever pays; null for the budgets of the project. */
  readonly budget: number | null;
  /** First and last; null for those of the project. */
  readonly years: readonly [number, number] | null;
  /** null for that of the project. */
  readonly timeLimitSeconds: number | null;
}

/**
 * Where to build what, in which year, and what it brings: as a report measures it.
 * @param path a folder with a lifecircle.yaml, or the file itself.
 * @throws {InputError} with all faults of the data, and where a year has no budget.
 */
export async function computePlan(path: string, question: PlanQuestion, onStep: OnStep = () => undefined): Promise<PlanResult> {
  const findings = new Findings();
  return planOf(await prepareProject(path, findings, onStep), findings, question, onStep);
}

/** The same with the coverage of today, as a report measures it, from one reading of the project. */
export async function computePlanAndCoverage(path: string, question: PlanQuestion, onStep: OnStep = () => undefined): Promise<{ readonly plan: PlanResult; readonly coverage: CoverageResult }> {
  const findings = new Findings(), prepared = await prepareProject(path, findings, onStep), ofReport = findings.copy();
  const plan = await planOf(prepared, findings, question, onStep);
  return { plan, coverage: coverageOf(prepared, ofReport, onStep, null) };
}

/** @param findings of the preparation; what is found here is added. */
async function planOf(prepared: Prepared, findings: Findings, question: PlanQuestion, onStep: OnStep): Promise<PlanResult> {
  const { project, checklist, settlements, facilities, settlementAccess, facilityAccess, costs, bus, townships, index } = prepared;
  const { candidates, inputs } = await readCandidateFiles(project, findings), { plan, travel } = project, years = yearsOf(project, question), defaults = readPlanDefaults(findings);
  findings.throwIfFaults();
  onStep('measure');
  const ground: Ground = { facilities, facilityAccess, settlementAccess, costs, bus, searchMinutes: travel.searchMinutes, cutEnds: findCutEnds(prepared.network, project.network.extent ?? null) };
  const rows = listRows(checklist, settlements), answers = answersOf(ground, rows, settlements), before = answers.map(({ status }) => status);
  const demand = findPlanGaps(rows, answers, settlements, {
    severityWeights: plan.severityWeights, equity: plan.equity, searchMinutes: travel.searchMinutes, forChildren: new Set(defaults.forChildren),
    metresPerMinute: { adult: travel.walkMetresPerMinute, elderly: travel.elderlyMetresPerMinute },
  });
  const sites = { index, maxSnapMetres: travel.maxSnapMetres, townships, siteCost: plan.siteCost ?? defaults.siteCost }, named = listNamedSites(candidates, facilities, checklist, sites);
  const priced = new Set([...Object.keys(defaults.costs), ...Object.keys(plan.costs)]), reach = { settlementAccess, costs, bus }, capacities = newCapacities(checklist, plan, defaults);
  const list = listChoices({ demand, settlements, named, reach, sites, junctionMetres: plan.junctions ? plan.junctionMetres : null, holdsAt: capacities.at, pricingAt: pricesOf(plan, defaults, { facilities, facilityAccess, costs: costs.adult }) });
  const townshipOfSite = list.sites.map(({ township }, s) => { const near = list.nearOf[s]; return township !== '' || near === null ? township : settlements[near].township; });
  notePlan(prepared, candidates, { named, priced, capacities: capacities.byService }, findings);
  const taskOf = new Map(demand.rows.map(({ service }) => [service.id, service.task])), timeLimitSeconds = question.timeLimitSeconds ?? plan.timeLimitSeconds, solver = await openSolver();
  const blueprint = findBlueprint(solver, { demand, sites: list.sites, townshipOfSite, choices: list.choices, years, rules: plan.rules, taskOf: (type) => taskOf.get(type) ?? null, timeLimitSeconds });
  const projects = dateProjects(blueprint.buildings, list.sites, years.map(({ year }) => year), new Set(facilities.map(({ id }) => id)));
  const order = openingOrder(projects);
  const measured = measureEffects(order.map((p) => projects[p]), before, { ground, rows, settlements });
  const effects = projects.map((_, p) => measured[order.indexOf(p)]);
  return composePlan({
    project: project.name, inputs: [...prepared.inputs, ...inputs], checklist, plan, years, today: question.today, settlements, facilities, demand, priced, capacities: capacities.byService, list, blueprint, townshipOfSite, projects, effects, before,
    parameters: { ...travel, severityWeights: plan.severityWeights, equity: plan.equity, junctions: plan.junctions, junctionMetres: plan.junctionMetres, siteCost: sites.siteCost, capacities: Object.fromEntries(capacities.byService), hostedShare: plan.hostedShare ?? defaults.hostedShare, openedShare: plan.openedShare ?? defaults.openedShare, timeLimitSeconds },
    townships,
    needs: findServiceNeeds(solver, demand, list.choices, Math.min(5, timeLimitSeconds)), spare: findSpareFacilities(ground, demand.rows, answers, settlements), notices: findings.notices(),
  });
}

/** The years with their budgets. @throws {InputError} where one has none. */
function yearsOf({ plan, file }: Project, { budget, years, today }: PlanQuestion): PlanYear[] {
  const [first, last] = years ?? [Number(today.slice(0, 4)) + 1, Number(today.slice(0, 4)) + 1];
  const wanted = years === null && plan.years.length > 0 ? plan.years.map(({ year }) => year) : Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const privateOf = (year: number): Pick<PlanYear, 'private'> => ({ private: plan.years.find((y) => y.year === year)?.private });
  if (budget !== null) return wanted.map((year) => ({ year, total: budget, ...privateOf(year) }));
  return wanted.map((year) => {
    const known = plan.years.find((y) => y.year === year);
    if (known === undefined) throw new InputError({ code: 'no-budget', where: file.name, what: `there is no budget for ${year}`, fix: 'Give plan.years, or --budget for each year' });
    return known;
  });
}

/** Where something may be built, what is known to cost something, and what new ones hold. */
interface PlanFigures { readonly named: readonly PlanSite[]; readonly priced: ReadonlySet<string>; readonly capacities: NewCapacities['byService'] }

/** What a reader of the plan should know of what it rests on. */
function notePlan({ project, checklist, settlements, bus }: Prepared, candidates: readonly Candidate[], { named, priced, capacities }: PlanFigures, findings: Findings): void {
  const { plan, file, layers } = project, services = new Map(checklist.tables.flatMap(({ services: list }) => list.map((s) => [s.id, s]))), types = new Set([...services.keys(), ...checklist.notMeasured.map(({ id }) => id), ...[...services.values()].flatMap((s) => s.satisfiedBy)]);
  const townships = new Set(settlements.map(({ township }) => township)), unknown = (name: string): void => { findings.notice('unknown-plan-name', file.name, 'names under plan that are no service of the checklist and no township of the settlements mean nothing', `"${name}"`); };
  for (const name of [...Object.keys(plan.costs), ...Object.keys(plan.capacities), ...plan.rules.flatMap((rule) => rule.services ?? []), ...(plan.beside ?? []).flatMap((b) => [...b.services, ...b.of])]) if (!types.has(name)) unknown(name);
  for (const name of [...plan.rules.flatMap((rule) => rule.townships ?? []), ...plan.years.flatMap((year) => ('townships' in year ? Object.keys(year.townships) : []))]) if (!townships.has(name)) unknown(name);
  for (const { id, allows } of candidates) for (const type of allows) if (!types.has(type)) findings.notice('unknown-plan-name', namesOf(layers.candidates), 'types that candidates allow and the checklist does not have', `"${type}" (${id})`, 1, { id });
  for (const { id, kind, access } of named) if (kind === 'candidate' && access.length === 0) findings.notice('candidate-not-on-network', namesOf(layers.candidates), `candidates farther than ${project.travel.maxSnapMetres} m from every way cannot be built on`, id, 1, { id });
  for (const { id } of services.values()) if (!priced.has(id)) findings.notice('plan-no-cost', file.name, 'services without a cost are not planned', id);
  const proposed = [...services.keys()].filter((id) => priced.has(id) && !Object.hasOwn(plan.costs, id));
  if (proposed.length > 0) findings.notice('cost-proposed', file.name, 'costs and building times that are our proposals and no prices of anybody', `${proposed.length} services`, proposed.length);
  for (const [id, { unit, amount, from }] of capacities) {
    if (amount === null) findings.notice('plan-no-capacity', file.name, 'services with a capacity rule, and nothing says what a new one holds: planned only where a candidate says it', `${id} (${unit})`);
    else if (from !== 'project') findings.notice('capacity-proposed', file.name, 'what new ones of services with a capacity rule hold is our proposal, or the least that the checklist asks for, where no candidate says it', `${id} (${amount} ${unit})`);
  }
  if (bus?.service.kind === 'timetable') for (const { id, mode } of services.values()) if (mode === 'walk+bus') findings.notice('plan-on-foot', 'checklist', 'sites of services that buses by timetable count for were chosen for people on foot; what they bring is measured with the buses', id);
}
