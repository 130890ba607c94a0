/**
 * What a service built at a site would hold: what its candidate says, else what the project says of the service, else our proposal, else
 * the least that the checklist asks for. Only services with a capacity rule are asked; where nothing says it, nobody is promised a place.
 */
import { round } from '../core/units.ts';
import { capacityRuleOf, type CapacityRule } from '../inputs/capacity-rules.ts';
import type { Checklist } from '../inputs/checklist.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { PlanDefaults } from '../inputs/plan-defaults.ts';
import type { ProjectPlan } from '../inputs/project-plan.ts';
import type { PlanSite } from './plan-sites.ts';

/** As the attributes of the facility that it will be. */
export type Holding = Pick<Facility, 'capacity' | 'areaSquareMetres'>;

export interface NewCapacities {
  readonly at: (type: string, site: PlanSite) => Holding;
  /** Services with a rule, by id: what a new one holds that no candidate speaks of; null where nothing says it. */
  readonly byService: ReadonlyMap<string, NewCapacity>;
}

export interface NewCapacity {
  readonly unit: CapacityRule['unit'];
  readonly amount: number | null;
  readonly from: 'project' | 'proposed' | 'checklist';
}

export function newCapacities({ tables }: Checklist, plan: Pick<ProjectPlan, 'capacities'>, defaults: Pick<PlanDefaults, 'capacities'>): NewCapacities {
  const byService = new Map<string, NewCapacity>();
  for (const service of tables.toReversed().flatMap((table) => table.services)) {
    const rule = capacityRuleOf(service);
    if (rule !== null) byService.set(service.id, capacityOf(service.id, rule.unit, service.capacity?.minimum ?? null, plan, defaults));
  }
  return {
    byService,
    at: (type, { kind, capacity, areaSquareMetres }) => {
      const known = byService.get(type), amount = known?.amount ?? null, isArea = known?.unit === 'squareMetres', own = capacity !== null && (capacity.of === null || capacity.of === type) ? capacity.amount : null;
      // The area of a host is that of what is there.
      const area = (kind === 'host' ? null : areaSquareMetres) ?? (isArea ? amount : null);
      return { capacity: own ?? (isArea ? null : amount), areaSquareMetres: area === null ? null : round(area, 1) };
    },
  };
}

function capacityOf(id: string, unit: CapacityRule['unit'], minimum: number | null, plan: Pick<ProjectPlan, 'capacities'>, defaults: Pick<PlanDefaults, 'capacities'>): NewCapacity {
  if (Object.hasOwn(plan.capacities, id)) return { unit, amount: plan.capacities[id], from: 'project' };
  const proposed = Object.hasOwn(defaults.capacities, id) ? defaults.capacities[id][unit] : undefined;
  return proposed === undefined ? { unit, amount: minimum, from: 'checklist' } : { unit, amount: proposed, from: 'proposed' };
}
