/** Before all tests, from this source, where `dist` has them: the script and style of report.html, and the script of the threads that compute. */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

export function setup(): void {
  for (const script of ['build:page', 'build:worker']) execFileSync('npm', ['run', '--silent', script], { cwd: resolve(import.meta.dirname, '../..'), stdio: 'inherit' });
}
