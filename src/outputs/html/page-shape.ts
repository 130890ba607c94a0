/** What the page carries beside its text: names as JSON, numbers packed. Both ends, the writer and the page's own script, keep to this. */
import type { ProjectResult, StageResult, UnmetResult } from '../../plan/plan-result.ts';

export interface Bilingual { readonly zh: string; readonly en: string }

/** What a settlement and a service are to each other, as one number. */
export const CELL = { absent: 0, covered: 1, required: 2, pilot: 3, advisory: 4, offNetwork: 5, notInData: 6, edgeOfData: 7, noCapacity: 8 } as const;
/** From here on the status is unknown. */
export const FIRST_UNKNOWN = CELL.offNetwork;

export const KINDS = ['urban', 'rural'] as const;
export const TIERS = ['core', 'central', 'general', 'village'] as const;
/** Where the share of a cell of the heat table is no number from 0 to 100. */
export const NOTHING_KNOWN = -1, NOBODY = -2;

/** A service in one table of the checklist. */
export interface PageLimit {
  readonly class: 'basic' | 'quality';
  readonly limitMinutes: number | null;
  readonly limitMetres: number | null;
  readonly mode: 'walk' | 'walk+bus';
  readonly profile: 'adult' | 'elderly';
  readonly valueStatus: 'seen' | 'memory' | 'proposed';
  /** Types of facilities that count. */
  readonly types: readonly string[];
}

export interface PageService {
  readonly id: string;
  readonly name: Bilingual;
  readonly task: number;
  readonly dimensions: readonly string[];
  /** By table; null where the table does not have it. */
  readonly limits: readonly (PageLimit | null)[];
}

/** The stop nearest to a settlement. */
export interface PageStop { readonly name: string; readonly minutes: number; readonly metres: number; readonly lines: readonly string[]; readonly tripsPerDay: number | null; readonly hubMinutes: number | null }

/** A project as plan.json has it; what it changes is packed. */
export type PageProject = Omit<ProjectResult, 'place' | 'changes'>;

/** A plan beside the state of today. */
export interface PagePlan {
  readonly years: readonly number[];
  readonly stages: readonly StageResult['stage'][];
  /** In the order of the plan. */
  readonly projects: readonly PageProject[];
  /** Why gaps stay, in the order of their packed numbers. */
  readonly reasons: readonly UnmetResult['reason'][];
  /** Facilities that could go, each alone: places in the list of facilities. */
  readonly spare: readonly number[];
}

/** Statuses in the order of their packed numbers. */
export const STATUSES = ['covered', 'gap', 'unknown'] as const;

/** Names and the like; lists are in the order of settlements, facilities, services. */
export interface PageData {
  readonly isPublic: boolean;
  /** Whether people are counted; settlements are where they are not. */
  readonly countsPeople: boolean;
  readonly project: Bilingual;
  readonly searchMinutes: number;
  readonly walkMetresPerMinute: number;
  readonly elderlyMetresPerMinute: number;
  readonly hasBus: boolean;
  readonly tables: readonly string[];
  readonly services: readonly PageService[];
  /** From north to south. */
  readonly townships: readonly string[];
  readonly settlements: {
    readonly id: readonly string[];
    readonly name: readonly string[];
    readonly village: readonly string[];
    /** Indices into `townships`, KINDS, TIERS and `tables`. */
    readonly township: readonly number[];
    readonly kind: readonly number[];
    readonly tier: readonly number[];
    readonly table: readonly number[];
    /** Left out of a public page. */
    readonly population?: readonly number[];
    readonly elderly?: readonly number[];
    readonly children?: readonly number[];
    /** null where none is near; empty without bus data. */
    readonly stop: readonly (PageStop | null)[];
  };
  readonly facilities: {
    readonly id: readonly string[];
    readonly name: readonly string[];
    /** Indices into `facilityTypes`: its own and those it provides; none where it is not in use. */
    readonly types: readonly (readonly number[])[];
  };
  readonly facilityTypes: readonly string[];
  /** Names of streets, of which the first is ''. */
  readonly streets: readonly string[];
  /** Of rides: names of lines and stops. */
  readonly lines: readonly string[];
  readonly stops: readonly string[];
  /** Whole percent of people who reach a service in time, by kind (all, urban, rural), service and township (the whole district first). */
  readonly shares: readonly (readonly (readonly number[])[])[];
  /** Only in the page of a plan. */
  readonly plan?: PagePlan;
}
