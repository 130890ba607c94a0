/** The kernels of kernels/ as the modules of src/ that carry them: what `npm run kernels` writes, and what a test holds the written ones to. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
/** The room that a kernel is of, where it is not `travel`. */
const ROOMS: ReadonlyMap<string, string> = new Map([['elimination', 'network'], ['feature-scan', 'inputs']]);

/** Path from the root, and text, of every module of WebAssembly. */
export function compileKernels(): { path: string; text: string }[] {
  const sources = readdirSync(join(ROOT, 'kernels')).filter((file) => file.endsWith('.ts')).sort();
  return sources.map((source) => {
    const name = basename(source, '.ts');
    return {
      path: `src/${ROOMS.get(name) ?? 'travel'}/${name}-wasm.ts`,
      text: `/** kernels/${source}, compiled. Written by \`npm run kernels\`. */\nexport const ${name.toUpperCase().replaceAll('-', '_')}_WASM = '${compileKernel(source).toString('base64')}';\n`,
    };
  });
}

/** @param source below kernels/. */
export function compileKernel(source: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'lifecircle-kernel-')), wasm = join(folder, 'kernel.wasm');
  try {
    execFileSync('npx', ['--no-install', 'asc', `kernels/${source}`, '-O3', '--noAssert', '--enable', 'simd', '--runtime', 'stub', '--use', 'abort=', '--outFile', wasm], { cwd: ROOT, stdio: 'inherit' });
    return readFileSync(wasm);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
