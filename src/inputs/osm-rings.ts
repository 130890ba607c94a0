/**
 * Closed rings out of the ways of an area, and polygons out of the rings
 * (wiki.openstreetmap.org/wiki/Relation:multipolygon).
 *
 * Ways are joined at their ends, in any order and direction. Where a path comes back to a joint it has
 * passed, the loop is cut off as a ring, so that rings that touch come apart. Which ring is a hole follows
 * from what lies in what: an island in a hole is land again. Roles only decide where ways could be joined
 * in two manners, and that a hole without its outer ring is no land.
 */

/** A way of an area's edge. */
export interface RingWay {
  /** Node ids along it. */
  readonly refs: ArrayLike<number>;
  readonly isInner: boolean;
}

export interface Ring {
  /** Node ids; the last is the first. */
  readonly nodes: readonly number[];
  /** Whether all of its ways are inner ones. */
  readonly isInner: boolean;
}

interface Step { readonly way: RingWay; readonly isReversed: boolean }

/** @returns rings of three corners or more, none passing a node twice, and how many ways are part of none. */
export function joinRings(ways: readonly RingWay[]): { rings: Ring[]; openWays: number } {
  const rings: Ring[] = [], used = new Set<RingWay>();
  const ends = [new Map<number, RingWay[]>(), new Map<number, RingWay[]>()]; // outer, inner
  let openWays = 0;
  for (const way of ways) {
    const { refs, isInner } = way, first = refs[0], last = refs[refs.length - 1];
    if (refs.length < 2) openWays++;
    else if (first === last) rings.push(...cutLoops(Array.from(refs), isInner));
    else for (const node of [first, last]) (ends[+isInner].get(node) ?? setDefault(ends[+isInner], node)).push(way);
  }
  /** An unused way that ends at the node, of the same role if there is one. */
  const nextAt = (node: number, isInner: boolean): RingWay | undefined => {
    for (const role of [+isInner, 1 - +isInner]) {
      const there = ends[role].get(node) ?? [];
      while (there.length > 0 && used.has(there[there.length - 1])) there.pop();
      if (there.length > 0) return there[there.length - 1];
    }
    return undefined;
  };
  for (const start of ways) {
    if (used.has(start) || start.refs.length < 2 || start.refs[0] === start.refs[start.refs.length - 1]) continue;
    const steps: Step[] = [], joints = [start.refs[0]], passed = new Map([[start.refs[0], 0]]);
    let way: RingWay | undefined = start;
    for (;;) {
      const tail = joints[joints.length - 1];
      if (way === undefined) {
        if (steps.length === 0) break;
        steps.pop(); // a dead end
        openWays++;
        passed.delete(tail);
        joints.pop();
      } else {
        used.add(way);
        const isReversed = way.refs[0] !== tail, head = way.refs[isReversed ? 0 : way.refs.length - 1];
        steps.push({ way, isReversed });
        const from = passed.get(head);
        if (from === undefined) {
          passed.set(head, joints.length);
          joints.push(head);
        } else {
          const loop = steps.splice(from);
          for (const joint of joints.splice(from + 1)) passed.delete(joint);
          rings.push(...cutLoops(nodesAlong(loop), loop.every((step) => step.way.isInner)));
        }
      }
      way = nextAt(joints[joints.length - 1], steps.at(-1)?.way.isInner ?? start.isInner);
    }
  }
  return { rings, openWays };
}

function setDefault(map: Map<number, RingWay[]>, key: number): RingWay[] {
  const list: RingWay[] = [];
  map.set(key, list);
  return list;
}

function nodesAlong(steps: readonly Step[]): number[] {
  const nodes: number[] = [];
  for (const { way: { refs }, isReversed } of steps) {
    const along = isReversed ? Array.from(refs).reverse() : Array.from(refs);
    for (let i = nodes.length === 0 ? 0 : 1; i < along.length; i++) nodes.push(along[i]);
  }
  return nodes;
}

/** A closed ring parted at the nodes that it passes twice; spikes and repeated nodes fall out. */
function cutLoops(nodes: readonly number[], isInner: boolean): Ring[] {
  const rings: Ring[] = [], path: number[] = [], at = new Map<number, number>();
  for (const node of nodes) {
    const from = at.get(node);
    if (from !== undefined) {
      const loop = path.splice(from);
      for (const passed of loop) at.delete(passed);
      if (loop.length >= 3) rings.push({ nodes: [...loop, node], isInner });
    }
    at.set(node, path.length);
    path.push(node);
  }
  return rings;
}

/** Where a node lies, in any plane. */
export type NodePosition = (node: number) => readonly [x: number, y: number];

interface PlacedRing extends Ring {
  readonly points: readonly (readonly [number, number])[];
  readonly box: readonly [west: number, south: number, east: number, north: number];
  readonly doubleArea: number;
  readonly nodeSet: ReadonlySet<number>;
}

/**
 * Rings put together: each polygon is its outer ring and the holes in it, outer rings by falling size.
 * @returns the polygons as rings of node ids, and how many holes lie in no outer ring.
 */
export function nestRings(rings: readonly Ring[], positionOf: NodePosition): { polygons: (readonly number[])[][]; strayHoles: number } {
  const placed = rings.map((ring) => place(ring, positionOf)).sort((a, b) => b.doubleArea - a.doubleArea);
  const polygons: (readonly number[])[][] = [], polygonOf = new Map<PlacedRing, (readonly number[])[]>(), taken: PlacedRing[] = [];
  let strayHoles = 0;
  for (const ring of placed) {
    const around = taken.map((other) => ({ other, is: relationOf(ring, other) }));
    if (around.some(({ is }) => is === 'same')) continue;
    const containers = around.filter(({ is }) => is === 'inside').map(({ other }) => other), innermost = containers.at(-1);
    if (containers.length % 2 === 1 && innermost) polygonOf.get(innermost)?.push(ring.nodes);
    else if (innermost === undefined && ring.isInner) { strayHoles++; continue; }
    else {
      const polygon = [ring.nodes];
      polygons.push(polygon);
      polygonOf.set(ring, polygon);
    }
    taken.push(ring);
  }
  return { polygons, strayHoles };
}

function place(ring: Ring, positionOf: NodePosition): PlacedRing {
  const points = ring.nodes.map(positionOf), [x0, y0] = points[0];
  let west = x0, south = y0, east = x0, north = y0, sum = 0;
  points.forEach(([x, y], i) => {
    west = Math.min(west, x); east = Math.max(east, x); south = Math.min(south, y); north = Math.max(north, y);
    if (i > 0) sum += (points[i - 1][0] - x0) * (y - y0) - (x - x0) * (points[i - 1][1] - y0);
  });
  return { ...ring, points, box: [west, south, east, north], doubleArea: Math.abs(sum), nodeSet: new Set(ring.nodes) };
}

/** How a ring lies to a larger one that it does not cross; they may share nodes and edges. */
function relationOf(ring: PlacedRing, other: PlacedRing): 'inside' | 'outside' | 'same' {
  const [west, south, east, north] = ring.box;
  if (west < other.box[0] || south < other.box[1] || east > other.box[2] || north > other.box[3]) return 'outside';
  const isIn = (x: number, y: number): 'inside' | 'outside' => (isInRing(x, y, other.points) ? 'inside' : 'outside');
  const own = ring.nodes.findIndex((node) => !other.nodeSet.has(node));
  if (own >= 0) return isIn(ring.points[own][0], ring.points[own][1]);
  const next = new Map(other.nodes.slice(0, -1).map((node, i) => [node, other.nodes[i + 1]]));
  for (let i = 1; i < ring.nodes.length; i++) {
    const a = ring.nodes[i - 1], b = ring.nodes[i];
    if (next.get(a) !== b && next.get(b) !== a) return isIn((ring.points[i - 1][0] + ring.points[i][0]) / 2, (ring.points[i - 1][1] + ring.points[i][1]) / 2);
  }
  return 'same';
}

function isInRing(x: number, y: number, ring: readonly (readonly [number, number])[]): boolean {
  let isIn = false;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1], [bx, by] = ring[i];
    if ((ay > y) !== (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax) isIn = !isIn;
  }
  return isIn;
}
