/** Classes of settlements by how many services they lack: the same on every map of a result. */

/** What a class is made of: settlements with so many services missing, and how much they weigh. */
interface Lacking { readonly missing: number; readonly weight: number }

/**
 * Where each class but the first, which lacks none, begins: 1, and the numbers that part those who lack something into
 * quarters by weight, as far as whole numbers can.
 * @param settlements of which something is known; `weight` is people, or 1 where nobody is counted at all.
 * @returns up to four numbers, ascending; none where nobody lacks anything.
 */
export function findGapClasses(settlements: readonly Lacking[]): number[] {
  const lacking = settlements.filter(({ missing }) => missing > 0), sum = lacking.reduce((all, { weight }) => all + weight, 0), weightOf = new Map<number, number>();
  for (const { missing, weight } of lacking) weightOf.set(missing, (weightOf.get(missing) ?? 0) + weight);
  const breaks: number[] = [];
  let below = 0;
  for (const [missing, weight] of [...weightOf].sort(([a], [b]) => a - b)) {
    if (breaks.length === 0) breaks.push(1);
    else if (breaks.length < 4 && below >= sum * breaks.length / 4) breaks.push(missing);
    below += weight;
  }
  return breaks;
}
