/** What a search knows of the nodes: by node milliseconds, destination and millimetres, beside each other in 16 bytes. */
import { UNREACHED } from '../core/units.ts';

export const LABEL_BYTES = 16;

/** The labels of N nodes in a stretch of memory. */
export class NodeLabels {
  /** Length 4 N: ms, destination, and the two halves of mm. */
  readonly words: Uint32Array;
  /** Length 2 N: mm of node n is number 2 n + 1. */
  readonly numbers: Float64Array;

  /** @param at a multiple of 8. */
  constructor(buffer: ArrayBuffer, at: number, nodeCount: number) {
    this.words = new Uint32Array(buffer, at, 4 * nodeCount);
    this.numbers = new Float64Array(buffer, at, 2 * nodeCount);
  }

  /** Milliseconds to a node; UNREACHED where it is not reached within the limit. */
  msOf(node: number): number { return this.words[4 * node]; }

  /** Only where it is reached. */
  destinationOf(node: number): number { return this.words[4 * node + 1]; }

  /** Millimetres; only where it is reached. */
  mmOf(node: number): number { return this.numbers[2 * node + 1]; }

  set(node: number, ms: number, destination: number, mm: number): void {
    this.words[4 * node] = ms;
    this.words[4 * node + 1] = destination;
    this.numbers[2 * node + 1] = mm;
  }

  clear(node: number): void { this.words[4 * node] = UNREACHED; }

  clearAll(): void { this.words.fill(UNREACHED); }
}
