/** What a check says: a problem of the data, or of the coverage that comes out of it. */
import { CHECK_RULES, type CheckRule } from '../core/check-rules.ts';
import { printable } from '../core/printable.ts';
import { partsOf, type Problem } from '../core/problems.ts';
import type { Cause } from '../comparison/find-causes.ts';

/** A problem with what it is about; of the data's own problems only the place is known. */
export interface CheckFinding extends Problem {
  readonly settlement: string | null;
  readonly service: string | null;
  /** The people concerned. */
  readonly population: number | null;
  /** Why it changed; the surest first. */
  readonly causes: readonly Cause[];
}

/** A rule that holds, and where it stands. */
export type CheckPass = Pick<Problem, 'code' | 'file' | 'line' | 'column' | 'what'>;

/** What a finding is about, where that is known. */
export type About = Partial<Pick<CheckFinding, 'settlement' | 'service' | 'population' | 'causes' | 'featureId'>>;

/** @param where "file:line". */
export function finding(rule: CheckRule, where: string, what: string, about: About = {}): CheckFinding {
  const { severity, mend } = CHECK_RULES[rule];
  return { code: rule, severity, ...partsOf(where), featureId: null, what: printable(what), fix: mend, settlement: null, service: null, population: null, causes: [], ...about };
}

export function pass(rule: CheckRule, where: string, what: string): CheckPass {
  return { code: rule, ...partsOf(where), what: printable(what) };
}

/** "84.99 %", never rounded up: less than a limit is not shown as the limit. */
export function percent(share: number): string {
  return `${(Math.floor(share * 1e4 + 1e-6) / 100).toString()} %`;
}
