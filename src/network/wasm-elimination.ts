/**
 * The elimination of `plain-elimination.ts` as WebAssembly, with the same result to the bit. A process
 * eliminates once or twice, and plain code is slow the first time: a hundred milliseconds where later it takes 25.
 *
 * Memory, until it is done: 8 bytes an edge, 48 a node, and the lists, which take two to three times the arcs that are left.
 */
import { openWasm, reserve, type KernelMemory } from '../core/wasm.ts';
import { ELIMINATION_WASM } from './elimination-wasm.ts';
import type { Elimination } from './elimination.ts';
import type { WalkNetwork } from './walk-network.ts';

/** What kernels/elimination.ts exports; ends with `At` what gives an address. */
interface Kernel {
  readonly memory: KernelMemory;
  readonly begin: (nodes: number, edges: number, from: number, to: number, at: number) => number;
  readonly eliminate: (most: number, mostArcs: number) => number;
  readonly renumber: () => number;
  readonly ranksAt: () => number;
  readonly firstArcsAt: () => number;
  readonly headsAt: () => number;
}

const DONE = 0, TOO_MANY_ARCS = 1;
const NODE_BYTES = 48;
/** In one call; between calls the engine may go over to better code. */
const NODES_A_CALL = 1024;

/** @returns null where more arcs would be left; undefined where WebAssembly cannot be had, or not so much memory. */
export function eliminateInWasm({ nodeCount, edgeFrom, edgeTo }: Pick<WalkNetwork, 'nodeCount' | 'edgeFrom' | 'edgeTo'>, mostArcs: number): Elimination | null | undefined {
  const kernel = openWasm(ELIMINATION_WASM) as Kernel | null, edges = edgeFrom.length, from = 16, to = from + 4 * edges, at = to + 4 * edges;
  if (kernel === null || !reserve(kernel.memory, at + NODE_BYTES * nodeCount + 4)) return undefined;
  new Uint32Array(kernel.memory.buffer, from, edges).set(edgeFrom);
  new Uint32Array(kernel.memory.buffer, to, edges).set(edgeTo);
  if (kernel.begin(nodeCount, edges, from, to, at) === 0) return undefined;
  for (let done = 0; done < nodeCount; done += NODES_A_CALL) {
    const outcome = kernel.eliminate(NODES_A_CALL, Math.min(mostArcs, 0xffffffff));
    if (outcome !== DONE) return outcome === TOO_MANY_ARCS ? null : undefined;
  }
  if (kernel.renumber() === 0) return undefined;
  const take = (address: number, length: number): Uint32Array => new Uint32Array(kernel.memory.buffer, address, length).slice(), firstArc = take(kernel.firstArcsAt(), nodeCount + 1);
  return { rank: take(kernel.ranksAt(), nodeCount), firstArc, arcHead: take(kernel.headsAt(), firstArc[nodeCount]) };
}
