/** What closing a gap is worth: its people, more of them where the service is owed. */

/** Required before pilot before advisory: one person with a required gap counts as many with others. A proposal of ours, to be changed. */
export const GAP_WEIGHTS = { required: 9, pilot: 3, advisory: 1 } as const;

/**
 * A weight for each gap: people × what its severity counts.
 * @param factors what one person counts by severity, 0 or more.
 * @throws RangeError for lists of different lengths.
 */
export function weighGaps(people: ArrayLike<number>, severities: readonly (keyof typeof GAP_WEIGHTS)[], factors: Readonly<Record<keyof typeof GAP_WEIGHTS, number>> = GAP_WEIGHTS): Float64Array {
  if (people.length !== severities.length) throw new RangeError(`severities has ${severities.length} entries, expected ${people.length}`);
  return Float64Array.from(people, (count, i) => count * factors[severities[i]]);
}
