/**
 * Who pays what of a plan: one public budget, or those of the district and of its townships (区、镇两级财政); and 社会资本, which is in
 * neither (action plan, section 5: 广泛引入社会力量参与项目实施、出资共建). What is left of a year may be spent in the next.
 */
import type { PlanRule, PlanYear } from '../inputs/project-plan.ts';
import type { CoverProblem, Purse } from './cover-problem.ts';

/** What pays: all public money together, the district, or a township; or private money. */
export type Payer = { readonly kind: 'total' } | { readonly kind: 'private' } | { readonly kind: 'district' } | { readonly kind: 'township'; readonly township: string };

/** What a rule is asked about. A rule without a list asks for nothing of that kind. */
export interface RuleCase {
  /** null for what is of no one service: the ground that several share. */
  readonly service: string | null;
  readonly task: number | null;
  readonly township: string;
}

/** What the first rule that fits and says so gives for a key; null where none does. */
export function fromRules<K extends 'implementer' | 'department' | 'funding' | 'districtShare' | 'privateShare'>(rules: readonly PlanRule[], key: K, { service, task, township }: RuleCase): NonNullable<PlanRule[K]> | null {
  for (const rule of rules) {
    const fits = (rule.services === undefined || (service !== null && rule.services.includes(service))) && (rule.tasks === undefined || (task !== null && rule.tasks.includes(task))) && (rule.townships?.includes(township) ?? true);
    const value = rule[key];
    if (fits && value !== undefined) return value;
  }
  return null;
}

/** @param townships of the sites: a township without one has nothing to pay. @param hasPrivate whether private money pays anything. */
export function payersOf(years: readonly PlanYear[], townships: readonly string[], hasPrivate: boolean): Payer[] {
  const publics: Payer[] = years.some((year) => 'total' in year) ? [{ kind: 'total' }] : [{ kind: 'district' }, ...[...new Set(townships)].sort().map((township): Payer => ({ kind: 'township', township }))];
  return hasPrivate ? [...publics, { kind: 'private' }] : publics;
}

/** What a payer has in a year; Infinity for private money of which nothing says how much there is. */
export function budgetOf(year: PlanYear, payer: Payer): number {
  if (payer.kind === 'private') return year.private ?? Infinity;
  if ('total' in year) return payer.kind === 'total' ? year.total : 0;
  if (payer.kind === 'district') return year.district;
  return payer.kind === 'total' ? 0 : (Object.hasOwn(year.townships, payer.township) ? year.townships[payer.township] : year.eachTownship);
}

/** Of a cost: what private money pays, and of the rest the district. */
export interface Shares { readonly privateShare: number; readonly districtShare: number }

/** The share of a cost at a township that a payer pays. */
function shareOf(payer: Payer, { privateShare, districtShare }: Shares, township: string): number {
  if (payer.kind === 'private') return privateShare;
  if (payer.kind === 'total') return 1 - privateShare;
  return (1 - privateShare) * (payer.kind === 'district' ? districtShare : payer.township === township ? 1 - districtShare : 0);
}

/** Costs as the parts of one payer. */
export function purseOf(payer: Payer, budget: number, { costs, siteCosts, siteOf }: Pick<CoverProblem, 'costs' | 'siteCosts' | 'siteOf'>, shares: { readonly choices: readonly Shares[]; readonly sites: readonly Shares[] }, townshipOfSite: readonly string[]): Purse {
  return {
    budget,
    costs: costs.map((cost, c) => cost * shareOf(payer, shares.choices[c], townshipOfSite[siteOf[c]])),
    siteCosts: siteCosts.map((cost, s) => cost * shareOf(payer, shares.sites[s], townshipOfSite[s])),
  };
}
