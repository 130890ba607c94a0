/** What services cost at sites: figures of the project before those that are built in, and savings beside other services. */
import { walkMs } from '../core/units.ts';
import { isInUse, isOfType } from '../coverage/measure.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { PlanDefaults } from '../inputs/plan-defaults.ts';
import type { ProjectPlan } from '../inputs/project-plan.ts';
import type { Access } from '../network/snap.ts';
import type { WalkCosts } from '../travel/costs.ts';
import { nearestAmong } from './list-choices.ts';
import type { Pricing } from './plan-choices.ts';
import type { PlanSite } from './plan-sites.ts';

export interface PricingGround { readonly facilities: readonly Facility[]; readonly facilityAccess: readonly (readonly Access[])[]; readonly costs: WalkCosts }

/** @returns the pricing at a list of sites. */
export function pricesOf(plan: ProjectPlan, defaults: PlanDefaults, { facilities, facilityAccess, costs }: PricingGround): (sites: readonly PlanSite[]) => Pricing {
  const rules = plan.beside ?? defaults.beside, byType = new Map([...Object.entries(defaults.costs), ...Object.entries(plan.costs)]);
  const near = rules.map(({ of, withinMetres }) => {
    const types = new Set(of), there = [...facilities.keys()].filter((f) => isInUse(facilities[f]) && isOfType(facilities[f], types)).map((f) => facilityAccess[f]);
    // Steps and ramps are slower than walking speed: twice the time is looked at, and the metres decide.
    const limitMs = 2 * walkMs(withinMetres, costs.profile.metresPerMinute);
    return (sites: readonly PlanSite[]) => nearestAmong(costs, sites.map(({ access }) => access), there, limitMs).map(({ destination, metres }) => destination !== null && metres <= withinMetres);
  });
  return (sites) => {
    const isBeside = near.map((ask) => ask(sites));
    return {
      costs: byType, onlyHosted: new Set(defaults.onlyHosted),
      shares: { candidate: 1, junction: 1, host: plan.hostedShare ?? defaults.hostedShare, closed: plan.openedShare ?? defaults.openedShare },
      savingAt: (type, site) => rules.reduce((most, { services, saving }, r) => (services.includes(type) && isBeside[r][site] ? Math.max(most, saving) : most), 0),
    };
  };
}
