/**
 * WebAssembly where it can be had. Each kernel has a twin in TypeScript whose results are the same to
 * the bit, so that whoever gets `null` here goes on with the twin and nobody sees a difference but in time.
 */

/** As far as it is used here; the whole of it is typed for browsers only. */
declare const WebAssembly: undefined | { readonly Module: new (bytes: Uint8Array) => object; readonly Instance: new (module: object) => { readonly exports: unknown } };

/** Of a kernel, as it is used here. */
export interface KernelMemory { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number }

const PAGE_BYTES = 1 << 16, MOST_BYTES = 2 ** 32 - PAGE_BYTES;

let isAllowed = true;
/** By their bytes in base64. */
const modules = new Map<string, object>();

/** Whether kernels may run as WebAssembly from now on. Called by the command line only, for `--no-wasm`, and by threads that compute for another. */
export function allowWasm(allowed: boolean): void {
  isAllowed = allowed;
}

export function isWasmAllowed(): boolean {
  return isAllowed;
}

/**
 * A new instance of a module, with a memory of its own.
 * @param base64 its bytes, compiled once.
 * @returns its exports; null where WebAssembly is not allowed, not there, or refuses.
 */
export function openWasm(base64: string): unknown {
  if (!isAllowed || typeof WebAssembly === 'undefined') return null;
  try {
    const module = modules.get(base64) ?? new WebAssembly.Module(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
    modules.set(base64, module);
    return new WebAssembly.Instance(module).exports;
  } catch {
    return null;
  }
}

/** Whether there is memory up to an address, which grows where there is not. Views of it are of no use then. */
export function reserve(memory: KernelMemory, end: number): boolean {
  const missing = end - memory.buffer.byteLength;
  if (end > MOST_BYTES) return false;
  try {
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    return true;
  } catch {
    return false;
  }
}
