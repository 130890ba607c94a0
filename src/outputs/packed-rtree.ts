/**
 * An R-tree packed at once, as the nodes that SQLite keeps of one: inserted by itself, each item is searched a place for,
 * and several nodes are read and written. Items are put into strips from west to east, in each from south to north
 * (sort-tile-recursive, Leutenegger, Lopez and Edgington 1997), and filled into nodes: fewer than those of a tree that grew, and with less in common.
 */

/** Items of one box after the other: the ids of those in the same one are consecutive. */
export interface PlacedItems {
  /** Of each box, the id of its first item and how many it has; ascending. */
  readonly firstIds: readonly number[];
  readonly counts: readonly number[];
  /** West, east, south, north of each. */
  readonly boxes: readonly number[];
}

export interface PackedRtree {
  /** From the root, which is 1, in the order of their numbers, each with the number of that above it. */
  readonly nodes: Iterable<{ readonly bytes: Buffer; readonly parent: number | null }>;
  /** Of each item, in the order of the ids, id and number of its leaf. */
  readonly leaves: Iterable<readonly [id: number, leaf: number]>;
}

/** A node as SQLite has it in two dimensions on pages of 4,096 bytes: depth of the tree (in the root) and number of cells in 16 bits, then cells of an id in 64 and four floats. */
const MOST_CELLS = 51, HEAD_BYTES = 4, CELL_BYTES = 24, NODE_BYTES = HEAD_BYTES + MOST_CELLS * CELL_BYTES;
/** From a float that is too great or too small to one that is not, as SQLite does it. */
const SMALLER = 1 - 2 ** -23, GREATER = 1 + 2 ** -23;

/** The cells of the nodes of a level, from the leaves upwards. */
interface Level { readonly length: number; readonly boxes: Float32Array; /** Which box a cell has. */ readonly boxAt: (cell: number) => number }

/** @param items at least one. */
export function packRtree({ firstIds, counts, boxes }: PlacedItems): PackedRtree {
  const order = orderByTiles(boxes), boxOf = new Uint32Array(counts.reduce((sum, count) => sum + count, 0)), firstCell = new Uint32Array(counts.length);
  let cells = 0;
  for (const b of order) {
    firstCell[b] = cells;
    boxOf.fill(b, cells, cells += counts[b]);
  }
  const levels: Level[] = [{ length: cells, boxes: floatBoxes(boxes), boxAt: (cell) => boxOf[cell] }], nodeCount = ({ length }: Level): number => Math.ceil(length / MOST_CELLS);
  for (let below = levels[0]; nodeCount(below) > 1; levels.push(below)) below = { length: nodeCount(below), boxes: boxesAround(below), boxAt: (cell) => cell };
  // Numbered from the root downwards: the first node of a level follows all of the levels above.
  const top = levels.length - 1, firstNode = levels.map((_, k) => levels.slice(k + 1).reduce((sum, level) => sum + nodeCount(level), 1));
  function* nodes(): Generator<{ bytes: Buffer; parent: number | null }> {
    for (let k = top; k >= 0; k--) {
      const idOf = (cell: number): number => (k === 0 ? firstIds[boxOf[cell]] + cell - firstCell[boxOf[cell]] : firstNode[k - 1] + cell);
      for (let node = 0; node < nodeCount(levels[k]); node++) yield { bytes: encodeNode(levels[k], node * MOST_CELLS, idOf, k === top ? top : 0), parent: k === top ? null : firstNode[k + 1] + Math.floor(node / MOST_CELLS) };
    }
  }
  function* leaves(): Generator<readonly [number, number]> {
    for (let b = 0; b < counts.length; b++) for (let n = 0; n < counts[b]; n++) yield [firstIds[b] + n, firstNode[0] + Math.floor((firstCell[b] + n) / MOST_CELLS)];
  }
  return { nodes: nodes(), leaves: leaves() };
}

/** Boxes by their middle, in as many strips as a strip has leaves if each box has one item. */
function orderByTiles(boxes: readonly number[]): Uint32Array {
  const count = boxes.length / 4, x = new Float64Array(count), y = new Float64Array(count);
  for (let b = 0; b < count; b++) { x[b] = boxes[4 * b] + boxes[4 * b + 1]; y[b] = boxes[4 * b + 2] + boxes[4 * b + 3]; }
  const order = Uint32Array.from({ length: count }, (_, b) => b).sort((a, b) => x[a] - x[b] || a - b), strip = MOST_CELLS * Math.ceil(Math.sqrt(count / MOST_CELLS));
  for (let first = 0; first < count; first += strip) order.subarray(first, first + strip).sort((a, b) => y[a] - y[b] || a - b);
  return order;
}

/** Rounded outwards. The boxes around them are made of these: each must hold what is below it. */
function floatBoxes(boxes: readonly number[]): Float32Array {
  return Float32Array.from(boxes, (side, i) => {
    const float = Math.fround(side);
    if (i % 2 === 0) return float > side ? side * (side < 0 ? GREATER : SMALLER) : float;
    return float < side ? side * (side < 0 ? SMALLER : GREATER) : float;
  });
}

/** The box of each node of a level. */
function boxesAround({ length, boxes, boxAt }: Level): Float32Array {
  const around = new Float32Array(4 * Math.ceil(length / MOST_CELLS));
  for (let node = 0; 4 * node < around.length; node++) around.set([Infinity, -Infinity, Infinity, -Infinity], 4 * node);
  for (let cell = 0; cell < length; cell++) {
    const to = 4 * Math.floor(cell / MOST_CELLS), from = 4 * boxAt(cell);
    for (let side = 0; side < 4; side++) around[to + side] = side % 2 === 0 ? Math.min(around[to + side], boxes[from + side]) : Math.max(around[to + side], boxes[from + side]);
  }
  return around;
}

function encodeNode({ length, boxes, boxAt }: Level, first: number, idOf: (cell: number) => number, depth: number): Buffer {
  const node = Buffer.alloc(NODE_BYTES), end = Math.min(first + MOST_CELLS, length);
  node.writeUInt16BE(depth, 0);
  node.writeUInt16BE(end - first, 2);
  for (let cell = first, at = HEAD_BYTES; cell < end; cell++) {
    at = node.writeUInt32BE(idOf(cell), at + 4);
    for (let side = 0; side < 4; side++) at = node.writeFloatBE(boxes[4 * boxAt(cell) + side], at);
  }
  return node;
}
