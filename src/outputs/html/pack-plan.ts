/** A plan in the page: its projects as they are, what they change and what stays as packed numbers. */
import type { PlanResult } from '../../plan/plan-result.ts';
import type { NumberPacker } from './packed-numbers.ts';
import { STATUSES, type PagePlan, type PageProject } from './page-shape.ts';

/** The lists of the page whose places stand for ids. */
interface Lists { readonly settlements: readonly { readonly id: string }[]; readonly facilities: readonly { readonly id: string }[]; readonly services: readonly { readonly id: string }[] }

/** Fields that JSON then does not have. */
const LEFT_OUT = { place: undefined, changes: undefined };

export function packPlan({ years, stages, projects, unmet, spare }: PlanResult, lists: Lists, numbers: NumberPacker): PagePlan {
  const placesOf = (list: readonly { readonly id: string }[]): Map<string, number> => new Map(list.map(({ id }, i) => [id, i]));
  const settlementAt = placesOf(lists.settlements), serviceAt = placesOf(lists.services), facilityAt = placesOf(lists.facilities), at = (places: Map<string, number>, id: string): number => places.get(id) ?? -1;
  const changes = projects.flatMap((project) => project.changes);
  numbers.ints(projects.map((project) => project.changes.length));
  numbers.deltas(changes.map(({ settlement }) => at(settlementAt, settlement)));
  numbers.ints(changes.map(({ service }) => at(serviceAt, service)));
  numbers.ints(changes.map(({ from }) => STATUSES.indexOf(from)));
  numbers.ints(changes.map(({ to }) => STATUSES.indexOf(to)));
  const reasons = [...new Set(unmet.map(({ reason }) => reason))];
  const staying = unmet.map(({ settlement, service, reason }) => ({ n: at(settlementAt, settlement), s: at(serviceAt, service), reason: reasons.indexOf(reason) })).sort((a, b) => a.s - b.s || a.n - b.n);
  numbers.deltas(staying.map(({ s }) => s));
  numbers.deltas(staying.map(({ n }) => n));
  numbers.ints(staying.map(({ reason }) => reason));
  return {
    years: years.map(({ year }) => year), stages: stages.map(({ stage }) => stage),
    reasons, projects: projects.map((project): PageProject => ({ ...project, ...LEFT_OUT })),
    spare: spare.flatMap(({ id }) => facilityAt.get(id) ?? []),
  };
}
