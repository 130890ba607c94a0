/**
 * The search of src/travel/plain-search.ts over addresses of linear memory: same method, same steps, same
 * labels to the bit. Read that file first; what is here only is how labels are packed and how things lie.
 *
 * A label is one number of 64 bits, so that the smaller one is the better:
 *
 *    | milliseconds | destination | millimetres |
 *                   ^ shift       ^ mmBits
 *
 * wasm-search.ts chooses the widths so that nothing within the limit runs over; what is beyond it is not taken.
 *
 *   bucket   a slot's address, 0 where it is empty
 *   record   of a node: its label, where its arcs end u32, its number u32; then its arcs
 *   arc      record that it leads to (address) u32, 1 added for a dead end; ms u32; mm u32
 *   slot     next slot (address) u32, record (address) u32, label
 *   next     by node: the node that its way leads to
 *   exit     record (address) u32, ms u32, mm u32
 *
 * Slots come last, so that they may grow with the memory. All areas are laid out by wasm-search.ts.
 */
const BUCKET_BITS: u32 = 14;
const NOTHING: u64 = 0xffffffffffffffff;
const UNREACHED: u32 = 0xffffffff;
const RECORD_BYTES: usize = 16, ARC_BYTES: usize = 12, SLOT_BYTES: usize = 16, EXIT_BYTES: usize = 12;
const PAGE_BITS: usize = 16;

let buckets: usize = 0, slots: usize = 0;
let limitMs: u32 = 0, shift: u64 = 0, mmBits: u64 = 0, next: usize = 0;
let lastHead: usize = 0, slotsEnd: usize = 0;
/** The most millimetres of arcs to their milliseconds, and those of arcs that take no time, all together. */
let mostMmPerMs: f64 = 0, mmInNoTime: f64 = 0;

/** Where the areas begin. */
export function layOut(bucketsAt: usize, slotsAt: usize): void {
  buckets = lastHead = bucketsAt;
  slots = slotsEnd = slotsAt;
}

/**
 * Build the records of a network.
 * @param firstArc with arcNode, arcMs and arcMm the lists of the same names, u32.
 * @param only room for a number of each node; recordAt: receives by node where its record stands.
 */
export function build(nodeCount: u32, firstArc: usize, arcNode: usize, arcMs: usize, arcMm: usize, only: usize, records: usize, recordAt: usize): void {
  const NONE: u32 = 0xffffffff, SEVERAL: u32 = 0xfffffffe, nodesEnd = <usize>nodeCount << 2;
  for (let n: usize = 0, record = records; n < nodesEnd; n += 4) {
    const first = load<usize>(firstArc + n) << 2, last = load<usize>(firstArc + n, 4) << 2;
    let onlyNode = NONE;
    for (let a = first; a < last; a += 4) {
      const node = load<u32>(arcNode + a);
      onlyNode = onlyNode == NONE || onlyNode == node ? node : SEVERAL;
    }
    store<u32>(only + n, onlyNode);
    store<usize>(recordAt + n, record);
    record = (record + RECORD_BYTES + (last - first) * 3 + 7) & ~7;
  }
  for (let n: usize = 0; n < nodesEnd; n += 4) {
    const record = load<usize>(recordAt + n), last = load<usize>(firstArc + n, 4) << 2;
    let at = record + RECORD_BYTES;
    for (let a = load<usize>(firstArc + n) << 2; a < last; a += 4, at += ARC_BYTES) {
      const to = load<usize>(arcNode + a) << 2, back = load<u32>(only + to), ms = load<u32>(arcMs + a), mm = load<u32>(arcMm + a);
      store<usize>(at, load<usize>(recordAt + to) | usize(back == NONE || back == <u32>(n >> 2)));
      store<u32>(at, ms, 4);
      store<u32>(at, mm, 8);
      if (ms == 0) mmInNoTime += mm; else if (<f64>mm > mostMmPerMs * <f64>ms) mostMmPerMs = <f64>mm / <f64>ms;
    }
    store<u64>(record, NOTHING);
    store<usize>(record, at, 8);
    store<u32>(record, <u32>(n >> 2), 12);
  }
}

/** No way within a limit is longer, from its start on. */
export function mostMm(limit: f64): f64 {
  return Math.ceil(mostMmPerMs * limit + mmInNoTime);
}

/** Begin again; `nextAt` is 0 where the ways are not asked for. */
export function clear(limit: u32, shiftBits: u32, bitsOfMm: u32, nextAt: usize): void {
  for (let slot = slots; slot < slotsEnd; slot += SLOT_BYTES) store<u64>(load<usize>(slot, 4), NOTHING);
  for (let head = buckets; head <= lastHead; head += 4) store<usize>(head, 0); // full where a search was broken off
  slotsEnd = slots;
  lastHead = buckets;
  limitMs = limit;
  shift = shiftBits;
  mmBits = bitsOfMm;
  next = nextAt;
}

/** Where the slots of the last search end. */
export function end(): usize {
  return slotsEnd;
}

/** Offer a label within the limit to a record; false where the memory is at its end. */
export function offer(record: usize, ms: u32, destination: u32, mm: u32): bool {
  const label = (<u64>ms << shift) | (<u64>destination << mmBits) | <u64>mm;
  if (label >= load<u64>(record)) return true;
  const slot = slotsEnd, head = buckets + (<usize>(ms >> BUCKET_BITS) << 2);
  if (slot + SLOT_BYTES > room() && !grow()) return false;
  store<u64>(record, label);
  store<usize>(slot, load<usize>(head));
  store<usize>(slot, record, 4);
  store<u64>(slot, label, 8);
  store<usize>(head, slot);
  slotsEnd = slot + SLOT_BYTES;
  if (head > lastHead) lastHead = head;
  if (next != 0) store<u32>(next + (load<usize>(record, 12) << 2), UNREACHED);
  return true;
}

/**
 * Follow the ways from all that was offered; false where the memory is at its end.
 * No processor can tell beforehand whether an arc improves a label: a slot is written in any case, and kept if it does.
 */
export function run(): bool {
  const limit = limitMs, msAt = shift, nextAt = next, first = buckets;
  let slot = slotsEnd, last = lastHead, most = room();
  for (let head = first; head <= last; head += 4) {
    for (let list = load<usize>(head); list != 0; list = load<usize>(head)) {
      store<usize>(head, 0);
      do {
        const record = load<usize>(list, 4), label = load<u64>(list, 8);
        list = load<usize>(list);
        if (label != load<u64>(record)) continue; // improved since
        const atMs = <u32>(label >> msAt), leftMs = limit - atMs, arcsEnd = load<usize>(record, 8);
        for (let arc = record + RECORD_BYTES; arc < arcsEnd; arc += ARC_BYTES) {
          if (slot + SLOT_BYTES > most) {
            slotsEnd = slot;
            lastHead = last;
            if (!grow()) return false;
            most = room();
          }
          const arcMs = load<u32>(arc, 4), marked = load<usize>(arc), to = marked & ~1, old = load<u64>(to), newLabel = label + (<u64>arcMs << msAt) + <u64>load<u32>(arc, 8);
          const isBetter = i32(arcMs <= leftMs) & i32(newLabel < old), isFollowed = isBetter & ~<i32>marked;
          const toHead = first + (<usize>((atMs + arcMs) >> BUCKET_BITS) << 2), behind = load<usize>(toHead);
          store<u64>(to, select<u64>(newLabel, old, isBetter));
          store<usize>(slot, behind);
          store<usize>(slot, to, 4);
          store<u64>(slot, newLabel, 8);
          store<usize>(toHead, select<usize>(slot, behind, isFollowed));
          slot += <usize>isBetter * SLOT_BYTES;
          last = select<usize>(toHead, last, isFollowed & i32(toHead > last));
          if (nextAt != 0 && isBetter) store<u32>(nextAt + (load<usize>(to, 12) << 2), load<u32>(record, 12));
        }
      } while (list != 0);
    }
  }
  slotsEnd = slot;
  lastHead = last;
  return true;
}

/** List the nodes that were reached, each where its last label was found; how many they are. */
export function listReached(reached: usize): u32 {
  let at = reached;
  for (let slot = slots; slot < slotsEnd; slot += SLOT_BYTES) {
    const record = load<usize>(slot, 4);
    if (load<u64>(slot, 8) != load<u64>(record)) continue;
    store<u32>(at, load<u32>(record, 12));
    at += 4;
  }
  return <u32>((at - reached) >> 2);
}

/**
 * The best that each of a number of origins finds over its exits, within the limit.
 * @param origins the order in which they have their exits, u32; ends: where those of each end, addresses u32.
 * @param results four lists by origin, one behind the other: milliseconds, millimetres, destination, and the node at which the way begins.
 */
export function readOff(count: u32, origins: usize, ends: usize, exits: usize, results: usize): void {
  const limit = limitMs, ofMs = shift, ofMm = mmBits, mmMask = (<u64>1 << mmBits) - 1, destinationMask = (<u64>1 << (shift - mmBits)) - 1, list = <usize>count << 2;
  let exit = exits;
  for (let i: usize = 0; i < list; i += 4) {
    let best = NOTHING, bestMm: u64 = 0, bestRecord: usize = 0;
    for (const end = load<usize>(ends + i); exit < end; exit += EXIT_BYTES) {
      const record = load<usize>(exit), exitMs = load<u32>(exit, 4), label = load<u64>(record);
      // Millimetres on their own: together they may run over.
      const found = (label >> ofMm) + (<u64>exitMs << (ofMs - ofMm)), mm = (label & mmMask) + <u64>load<u32>(exit, 8);
      const isBetter = i32(label != NOTHING) & i32(exitMs <= limit - <u32>(label >> ofMs)) & (i32(found < best) | (i32(found == best) & i32(mm < bestMm)));
      best = select<u64>(found, best, isBetter);
      bestMm = select<u64>(mm, bestMm, isBetter);
      bestRecord = select<usize>(record, bestRecord, isBetter);
    }
    const isReached = best != NOTHING, result = results + (load<usize>(origins + i) << 2);
    store<u32>(result, isReached ? <u32>(best >> (ofMs - ofMm)) : UNREACHED);
    store<u32>(result + list, isReached ? <u32>bestMm : UNREACHED);
    store<u32>(result + 2 * list, isReached ? <u32>(best & destinationMask) : UNREACHED);
    store<u32>(result + 3 * list, isReached ? load<u32>(bestRecord, 12) : UNREACHED);
  }
}

function room(): usize {
  return <usize>memory.size() << PAGE_BITS;
}

/** By an eighth; false where there is no more. */
function grow(): bool {
  return memory.grow(memory.size() / 8 + 1) >= 0;
}
