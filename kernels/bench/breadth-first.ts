/**
 * The floor of a search: nodes taken in the order in which arcs reach them, over the arcs of label-search.ts
 * in one list, without any times.
 *
 *   first    by node: the address of its first arc; one more at the end
 *   arc      node u32, and 8 bytes that are skipped
 *   mark     by node: 1 where it is reached
 *   reached  node, in their order
 */
const ARC_BYTES: usize = 12;

let firstArc: usize = 0, marks: usize = 0, reached: usize = 0, reachedEnd: usize = 0;

export function layOut(firstArcAt: usize, marksAt: usize, reachedAt: usize): void {
  firstArc = firstArcAt;
  marks = marksAt;
  reached = reachedEnd = reachedAt;
}

export function clear(): void {
  for (let at = reached; at < reachedEnd; at += 4) store<u32>(marks + (load<usize>(at) << 2), 0);
  reachedEnd = reached;
}

export function offer(node: u32): void {
  const mark = marks + (<usize>node << 2);
  if (load<u32>(mark) != 0) return;
  store<u32>(mark, 1);
  store<u32>(reachedEnd, node);
  reachedEnd += 4;
}

/** Until so many nodes have been left; how many were. */
export function run(most: u32): u32 {
  let left: u32 = 0;
  for (let at = reached; at < reachedEnd && left < most; at += 4, left++) {
    const first = firstArc + (load<usize>(at) << 2), end = load<usize>(first, 4);
    for (let arc = load<usize>(first); arc < end; arc += ARC_BYTES) offer(load<u32>(arc));
  }
  return left;
}
