/**
 * The sweeps in TypeScript, one question after the other.
 *
 * Every best way leads up, then down. From the destinations backwards, the first sweep carries labels from
 * the lowest rank up, the second from the highest down, to what origins need; there is no queue. Labels (milliseconds, destination,
 * millimetres) are compared in that order, which adding the cost of an arc to both sides does not change.
 * kernels/label-sweep.ts is the twin.
 */
import { UNREACHED } from '../core/units.ts';
import { eachEntry } from './edge-ways.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { Places, SweepKernel, SweepQuestion } from './label-sweep.ts';
import type { Nearest } from './nearest.ts';
import { SweepOrigins, type Exits } from './sweep-origins.ts';

/** By rank, or by origin. */
interface Labels { readonly ms: Uint32Array; readonly destination: Uint32Array; readonly mm: Float64Array }

export class PlainSweep implements SweepKernel {
  readonly #hierarchy: Hierarchy;
  #asked: { readonly origins: Places; readonly packed: SweepOrigins } | null = null;

  constructor(hierarchy: Hierarchy) {
    this.#hierarchy = hierarchy;
  }

  answer(origins: Places, questions: readonly SweepQuestion[]): Nearest[] {
    const { costs, elimination } = this.#hierarchy, labels = makeLabels(costs.nodeCount);
    if (this.#asked?.origins !== origins) this.#asked = { origins, packed: new SweepOrigins(elimination, costs, origins) };
    const { packed } = this.#asked;
    return questions.map((question) => {
      const { destinations, limitMs } = question;
      labels.ms.fill(UNREACHED);
      enter(this.#hierarchy, question, labels);
      sweepUp(this.#hierarchy, limitMs, labels);
      sweepDown(this.#hierarchy, packed.exits.needed, limitMs, labels);
      const answer = readOff(packed.exits, labels, limitMs);
      packed.improveAlongEdges(destinations, limitMs, answer);
      return answer;
    });
  }
}

function makeLabels(length: number): Labels {
  return { ms: new Uint32Array(length), destination: new Uint32Array(length), mm: new Float64Array(length) };
}

/** The ranks that lead to destinations along their own edges. */
function enter({ costs, elimination: { rank } }: Hierarchy, { destinations, limitMs }: SweepQuestion, labels: Labels): void {
  destinations.forEach((accesses, destination) => {
    for (const access of accesses) eachEntry(costs, access, (node, ms, mm) => { improve(labels, rank[node], ms, destination, mm, limitMs); });
  });
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
