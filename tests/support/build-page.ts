/** Before all tests: the script and style of report.html from this source, where `lifecircle report` looks for them. */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

export function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build:page'], { cwd: resolve(import.meta.dirname, '../..'), stdio: 'inherit' });
}
