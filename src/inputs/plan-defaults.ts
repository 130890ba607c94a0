/** The built-in figures of plans: what services cost and how long they take to build. Proposals of ours, all of them. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Findings } from '../core/problems.ts';
import { CAPACITY_UNITS } from './capacity-rules.ts';
import { amountByService, besideSchema } from './project-plan.ts';
import { readYaml } from './yaml-file.ts';

const FILE = fileURLToPath(new URL('../../data/plan-defaults.yaml', import.meta.url));

const defaultsSchema = z.strictObject({
  status: z.literal('proposed'),
  siteCost: z.number().min(0),
  hostedShare: z.number().min(0).max(1),
  openedShare: z.number().min(0).max(1),
  /** Only where a place is named for them: they are nothing on their own. */
  onlyHosted: z.array(z.string()),
  /** Services of which children are the need. */
  forChildren: z.array(z.string()),
  beside: besideSchema,
  costs: amountByService,
  /** By unit. */
  capacities: z.record(z.string(), z.partialRecord(z.enum(CAPACITY_UNITS), z.number().positive())),
});

export type PlanDefaults = z.output<typeof defaultsSchema>;

export function readPlanDefaults(findings: Findings): PlanDefaults {
  const yaml = readYaml({ name: 'plan-defaults.yaml', path: join(FILE) }, defaultsSchema, findings);
  if (yaml === null) throw new RangeError('the built-in plan-defaults.yaml is faulty');
  return yaml.value;
}
