/** The command line without a process: run() with streams that keep what is written. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/cli/main.ts';
import type { CoverageFile } from '../../src/outputs/coverage-schema.ts';
import { writeProject, type ProjectParts } from './project.ts';

interface Outcome { readonly code: number; readonly stdout: string; readonly stderr: string }

/** Run one command. English unless `env` or the arguments say otherwise. */
export async function command(args: readonly string[], { env = { LANG: 'en_GB.UTF-8' }, isTTY = false }: { env?: Record<string, string>; isTTY?: boolean } = {}): Promise<Outcome> {
  let stdout = '', stderr = '';
  const code = await run(args, {
    stdout: { write: (text) => { stdout += text; } }, stderr: { write: (text) => { stderr += text; }, isTTY }, env,
  });
  return { code, stdout, stderr };
}

/** What `lifecircle report` made of a project. */
export interface Reported extends Outcome {
  readonly folder: string;
  readonly out: string;
  /** Whether anything was written. */
  readonly isWritten: boolean;
  /** A written file, without its byte order mark. */
  text(name: string): string;
  readonly coverage: CoverageFile;
}

/** Write a project and report on it into `results` beside its data. */
export async function report(parts: ProjectParts = {}, options: readonly string[] = []): Promise<Reported> {
  return reportOn(writeProject(parts), options);
}

/** Report on a project folder. */
export async function reportOn(folder: string, options: readonly string[] = []): Promise<Reported> {
  const out = join(folder, 'results');
  const outcome = await command(['report', folder, '--out', out, ...options]);
  const text = (name: string): string => readFileSync(join(out, name), 'utf8').replace(/^\ufeff/, '');
  return {
    ...outcome, folder, out, text, isWritten: existsSync(out),
    get coverage() { return JSON.parse(text('coverage.json')) as CoverageFile; },
  };
}
