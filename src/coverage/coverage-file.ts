/** A coverage.json read back. */
import type { z } from 'zod';
import { InputError } from '../core/problems.ts';
import { coverageSchema, type CoverageFile } from './coverage-schema.ts';

const PROBLEMS_SHOWN = 5;

/**
 * @param name of the file, for messages.
 * @throws {InputError} if the text is no coverage.json of this version.
 */
export function parseCoverage(text: string, name: string): CoverageFile {
  return parseFileOf(coverageSchema, text, name, 'coverage.json', 'Give a coverage.json that "lifecircle report" has written, or a project');
}

/**
 * A file of ours by its schema.
 * @param kind what it should be.
 * @throws {InputError} if it is none of this version.
 */
export function parseFileOf<S extends z.ZodType>(schema: S, text: string, name: string, kind: string, fix: string): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError({ code: 'json', where: name, what: `is not JSON, expected a ${kind}`, fix }, error);
  }
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw new InputError(error.issues.slice(0, PROBLEMS_SHOWN).map(({ path, message }) => ({ code: 'schema', where: name, what: `is no ${kind} of this version: ${path.length === 0 ? '' : `${path.join('.')}: `}${message}`, fix })));
}
