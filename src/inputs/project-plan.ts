/** What may be built with which money: the part `plan` of the project file. Money is in the unit of the budgets, as a rule 万元. */
import { z } from 'zod';

const label = z.string('expected text').min(1, 'expected text');
const amount = z.number('expected an amount of 0 or more').min(0, 'expected an amount of 0 or more').max(1e9, 'expected at most 1000000000');
const share = z.number('expected a share from 0 to 1').min(0, 'expected a share from 0 to 1').max(1, 'expected a share from 0 to 1');
const months = z.int('expected whole months, 1 to 120').min(1, 'expected whole months, 1 to 120').max(120, 'expected whole months, 1 to 120');
const year = z.int('expected a year such as 2027').min(2000, 'expected a year such as 2027').max(2200, 'expected a year such as 2027');
const metres = z.number('expected 0 to 5000 metres').min(0, 'expected 0 to 5000 metres').max(5000, 'expected 0 to 5000 metres');
const labels = z.array(label, 'expected a list of names');
export const amountByService = z.record(z.string(), z.strictObject({ cost: amount, months }, 'expected {cost: ..., months: ...}'), 'expected {service: {cost: ..., months: ...}}');

/** Services that are better beside others: 医养结合. */
export const besideSchema = z.array(z.strictObject({ services: labels, of: labels, withinMetres: metres, saving: share }, 'expected {services: ..., of: ..., withinMetres: ..., saving: ...}'), 'expected a list of {services: ..., of: ..., withinMetres: ..., saving: ...}');

export const planSchema = z.strictObject({
  years: z.array(z.union([
    z.strictObject({ year, total: amount, private: amount.optional() }),
    z.strictObject({ year, district: amount, townships: z.record(z.string(), amount, 'expected {township: amount}').default({}), eachTownship: amount.default(0), private: amount.optional() }),
  ], 'expected {year: ..., total: ...} or {year: ..., district: ..., townships: ...}'), 'expected a list of years')
    .refine((years) => years.every((y, i) => i === 0 || y.year > years[i - 1].year), 'Name each year once, in their order')
    .refine((years) => new Set(years.map((y) => 'total' in y)).size < 2, 'Give the same kind of budget for every year: total, or district and townships')
    .refine((years) => new Set(years.map((y) => y.private === undefined)).size < 2, 'Give private for every year, or for none').default([]),
  costs: amountByService.default({}),
  capacities: z.record(z.string(), amount, 'expected {service: capacity}').default({}),
  siteCost: amount.optional(),
  hostedShare: share.optional(),
  openedShare: share.optional(),
  beside: besideSchema.optional(),
  rules: z.array(z.strictObject({
    services: labels.optional(), tasks: z.array(z.int('expected 1 to 12').min(1, 'expected 1 to 12').max(12, 'expected 1 to 12')).optional(), townships: labels.optional(),
    implementer: label.optional(), department: label.optional(), funding: label.optional(), districtShare: share.optional(), privateShare: share.optional(),
  }, 'expected {services: ..., implementer: ...}'), 'expected a list of rules').default([]),
  severityWeights: z.strictObject({ required: amount, pilot: amount, advisory: amount }, 'expected {required: ..., pilot: ..., advisory: ...}').default({ required: 9, pilot: 3, advisory: 1 }),
  equity: z.number('expected 0 to 10').min(0, 'expected 0 to 10').max(10, 'expected 0 to 10').default(1),
  junctions: z.boolean('expected true or false').default(true),
  junctionMetres: metres.default(300),
  timeLimitSeconds: z.number('expected a time above 0').positive('expected a time above 0').max(3600, 'expected at most 3600').default(60),
}, 'expected {years: ..., costs: ..., rules: ...}');

/** Settings of `lifecircle plan`, as the project gives them; what it leaves out stands in the built-in defaults. */
export type ProjectPlan = z.output<typeof planSchema>;
export type PlanRule = ProjectPlan['rules'][number];
export type PlanYear = ProjectPlan['years'][number];
