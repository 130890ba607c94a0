/**
 * The search of src/travel/plain-search.ts over addresses of linear memory: same method, same labels,
 * to the bit. Read that file first; what is here only is how things lie in memory.
 *
 *   bucket   a slot's address, 0 where it is empty
 *   arc      node's label (address) u32, ms u32, mm u32
 *   first    by node: the address of its first arc; one more at the end
 *   label    ms u32, destination u32, mm f64
 *   touched  node
 *   next     by node: the node that its way leads to
 *   slot     next slot (address) u32, key u32, label (address) u32
 *
 * Slots come last, so that they may grow with the memory. All areas are laid out by wasm-search.ts.
 */
const BUCKET_BITS: u32 = 14;
const UNREACHED: u32 = 0xffffffff;
const ARC_BYTES: usize = 12, SLOT_BYTES: usize = 12;
const PAGE_BITS: usize = 16;

let buckets: usize = 0, firstArc: usize = 0, labels: usize = 0, touched: usize = 0, next: usize = 0, slots: usize = 0;
let limitMs: u32 = 0, lastBucket: u32 = 0;
let touchedEnd: usize = 0, slotsEnd: usize = 0;

/** Where the areas begin. */
export function layOut(bucketsAt: usize, firstArcAt: usize, labelsAt: usize, touchedAt: usize, slotsAt: usize): void {
  buckets = bucketsAt;
  firstArc = firstArcAt;
  labels = labelsAt;
  touched = touchedEnd = touchedAt;
  slots = slotsAt;
}

/** Begin again; `nextAt` is 0 where the ways are not asked for. */
export function clear(limit: u32, nextAt: usize): void {
  for (let at = touched; at < touchedEnd; at += 4) store<u32>(labels + (load<usize>(at) << 4), UNREACHED);
  touchedEnd = touched;
  slotsEnd = slots;
  limitMs = limit;
  lastBucket = 0;
  next = nextAt;
}

/** How many nodes have a label. */
export function touchedCount(): u32 {
  return <u32>((touchedEnd - touched) >> 2);
}

/** Offer a label within the limit to a node; false where the memory is at its end. */
export function offer(node: u32, ms: u32, destination: u32, mm: f64, to: u32): bool {
  const label = labels + (<usize>node << 4), oldMs = load<u32>(label);
  if (ms > oldMs) return true;
  if (ms == oldMs) {
    const oldDestination = load<u32>(label, 4);
    if (destination > oldDestination || (destination == oldDestination && mm >= load<f64>(label, 8))) return true;
  }
  if (oldMs == UNREACHED) {
    store<u32>(touchedEnd, node);
    touchedEnd += 4;
  }
  store<u32>(label, ms);
  store<u32>(label, destination, 4);
  store<f64>(label, mm, 8);
  if (next != 0) store<u32>(next + (<usize>node << 2), to);
  const slot = slotsEnd, bucket = ms >> BUCKET_BITS, head = buckets + (<usize>bucket << 2);
  if (!reserve(slot)) return false;
  slotsEnd = slot + SLOT_BYTES;
  store<usize>(slot, load<usize>(head));
  store<u32>(slot, ms, 4);
  store<usize>(slot, label, 8);
  store<usize>(head, slot);
  if (bucket > lastBucket) lastBucket = bucket;
  return true;
}

/** Follow the ways from all that was offered; false where the memory is at its end. */
export function run(): bool {
  const withNext = next != 0, limit = limitMs;
  let free: usize = 0;
  for (let bucket: u32 = 0; bucket <= lastBucket; bucket++) {
    const head = buckets + (<usize>bucket << 2);
    for (let popped = load<usize>(head); popped != 0; popped = load<usize>(head)) {
      store<usize>(head, load<usize>(popped));
      store<usize>(popped, free);
      free = popped;
      const at = load<usize>(popped, 8), atMs = load<u32>(popped, 4);
      if (atMs > load<u32>(at)) continue; // improved since it was pushed
      const destination = load<u32>(at, 4), atMm = load<f64>(at, 8), leftMs = limit - atMs;
      const node = (at - labels) >> 4, first = firstArc + (node << 2), end = load<usize>(first, 4);
      for (let arc = load<usize>(first); arc < end; arc += ARC_BYTES) {
        const arcMs = load<u32>(arc, 4);
        if (arcMs > leftMs) continue;
        const label = load<usize>(arc), ms = atMs + arcMs, oldMs = load<u32>(label);
        if (ms > oldMs) continue;
        const mm = atMm + <f64>load<u32>(arc, 8);
        if (ms == oldMs) {
          const oldDestination = load<u32>(label, 4);
          if (destination > oldDestination || (destination == oldDestination && mm >= load<f64>(label, 8))) continue;
        } else if (oldMs == UNREACHED) {
          store<usize>(touchedEnd, (label - labels) >> 4);
          touchedEnd += 4;
        }
        store<u32>(label, ms);
        store<u32>(label, destination, 4);
        store<f64>(label, mm, 8);
        if (withNext) store<u32>(next + ((label - labels) >> 2), <u32>node);
        let slot = free;
        if (slot != 0) {
          free = load<usize>(slot);
        } else {
          slot = slotsEnd;
          if (!reserve(slot)) return false;
          slotsEnd = slot + SLOT_BYTES;
        }
        const toBucket = ms >> BUCKET_BITS, toHead = buckets + (<usize>toBucket << 2);
        store<usize>(slot, load<usize>(toHead));
        store<u32>(slot, ms, 4);
        store<usize>(slot, label, 8);
        store<usize>(toHead, slot);
        if (toBucket > lastBucket) lastBucket = toBucket;
      }
    }
  }
  return true;
}

/** Whether there is memory for a slot at an address; grows by an eighth where there is none. */
function reserve(slot: usize): bool {
  const pages = <usize>memory.size();
  if (((slot + SLOT_BYTES - 1) >> PAGE_BITS) < pages) return true;
  return memory.grow(<i32>((pages >> 3) + 1)) >= 0;
}
