/** Lists of lists kept in one array: list i is what stands at first[i] .. first[i + 1] - 1. */

/** Length n + 1: where each of n lists of these lengths begins, and where the last one ends. */
export function startsOf(lengths: ArrayLike<number>): Uint32Array {
  const first = new Uint32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i++) first[i + 1] = first[i] + lengths[i];
  return first;
}

/** The list that a place in the array belongs to. @param first as of `startsOf`. */
export function listAt(first: ArrayLike<number>, at: number): number {
  let low = 0, high = first.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (first[middle] <= at) low = middle; else high = middle;
  }
  return low;
}
