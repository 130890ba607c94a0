/** A coverage.json read back. */
import { InputError } from '../core/problems.ts';
import { coverageSchema, type CoverageFile } from './coverage-schema.ts';

const PROBLEMS_SHOWN = 5;

/**
 * @param name of the file, for messages.
 * @throws {InputError} if the text is no coverage.json of this version.
 */
export function parseCoverage(text: string, name: string): CoverageFile {
  const fix = 'Give a coverage.json that "lifecircle report" has written, or a project';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError({ code: 'json', where: name, what: 'is not JSON, expected a coverage.json', fix }, error);
  }
  const { success, data, error } = coverageSchema.safeParse(value);
  if (success) return data;
  throw new InputError(error.issues.slice(0, PROBLEMS_SHOWN).map(({ path, message }) => ({ code: 'schema', where: name, what: `is no coverage.json of this version: ${path.length === 0 ? '' : `${path.join('.')}: `}${message}`, fix })));
}
