/** A plan.json read back. */
import type { z } from 'zod';
import { parseFileOf } from '../coverage/coverage-file.ts';
import { planSchema } from './plan-schema.ts';

/**
 * @param name of the file, for messages.
 * @throws {InputError} if the text is no plan.json of this version.
 */
export function parsePlan(text: string, name: string): z.output<typeof planSchema> {
  return parseFileOf(planSchema, text, name, 'plan.json', 'Give a plan.json that "lifecircle plan" has written');
}
