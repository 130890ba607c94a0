/** Figures of a plan as its page shows them. */
import { both } from './html-text.ts';
import { percentOf, percentText } from './shares.ts';

/** Money in 10,000 yuan, as it is in plan.json, with commas. */
export function money(amount: number): string {
  return amount.toLocaleString('en', { maximumFractionDigits: 2 });
}

/** Whole percent as HTML, "41%"; "unknown" where nothing is known. */
export function shareText(share: number | null): string {
  return share === null ? both('未知', 'unknown') : `${percentText(percentOf(share)).replace('<', '&lt;').replace('>', '&gt;')}%`;
}

/** A day by which a plan was due, and whether that has passed. */
export function dueText(due: string, isOverdue: boolean): string {
  return isOverdue ? `${due} <b class="late">${both('已过期', 'overdue')}</b>` : due;
}
