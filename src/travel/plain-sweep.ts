/**
 * The sweeps in TypeScript, one question after the other.
 *
 * Every best way leads up, then down. From the destinations backwards, the first sweep carries labels from
 * the lowest rank up, the second from the highest down, to what origins need; there is no queue. Labels (milliseconds, destination,
 * millimetres) are compared in that order, which adding the cost of an arc to both sides does not change.
 * kernels/label-sweep.ts is the twin.
 */
import { UNREACHED } from '../core/units.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { Entries, SweepKernel } from './label-sweep.ts';
import type { Nearest } from './nearest.ts';
import type { Exits } from './sweep-origins.ts';

/** By rank, or by origin. */
interface Labels { readonly ms: Uint32Array; readonly destination: Uint32Array; readonly mm: Float64Array }

export class PlainSweep implements SweepKernel {
  readonly #hierarchy: Hierarchy;

  constructor(hierarchy: Hierarchy) {
    this.#hierarchy = hierarchy;
  }

  answer(exits: Exits, questions: readonly Entries[]): Nearest[] {
    const labels = makeLabels(this.#hierarchy.costs.nodeCount);
    return questions.map((entries) => {
      labels.ms.fill(UNREACHED);
      entries.rank.forEach((rank, i) => { improve(labels, rank, entries.ms[i], entries.destination[i], entries.mm[i], entries.limitMs); });
      sweepUp(this.#hierarchy, entries.limitMs, labels);
      sweepDown(this.#hierarchy, exits.needed, entries.limitMs, labels);
      return readOff(exits, labels, entries.limitMs);
    });
  }
}

function makeLabels(length: number): Labels {
  return { ms: new Uint32Array(length), destination: new Uint32Array(length), mm: new Float64Array(length) };
}

/** @param ms where there is no way UNREACHED and more, which is beyond any limit. */
function improve(labels: Labels, at: number, ms: number, destination: number, mm: number, limitMs: number): void {
  const oldMs = labels.ms[at];
  if (ms > limitMs || ms > oldMs) return;
  if (ms === oldMs && (destination > labels.destination[at] || (destination === labels.destination[at] && mm >= labels.mm[at]))) return;
  labels.ms[at] = ms;
  labels.destination[at] = destination;
  labels.mm[at] = mm;
}

function sweepUp({ elimination: { firstArc, arcHead }, downMs, downMm }: Hierarchy, limitMs: number, labels: Labels): void {
  for (let rank = 0; rank < firstArc.length - 1; rank++) {
    const ms = labels.ms[rank], destination = labels.destination[rank], mm = labels.mm[rank];
    if (ms === UNREACHED) continue;
    for (let arc = firstArc[rank]; arc < firstArc[rank + 1]; arc++) improve(labels, arcHead[arc], ms + downMs[arc], destination, mm + downMm[arc], limitMs);
  }
}

function sweepDown({ elimination: { firstArc, arcHead }, upMs, upMm }: Hierarchy, needed: Uint32Array, limitMs: number, labels: Labels): void {
  for (const rank of needed) {
    for (let arc = firstArc[rank]; arc < firstArc[rank + 1]; arc++) {
      const head = arcHead[arc];
      improve(labels, rank, labels.ms[head] + upMs[arc], labels.destination[head], labels.mm[head] + upMm[arc], limitMs);
    }
  }
}

function readOff({ first, rank, ms, mm }: Exits, labels: Labels, limitMs: number): Nearest {
  const found = makeLabels(first.length - 1);
  found.ms.fill(UNREACHED);
  for (let origin = 0; origin < found.ms.length; origin++) {
    for (let i = first[origin]; i < first[origin + 1]; i++) {
      const r = rank[i];
      improve(found, origin, labels.ms[r] + ms[i], labels.destination[r], labels.mm[r] + mm[i], limitMs);
    }
  }
  const ifReached = (value: number, o: number): number => (found.ms[o] === UNREACHED ? UNREACHED : value);
  return { ms: found.ms, destination: found.destination.map(ifReached), mm: Uint32Array.from(found.mm, ifReached) };
}
