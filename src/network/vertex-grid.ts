/**
 * Vertices by the cell of the ground in which they lie, for all who look for what is near: a hash table whose slots are
 * chains of vertices. Sixteen cells that lie together have their slots together, in one line of the processor's cache:
 * points that follow each other on a line are looked up there.
 */
import { degreeMetres } from '../core/geodesy.ts';
import { DEGREE_UNITS } from '../inputs/walk-lines.ts';

/** Cells are at least so many metres, and so many reaches, wide and high: what is looked for lies in few of them, and no more than two on either axis. */
const LEAST_CELL_METRES = 32, LEAST_CELL_REACHES = 4;
/** Of a side of the sixteen. */
const BLOCK_BITS = 2;

export class VertexGrid {
  /** By slot: the vertex that was added last plus 1, 0 where there is none. */
  readonly head: Int32Array;
  /** By vertex: the one of the same slot that was added before it, as in `head`. */
  readonly next: Int32Array;
  /** A cell has two to this power units of 1e-7 degrees. */
  readonly lonBits: number;
  readonly latBits: number;
  /** Units of longitude and latitude within which all that is in reach lies, a little more. */
  readonly reachLon: number;
  readonly reachLat: number;
  readonly #blockMask: number;

  /** @param reachMetres how far will be looked. */
  constructor(lat: Int32Array, reachMetres: number) {
    let highest = 0;
    for (const l of lat) highest = Math.max(highest, Math.abs(l));
    // One width of cell for the whole layer, wide enough at its highest latitude.
    const perLon = Math.max(degreeMetres(highest / DEGREE_UNITS).lon / DEGREE_UNITS, 1e-6), perLat = degreeMetres(0).lat / DEGREE_UNITS;
    const cellMetres = Math.max(LEAST_CELL_METRES, LEAST_CELL_REACHES * reachMetres), bitsOf = (units: number): number => Math.min(30, Math.ceil(Math.log2(units)));
    this.lonBits = bitsOf(cellMetres / perLon);
    this.latBits = bitsOf(cellMetres / perLat);
    this.reachLon = Math.ceil(1.01 * reachMetres / perLon);
    this.reachLat = Math.ceil(1.01 * reachMetres / perLat);
    let blocks = 1;
    while (blocks < lat.length / 32) blocks *= 2;
    this.#blockMask = blocks - 1;
    this.head = new Int32Array(blocks << (2 * BLOCK_BITS));
    this.next = new Int32Array(lat.length);
  }

  /** The slot of a cell, given by its column and row; cells that do not lie together may share one. */
  slotOf(column: number, row: number): number {
    return ((mix(column >> BLOCK_BITS, row >> BLOCK_BITS) & this.#blockMask) << (2 * BLOCK_BITS)) | ((column & 3) << BLOCK_BITS) | (row & 3);
  }
}

/** A hash of two whole numbers (the finaliser of MurmurHash3, Appleby 2008, public domain). */
function mix(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
