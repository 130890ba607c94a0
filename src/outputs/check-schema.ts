/** The shape of `check --format json`, from which its published JSON Schema is written (npm run schema). */
import { z } from 'zod';
import { problemsSchema } from './problems-schema.ts';

const problem = problemsSchema.shape.problems.element;

export const checkSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.string(),
  passed: z.boolean(),
  computed: z.boolean().describe('whether a coverage could be computed: not where the data has errors'),
  measured: z.strictObject({ services: z.array(z.string()).describe('table/service'), of: z.int().min(0).describe('how many services there are') }).nullable()
    .describe('services measured in this run, the others being as in the baseline; null without a coverage or without a baseline'),
  counts: problemsSchema.shape.counts,
  findings: z.array(z.strictObject({
    ...problem.shape,
    code: z.string().describe('stable name of the rule; docs/cli.md and docs/inputs.md list them'),
    featureId: z.string().nullable().describe('what stands at the place: a facility, or a settlement'),
    settlement: z.string().nullable(), service: z.string().nullable(),
    population: z.number().min(0).nullable().describe('the people concerned'),
    causes: z.array(z.strictObject({ kind: z.string(), of: z.array(z.string()) })).describe('as of lifecircle diff; empty where nothing changed'),
  })),
  passes: z.array(z.strictObject({ code: z.string(), file: z.string(), line: problem.shape.line, column: problem.shape.column, what: z.string() })).describe('rules that hold'),
});
