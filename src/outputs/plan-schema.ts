/** The shape of plan.json, from which its published JSON Schema is written (npm run schema). */
import { z } from 'zod';

const bilingual = z.strictObject({ zh: z.string(), en: z.string() });
const count = z.int().min(0), amount = z.number().min(0), share = z.number().min(0).max(1), status = z.enum(['covered', 'gap', 'unknown']);
const statuses = <T extends z.ZodType>(value: T) => z.strictObject({ covered: value, gap: value, unknown: value });
const gaps = z.strictObject({ required: count, pilot: count, advisory: count });
const tally = { pairs: statuses(count).describe('pairs of a settlement and a service'), people: statuses(amount).describe('of the pairs: a person counts once for each service'), gaps, coverage: share.nullable().describe('share covered of what is known, of people, or of pairs where nobody is counted'), shares: z.strictObject({ basic: share.nullable(), required: share.nullable(), pilot: share.nullable(), advisory: share.nullable() }).describe('coverage of basic services alone, owed or piloted, and of each severity') };
const services = z.strictObject({ covered: count, unknown: count, gaps }).describe('how many services it reaches, knows nothing of and lacks');
const fewest = z.strictObject({ sites: count, bound: count, gap: share, unreachable: count.describe('gaps that no site closes') }).nullable();

export const planSchema = z.strictObject({
  schemaVersion: z.literal(1),
  manifest: z.strictObject({
    tool: z.string(), project: bilingual,
    inputs: z.array(z.strictObject({ layer: z.string(), file: z.string(), sha256: z.string(), features: count.nullable() })),
    parameters: z.record(z.string(), z.unknown()),
    checklist: z.strictObject({ id: z.string(), version: z.string(), name: bilingual, note: bilingual }),
  }),
  sites: z.strictObject({ candidate: count, host: count, closed: count, junction: count }).describe('looked at, by kind'),
  solution: z.strictObject({
    value: amount.describe('weight covered, in tenths'), bound: amount.describe('no plan with this money covers more'), gap: share, isProven: z.boolean(), cost: amount, budget: amount.describe('public'), privateCost: amount.describe('of the cost, what private money pays, which is in no public budget'), openedSites: count,
    order: z.strictObject({ value: amount.describe('weight × months in service until everything is open'), bound: amount.describe('no order of the same projects that serves basic services as well has more'), gap: share, isProven: z.boolean() }).describe('in which year what begins'),
  }),
  years: z.array(z.strictObject({
    year: z.int(), due: z.string().describe('YYYY-MM-DD'), isOverdue: z.boolean(), projects: count, income: amount.describe('public money, here and in payers'), spent: amount, left: amount.describe('of this year and those before it'), isProven: z.boolean(),
    payers: z.array(z.strictObject({ payer: z.enum(['total', 'district', 'township']), township: z.string().nullable(), income: amount, spent: amount })),
    private: z.strictObject({ income: amount.nullable().describe('null where nothing says how much there is'), spent: amount }).nullable().describe('null where it pays nothing'),
  })),
  projects: z.array(z.strictObject({
    id: z.string(), number: count, service: z.string(), name: bilingual, task: count.nullable(), dimensions: z.array(z.string()), class: z.enum(['basic', 'quality']).nullable(),
    site: z.strictObject({ id: z.string(), kind: z.enum(['candidate', 'host', 'closed', 'junction']), name: z.string(), areaSquareMetres: amount.nullable() }),
    near: z.strictObject({ id: z.string(), name: z.string() }).nullable(), township: z.string(), lon: z.number().nullable(), lat: z.number().nullable(),
    minimumSize: z.strictObject({ amount, unit: z.string() }).nullable().describe('what the checklist asks for at least'),
    capacity: amount.nullable().describe('what it will hold, as facilities say it; null where nothing says it'), areaSquareMetres: amount.nullable(),
    implementer: z.string().nullable(), department: z.string().nullable(), funding: z.string().nullable(), districtShare: share.nullable().describe('of what public money pays'), privateShare: share.describe('of the cost of the service'),
    cost: amount.describe('with siteCost'), siteCost: amount.describe('of making the place ready, paid by its first project'), costStatus: z.enum(['project', 'proposed']),
    year: z.int(), opens: z.string().describe('YYYY-MM'), newlyCovered: amount.describe('people of settlements that get a service that they lacked, given that the projects that open before stand'),
    catchment: amount.describe('people within the limit of the service'), duplication: share.nullable().describe('share of the catchment that had the service already'),
    coverageBefore: share.nullable(), coverageAfter: share.nullable(),
    changes: z.array(z.strictObject({ settlement: z.string(), service: z.string(), from: status, to: status })),
  })),
  stages: z.array(z.strictObject({
    stage: z.union([z.literal('before'), z.literal('all'), z.int()]).describe('before; the end of a year; when all is built'), projects: count.describe('open by then'), total: z.strictObject(tally),
    townships: z.array(z.strictObject({ name: z.string(), ...tally })), services: z.array(z.strictObject({ id: z.string(), ...tally })),
  })),
  settlements: z.array(z.strictObject({
    id: z.string(), name: z.string(), township: z.string(), kind: z.enum(['urban', 'rural']), population: amount, lon: z.number().nullable(), lat: z.number().nullable(), before: services, after: services.describe('when all is built'),
  })).describe('what the plan leaves each settlement with'),
  services: z.array(z.strictObject({
    id: z.string(), name: bilingual, gaps, planned: count, fewestForBasic: fewest, fewestForAll: fewest,
    most: z.array(z.strictObject({ sites: count, people: amount, bound: amount, gap: share })).describe('most people that so many sites can give the service'),
  })).describe('what each service alone would need'),
  unmet: z.array(z.strictObject({
    settlement: z.string(), name: z.string(), township: z.string(), service: z.string(), severity: z.enum(['required', 'pilot', 'advisory']), people: amount, reason: z.enum(['no-cost', 'no-site', 'no-capacity', 'too-small', 'nobody', 'budget']),
  })).describe('gaps that stay'),
  spare: z.array(z.strictObject({ id: z.string(), name: z.string(), type: z.string(), lon: z.number().nullable(), lat: z.number().nullable(), services: z.array(z.string()) })).describe('facilities whose removal, each alone, changes no status'),
  notices: z.array(z.strictObject({ code: z.string(), where: z.string(), what: z.string(), count })),
});
