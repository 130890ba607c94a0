/** What a plan promised each township by the end of each of its years, beside what its projects bring by the data of today; and, where the two differ, what changed since. */
import { compareIds } from '../core/ids.ts';
import { round } from '../core/units.ts';
import type { CoverageFile } from '../coverage/coverage-schema.ts';
import type { PlannedProject } from '../inputs/action-plan.ts';
import type { InputFile } from '../inputs/read-inputs.ts';
import type { PlanResult } from '../plan/plan-result.ts';
import { areaOf, isDue, shareOf } from './assess-townships.ts';

/** A plan.json. */
export interface PromisedPlan extends Pick<PlanResult, 'stages'> {
  readonly projects: readonly Pick<PlanResult['projects'][number], 'id' | 'opens'>[];
  readonly manifest: { readonly tool: string; readonly inputs: readonly Pick<InputFile, 'file' | 'sha256'>[] };
}

export interface PromiseRow {
  readonly year: number;
  /** null for the whole district. */
  readonly township: string | null;
  readonly indicator: 'required-gaps' | 'coverage';
  /** By the plan, and with the projects of the table that are due by the end of the year; null where nothing is known. */
  readonly promised: number | null;
  readonly measured: number | null;
  /** Whether the two are the same. */
  readonly isKept: boolean;
}

export interface PromiseComparison {
  /** By year and township, the district last. */
  readonly rows: readonly PromiseRow[];
  /** What is not as it was when the plan was made. */
  readonly changes: {
    /** Names of the files. */
    readonly files: readonly string[];
    /** Ids of projects that the table has and the plan has not, has no more, or has with another year of opening. */
    readonly projects: readonly string[];
    readonly isOtherTool: boolean;
  };
}

export interface MeasuredPromise {
  readonly projects: readonly PlannedProject[];
  /** By year of the plan: the coverage with the projects that are due by its end. */
  readonly byYear: ReadonlyMap<number, CoverageFile>;
  readonly inputs: readonly Pick<InputFile, 'file' | 'sha256'>[];
  readonly tool: string;
}

/** The years of a plan. */
export function promisedYears({ stages }: Pick<PromisedPlan, 'stages'>): number[] {
  return stages.flatMap(({ stage }) => (typeof stage === 'number' ? [stage] : []));
}

/** YYYY-MM-DD. */
export function endOf(year: number): string {
  return `${year}-12-31`;
}

export function comparePromises(plan: PromisedPlan, measured: MeasuredPromise): PromiseComparison {
  const rows = plan.stages.flatMap(({ stage, total, townships }) => {
    const coverage = typeof stage === 'number' ? measured.byYear.get(stage) : undefined;
    if (coverage === undefined || typeof stage !== 'number') return [];
    return [...townships.map(({ name, ...tally }) => ({ township: name, tally })), { township: null, tally: total }].flatMap(({ township, tally }) => {
      const area = areaOf(coverage, township), share = shareOf(Object.values(area?.services ?? {}));
      const row = (indicator: PromiseRow['indicator'], promised: number | null, now: number | null): PromiseRow => ({ year: stage, township, indicator, promised, measured: now, isKept: promised === now });
      return [row('required-gaps', tally.gaps.required, area?.gaps.required ?? null), row('coverage', tally.coverage, share === null ? null : round(share, 4))];
    });
  });
  return { rows, changes: { files: changedFiles(plan.manifest.inputs, measured.inputs), projects: changedProjects(plan, measured.projects), isOtherTool: plan.manifest.tool !== measured.tool } };
}

function changedFiles(before: MeasuredPromise['inputs'], after: MeasuredPromise['inputs']): string[] {
  const keysOf = (inputs: MeasuredPromise['inputs']): Set<string> => new Set(inputs.map(({ file, sha256 }) => `${sha256} ${file}`)), was = keysOf(before), is = keysOf(after);
  const changed = [...before.filter(({ file, sha256 }) => !is.has(`${sha256} ${file}`)), ...after.filter(({ file, sha256 }) => !was.has(`${sha256} ${file}`))];
  return [...new Set(changed.map(({ file }) => file))].sort(compareIds);
}

/** Only what a year's end tells apart: when a project is due in its year is for those who build. */
function changedProjects(plan: PromisedPlan, projects: readonly PlannedProject[]): string[] {
  const years = promisedYears(plan), promised = new Map(plan.projects.map(({ id, opens }) => [id, opens])), listed = new Map(projects.map((project) => [project.id, project]));
  const differs = (id: string): boolean => {
    const opens = promised.get(id), project = listed.get(id);
    return opens === undefined || project === undefined || years.some((year) => (opens <= `${year}-12`) !== isDue(project, endOf(year)));
  };
  return [...new Set([...promised.keys(), ...listed.keys()])].filter(differs).sort(compareIds);
}
