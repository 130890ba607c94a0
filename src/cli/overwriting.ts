/** A result may bear the name of an input: settlements.geojson. It is never written over it. */
import { statSync } from 'node:fs';
import { Findings, InputError } from '../core/problems.ts';
import type { NamedFile } from '../inputs/files.ts';
import { readProject } from '../inputs/project.ts';

/** @throws {InputError} if one of the paths to be written is a file that the project reads. */
export function refuseToOverwriteInputs(project: string, paths: readonly string[]): void {
  const { file, layers, checklist } = readProject(project, new Findings());
  refuseToOverwrite([file, ...Object.values(layers).flat().map((source) => source.file), ...(checklist.file ? [checklist.file] : [])], paths);
}

/** The same for inputs named one by one. */
export function refuseToOverwrite(inputs: readonly NamedFile[], paths: readonly string[]): void {
  const names = new Map(inputs.map(({ name, path }) => [identityOf(path), name]));
  for (const path of paths) {
    const there = identityOf(path), input = there === null ? undefined : names.get(there);
    if (input !== undefined) throw new InputError({ code: 'overwrites-input', where: path, what: `is the input ${input} and would be overwritten`, fix: 'Write somewhere else with --out' });
  }
}

/** The same for two names of one file, be it by a link or by the case of letters; null where there is none. */
function identityOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}
