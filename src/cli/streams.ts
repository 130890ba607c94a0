import type { Notice } from '../core/problems.ts';

/** What a command may touch of the world around it. `process` is one. */
export interface World {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Told how a command ended that says so itself; all others are done. */
export type End = (how: 'done' | 'failed' | 'input') => void;

/** One line for each. */
export function writeNotices(notices: readonly Notice[], stderr: World['stderr']): void {
  for (const { where, what, count } of notices) stderr.write(`notice: ${where}: ${what} (${count})\n`);
}
