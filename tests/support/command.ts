/** The command line without a process: run() with streams that keep what is written. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { run } from '../../src/cli/main.ts';
import type { CoverageFile } from '../../src/coverage/coverage-schema.ts';
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
  readonly text: (name: string) => string;
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

/**
 * The faults a report on this project ends with, one a line. Whatever they are: the exit code is 2, each
 * says where, what and how to mend it, nothing is on standard output or written, and no stack is shown.
 */
export async function faultsOf(parts: ProjectParts): Promise<string[]> {
  const { code, stdout, stderr, isWritten } = await report(parts);
  expect([code, stdout, isWritten], stderr).toEqual([2, '', false]);
  const lines = stderr.trimEnd().split('\n'), faults = lines.filter((l) => !/^\d+ faults; nothing was written\.$/.test(l));
  expect(lines.length - faults.length, 'several faults are counted, one is not').toBe(faults.length > 1 ? 1 : 0);
  for (const fault of faults) expect(fault).toMatch(/^error: .+: .+\. [A-Z].+\.$/);
  return faults.map((fault) => fault.slice('error: '.length));
}

/** The notices of a report that must succeed, as "code × count  where: what". The summary shows the same. */
export async function noticesOf(parts: ProjectParts): Promise<{ notices: string[]; coverage: CoverageFile }> {
  const reported = await report(parts), { stderr } = reported;
  expect(reported.code, stderr).toBe(0);
  const { coverage } = reported;
  const notices = coverage.notices.map(({ code: kind, count, where, what }) => `${kind} × ${count}  ${where}: ${what}`);
  for (const notice of notices) expect(stderr).toContain(`  ${notice}\n`);
  return { notices: notices.filter((n) => !n.startsWith('no-such-facility-in-data')), coverage };
}
