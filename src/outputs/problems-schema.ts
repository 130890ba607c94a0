/** The shape of `validate --format json`, from which its published JSON Schema is written (npm run schema). */
import { z } from 'zod';

const count = z.int().min(0);
const place = z.int().min(1).nullable();

export const problemsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.string(),
  counts: z.strictObject({ error: count, warning: count, info: count }),
  problems: z.array(z.strictObject({
    code: z.string().describe('stable name of the kind; docs/inputs.md lists them'),
    severity: z.enum(['error', 'warning', 'info']),
    file: z.string().describe('as the project names it'),
    line: place, column: place,
    featureId: z.string().nullable(),
    what: z.string(), fix: z.string(),
  })),
});
