/**
 * Points joined to the nearest point on the walkable network: on an edge, not at a node.
 *
 * The index holds boxes of up to eight consecutive segments in degrees; a search looks into boxes
 * that double in size until the nearest segment found is nearer than the box reaches. Distances are
 * measured in the plane that touches the ellipsoid at the point.
 */
import Flatbush from 'flatbush';
import { degreeMetres } from '../core/geodesy.ts';
import { DEGREE_UNITS } from '../inputs/walk-lines.ts';
import { isOnIsland, pointOn, type WalkNetwork } from './walk-network.ts';

/** Where a point or area meets the network: a span of an edge, reached over a straight leg. */
export interface Access {
  readonly edge: number;
  /** Metres from the edge's start; `from` <= `to`, equal but for areas that an edge runs through. */
  readonly fromMetres: number;
  readonly toMetres: number;
  /** Straight distance between the point and the network. */
  readonly legMetres: number;
  /** Where the leg meets the network, degrees. */
  readonly lon: number;
  readonly lat: number;
  /** Where it meets the place, degrees. */
  readonly placeLon: number;
  readonly placeLat: number;
  /** Distance to an island that was nearer and not chosen, null if none was. */
  readonly avoidedIslandMetres: number | null;
}

const SEGMENTS_PER_BOX = 8;
const FIRST_REACH_METRES = 40;
/** Distances closer than this are equal: the lower edge is taken. Ties are places where edges meet. */
const TIE_METRES = 1e-6;

/** A segment of the network: its edge, and the shape point it begins at. */
export interface NearSegment { readonly edge: number; readonly shape: number }

/** The boxes of a network, each of consecutive segments of one edge. */
export interface SegmentBoxes {
  /** The edge of each, and the shape point that its first segment begins at. */
  readonly edge: Uint32Array;
  readonly shape: Uint32Array;
  /** Their rectangles, in 1e-7 degrees, as Flatbush packs them; null where there are none. */
  readonly tree: Uint8Array | null;
}

/** Finds the segments of a network that are near a place. */
export class SnapIndex {
  readonly network: WalkNetwork;
  readonly boxes: SegmentBoxes;
  readonly #tree: Flatbush | null;

  /** @param boxes of this very network, where they are known from before. */
  constructor(network: WalkNetwork, boxes: SegmentBoxes = boxSegments(network)) {
    this.network = network;
    this.boxes = boxes;
    this.#tree = boxes.tree && Flatbush.from(boxes.tree.buffer, boxes.tree.byteOffset);
  }

  /** Every segment that may come within a box given in degrees, in the order of the edges. */
  segmentsIn(west: number, south: number, east: number, north: number): NearSegment[] {
    const { edge, shape: first } = this.boxes, found: NearSegment[] = [];
    const boxes = this.#tree?.search(west * DEGREE_UNITS, south * DEGREE_UNITS, east * DEGREE_UNITS, north * DEGREE_UNITS) ?? [];
    for (const b of boxes.sort((p, q) => p - q)) {
      for (let shape = first[b], last = lastShape(this.network, edge[b], shape); shape < last; shape++) found.push({ edge: edge[b], shape });
    }
    return found;
  }

  /**
   * The nearest point on the network, or null if there is none within `maxMetres`.
   * A component that is no island is preferred to a nearer island.
   */
  nearest(lon: number, lat: number, maxMetres: number): Access | null {
    const nearest = this.#search(lon, lat, maxMetres, false);
    if (nearest === null || !isOnIsland(this.network, nearest.edge)) return nearest;
    const onNetwork = this.#search(lon, lat, maxMetres, true);
    return onNetwork === null ? nearest : { ...onNetwork, avoidedIslandMetres: nearest.legMetres };
  }

  #search(lon: number, lat: number, maxMetres: number, skipIslands: boolean): Access | null {
    const per = degreeMetres(lat);
    for (let reach = Math.min(FIRST_REACH_METRES, maxMetres); ; reach = Math.min(2 * reach, maxMetres)) {
      // A little more than the reach: the index holds whole units.
      const dLon = reach / per.lon + 2 / DEGREE_UNITS, dLat = reach / per.lat + 2 / DEGREE_UNITS;
      const found = this.#nearestOf(this.segmentsIn(lon - dLon, lat - dLat, lon + dLon, lat + dLat), lon, lat, reach, skipIslands);
      if (found !== null || reach >= maxMetres) return found;
    }
  }

  #nearestOf(segments: readonly NearSegment[], lon: number, lat: number, reach: number, skipIslands: boolean): Access | null {
    const { shapeLon, shapeLat, shapeMetres } = this.network;
    const per = degreeMetres(lat);
    let best = -1, bestT = 0, bestMetres = Infinity;
    segments.forEach(({ edge, shape }, i) => {
      if (skipIslands && isOnIsland(this.network, edge)) return;
      const x = (shapeLon[shape] / DEGREE_UNITS - lon) * per.lon, y = (shapeLat[shape] / DEGREE_UNITS - lat) * per.lat;
      const dx = (shapeLon[shape + 1] - shapeLon[shape]) / DEGREE_UNITS * per.lon, dy = (shapeLat[shape + 1] - shapeLat[shape]) / DEGREE_UNITS * per.lat;
      const length2 = dx * dx + dy * dy;
      const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, -(x * dx + y * dy) / length2));
      const metres = Math.hypot(x + t * dx, y + t * dy);
      if (metres < bestMetres - TIE_METRES) { best = i; bestT = t; bestMetres = metres; }
    });
    if (best < 0 || bestMetres > reach) return null;
    const { edge, shape } = segments[best];
    const at = shapeMetres[shape] + bestT * (shapeMetres[shape + 1] - shapeMetres[shape]);
    return { edge, fromMetres: at, toMetres: at, legMetres: bestMetres, ...pointOn(this.network, shape, bestT), placeLon: lon, placeLat: lat, avoidedIslandMetres: null };
  }
}

function boxSegments(network: WalkNetwork): SegmentBoxes {
  const { edgeCount, firstShape, shapeLon, shapeLat } = network;
  const edges: number[] = [], shapes: number[] = [];
  for (let e = 0; e < edgeCount; e++) {
    for (let s = firstShape[e]; s < firstShape[e + 1] - 1; s += SEGMENTS_PER_BOX) { edges.push(e); shapes.push(s); }
  }
  const tree = edges.length === 0 ? null : new Flatbush(edges.length, 16, Int32Array);
  for (let b = 0; b < edges.length; b++) {
    let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
    for (let s = shapes[b], last = lastShape(network, edges[b], s); s <= last; s++) {
      west = Math.min(west, shapeLon[s]); east = Math.max(east, shapeLon[s]);
      south = Math.min(south, shapeLat[s]); north = Math.max(north, shapeLat[s]);
    }
    tree?.add(west, south, east, north);
  }
  tree?.finish();
  return { edge: Uint32Array.from(edges), shape: Uint32Array.from(shapes), tree: tree && new Uint8Array(tree.data) };
}

/** The shape point at which the last segment of a box ends. */
function lastShape({ firstShape }: WalkNetwork, edge: number, shape: number): number {
  return Math.min(shape + SEGMENTS_PER_BOX, firstShape[edge + 1] - 1);
}
