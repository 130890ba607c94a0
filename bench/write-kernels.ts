// Compile kernels/ to WebAssembly and write it into src/. Run after a change of a kernel: npm run kernels
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { compileKernels } from '../tests/support/compile-kernels.ts';

for (const { path, text } of compileKernels()) {
  writeFileSync(resolve(import.meta.dirname, '..', path), text);
  console.log(`${path}: ${text.length} bytes`);
}
