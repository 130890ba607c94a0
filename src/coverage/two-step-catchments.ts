/**
 * Two-step floating catchment areas (2SFCA): how much of what facilities offer falls to each settlement, where all who reach a
 * facility share it. Luo & Wang 2003, Environment and Planning B 30:865-884, after Radke & Mu 2000.
 *
 *   step 1, for each facility j:    R_j = capacity_j / sum of need_i over the settlements that reach it
 *   step 2, for each settlement i:  A_i = sum of R_j over the facilities that it reaches
 *
 * What is reached weighs the same whether it is near or at the limit. Where every capacity is known, the sum of need_i x A_i is the
 * sum of the capacities of the facilities that somebody in need reaches: nothing is given out twice, and nothing is lost.
 */

/** A settlement within the limit of a facility; each pair once. */
export interface Reach { readonly settlement: number; readonly facility: number }

export interface Shares {
  /** Length S: A_i. Infinity where a facility is reached that nobody in need reaches. */
  readonly ofSettlement: Float64Array;
  /** Length F: R_j; NaN where the capacity is not known. */
  readonly ofFacility: Float64Array;
  /** Length S: how many facilities of unknown capacity are reached. What they offer is not in A_i, which is a lower bound there. */
  readonly unknown: Uint32Array;
}

/**
 * @param need of each settlement, in the units of the capacity; 0 or more.
 * @param capacity of each facility; NaN where it is not known.
 */
export function shareCapacities(need: Float64Array, capacity: Float64Array, reached: readonly Reach[]): Shares {
  const needAt = new Float64Array(capacity.length), ofSettlement = new Float64Array(need.length), unknown = new Uint32Array(need.length);
  for (const { settlement, facility } of reached) needAt[facility] += need[settlement];
  const ofFacility = capacity.map((offered, j) => (offered === 0 ? 0 : offered / needAt[j]));
  for (const { settlement, facility } of reached) {
    if (Number.isNaN(ofFacility[facility])) unknown[settlement]++;
    else ofSettlement[settlement] += ofFacility[facility];
  }
  return { ofSettlement, ofFacility, unknown };
}
