/** The package as its users have it. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../..');

/** Build it from this source into a fresh folder, as it is published: dist/ of the checkout may be older. @returns the folder. */
export function buildPackage(): string {
  const built = mkdtempSync(join(tmpdir(), 'lifecircle-package-'));
  for (const name of ['package.json', 'bin', 'data']) cpSync(join(repository, name), join(built, name), { recursive: true });
  for (const script of ['dist/page', 'dist/threads/worker.js']) cpSync(join(repository, script), join(built, script), { recursive: true }); // built before the tests run
  symlinkSync(join(repository, 'node_modules'), join(built, 'node_modules'));
  const tsc = join(repository, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', join(repository, 'tsconfig.build.json'), '--noCheck', '--declaration', 'false', '--outDir', join(built, 'dist')]);
  return built;
}
