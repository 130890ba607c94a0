/**
 * Which stops of a line can be served in their order, where not all of them can.
 *
 * Each stop may be served on some stretches of the path. The most stops that have places on their stretches which never go back are
 * found by dynamic programming: for every number of stops served so far, the first position at which the last of them can be.
 */
import { nearestPosition, type PathDistances } from './line-path.ts';

/** Positions from `from` to `to`. */
interface Stretch { readonly from: number; readonly to: number }
/** Stops served in order, the last of them first. */
interface Chain { readonly stop: number; readonly position: number; readonly before: Chain | null }

/**
 * The indices of the most stops that can be served in order, each at most `extraMetres` further away than the path comes to it.
 * None follows itself: where a line turns round on a spur that is drawn once, the end of the spur is worth more than a second halt before it.
 * @param distances of each stop, the same array where it is the same stop again.
 */
export function longestOrder(distances: readonly PathDistances[], extraMetres: number): number[] {
  /** By the number of stops served: the chain that ends earliest. */
  const chains: Chain[] = [];
  for (const [stop, distance] of distances.entries()) {
    const stretches = stretchesWithin(distance, nearestPosition(distance).metres + extraMetres);
    for (let count = chains.length; count >= 0; count--) {
      const before = count === 0 ? null : chains[count - 1], earliest = before?.position ?? 0, stretch = stretches.find(({ to }) => to >= earliest);
      if (stretch === undefined || (before !== null && distances[before.stop] === distance)) continue;
      const position = Math.max(earliest, stretch.from);
      if (count === chains.length || position < chains[count].position) chains[count] = { stop, position, before };
    }
  }
  const served: number[] = [];
  for (let chain: Chain | null = chains[chains.length - 1]; chain !== null; chain = chain.before) served.unshift(chain.stop);
  return served;
}

/** The stretches of a path within a distance, in order. */
function stretchesWithin(distances: PathDistances, metres: number): Stretch[] {
  const stretches: { from: number; to: number }[] = [];
  for (let s = 0; s < distances.length / 3; s++) {
    const reach = Math.sqrt((metres * metres - distances[3 * s + 2]) / distances[3 * s]), lowest = distances[3 * s + 1]; // NaN where the segment is too far
    const from = s + Math.max(0, lowest - reach), to = s + Math.min(1, lowest + reach), last = stretches.at(-1);
    if (!(from <= to)) continue;
    if (last?.to === from) last.to = to;
    else stretches.push({ from, to });
  }
  return stretches;
}
