/** The plan as it is published: what plan.json holds and every other output of `plan` shows. Numbers are rounded here and nowhere else. */
import type { Notice } from '../core/problems.ts';
import type { Severity } from '../coverage/assess.ts';
import type { STATUS_NAMES } from '../coverage/measure.ts';
import type { TownshipArea } from '../coverage/township-areas.ts';
import type { Service } from '../inputs/checklist.ts';
import type { Settlement } from '../inputs/settlements.ts';
import type { InputFile } from '../inputs/read-inputs.ts';
import type { Place } from '../inputs/geometry.ts';
import type { PlanSite } from './plan-sites.ts';

interface Bilingual { readonly zh: string; readonly en: string }
type StatusName = (typeof STATUS_NAMES)[number];

/** How good an answer is known to be, in the unit of its value. */
export interface ProofResult { readonly value: number; readonly bound: number; readonly gap: number; readonly isProven: boolean }

/** One row of the yearly plan. Texts that no rule gives are null: somebody has to fill them in. */
export interface ProjectResult {
  /** "plan-" and what it is where. */
  readonly id: string;
  /** From 1, in the order of the plan. */
  readonly number: number;
  readonly service: string;
  readonly name: Bilingual;
  readonly task: Service['task'] | null;
  readonly dimensions: readonly string[];
  readonly class: Service['class'] | null;
  readonly site: { readonly id: string; readonly kind: PlanSite['kind']; readonly name: string; readonly areaSquareMetres: number | null };
  /** The settlement from which it is reached fastest; null where none is near. */
  readonly near: { readonly id: string; readonly name: string } | null;
  readonly township: string;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly place: Place;
  readonly minimumSize: { readonly amount: number; readonly unit: string } | null;
  /** What it will hold, and its area: as a facility of the data has them; null where nothing says it. */
  readonly capacity: number | null;
  readonly areaSquareMetres: number | null;
  readonly implementer: string | null;
  readonly department: string | null;
  readonly funding: string | null;
  /** Of what public money pays; null where nothing says who pays what. */
  readonly districtShare: number | null;
  /** What private money (社会资本) pays of the service, which is in no public budget. */
  readonly privateShare: number;
  /** Of the service, and of making the place ready where this is the first there. */
  readonly cost: number;
  readonly siteCost: number;
  readonly costStatus: 'project' | 'proposed';
  readonly year: number;
  /** YYYY-MM, the month at the end of which it opens. */
  readonly opens: string;
  readonly newlyCovered: number;
  readonly catchment: number;
  /** Share of the catchment's people who had the service already; null where nobody lives in it. */
  readonly duplication: number | null;
  /** Of its service in the whole district, when it opens. */
  readonly coverageBefore: number | null;
  readonly coverageAfter: number | null;
  /** What it changes, given that the projects that open before it stand. */
  readonly changes: readonly { readonly settlement: string; readonly service: string; readonly from: StatusName; readonly to: StatusName }[];
}

export interface TallyResult {
  readonly pairs: Readonly<Record<StatusName, number>>;
  readonly people: Readonly<Record<StatusName, number>>;
  readonly gaps: Readonly<Record<Severity, number>>;
  readonly coverage: number | null;
  /** The same of basic services alone, owed or piloted, and of each severity. */
  readonly shares: Readonly<Record<'basic' | Severity, number | null>>;
}

/** What is reached at a time: before the plan, at the end of each of its years, when all is built. */
export interface StageResult {
  readonly stage: 'before' | 'all' | number;
  readonly projects: number;
  readonly total: TallyResult;
  readonly townships: readonly (TallyResult & { readonly name: string })[];
  readonly services: readonly (TallyResult & { readonly id: string })[];
}

export interface YearResult {
  readonly year: number;
  /** YYYY-MM-DD by which its plan is due. */
  readonly due: string;
  readonly isOverdue: boolean;
  readonly projects: number;
  /** Public money, here and in `payers`. */
  readonly income: number;
  readonly spent: number;
  /** Of this year and those before it. */
  readonly left: number;
  /** Whether the order of the years is proven: that of `solution.order`. */
  readonly isProven: boolean;
  readonly payers: readonly { readonly payer: 'total' | 'district' | 'township'; readonly township: string | null; readonly income: number; readonly spent: number }[];
  /** Private money; its income is null where nothing says how much there is. null where it pays nothing. */
  readonly private: { readonly income: number | null; readonly spent: number } | null;
}

/** What a service alone would need and could have. */
export interface ServicePlanResult {
  readonly id: string;
  readonly name: Bilingual;
  readonly gaps: Readonly<Record<Severity, number>>;
  readonly planned: number;
  /** The fewest sites that close all gaps of basic services that are owed or piloted, and all gaps; null where there are none. */
  readonly fewestForBasic: FewestResult | null;
  readonly fewestForAll: FewestResult | null;
  /** The most people that so many sites can give the service. */
  readonly most: readonly { readonly sites: number; readonly people: number; readonly bound: number; readonly gap: number }[];
}

export interface FewestResult { readonly sites: number; readonly bound: number; readonly gap: number; readonly unreachable: number }

/** How many services a settlement reaches, lacks, and knows nothing of. */
export interface ServiceCounts { readonly covered: number; readonly unknown: number; readonly gaps: Readonly<Record<Severity, number>> }

/** A settlement before the plan, and when all is built. */
export interface SettlementOutcome {
  readonly id: string;
  readonly name: string;
  readonly township: string;
  readonly kind: Settlement['kind'];
  readonly population: number;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly before: ServiceCounts;
  readonly after: ServiceCounts;
}

/** A gap that the plan leaves open. */
export interface UnmetResult {
  readonly settlement: string;
  readonly name: string;
  readonly township: string;
  readonly service: string;
  readonly severity: Severity;
  readonly people: number;
  /** no-cost: nothing says what it costs; no-site: no site within the limit may hold it; no-capacity: nothing says what a new one holds; too-small: all sites together hold too little; nobody: it would serve nobody; budget: the money is spent. */
  readonly reason: 'no-cost' | 'no-site' | 'no-capacity' | 'too-small' | 'nobody' | 'budget';
}

export interface SpareResult { readonly id: string; readonly name: string; readonly type: string; readonly lon: number | null; readonly lat: number | null; readonly services: readonly string[] }

export interface PlanResult {
  readonly project: Bilingual;
  readonly inputs: readonly InputFile[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly checklist: { readonly id: string; readonly version: string; readonly name: Bilingual; readonly note: Bilingual };
  readonly sites: Readonly<Record<PlanSite['kind'], number>>;
  readonly solution: ProofResult & { readonly cost: number; readonly budget: number; /** Of the cost, what is in no public budget. */ readonly privateCost: number; readonly openedSites: number; /** Of the years: weight × months in service until everything is open. */ readonly order: ProofResult };
  readonly years: readonly YearResult[];
  readonly projects: readonly ProjectResult[];
  readonly stages: readonly StageResult[];
  readonly settlements: readonly SettlementOutcome[];
  /** For maps; plan.json does without. */
  readonly townshipAreas: Iterable<TownshipArea>;
  readonly services: readonly ServicePlanResult[];
  readonly unmet: readonly UnmetResult[];
  readonly spare: readonly SpareResult[];
  readonly notices: readonly Notice[];
}
