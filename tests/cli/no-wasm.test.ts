import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { command } from '../support/command.ts';
import { temporaryFolder } from '../support/project.ts';

afterEach(() => { vi.unstubAllGlobals(); });

/** Typed for browsers only. */
declare const WebAssembly: { readonly Module: unknown; readonly Instance: new (module: object) => object };

const DEMO = join(import.meta.dirname, '../../data/demo');

/** The coverage.json of the demo, and how many kernels ran as WebAssembly. */
async function reportOnDemo(before: readonly string[], after: readonly string[]): Promise<{ bytes: string; kernels: number }> {
  const out = temporaryFolder(), { Module, Instance } = WebAssembly;
  let kernels = 0;
  vi.stubGlobal('WebAssembly', { Module, Instance: class extends Instance { constructor(module: object) { super(module); kernels++; } } });
  const { code } = await command([...before, 'report', DEMO, '--out', out, '--formats', 'json', ...after]);
  vi.unstubAllGlobals();
  expect(code).toBe(0);
  return { bytes: readFileSync(join(out, 'coverage.json'), 'utf8'), kernels };
}

test('--no-wasm before or after a command leaves WebAssembly alone, and coverage.json is the same to the byte', async () => {
  const usual = await reportOnDemo([], []);
  expect(usual.kernels).toBeGreaterThan(0);
  for (const [before, after] of [[['--no-wasm'], []], [[], ['--no-wasm']]]) expect(await reportOnDemo(before, after)).toEqual({ bytes: usual.bytes, kernels: 0 });
  // It holds for its own command only.
  expect((await reportOnDemo([], [])).kernels).toBe(usual.kernels);
});
