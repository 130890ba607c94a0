/**
 * The sweeps of src/travel/plain-sweep.ts, eight questions at once. Read that file first; what is here only
 * is how labels and costs are packed.
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
 *   label    eight numbers by rank, one a question, 64 bytes
 *   first    by rank: its first arc u32; one more at the end
 *   head     by arc: the label (address) it leads up to, u32
 *   cost     by arc: u64
 *   result   by question, then by origin: u32, once for ms, once for destinations, once for mm
 */
const LABEL_BYTES: usize = 64;
const NOTHING: i64 = (1 << 62) - 1;
const UNREACHED: u32 = 0xffffffff;

let shift: i64 = 0, mmBits: i64 = 0;

/** How numbers are packed from now on. */
export function setWidths(shiftBits: i32, bitsOfMm: i32): void {
  shift = shiftBits;
  mmBits = bitsOfMm;
}

/** Pack costs where they stand: from ms u32 and mm u32. */
export function pack(costs: usize, count: usize, limitMs: u32): void {
  const end = costs + (count << 3);
  for (let at = costs; at < end; at += 8) {
    const ms = load<u32>(at);
    store<i64>(at, ms > limitMs ? NOTHING : (<i64>ms << shift) + <i64>load<u32>(at, 4));
  }
}

export function clear(labels: usize, count: usize): void {
  const nothing = i64x2.splat(NOTHING), end = labels + count * LABEL_BYTES;
  for (let at = labels; at < end; at += 16) v128.store(at, nothing);
}

/** Offer a number within the limit to a label. */
export function offer(number: usize, ms: u32, destination: u32, mm: u32): void {
  const value = (<i64>ms << shift) + (<i64>destination << mmBits) + <i64>mm;
  if (value < load<i64>(number)) store<i64>(number, value);
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
function lower(a: v128, b: v128): v128 {
  return v128.bitselect(a, b, i64x2.lt_s(a, b));
}

export function sweepUp(rankCount: usize, first: usize, heads: usize, costs: usize, labels: usize): void {
  const nothing = i64x2.splat(NOTHING);
  let arc = <usize>load<u32>(first);
  for (let rank: usize = 0; rank < rankCount; rank++) {
    const end = <usize>load<u32>(first + (rank << 2), 4), label = labels + rank * LABEL_BYTES;
    const a = v128.load(label), b = v128.load(label, 16), c = v128.load(label, 32), d = v128.load(label, 48);
    if (i64x2.all_true(i64x2.eq(lower(lower(a, b), lower(c, d)), nothing))) {
      arc = end;
      continue;
    }
    for (; arc < end; arc++) {
      const head = <usize>load<u32>(heads + (arc << 2)), cost = v128.load64_splat(costs + (arc << 3));
      v128.store(head, lower(i64x2.add(a, cost), v128.load(head)));
      v128.store(head, lower(i64x2.add(b, cost), v128.load(head, 16)), 16);
      v128.store(head, lower(i64x2.add(c, cost), v128.load(head, 32)), 32);
      v128.store(head, lower(i64x2.add(d, cost), v128.load(head, 48)), 48);
    }
  }
}

export function sweepDown(rankCount: usize, first: usize, heads: usize, costs: usize, labels: usize): void {
  for (let rank = rankCount; rank-- > 0;) pull(first + (rank << 2), heads, costs, labels + rank * LABEL_BYTES, v128.load(labels + rank * LABEL_BYTES), v128.load(labels + rank * LABEL_BYTES, 16), v128.load(labels + rank * LABEL_BYTES, 32), v128.load(labels + rank * LABEL_BYTES, 48));
}

/** Improve a label, which stands at (a, b, c, d), by the arcs of one list. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function pull(first: usize, heads: usize, costs: usize, label: usize, a: v128, b: v128, c: v128, d: v128): void {
  const end = <usize>load<u32>(first, 4);
  for (let arc = <usize>load<u32>(first); arc < end; arc++) {
    const head = <usize>load<u32>(heads + (arc << 2)), cost = v128.load64_splat(costs + (arc << 3));
    a = lower(i64x2.add(v128.load(head), cost), a);
    b = lower(i64x2.add(v128.load(head, 16), cost), b);
    c = lower(i64x2.add(v128.load(head, 32), cost), c);
    d = lower(i64x2.add(v128.load(head, 48), cost), d);
  }
  v128.store(label, a);
  v128.store(label, b, 16);
  v128.store(label, c, 32);
  v128.store(label, d, 48);
}

/**
 * What origins find over their exits, which are arcs like any others.
 * @param limits eight u32, inclusive.
 * @param label room for one.
 */
export function readOff(originCount: usize, first: usize, heads: usize, costs: usize, limits: usize, label: usize, msAt: usize, destinationAt: usize, mmAt: usize): void {
  const nothing = i64x2.splat(NOTHING), mmMask = ((<i64>1) << mmBits) - 1, destinationMask = ((<i64>1) << (shift - mmBits)) - 1;
  for (let origin: usize = 0; origin < originCount; origin++) {
    pull(first + (origin << 2), heads, costs, label, nothing, nothing, nothing, nothing);
    for (let question: usize = 0; question < 8; question++) {
      const value = load<i64>(label + (question << 3)), ms = value >> shift, at = (question * originCount + origin) << 2;
      const isReached = ms <= <i64>load<u32>(limits + (question << 2));
      store<u32>(msAt + at, isReached ? <u32>ms : UNREACHED);
      store<u32>(destinationAt + at, isReached ? <u32>((value >> mmBits) & destinationMask) : UNREACHED);
      store<u32>(mmAt + at, isReached ? <u32>(value & mmMask) : UNREACHED);
    }
  }
}
