/** What statuses amount to: pairs of a settlement and a service, in the district, in each township and for each service. */
import { compareIds } from '../core/ids.ts';
import { severityOf, type Severity } from '../coverage/assess.ts';
import { COVERED, GAP, STATUS_NAMES } from '../coverage/measure.ts';
import type { Settlement } from '../inputs/settlements.ts';
import type { PlanRow } from './plan-gaps.ts';
import type { Statuses } from './plan-effect.ts';

type Counts = Record<(typeof STATUS_NAMES)[number], number>;

export interface StatusTally {
  /** Pairs of a settlement and a service, and the people of their settlements, once for each service. */
  readonly pairs: Counts;
  readonly people: Counts;
  readonly gaps: Record<Severity, number>;
  /** Share covered of what is known: of people, or of pairs where nobody is counted; null if nothing is known. */
  readonly coverage: number | null;
  /** The same of basic services, owed or piloted, and of the services of each severity alone. */
  readonly shares: Record<'basic' | Severity, number | null>;
}

export interface DistrictTally { readonly total: StatusTally; readonly townships: ReadonlyMap<string, StatusTally>; readonly services: ReadonlyMap<string, StatusTally> }

export function tallyStatuses(rows: readonly PlanRow[], statuses: Statuses, settlements: readonly Settlement[]): DistrictTally {
  const total = new Tally(), townships = new Map([...new Set(settlements.map((s) => s.township))].sort(compareIds).map((name) => [name, new Tally()])), services = new Map<string, Tally>();
  rows.forEach(({ service, members }, row) => {
    const own = services.get(service.id) ?? new Tally();
    services.set(service.id, own);
    members.forEach((s, i) => { for (const tally of [total, own, townships.get(settlements[s].township)]) tally?.add(statuses[row][i], service, settlements[s]); });
  });
  const finish = (tallies: ReadonlyMap<string, Tally>): Map<string, StatusTally> => new Map([...tallies].map(([key, tally]) => [key, tally.finish()]));
  return { total: total.finish(), townships: finish(townships), services: finish(services) };
}

class Tally {
  readonly #pairs: Counts = { covered: 0, gap: 0, unknown: 0 };
  readonly #people: Counts = { covered: 0, gap: 0, unknown: 0 };
  readonly #gaps: Record<Severity, number> = { required: 0, pilot: 0, advisory: 0 };
  /** Pairs and people of each severity, whatever their status. */
  readonly #of: Record<Severity, { readonly pairs: Counts; readonly people: Counts }> = { required: noCounts(), pilot: noCounts(), advisory: noCounts() };

  add(status: number, service: PlanRow['service'], settlement: Settlement): void {
    const severity = severityOf(service, settlement), { pairs, people } = this.#of[severity], name = STATUS_NAMES[status];
    this.#pairs[name]++;
    pairs[name]++;
    this.#people[name] += settlement.population;
    people[name] += settlement.population;
    if (status === GAP) this.#gaps[severity]++;
  }

  finish(): StatusTally {
    const pairs = this.#pairs, people = this.#people, by = people.covered + people.gap > 0 ? 'people' : 'pairs', { required, pilot, advisory } = this.#of;
    const shareOf = (counts: readonly Pick<Counts, 'covered' | 'gap'>[]): number | null => {
      const covered = counts.reduce((sum, c) => sum + c[STATUS_NAMES[COVERED]], 0), gap = counts.reduce((sum, c) => sum + c[STATUS_NAMES[GAP]], 0);
      return covered + gap > 0 ? covered / (covered + gap) : null;
    };
    return {
      pairs, people, gaps: this.#gaps, coverage: shareOf([{ pairs, people }[by]]),
      shares: { basic: shareOf([required[by], pilot[by]]), required: shareOf([required[by]]), pilot: shareOf([pilot[by]]), advisory: shareOf([advisory[by]]) },
    };
  }
}

function noCounts(): { pairs: Counts; people: Counts } {
  return { pairs: { covered: 0, gap: 0, unknown: 0 }, people: { covered: 0, gap: 0, unknown: 0 } };
}
