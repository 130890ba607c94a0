/** Notices on capacity rules: whose figures they are, and what the data does not say. */
import type { Findings } from '../core/problems.ts';
import { capacityRuleOf } from '../inputs/capacity-rules.ts';
import type { Checklist } from '../inputs/checklist.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { Settlement } from '../inputs/settlements.ts';
import { demandOf } from './assess.ts';
import { capacityFor } from './capacity.ts';
import { countsFor } from './measure.ts';

/** Nothing where the checklist has no rule. */
export function noteCapacity({ settlements, facilities }: { readonly settlements: readonly Settlement[]; readonly facilities: readonly Facility[] }, { tables }: Checklist, files: Readonly<Record<'settlements' | 'facilities', string>>, findings: Findings): void {
  const missing = new Set<string>();
  for (const table of tables) {
    const members = settlements.filter(({ kind }) => table.kinds.includes(kind));
    for (const service of members.length === 0 ? [] : table.services) {
      const rule = capacityRuleOf(service), label = `${table.id}/${service.id}`, demand = demandOf(service);
      if (rule === null) continue;
      if (rule.status !== 'seen') findings.notice(`value-${rule.status}`, 'checklist', `capacity rules that are ${rule.status === 'proposed' ? 'our proposal' : 'from memory'}, not an official figure`, label);
      if (members.every((s) => s[rule.of] === 0)) findings.notice('capacity-no-need', files.settlements, 'capacity rules of services that nobody needs by the data: only the time decides', `${label} (${rule.of})`);
      for (const facility of facilities) {
        if (countsFor(demand, facility) && capacityFor(facility, demand.types, rule) === null && !missing.has(`${service.id} ${facility.id}`)) {
          missing.add(`${service.id} ${facility.id}`);
          findings.notice('capacity-missing', files.facilities, `facilities without a capacity, of services with a capacity rule: who reaches them, and too little without them, is unknown`, `${facility.id} (${service.id})`, 1, { id: facility.id });
        }
      }
    }
  }
}
