/** Who pays what of a plan: one budget, or those of the district and of its townships (区、镇两级财政). What is left of a year may be spent in the next. */
import type { PlanRule, PlanYear } from '../inputs/project-plan.ts';
import type { CoverProblem, Purse } from './cover-problem.ts';

/** What pays: all together, the district, or a township. */
export type Payer = { readonly kind: 'total' } | { readonly kind: 'district' } | { readonly kind: 'township'; readonly township: string };

/** What a rule is asked about. A rule without a list asks for nothing of that kind. */
export interface RuleCase {
  /** null for what is of no one service: the ground that several share. */
  readonly service: string | null;
  readonly task: number | null;
  readonly township: string;
}

/** What the first rule that fits and says so gives for a key; null where none does. */
export function fromRules<K extends 'implementer' | 'department' | 'funding' | 'districtShare'>(rules: readonly PlanRule[], key: K, { service, task, township }: RuleCase): NonNullable<PlanRule[K]> | null {
  for (const rule of rules) {
    const fits = (rule.services === undefined || (service !== null && rule.services.includes(service))) && (rule.tasks === undefined || (task !== null && rule.tasks.includes(task))) && (rule.townships?.includes(township) ?? true);
    const value = rule[key];
    if (fits && value !== undefined) return value;
  }
  return null;
}

/** @param townships of the sites: a township without one has nothing to pay. */
export function payersOf(years: readonly PlanYear[], townships: readonly string[]): Payer[] {
  if (years.some((year) => 'total' in year)) return [{ kind: 'total' }];
  return [{ kind: 'district' }, ...[...new Set(townships)].sort().map((township): Payer => ({ kind: 'township', township }))];
}

/** What a payer has in a year. */
export function budgetOf(year: PlanYear, payer: Payer): number {
  if ('total' in year) return payer.kind === 'total' ? year.total : 0;
  if (payer.kind === 'district') return year.district;
  return payer.kind === 'total' ? 0 : (Object.hasOwn(year.townships, payer.township) ? year.townships[payer.township] : year.eachTownship);
}

/** The share of a cost at a township that a payer pays. */
function shareOf(payer: Payer, districtShare: number, township: string): number {
  if (payer.kind === 'total') return 1;
  return payer.kind === 'district' ? districtShare : payer.township === township ? 1 - districtShare : 0;
}

/** Costs as the parts of one payer. */
export function purseOf(payer: Payer, budget: number, { costs, siteCosts, siteOf }: Pick<CoverProblem, 'costs' | 'siteCosts' | 'siteOf'>, shares: { readonly choices: readonly number[]; readonly sites: readonly number[] }, townshipOfSite: readonly string[]): Purse {
  return {
    budget,
    costs: costs.map((cost, c) => cost * shareOf(payer, shares.choices[c], townshipOfSite[siteOf[c]])),
    siteCosts: siteCosts.map((cost, s) => cost * shareOf(payer, shares.sites[s], townshipOfSite[s])),
  };
}
