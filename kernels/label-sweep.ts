/**
 * The costs of src/travel/hierarchy.ts and the sweeps of src/travel/plain-sweep.ts, eight questions at once.
 * Read those files first; what is here only is how labels and costs are packed.
 *
 * A label is one number of 64 bits, so that the smaller one is the better:
 *
 *    | 00 | milliseconds | destination | millimetres |
 *                        ^ shift       ^ mmBits
 *
 * The cost of an arc has no destination. Widths are chosen by wasm-sweep.ts so that nothing within the limit
 * runs over; what is beyond it may run over from the right to the left, and is then still beyond it. Two of
 * NOTHING still fit.
 *
 * The smaller of two is found by comparing their bits as doubles, which takes one instruction: positive
 * doubles are in the order of their bits. A sum that is too large for one is no number, and so never smaller.
 *
 *   label    eight numbers by rank, one a question, 64 bytes
 *   first    by rank: its first arc u32; one more at the end
 *   head     by arc: the label (address) it leads up to, u32
 *   cost     by arc: i64 from its head down to its tail, i64 from its tail up to its head
 *   exit     head u32 by exit; cost i64 by exit
 *   entry    rank u32, ms u32, destination u32, mm u32
 *   result   by question: the milliseconds of all origins, their destinations, their millimetres, u32
 */
const LABEL_SHIFT: usize = 6, COST_SHIFT: usize = 4;
const NOTHING: i64 = (1 << 62) - 1;
const FORWARD: u32 = 1, BACKWARD: u32 = 2;

let rankCount: usize = 0, labels: usize = 0, first: usize = 0, heads: usize = 0, costs: usize = 0;
let shift: i64 = 0, mmBits: i64 = 0, widestMs: u32 = 0;

/** Where things are. Heads are given as ranks. */
export function layOut(ranks: usize, labelsAt: usize, firstAt: usize, headsAt: usize, costsAt: usize): void {
  rankCount = ranks;
  labels = labelsAt;
  first = firstAt;
  heads = headsAt;
  costs = costsAt;
  pointAt(headsAt, load<u32>(firstAt + (ranks << 2)));
}

/** Make addresses of ranks. */
export function pointAt(ranks: usize, count: usize): void {
  for (let at = ranks, end = ranks + (count << 2); at < end; at += 4) store<u32>(at, <u32>(labels + (<usize>load<u32>(at) << LABEL_SHIFT)));
}

/** How numbers are packed from now on, and the longest limit of any question. */
export function setWidths(shiftBits: i32, bitsOfMm: i32, limitMs: u32): void {
  shift = shiftBits;
  mmBits = bitsOfMm;
  widestMs = limitMs;
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
function pack(ms: u32, mm: u32): i64 {
  return ms > widestMs ? NOTHING : (<i64>ms << shift) + <i64>mm;
}

/** The most millimetres a millisecond of any edge within a limit. @param ms, mm u32 by edge. */
export function steepest(edgeCount: usize, ms: usize, mm: usize, limitMs: u32): f64 {
  let most: f64 = 0;
  for (let at: usize = 0; at < edgeCount << 2; at += 4) {
    const edgeMs = load<u32>(ms + at);
    if (edgeMs <= limitMs) most = max(most, <f64>load<u32>(mm + at) / <f64>edgeMs);
  }
  return most;
}

/** The cost of each arc is that of its best edge. @param from, to nodes, and ms, mm: u32 by edge. @param direction u8 by edge. @param rank u32 by node. */
export function layEdges(edgeCount: usize, from: usize, to: usize, direction: usize, ms: usize, mm: usize, rank: usize): void {
  const nothing = i64x2.splat(NOTHING), end = costs + (<usize>load<u32>(first + (rankCount << 2)) << COST_SHIFT);
  for (let at = costs; at < end; at += 16) v128.store(at, nothing);
  for (let edge: usize = 0; edge < edgeCount; edge++) {
    const at = edge << 2, fromRank = load<u32>(rank + (<usize>load<u32>(from + at) << 2)), toRank = load<u32>(rank + (<usize>load<u32>(to + at) << 2));
    if (fromRank == toRank) continue; // a loop is on no best way
    const isUp = fromRank < toRank, head = <u32>(labels + (<usize>max(fromRank, toRank) << LABEL_SHIFT));
    let arc = <usize>load<u32>(first + (<usize>min(fromRank, toRank) << 2));
    while (load<u32>(heads + (arc << 2)) != head) arc++;
    const cost = pack(load<u32>(ms + at), load<u32>(mm + at)), both = <u32>load<u8>(direction + edge), costAt = costs + (arc << COST_SHIFT);
    if (both & (isUp ? BACKWARD : FORWARD)) store<i64>(costAt, min(load<i64>(costAt), cost));
    if (both & (isUp ? FORWARD : BACKWARD)) store<i64>(costAt, min(load<i64>(costAt, 8), cost), 8);
  }
}

/** From some ranks on, each arc between two heads of a rank takes the way over it where that is better. All lower ranks must have had their turn. */
export function layShortcuts(fromRank: usize, toRank: usize): void {
  for (let rank = fromRank; rank < toRank; rank++) {
    const end = <usize>load<u32>(first + (rank << 2), 4);
    for (let over = <usize>load<u32>(first + (rank << 2)); over + 1 < end; over++) {
      const cost = v128.load(costs + (over << COST_SHIFT)), turned = v128.shuffle<i64>(cost, cost, 1, 0);
      // Both lists ascend, and what is above one head is among the heads of that one.
      let arc = <usize>load<u32>(first + ((<usize>load<u32>(heads + (over << 2)) - labels) >> (LABEL_SHIFT - 2)));
      for (let other = over + 1; other < end; other++, arc++) {
        const head = load<u32>(heads + (other << 2));
        while (load<u32>(heads + (arc << 2)) != head) arc++;
        const at = costs + (arc << COST_SHIFT);
        v128.store(at, lower(v128.load(at), i64x2.add(turned, v128.load(costs + (other << COST_SHIFT)))));
      }
    }
  }
}

/** Pack costs where they stand: from ms u32 and mm u32. */
export function packExits(exits: usize, count: usize): void {
  for (let at = exits, end = exits + (count << 3); at < end; at += 8) store<i64>(at, pack(load<u32>(at), load<u32>(at, 4)));
}

export function clear(): void {
  const nothing = i64x2.splat(NOTHING), end = labels + (rankCount << LABEL_SHIFT);
  for (let at = labels; at < end; at += 16) v128.store(at, nothing);
}

/** Begin a question at its entries, which are within the limit. */
export function offer(question: usize, entries: usize, count: usize): void {
  for (let at = entries, end = entries + (count << 4); at < end; at += 16) {
    const number = labels + (<usize>load<u32>(at) << LABEL_SHIFT) + (question << 3);
    const value = (<i64>load<u32>(at, 4) << shift) + (<i64>load<u32>(at, 8) << mmBits) + <i64>load<u32>(at, 12);
    if (value < load<i64>(number)) store<i64>(number, value);
  }
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
function lower(kept: v128, offered: v128): v128 {
  return f64x2.pmin(kept, offered);
}

export function sweepUp(): void {
  const nothing = i64x2.splat(NOTHING);
  let arc: usize = 0;
  for (let rank: usize = 0; rank < rankCount; rank++) {
    const end = <usize>load<u32>(first + (rank << 2), 4), label = labels + (rank << LABEL_SHIFT);
    const a = v128.load(label), b = v128.load(label, 16), c = v128.load(label, 32), d = v128.load(label, 48);
    if (i64x2.all_true(i64x2.eq(lower(lower(a, b), lower(c, d)), nothing))) {
      arc = end;
      continue;
    }
    for (; arc < end; arc++) {
      const head = <usize>load<u32>(heads + (arc << 2)), cost = v128.load64_splat(costs + (arc << COST_SHIFT));
      v128.store(head, lower(v128.load(head), i64x2.add(a, cost)));
      v128.store(head, lower(v128.load(head, 16), i64x2.add(b, cost)), 16);
      v128.store(head, lower(v128.load(head, 32), i64x2.add(c, cost)), 32);
      v128.store(head, lower(v128.load(head, 48), i64x2.add(d, cost)), 48);
    }
  }
}

/** @param ranks those that origins need, from the highest down, u32. */
export function sweepDown(ranks: usize, count: usize): void {
  for (let at = ranks, end = ranks + (count << 2); at < end; at += 4) {
    const rank = <usize>load<u32>(at), label = labels + (rank << LABEL_SHIFT), arc = <usize>load<u32>(first + (rank << 2)), arcEnd = <usize>load<u32>(first + (rank << 2), 4);
    pull(heads + (arc << 2), costs + (arc << COST_SHIFT) + 8, 16, arcEnd - arc, label, v128.load(label), v128.load(label, 16), v128.load(label, 32), v128.load(label, 48));
  }
}

/** Improve a label, which stands at (a, b, c, d), by a list of arcs. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function pull(headAt: usize, costAt: usize, costBytes: usize, count: usize, label: usize, a: v128, b: v128, c: v128, d: v128): void {
  // The first head is the parent, whose label was written last: it is read last.
  for (let i = count; i-- > 0;) {
    const head = <usize>load<u32>(headAt + (i << 2)), cost = v128.load64_splat(costAt + i * costBytes);
    a = lower(a, i64x2.add(v128.load(head), cost));
    b = lower(b, i64x2.add(v128.load(head, 16), cost));
    c = lower(c, i64x2.add(v128.load(head, 32), cost));
    d = lower(d, i64x2.add(v128.load(head, 48), cost));
  }
  v128.store(label, a);
  v128.store(label, b, 16);
  v128.store(label, c, 32);
  v128.store(label, d, 48);
}

/**
 * What origins find over their exits, which are arcs like any others; four origins at a time.
 * @param originCount a multiple of 4.
 * @param exitFirst u32 by origin: its first exit; one more at the end.
 * @param limits eight u32, inclusive.
 * @param four room for four labels.
 */
export function readOff(originCount: usize, exitFirst: usize, exitHeads: usize, exitCosts: usize, limits: usize, four: usize, results: usize): void {
  const nothing = i64x2.splat(NOTHING), column = originCount << 2;
  for (let origin: usize = 0; origin < originCount; origin += 4) {
    for (let i: usize = 0; i < 4; i++) {
      const at = exitFirst + ((origin + i) << 2), exit = <usize>load<u32>(at);
      pull(exitHeads + (exit << 2), exitCosts + (exit << 3), 8, <usize>load<u32>(at, 4) - exit, four + (i << LABEL_SHIFT), nothing, nothing, nothing, nothing);
    }
    for (let pair: usize = 0; pair < 4; pair++) {
      const at = four + (pair << 4), a = v128.load(at), b = v128.load(at, 64), c = v128.load(at, 128), d = v128.load(at, 192);
      const even = results + 6 * pair * column + (origin << 2), limit = limits + (pair << 3);
      write(v128.shuffle<i64>(a, b, 0, 2), v128.shuffle<i64>(c, d, 0, 2), v128.load32_splat(limit), even, column);
      write(v128.shuffle<i64>(a, b, 1, 3), v128.shuffle<i64>(c, d, 1, 3), v128.load32_splat(limit, 4), even + 3 * column, column);
    }
  }
}

/** The parts of the labels that four origins have of one question. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function write(two: v128, more: v128, limit: v128, to: usize, column: usize): void {
  const ms = narrow(i64x2.shr_u(two, <i32>shift), i64x2.shr_u(more, <i32>shift)), beyond = i32x4.gt_u(ms, limit);
  const mmMask = i64x2.splat(((<i64>1) << mmBits) - 1), destinationMask = i64x2.splat(((<i64>1) << (shift - mmBits)) - 1);
  v128.store(to, v128.or(ms, beyond));
  v128.store(to + column, v128.or(narrow(v128.and(i64x2.shr_u(two, <i32>mmBits), destinationMask), v128.and(i64x2.shr_u(more, <i32>mmBits), destinationMask)), beyond));
  v128.store(to + 2 * column, v128.or(narrow(v128.and(two, mmMask), v128.and(more, mmMask)), beyond));
}

/** The lower halves of four numbers. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function narrow(two: v128, more: v128): v128 {
  return v128.shuffle<i32>(two, more, 0, 2, 4, 6);
}
