/** Writes the published shapes of coverage.json, comparisons, checks and lists of problems into data/: npm run schema */
import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { comparisonSchema } from '../src/comparison/comparison-schema.ts';
import { coverageSchema } from '../src/coverage/coverage-schema.ts';
import { checkSchema } from '../src/outputs/check-schema.ts';
import { planSchema } from '../src/outputs/plan-schema.ts';
import { problemsSchema } from '../src/outputs/problems-schema.ts';

export const SCHEMA_FILE = new URL('../data/coverage.schema.json', import.meta.url);
export const CHECK_SCHEMA_FILE = new URL('../data/check.schema.json', import.meta.url);
export const DIFF_SCHEMA_FILE = new URL('../data/diff.schema.json', import.meta.url);
export const PLAN_SCHEMA_FILE = new URL('../data/plan.schema.json', import.meta.url);
export const PROBLEMS_SCHEMA_FILE = new URL('../data/validate.schema.json', import.meta.url);

/** The JSON Schema (draft 2020-12) of coverage.json. */
export function renderSchema(): string {
  const { $schema, ...shape } = z.toJSONSchema(coverageSchema);
  const about = {
    title: 'coverage.json of lifecircle, schemaVersion 1',
    description: 'Which services each settlement reaches in time, which it lacks, and the totals. docs/outputs.md describes every field.',
  };
  return `${JSON.stringify({ $schema, ...about, ...shape }, null, 2)}\n`;
}

/** The same of `validate --format json`. */
export function renderProblemsSchema(): string {
  const { $schema, ...shape } = z.toJSONSchema(problemsSchema);
  return `${JSON.stringify({ $schema, title: 'What lifecircle validate --format json lists, schemaVersion 1', ...shape }, null, 2)}\n`;
}

/** The same of `diff --format json`. */
export function renderDiffSchema(): string {
  const { $schema, ...shape } = z.toJSONSchema(comparisonSchema);
  return `${JSON.stringify({ $schema, title: 'What lifecircle diff --format json tells, schemaVersion 1', ...shape }, null, 2)}\n`;
}

/** The same of plan.json. */
export function renderPlanSchema(): string {
  const { $schema, ...shape } = z.toJSONSchema(planSchema);
  return `${JSON.stringify({ $schema, title: 'plan.json of lifecircle, schemaVersion 1', ...shape }, null, 2)}\n`;
}

/** The same of `check --format json`. */
export function renderCheckSchema(): string {
  const { $schema, ...shape } = z.toJSONSchema(checkSchema);
  return `${JSON.stringify({ $schema, title: 'What lifecircle check --format json finds, schemaVersion 1', ...shape }, null, 2)}\n`;
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(SCHEMA_FILE, renderSchema());
  writeFileSync(CHECK_SCHEMA_FILE, renderCheckSchema());
  writeFileSync(DIFF_SCHEMA_FILE, renderDiffSchema());
  writeFileSync(PLAN_SCHEMA_FILE, renderPlanSchema());
  writeFileSync(PROBLEMS_SCHEMA_FILE, renderProblemsSchema());
}
