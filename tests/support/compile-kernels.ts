/** The kernels of kernels/ as the modules of src/ that carry them: what `npm run kernels` writes, and what a test holds the written ones to. */
import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { main } from 'assemblyscript/asc';

const ROOT = resolve(import.meta.dirname, '../..');

/** Path from the root, and text, of every module of WebAssembly. */
export async function compileKernels(): Promise<{ path: string; text: string }[]> {
  const sources = readdirSync(join(ROOT, 'kernels')).filter((file) => file.endsWith('.ts')).sort();
  return Promise.all(sources.map(async (source) => {
    const name = basename(source, '.ts');
    return {
      path: `src/travel/${name}-wasm.ts`,
      text: `/** kernels/${source}, compiled. Written by \`npm run kernels\`. */\nexport const ${name.toUpperCase().replaceAll('-', '_')}_WASM = '${Buffer.from(await compile(source)).toString('base64')}';\n`,
    };
  }));
}

async function compile(source: string): Promise<Uint8Array> {
  let wasm: Uint8Array | undefined;
  const { error, stderr } = await main([`kernels/${source}`, '--baseDir', ROOT, '-O3', '--noAssert', '--enable', 'simd', '--runtime', 'stub', '--use', 'abort=', '--outFile', 'kernel.wasm'], {
    writeFile: (_, contents) => { if (typeof contents !== 'string') wasm = contents; },
  });
  if (error !== null || wasm === undefined) throw new Error(stderr.toString(), { cause: error });
  return wasm;
}
