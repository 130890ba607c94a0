/**
 * Features of GeoJSON that are plain, read at sight by kernels/feature-scan.ts: the numbers of their coordinates come
 * straight from the bytes, and of features that are alike but for these the rest is parsed once. What it does not read
 * is for JSON.parse, with the same values to the bit.
 */
import { openWasm, reserve, type KernelMemory } from '../core/wasm.ts';
import { FEATURE_SCAN_WASM } from './feature-scan-wasm.ts';
import { FlatGeometry } from './flat-geometry.ts';
import { CHUNK_BYTES, decodeUtf8 } from './files.ts';

/** What kernels/feature-scan.ts exports; all are addresses. */
interface Kernel {
  readonly memory: KernelMemory;
  readonly layOut: (numbers: number, counts: number, rest: number, found: number) => void;
  readonly scan: (begin: number) => number;
}

const PAGE_BYTES = 1 << 16;
/** The first page is the kernel's own. A number has two bytes of the text at least, a list of positions eight. */
const FOUND_AT = PAGE_BYTES, TEXT_AT = FOUND_AT + 64, ZEROS = 16, REST_AT = TEXT_AT + CHUNK_BYTES + ZEROS, COUNTS_AT = REST_AT + CHUNK_BYTES + ZEROS, NUMBERS_AT = COUNTS_AT + CHUNK_BYTES / 2, END = NUMBERS_AT + 4 * CHUNK_BYTES;

/** So many different rests are kept. */
const MOST_KEPT = 1024;

/** A feature whose geometry has coordinates. */
export interface ScannedFeature {
  /** As JSON.parse would have it but for its coordinates, which are []; the same object for features that are alike. */
  readonly rest: { readonly geometry: Readonly<Record<string, unknown>> };
  readonly geometry: FlatGeometry;
  /** Where it ends in the chunk. */
  readonly end: number;
  /** Line ends in it. */
  readonly lines: number;
}

export class FeatureScanner {
  readonly #kernel: Kernel;
  readonly #text: Buffer;
  readonly #rest: Buffer;
  readonly #found: Uint32Array;
  readonly #geometry: FlatGeometry;
  /** By their text. */
  readonly #known = new Map<string, ScannedFeature['rest']>();

  /** null where WebAssembly cannot be had. */
  static open(): FeatureScanner | null {
    const kernel = openWasm(FEATURE_SCAN_WASM) as Kernel | null;
    return kernel === null || !reserve(kernel.memory, END) ? null : new FeatureScanner(kernel);
  }

  private constructor(kernel: Kernel) {
    const { buffer } = kernel.memory;
    this.#kernel = kernel;
    kernel.layOut(NUMBERS_AT, COUNTS_AT, REST_AT, FOUND_AT);
    this.#text = Buffer.from(buffer, TEXT_AT, CHUNK_BYTES + ZEROS);
    this.#rest = Buffer.from(buffer, REST_AT, CHUNK_BYTES);
    this.#found = new Uint32Array(buffer, FOUND_AT, 6);
    this.#geometry = new FlatGeometry(new Uint32Array(buffer, COUNTS_AT, CHUNK_BYTES / 8), new Float64Array(buffer, NUMBERS_AT, CHUNK_BYTES / 2));
  }

  /** The chunk that is scanned from now on. */
  open(chunk: Buffer): void {
    this.#text.set(chunk);
    this.#text.fill(0, chunk.length, chunk.length + ZEROS);
  }

  /** The feature whose brace is at byte `begin` of the chunk; null if it is not plain or does not end in it. */
  scan(begin: number): ScannedFeature | null {
    const end = this.#kernel.scan(TEXT_AT + begin);
    if (end === 0) return null;
    const found = this.#found, geometry = this.#geometry, rest = this.#parse(found[3], found[4] === 1);
    if (rest === null) return null;
    geometry.members = rest.geometry;
    geometry.depth = found[1];
    geometry.stride = found[2];
    geometry.length = found[5];
    return { rest, geometry, end: end - TEXT_AT, lines: found[0] };
  }

  /** null where it is not JSON. */
  #parse(bytes: number, isAscii: boolean): ScannedFeature['rest'] | null {
    const text = isAscii ? this.#rest.toString('latin1', 0, bytes) : null, known = text === null ? undefined : this.#known.get(text);
    if (known !== undefined) return known;
    try {
      const rest = JSON.parse(text ?? decodeUtf8(this.#rest.subarray(0, bytes), '')) as ScannedFeature['rest'];
      if (text !== null && this.#known.size < MOST_KEPT) this.#known.set(text, rest);
      return rest;
    } catch {
      return null;
    }
  }
}
