/** What projects change, and which gaps stay, out of the page's bytes: the counterpart of outputs/html/pack-plan.ts. */
import type { NumberUnpacker } from '../outputs/html/packed-numbers.ts';
import { STATUSES, type PagePlan } from '../outputs/html/page-shape.ts';

type Status = (typeof STATUSES)[number];

/** A service of a settlement whose status a project changes; places in the lists of the data. */
export interface Change { readonly project: number; readonly settlement: number; readonly service: number; readonly from: Status; readonly to: Status }

export interface UnpackedPlan {
  /** By project. */
  readonly changes: readonly (readonly Change[])[];
  readonly unmet: readonly { readonly settlement: number; readonly service: number; readonly reason: PagePlan['reasons'][number] }[];
}

export function unpackPlan(from: NumberUnpacker, reasons: PagePlan['reasons']): UnpackedPlan {
  const counts = from.ints(), settlements = from.deltas(), services = from.ints(), before = from.ints(), after = from.ints();
  let next = 0;
  const changes = Array.from(counts, (count, project) => Array.from({ length: count }, (): Change => { const c = next++; return { project, settlement: settlements[c], service: services[c], from: STATUSES[before[c]], to: STATUSES[after[c]] }; }));
  const service = from.deltas(), settlement = from.deltas(), reason = from.ints();
  return { changes, unmet: Array.from(service, (s, i) => ({ service: s, settlement: settlement[i], reason: reasons[reason[i]] })) };
}
