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
 *   edge     ranks of its ends, milliseconds and millimetres, a column each, u32; directions u8
 *   place    whose it is, edge, legMs, legMm, fromMs, toMs, fromMm, toMm, as of src/travel/costs.ts, u32
 *   exit     by origin the first u32; head (address) u32 by exit; cost i64 by exit
 *   result   by question: the milliseconds of all origins, their destinations, their millimetres, u32
 */
const LABEL_SHIFT: usize = 6, COST_SHIFT: usize = 4;
const NOTHING: i64 = (1 << 62) - 1;
const PLACE_BYTES: usize = 32;
const FORWARD: u32 = 1, BACKWARD: u32 = 2;

let rankCount: usize = 0, labels: usize = 0, first: usize = 0, heads: usize = 0, costs: usize = 0;
let edgeCount: usize = 0, edgeFrom: usize = 0, edgeTo: usize = 0, edgeMs: usize = 0, edgeMm: usize = 0, edgeDirection: usize = 0;
let shift: i64 = 0, mmBits: i64 = 0, widestMs: u32 = 0;

/** Where the order is. Heads are given as ranks. */
export function layOut(ranks: usize, labelsAt: usize, firstAt: usize, headsAt: usize, costsAt: usize): void {
  rankCount = ranks;
  labels = labelsAt;
  first = firstAt;
  heads = headsAt;
  costs = costsAt;
  for (let at = heads, end = heads + (<usize>load<u32>(first + (ranks << 2)) << 2); at < end; at += 4) store<u32>(at, labelOf(load<u32>(at)));
}

/** Where the edges are, one column after the other. Their ends are given as nodes. @param rank u32 by node. */
export function layOutEdges(count: usize, at: usize, rank: usize): void {
  edgeCount = count;
  edgeFrom = at;
  edgeTo = edgeFrom + (count << 2);
  edgeMs = edgeTo + (count << 2);
  edgeMm = edgeMs + (count << 2);
  edgeDirection = edgeMm + (count << 2);
  for (; at < edgeMs; at += 4) store<u32>(at, load<u32>(rank + (<usize>load<u32>(at) << 2)));
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
function labelOf(rank: u32): u32 {
  return <u32>(labels + (<usize>rank << LABEL_SHIFT));
}

/** How numbers are packed from now on, and the longest limit of any question. */
export function setWidths(shiftBits: i32, bitsOfMm: i32, limitMs: u32): void {
  shift = shiftBits;
  mmBits = bitsOfMm;
  widestMs = limitMs;
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
function pack(ms: u64, mm: u64): i64 {
  return ms > <u64>widestMs ? NOTHING : <i64>((ms << shift) + mm);
}

/** The most millimetres a millisecond of any edge within a limit. */
export function steepest(limitMs: u32): f64 {
  let most: f64 = 0;
  for (let at: usize = 0; at < edgeCount << 2; at += 4) {
    const ms = load<u32>(edgeMs + at);
    if (ms <= limitMs) most = max(most, <f64>load<u32>(edgeMm + at) / <f64>ms);
  }
  return most;
}

/** The cost of each arc is that of its best edge. */
export function layEdges(): void {
  const nothing = i64x2.splat(NOTHING), end = costs + (<usize>load<u32>(first + (rankCount << 2)) << COST_SHIFT);
  for (let at = costs; at < end; at += 16) v128.store(at, nothing);
  for (let edge: usize = 0; edge < edgeCount; edge++) {
    const at = edge << 2, from = load<u32>(edgeFrom + at), to = load<u32>(edgeTo + at);
    if (from == to) continue; // a loop is on no best way
    const isUp = from < to, head = labelOf(max(from, to));
    let arc = <usize>load<u32>(first + (<usize>min(from, to) << 2));
    while (load<u32>(heads + (arc << 2)) != head) arc++;
    const cost = pack(load<u32>(edgeMs + at), load<u32>(edgeMm + at)), both = <u32>load<u8>(edgeDirection + edge), costAt = costs + (arc << COST_SHIFT);
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

/** Of the ways from places to the ends of their edges that are within a limit, the millimetres of the longest. */
export function mostMm(places: usize, count: usize, limitMs: u32): f64 {
  let most: u64 = 0;
  for (let place = places, end = places + count * PLACE_BYTES; place < end; place += PLACE_BYTES) {
    if (startMs(place) <= limitMs) most = max(most, startMm(place));
    if (endMs(place) <= limitMs) most = max(most, endMm(place));
  }
  return <f64>most;
}

/** The way between a place and the start of its edge, leg included. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function startMs(place: usize): u64 { return <u64>load<u32>(place, 8) + load<u32>(place, 16); }

// @ts-expect-error: a decorator of AssemblyScript
@inline
function startMm(place: usize): u64 { return <u64>load<u32>(place, 12) + load<u32>(place, 24); }

/** And the end. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function endMs(place: usize): u64 { return <u64>load<u32>(place, 8) + load<u32>(edgeMs + (<usize>load<u32>(place, 4) << 2)) - load<u32>(place, 20); }

// @ts-expect-error: a decorator of AssemblyScript
@inline
function endMm(place: usize): u64 { return <u64>load<u32>(place, 12) + load<u32>(edgeMm + (<usize>load<u32>(place, 4) << 2)) - load<u32>(place, 28); }

/** Whether one can walk from a place to the start of its edge (BACKWARD), or from there to it (FORWARD). */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function joinsStart(place: usize, way: u32): bool { return (load<u8>(edgeDirection + <usize>load<u32>(place, 4)) & way) != 0 || load<u32>(place, 16) == 0; }

/** Whether one can walk from a place to the end of its edge (FORWARD), or from there to it (BACKWARD). */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function joinsEnd(place: usize, way: u32): bool { return (load<u8>(edgeDirection + <usize>load<u32>(place, 4)) & way) != 0 || load<u32>(place, 20) == load<u32>(edgeMs + (<usize>load<u32>(place, 4) << 2)); }

/**
 * List the exits of origins. @param places in the order of the origins.
 * @param exitFirst u32 by origin and one more; how many exits there are stands in the last.
 * @param exitHeads, exitCosts: room for two a place.
 */
export function leave(places: usize, count: usize, originCount: u32, exitFirst: usize, exitHeads: usize, exitCosts: usize): void {
  let exit: usize = 0, origin: u32 = 0;
  store<u32>(exitFirst, 0);
  for (let place = places, end = places + count * PLACE_BYTES; place < end; place += PLACE_BYTES) {
    for (const owner = load<u32>(place); origin < owner;) store<u32>(exitFirst + (<usize>++origin << 2), <u32>exit);
    const edge = <usize>load<u32>(place, 4) << 2;
    if (joinsEnd(place, FORWARD)) {
      store<u32>(exitHeads + (exit << 2), labelOf(load<u32>(edgeTo + edge)));
      store<i64>(exitCosts + (exit << 3), pack(endMs(place), endMm(place)));
      exit++;
    }
    if (joinsStart(place, BACKWARD)) {
      store<u32>(exitHeads + (exit << 2), labelOf(load<u32>(edgeFrom + edge)));
      store<i64>(exitCosts + (exit << 3), pack(startMs(place), startMm(place)));
      exit++;
    }
  }
  while (origin < originCount) store<u32>(exitFirst + (<usize>++origin << 2), <u32>exit);
}

/**
 * All ranks that ways from exits may lead over, from the highest down: those of the exits and all above them in the
 * elimination tree, in which the parent of a rank is the head of its first arc.
 * @param marks room for a byte a rank. @returns how many there are, u32 at `needed`.
 */
export function need(exitHeads: usize, exitCount: usize, marks: usize, needed: usize): usize {
  memory.fill(marks, 0, rankCount);
  for (let at = exitHeads, end = exitHeads + (exitCount << 2); at < end; at += 4) {
    let rank = (<usize>load<u32>(at) - labels) >> LABEL_SHIFT;
    while (load<u8>(marks + rank) == 0) {
      store<u8>(marks + rank, 1);
      const arc = <usize>load<u32>(first + (rank << 2));
      if (arc < <usize>load<u32>(first + (rank << 2), 4)) rank = (<usize>load<u32>(heads + (arc << 2)) - labels) >> LABEL_SHIFT;
    }
  }
  let to = needed;
  for (let rank = rankCount; rank-- > 0;) {
    if (load<u8>(marks + rank) == 0) continue;
    store<u32>(to, <u32>rank);
    to += 4;
  }
  return (to - needed) >> 2;
}

/** Sort places by edge. @param firstOnEdge u32 by edge and one more. @param onEdge places (addresses), u32. */
export function sortByEdge(places: usize, count: usize, firstOnEdge: usize, onEdge: usize): void {
  const end = places + count * PLACE_BYTES;
  memory.fill(firstOnEdge, 0, (edgeCount + 1) << 2);
  for (let place = places; place < end; place += PLACE_BYTES) {
    const at = firstOnEdge + (<usize>load<u32>(place, 4) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let sum: u32 = 0;
  for (let at = firstOnEdge; at <= firstOnEdge + (edgeCount << 2); at += 4) {
    sum += load<u32>(at);
    store<u32>(at, sum);
  }
  for (let place = places; place < end; place += PLACE_BYTES) {
    const at = firstOnEdge + (<usize>load<u32>(place, 4) << 2), to = load<u32>(at) - 1;
    store<u32>(at, to);
    store<u32>(onEdge + (<usize>to << 2), <u32>place);
  }
}

export function clear(): void {
  const nothing = i64x2.splat(NOTHING), end = labels + (rankCount << LABEL_SHIFT);
  for (let at = labels; at < end; at += 16) v128.store(at, nothing);
}

/** Begin a question at its destinations. @param limitMs inclusive. */
export function enter(question: usize, places: usize, count: usize, limitMs: u32): void {
  for (let place = places, end = places + count * PLACE_BYTES; place < end; place += PLACE_BYTES) {
    const edge = <usize>load<u32>(place, 4) << 2, destination = load<u32>(place);
    if (startMs(place) <= limitMs && joinsStart(place, FORWARD)) offer(question, load<u32>(edgeFrom + edge), startMs(place), destination, startMm(place));
    if (endMs(place) <= limitMs && joinsEnd(place, BACKWARD)) offer(question, load<u32>(edgeTo + edge), endMs(place), destination, endMm(place));
  }
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
function offer(question: usize, rank: u32, ms: u64, destination: u32, mm: u64): void {
  const number = <usize>labelOf(rank) + (question << 3), value = <i64>((ms << shift) + (<u64>destination << mmBits) + mm);
  if (value < load<i64>(number)) store<i64>(number, value);
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

/**
 * Let origins have what they reach along their own edges alone, where that is better.
 * @param places of the destinations. @param result of the question. @param originCount as for `readOff`.
 */
export function goAlong(places: usize, count: usize, limitMs: u32, firstOnEdge: usize, onEdge: usize, result: usize, originCount: usize): void {
  for (let there = places, end = places + count * PLACE_BYTES; there < end; there += PLACE_BYTES) {
    const edge = <usize>load<u32>(there, 4), direction = <u32>load<u8>(edgeDirection + edge), last = <usize>load<u32>(firstOnEdge + (edge << 2), 4);
    for (let i = <usize>load<u32>(firstOnEdge + (edge << 2)); i < last; i++) {
      const here = <usize>load<u32>(onEdge + (i << 2)), column = originCount << 2, at = result + (<usize>load<u32>(here) << 2), destination = load<u32>(there);
      const legs = <i64>load<u32>(here, 8) + load<u32>(there, 8), legsMm = <i64>load<u32>(here, 12) + load<u32>(there, 12);
      const isAhead = load<u32>(there, 16) >= load<u32>(here, 20), isBehind = load<u32>(there, 20) <= load<u32>(here, 16);
      if (!isAhead && !isBehind) improve(at, column, legs, destination, legsMm, limitMs);
      if (isAhead && direction & FORWARD) improve(at, column, legs + load<u32>(there, 16) - load<u32>(here, 20), destination, legsMm + load<u32>(there, 24) - load<u32>(here, 28), limitMs);
      if (isBehind && direction & BACKWARD) improve(at, column, legs + load<u32>(here, 16) - load<u32>(there, 20), destination, legsMm + load<u32>(here, 24) - load<u32>(there, 28), limitMs);
    }
  }
}

function improve(at: usize, column: usize, ms: i64, destination: u32, mm: i64, limitMs: u32): void {
  const oldMs = load<u32>(at);
  if (ms > <i64>limitMs || ms > <i64>oldMs) return;
  if (ms == <i64>oldMs) {
    const old = load<u32>(at + column);
    if (destination > old || (destination == old && mm >= <i64>load<u32>(at + 2 * column))) return;
  }
  store<u32>(at, <u32>ms);
  store<u32>(at + column, destination);
  store<u32>(at + 2 * column, <u32>mm);
}
