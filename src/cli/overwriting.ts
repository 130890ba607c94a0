/** A result may bear the name of an input: settlements.geojson. It is never written over it, and an import never over anything. */
import { existsSync, statSync } from 'node:fs';
import { Findings, InputError } from '../core/problems.ts';
import type { NamedFile } from '../inputs/files.ts';
import { readProject } from '../inputs/project.ts';

/** @throws {InputError} if one of the paths to be written is a file that the project reads. */
export function refuseToOverwriteInputs(project: string, paths: readonly string[]): void {
  const { file, layers, gtfs, checklist } = readProject(project, new Findings());
  refuseToOverwrite([file, ...Object.values(layers).flat().map((source) => source.file), ...(gtfs?.feeds ?? []), ...(checklist.file ? [checklist.file] : [])], paths);
}

/** The same for the baseline of a project. A check reads it; a report may renew it. */
export function refuseToOverwriteBaseline(project: string, paths: readonly string[]): void {
  const { checks: { baseline } } = readProject(project, new Findings());
  if (baseline !== null) refuseToOverwrite([baseline], paths);
}

/** The same for inputs named one by one. */
export function refuseToOverwrite(inputs: readonly NamedFile[], paths: readonly string[]): void {
  const names = new Map(inputs.map(({ name, path }) => [identityOf(path), name]));
  for (const path of paths) {
    const there = identityOf(path), input = there === null ? undefined : names.get(there);
    if (input !== undefined) throw new InputError({ code: 'overwrites-input', where: path, what: `is the input ${input} and would be overwritten`, fix: 'Write somewhere else with --out' });
  }
}

/** @throws {InputError} that names every path that is there already: an imported layer may have been corrected by hand since. */
export function refuseToOverwriteAnything(paths: readonly string[]): void {
  const there = paths.filter((path) => existsSync(path));
  if (there.length > 0) throw new InputError(there.map((where) => ({ code: 'file-exists', where, what: 'is there already', fix: 'Remove it, or write somewhere else with --out' })));
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
