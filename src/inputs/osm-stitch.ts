/**
 * The ways of a route joined end to end into the line that is driven.
 *
 * They are taken in the order of the relation. A roundabout is driven from where the way before ends to where the way
 * after begins. Where the order leaves gaps, another one is tried: from an end that no other way touches, always on to
 * a way that begins where the last one ended. That of the shorter gaps is taken.
 */

export interface Stitched {
  /** Node ids of each unbroken piece, in order. */
  readonly pieces: readonly (readonly number[])[];
  /** From the end of each piece to the beginning of the next. */
  readonly gapMetres: readonly number[];
  readonly isReordered: boolean;
}

type Way = readonly number[];
type Metres = (from: number, to: number) => number;

/**
 * @param ways two or more node ids along each way, null where the file lacks it.
 * @param metresBetween two nodes.
 */
export function stitchWays(ways: readonly (Way | null)[], metresBetween: Metres): Stitched {
  const inOrder = measure(chain(ways, metresBetween), metresBetween);
  if (inOrder.gapMetres.length === 0) return { ...inOrder, isReordered: false };
  const reordered = measure(chain(reorder(ways.filter((way) => way !== null)), metresBetween), metresBetween);
  const isReordered = sum(reordered.gapMetres) < sum(inOrder.gapMetres);
  return { ...(isReordered ? reordered : inOrder), isReordered };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

function measure(pieces: readonly Way[], metresBetween: Metres): Omit<Stitched, 'isReordered'> {
  return { pieces, gapMetres: pieces.slice(1).map((piece, i) => metresBetween(pieces[i][pieces[i].length - 1], piece[0])) };
}

function chain(ways: readonly (Way | null)[], metresBetween: Metres): number[][] {
  const pieces: number[][] = [];
  let isOpen = false;
  ways.forEach((way, i) => {
    const piece = pieces.at(-1), end = piece?.at(-1), next = ways.at(i + 1) ?? null;
    if (way !== null && isOpen && piece !== undefined && end !== undefined && touches(way, end)) piece.push(...onwards(way, end, next).slice(1));
    else if (way !== null) pieces.push(beginning(way, next, end, metresBetween));
    isOpen = way !== null;
  });
  return pieces;
}

const isClosed = (way: Way): boolean => way.length > 2 && way[0] === way[way.length - 1];

function touches(way: Way, node: number): boolean {
  return way[0] === node || way[way.length - 1] === node || (isClosed(way) && way.includes(node));
}

/** The way as driven from a node it touches; a roundabout up to the next way, or all around where that is not on it. */
function onwards(way: Way, from: number, next: Way | null): number[] {
  if (!isClosed(way)) return way[0] === from ? [...way] : [...way].reverse();
  const start = way.indexOf(from), around = [...way.slice(start), ...way.slice(1, start + 1)];
  const exit = next === null ? -1 : around.findIndex((node, i) => i > 0 && touches(next, node));
  return exit < 0 ? around : around.slice(0, exit + 1);
}

/** The first way of a piece: so that it ends where the next one begins, or begins nearest to where the piece before ended. */
function beginning(way: Way, next: Way | null, before: number | undefined, metresBetween: Metres): number[] {
  const first = way[0], last = way[way.length - 1], reversed = [...way].reverse();
  if (next !== null && isClosed(way)) {
    const exit = way.findIndex((node) => touches(next, node));
    return exit < 0 ? [...way] : [...way.slice(exit), ...way.slice(1, exit + 1)];
  }
  if (next !== null && touches(next, last)) return [...way];
  if (next !== null && touches(next, first)) return reversed;
  return before !== undefined && metresBetween(before, last) < metresBetween(before, first) ? reversed : [...way];
}

function reorder(ways: readonly Way[]): Way[] {
  const at = new Map<number, Set<number>>(); // which ways not yet taken touch a node
  const nodesOf = (way: Way): Way => (isClosed(way) ? way : [way[0], way[way.length - 1]]);
  ways.forEach((way, i) => { for (const node of nodesOf(way)) at.set(node, (at.get(node) ?? new Set()).add(i)); });
  const nextAt = (node: number): number | undefined => at.get(node)?.values().next().value;
  const isLoose = (node: number): boolean => at.get(node)?.size === 1;
  const rest = new Set(ways.keys()), terminals = new Set([...rest].filter((i) => !isClosed(ways[i]) && nodesOf(ways[i]).some(isLoose)));
  const ordered: Way[] = [];
  const take = (i: number): Way => {
    rest.delete(i);
    terminals.delete(i);
    for (const node of nodesOf(ways[i])) {
      at.get(node)?.delete(i);
      const alone = isLoose(node) ? nextAt(node) : undefined;
      if (alone !== undefined && !isClosed(ways[alone])) terminals.add(alone);
    }
    ordered.push(ways[i]);
    return ways[i];
  };
  while (rest.size > 0) {
    const [anyWay] = rest; // the earliest: sets keep their order
    let start = terminals.size === 0 ? anyWay : Infinity;
    for (const terminal of terminals) start = Math.min(start, terminal);
    const first = take(start), last = first[first.length - 1];
    let end = nextAt(last) === undefined ? first[0] : last;
    for (let i = nextAt(end); i !== undefined; i = nextAt(end)) {
      const way = take(i), from = end;
      end = isClosed(way) ? way.find((node) => nextAt(node) !== undefined) ?? from : way[0] === from ? way[way.length - 1] : way[0];
    }
  }
  return ordered;
}
