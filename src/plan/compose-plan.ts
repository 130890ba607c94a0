/** Composes the published plan out of what was computed. */
import type { Notice } from '../core/problems.ts';
import { round } from '../core/units.ts';
import { STATUS_NAMES } from '../coverage/measure.ts';
import { describeTownshipAreas } from '../coverage/township-areas.ts';
import type { Checklist, Service } from '../inputs/checklist.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { PlanYear, ProjectPlan } from '../inputs/project-plan.ts';
import type { InputFile } from '../inputs/read-inputs.ts';
import type { Settlement } from '../inputs/settlements.ts';
import type { Townships } from '../inputs/townships.ts';
import { pointFor } from '../network/access.ts';
import type { Blueprint } from './blueprint.ts';
import { suppliesOf, type ChoiceList } from './list-choices.ts';
import type { NewCapacities } from './new-capacity.ts';
import { fromRules, type Payer } from './plan-budgets.ts';
import { WHOLE } from './plan-choices.ts';
import type { ProjectEffect, Statuses } from './plan-effect.ts';
import type { PlanDemand } from './plan-gaps.ts';
import { isOpenBy, monthOf, openingOrder, type DatedProject } from './plan-projects.ts';
import type { PlanResult, ProjectResult, StageResult, TallyResult, UnmetResult, YearResult } from './plan-result.ts';
import type { ServiceNeeds } from './service-needs.ts';
import { describeOutcomes } from './settlement-outcomes.ts';
import type { SpareFacility } from './spare-facilities.ts';
import { tallyStatuses, type DistrictTally, type StatusTally } from './tally-statuses.ts';

export interface PlanParts {
  readonly project: PlanResult['project'];
  readonly inputs: readonly InputFile[];
  readonly parameters: PlanResult['parameters'];
  readonly checklist: Checklist;
  readonly plan: ProjectPlan;
  readonly years: readonly PlanYear[];
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly settlements: readonly Settlement[];
  readonly facilities: readonly Facility[];
  readonly demand: PlanDemand;
  /** Types that have a cost. */
  readonly priced: ReadonlySet<string>;
  /** Of services with a rule. */
  readonly capacities: NewCapacities['byService'];
  readonly list: ChoiceList;
  readonly blueprint: Blueprint;
  readonly townshipOfSite: readonly string[];
  readonly projects: readonly DatedProject[];
  /** By project. */
  readonly effects: readonly ProjectEffect[];
  readonly before: Statuses;
  /** Boundaries of townships, for maps. */
  readonly townships: Townships;
  readonly needs: readonly ServiceNeeds[];
  readonly spare: readonly SpareFacility[];
  readonly notices: readonly Notice[];
}

export function composePlan(parts: PlanParts): PlanResult {
  const { checklist: { id, version, name, note }, blueprint, list, demand } = parts, services = serviceIndex(parts.checklist), tallies = tallyStages(parts);
  const kinds = { candidate: 0, host: 0, closed: 0, junction: 0 };
  for (const { kind } of list.sites) kinds[kind]++;
  const typesPlanned = parts.projects.map(({ choice }) => choice.type);
  return {
    project: parts.project, inputs: parts.inputs, parameters: parts.parameters, checklist: { id, version, name, note }, sites: kinds,
    solution: {
      value: blueprint.value, bound: round(blueprint.bound, 1), gap: round(blueprint.gap, 6), isProven: blueprint.isProven, cost: round(blueprint.cost, 2),
      budget: round(blueprint.years.reduce((sum, { payers }) => sum + publicOf(payers, 'income'), 0), 2), privateCost: round(blueprint.years.reduce((sum, { payers }) => sum + (privateOf(payers)?.spent ?? 0), 0), 2), openedSites: new Set(parts.projects.map(({ choice }) => choice.site)).size,
      order: { value: blueprint.order.value, bound: round(blueprint.order.bound, 1), gap: round(blueprint.order.gap, 6), isProven: blueprint.order.isProven },
    },
    years: describeYears(parts), projects: describeProjects(parts, tallies.byProject), stages: describeStages(tallies.stages),
    settlements: describeOutcomes(parts.settlements, demand.rows, parts.before, openingOrder(parts.projects).map((p) => parts.effects[p])),
    townshipAreas: { [Symbol.iterator]: () => describeTownshipAreas([...tallies.stages[0].tally.townships.keys()], parts.settlements, parts.townships) },
    services: parts.needs.map(({ service, ...needs }) => ({
      id: service, name: services.get(service)?.name ?? { zh: service, en: service }, gaps: countGaps(demand, service), planned: typesPlanned.filter((type) => type === service).length,
      ...needs, most: needs.most.map(({ sites, people, bound, gap }) => ({ sites, people: round(people, 2), bound: round(bound, 2), gap: round(gap, 6) })),
    })),
    unmet: describeUnmet(parts),
    spare: parts.spare.map(({ facility, rows }) => {
      const { id: facilityId, name: facilityName, type, place } = parts.facilities[facility], point = pointFor(place);
      return { id: facilityId, name: facilityName, type, lon: point && round(point[0], 7), lat: point && round(point[1], 7), services: [...new Set(rows.map((row) => demand.rows[row].service.id))] };
    }),
    notices: parts.notices,
  };
}

function serviceIndex({ tables }: Checklist): Map<string, Service> {
  // The table of towns stands first: of a service of both tables its class and size are taken.
  return new Map(tables.toReversed().flatMap(({ services }) => services.map((service) => [service.id, service])));
}

function countGaps({ rows, gaps }: PlanDemand, service: string): Record<'required' | 'pilot' | 'advisory', number> {
  const counts = { required: 0, pilot: 0, advisory: 0 };
  for (const { row, severity } of gaps) if (rows[row].service.id === service) counts[severity]++;
  return counts;
}

/** The day by which the plan of a year is due: 30 November of the year before (action plan, section 5). */
function dueOf(year: number): string {
  return `${year - 1}-11-30`;
}

function describeYears({ years, blueprint, projects, today }: PlanParts): YearResult[] {
  let left = 0;
  return years.map(({ year }, y) => {
    const { isProven, payers } = blueprint.years[y], income = publicOf(payers, 'income'), spent = publicOf(payers, 'spent'), social = privateOf(payers);
    left += income - spent;
    return {
      year, due: dueOf(year), isOverdue: today > dueOf(year), projects: projects.filter(({ beginsIn }) => beginsIn === year).length, income: round(income, 2), spent: round(spent, 2), left: round(left, 2), isProven,
      payers: payers.flatMap(({ payer, ...amounts }) => (payer.kind === 'private' || (amounts.income === 0 && amounts.spent === 0) ? [] : [{ payer: payer.kind, township: townshipOf(payer), income: round(amounts.income, 2), spent: round(amounts.spent, 2) }])),
      private: social === undefined ? null : { income: social.income === Infinity ? null : round(social.income, 2), spent: round(social.spent, 2) },
    };
  });
}

type PaidIn = Blueprint['years'][number]['payers'];

function privateOf(payers: PaidIn): PaidIn[number] | undefined {
  return payers.find(({ payer }) => payer.kind === 'private');
}

/** Of the public budgets. */
function publicOf(payers: PaidIn, key: 'income' | 'spent'): number {
  return payers.reduce((sum, p) => (p.payer.kind === 'private' ? sum : sum + p[key]), 0);
}

function townshipOf(payer: Payer): string | null {
  return payer.kind === 'township' ? payer.township : null;
}

/** Tallies before each project and after it, and of each stage. */
function tallyStages({ demand: { rows }, settlements, before, projects, effects, years }: PlanParts): { byProject: Map<number, readonly [before: number | null, after: number | null]>; stages: { stage: StageResult['stage']; projects: number; tally: DistrictTally }[] } {
  const now = before.map((status) => status.slice()), placeOf = rows.map(({ members }) => new Map(Array.from(members, (s, i) => [s, i]))), byProject = new Map<number, readonly [number | null, number | null]>();
  const coverageOf = (type: string): number | null => {
    const own = [...rows.keys()].filter((row) => rows[row].service.id === type);
    return tallyStatuses(own.map((row) => rows[row]), own.map((row) => now[row]), settlements).total.coverage;
  };
  const stages = [{ stage: 'before' as StageResult['stage'], projects: 0, tally: tallyStatuses(rows, now, settlements) }], waiting = openingOrder(projects), done: number[] = [];
  const open = (isDue: (project: DatedProject) => boolean): void => {
    for (let p = waiting.at(0); p !== undefined && isDue(projects[p]); p = waiting.at(0)) {
      const was = coverageOf(projects[p].choice.type);
      for (const { settlement, row, to } of effects[p].steps) now[row][placeOf[row].get(settlement) ?? -1] = to;
      byProject.set(p, [was, coverageOf(projects[p].choice.type)]);
      done.push(p);
      waiting.shift();
    }
  };
  for (const { year } of years) {
    open((project) => isOpenBy(project, year));
    stages.push({ stage: year, projects: done.length, tally: tallyStatuses(rows, now, settlements) });
  }
  open(() => true);
  stages.push({ stage: 'all', projects: done.length, tally: tallyStatuses(rows, now, settlements) });
  return { byProject, stages };
}

function describeStages(stages: ReturnType<typeof tallyStages>['stages']): StageResult[] {
  const share = (value: number | null): number | null => (value === null ? null : round(value, 4));
  const rounded = ({ pairs, people, gaps, coverage, shares: { basic, required, pilot, advisory } }: StatusTally): TallyResult => ({
    pairs, people: { covered: round(people.covered, 2), gap: round(people.gap, 2), unknown: round(people.unknown, 2) }, gaps, coverage: share(coverage),
    shares: { basic: share(basic), required: share(required), pilot: share(pilot), advisory: share(advisory) },
  });
  return stages.map(({ stage, projects, tally }) => ({
    stage, projects, total: rounded(tally.total),
    townships: [...tally.townships].map(([name, t]) => ({ name, ...rounded(t) })), services: [...tally.services].map(([id, t]) => ({ id, ...rounded(t) })),
  }));
}

function describeProjects(parts: PlanParts, coverage: ReadonlyMap<number, readonly [number | null, number | null]>): ProjectResult[] {
  const { projects, effects, settlements, demand: { rows }, plan, list, townshipOfSite } = parts, services = serviceIndex(parts.checklist);
  const nameOf = new Map(parts.checklist.notMeasured.map((n) => [n.id, n.name]));
  return projects.map(({ choice, site, facility, siteCost, cost, districtShare, privateShare, beginsIn, opensAt }, p) => {
    const service = services.get(choice.type), township = townshipOfSite[choice.site], { steps, newlyCovered, catchment, alreadyServed } = effects[p], point = pointFor(site.place), near = list.nearOf[choice.site];
    const ask = { service: choice.type, task: service?.task ?? null, township }, [was, is] = coverage.get(p) ?? [null, null], size = service?.capacity;
    return {
      id: facility.id, number: p + 1, service: choice.type, name: service?.name ?? nameOf.get(choice.type) ?? { zh: choice.type, en: choice.type },
      task: service?.task ?? null, dimensions: service?.dimensions ?? [], class: service?.class ?? null,
      site: { id: site.id, kind: site.kind, name: site.name, areaSquareMetres: site.areaSquareMetres === null ? null : round(site.areaSquareMetres, 1) },
      near: near === null ? null : { id: settlements[near].id, name: settlements[near].name }, township, lon: point && round(point[0], 7), lat: point && round(point[1], 7), place: site.place,
      minimumSize: size?.minimum == null ? null : { amount: size.minimum, unit: size.unit },
      implementer: fill(fromRules(plan.rules, 'implementer', ask), township), department: fill(fromRules(plan.rules, 'department', ask), township), funding: fill(fromRules(plan.rules, 'funding', ask), township), districtShare, privateShare,
      capacity: facility.capacity, areaSquareMetres: facility.areaSquareMetres, cost: round(cost, 2), siteCost: round(siteCost, 2), costStatus: Object.hasOwn(plan.costs, choice.type) ? 'project' as const : 'proposed' as const,
      year: beginsIn, opens: monthOf(opensAt), newlyCovered: round(newlyCovered, 2), catchment: round(catchment, 2), duplication: catchment === 0 ? null : round(alreadyServed / catchment, 4),
      coverageBefore: was === null ? null : round(was, 4), coverageAfter: is === null ? null : round(is, 4),
      changes: steps.map(({ settlement, row, from, to }) => ({ settlement: settlements[settlement].id, service: rows[row].service.id, from: STATUS_NAMES[from], to: STATUS_NAMES[to] })),
    };
  });
}

/** "{township}人民政府" of a township; null where there is none to name. */
function fill(text: string | null, township: string): string | null {
  return text === null || (text.includes('{township}') && township === '') ? null : text.replaceAll('{township}', township);
}

/** The gaps that are left, the gravest and largest first. */
function describeUnmet({ demand, settlements, effects, list, priced, capacities }: PlanParts): UnmetResult[] {
  const { rows, gaps } = demand, closed = new Set(effects.flatMap(({ steps }) => steps.map(({ row, settlement }) => `${row} ${settlement}`))), supplies = suppliesOf(demand, list.choices);
  const rank = { required: 0, pilot: 1, advisory: 2 };
  return [...gaps.keys()].filter((g) => !closed.has(`${gaps[g].row} ${gaps[g].settlement}`)).sort((a, b) => rank[gaps[a].severity] - rank[gaps[b].severity] || gaps[b].people - gaps[a].people || a - b).map((g) => {
    const { settlement, row, severity, people, weight } = gaps[g], { id, name, township } = settlements[settlement];
    const types = [...rows[row].demand.types].filter((type) => priced.has(type)), isSized = gaps[g].lacking === null || types.some((type) => (capacities.get(type)?.amount ?? null) !== null);
    return { settlement: id, name, township, service: rows[row].service.id, severity, people: round(people, 2), reason: types.length === 0 ? 'no-cost' as const : supplies[g] === 0 ? (isSized ? 'no-site' as const : 'no-capacity' as const) : supplies[g] < WHOLE ? 'too-small' as const : weight === 0 ? 'nobody' as const : 'budget' as const };
  });
}
