/**
 * Settlements whose people or place look like a slip. Populations spread over orders of magnitude, so
 * they are compared on a log scale, by the median and the median absolute deviation (Hampel 1974, JASA
 * 69:383-393), which a few slips do not move.
 */
import type { Findings } from '../core/problems.ts';
import type { Settlement } from '../inputs/settlements.ts';
import { pointFor } from '../network/access.ts';

const FEWEST = 20, DEVIATIONS = 5, TIMES_MEDIAN = 10;
/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const NORMAL = 1.4826;

/** @param settlements sorted by id. */
export function checkSettlements(settlements: readonly Settlement[], file: string, findings: Findings): void {
  checkPopulations(settlements, file, findings);
  const first = new Map<string, string>();
  for (const { id, place } of settlements) {
    const point = place.type === 'points' ? pointFor(place) : null;
    if (point === null) continue;
    const key = `${Math.round(point[0] * 1e6)} ${Math.round(point[1] * 1e6)}`, other = first.get(key); // 0.1 m
    if (other === undefined) first.set(key, id);
    else findings.notice('shared-place', file, 'settlements at the same point', `${id} and ${other}`, 1, { id });
  }
}

function checkPopulations(settlements: readonly Settlement[], file: string, findings: Findings): void {
  const peopled = settlements.filter(({ population }) => population > 0);
  if (peopled.length === 0) return;
  for (const { id, population } of settlements) if (population === 0) findings.notice('population-missing', file, 'settlements without people where others have some', id, 1, { id });
  if (peopled.length < FEWEST) return;
  const logs = peopled.map(({ population }) => Math.log(population));
  const middle = median(logs), deviation = NORMAL * median(logs.map((l) => Math.abs(l - middle)));
  peopled.forEach(({ id, population }, i) => {
    if (logs[i] - middle <= Math.max(DEVIATIONS * deviation, Math.log(TIMES_MEDIAN))) return;
    findings.notice('population-outlier', file, `settlements of far more people than the others (half have up to ${Math.round(Math.exp(middle))})`, `${id} has ${population}`, 1, { id });
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
