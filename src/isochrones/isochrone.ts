/**
 * Where one can be within a time, as polygons of the very times that the matrix and the report have.
 *
 * The network is cut where the time runs out. A point of the ground belongs to the network nearest to it:
 * it is inside if that is reached, and if the straight way there, up to a documented distance, fits into the
 * time as well. So the polygon ends on every street exactly where the time does, never reaches over a street
 * or water to ground that belongs to a street not reached, and is the same as the answer for one point.
 *
 * So the time of a point is that of the report for a settlement there: the way along the network to the point of it that is
 * nearest, and the straight leg. The field of that (boundary-blocks.ts) is traced over a grid anchored at the place; the
 * fields of longer times are nowhere larger, so that their polygons contain those of shorter ones. Rings of all limits are
 * simplified together, so that this stays so.
 */
import type { SnapIndex } from '../network/snap.ts';
import type { BoundedSearch } from '../travel/bounded-search.ts';
import type { CostedAccess, WalkCosts } from '../travel/costs.ts';
import { costStart, type WalkStart } from '../travel/stops-by-bus.ts';
import { BLOCK_CELLS, BLOCK_NODES, BoundaryBlocks, gridAround, type Grid } from './boundary-blocks.ts';
import { findIslands } from './islands.ts';
import type { Pieces } from './pieces.ts';
import { planeAt } from './plane.ts';
import { assemblePolygons } from './polygons.ts';
import { simplifyRings, type OpenRing } from './simplify-rings.ts';
import { shareWithin, type Stretch } from './reached-stretches.ts';
import { Streets, type DrawnSearch } from './street-pieces.ts';
import { Contours } from './trace-contours.ts';

/** Side of a cell of the grid; streets closer together than this may not be told apart. */
const CELL_METRES = 2.5;

/** How far beyond the limit times on a street are known: as far as the field is drawn of them. */
const MARGIN_METRES = 2 * CELL_METRES;

/** What is drawn of a search. */
export interface IsochroneShape {
  /** Ascending. */
  readonly limitsMs: readonly number[];
  /** Longest straight way off the network. */
  readonly bufferMetres: number;
  /** How far the rings may be from those traced; 0 for not at all. */
  readonly simplifyMetres: number;
}

export interface Isochrone {
  readonly limitMs: number;
  /** Degrees; each an outer ring against the clock and its holes with it, closed, 7 decimals. The largest first. */
  readonly polygons: (readonly [lon: number, lat: number])[][][];
  readonly areaSquareMetres: number;
  /** Length of the network reached, each street once whatever its directions. */
  readonly streetMetres: number;
}

/**
 * The isochrones of one place.
 * @param costs on the network turned round for where one gets from the place, as it is for where one gets to it from.
 * @param search over the same costs, with a limit no shorter than the longest of the shape.
 * @param starts the place, and after it the stops that buses take people to; or several places that all begin at once, whose isochrone is that of all together.
 * @returns one for each limit in which some of the network is reached.
 */
export function findIsochrones(costs: WalkCosts, search: BoundedSearch, index: SnapIndex, starts: readonly WalkStart[], { limitsMs, bufferMetres, simplifyMetres }: IsochroneShape): Isochrone[] {
  const costed = starts.map((start) => costStart(costs, start)), places = starts.filter(({ ms }) => ms === starts[0].ms).map(({ access }) => [access.placeLon, access.placeLat] as const), plane = planeAt(places);
  search.run(costed);
  const drawn: DrawnSearch = { costs, search, startsOnEdge: groupByEdge(costed), plane }, metresPerMs = costs.profile.metresPerMinute / 60_000;
  const longestMs = limitsMs[limitsMs.length - 1], { edgeMetres } = costs.network, reachedOf = new Map<number, readonly Stretch[]>();
  const islands = findIslands(costs, starts, longestMs, 2 * bufferMetres + 2 * CELL_METRES, plane).map((island) => new Streets(drawn, island, index).cut(longestMs + MARGIN_METRES / metresPerMs, (edge, stretches) => { if (stretches.length > 0) reachedOf.set(edge, stretches); }));
  const grounds = islands.map((pieces) => new TracedGround(pieces, bufferMetres)), soonestMs = costed.reduce((least, { legMs }) => Math.min(least, legMs), Infinity);
  const traced = limitsMs.filter((limitMs) => limitMs >= soonestMs).map((limitMs) => {
    let streetMetres = 0;
    for (const [edge, stretches] of reachedOf) streetMetres += shareWithin(stretches, limitMs) * edgeMetres[edge];
    return { limitMs, rings: grounds.flatMap((ground) => ground.rings(limitMs * metresPerMs)), streetMetres };
  });
  const all = traced.flatMap(({ rings }) => rings), simple = simplifyMetres === 0 ? all : simplifyRings(all, places.map(([lon, lat]) => plane.toPlane(lon, lat)), simplifyMetres);
  let first = 0;
  return traced.map(({ limitMs, rings, streetMetres }): Isochrone => {
    const { polygons, area } = assemblePolygons(simple.slice(first, first += rings.length).map((ring) => [...ring, ring[0]]));
    return { limitMs, polygons: polygons.map((rs) => rs.map((r) => r.map(plane.toDegrees))), areaSquareMetres: area, streetMetres };
  });
}

function groupByEdge(starts: readonly CostedAccess[]): Map<number, CostedAccess[]> {
  const groups = new Map<number, CostedAccess[]>();
  for (const start of starts) {
    const group = groups.get(start.edge);
    if (group) group.push(start); else groups.set(start.edge, [start]);
  }
  return groups;
}

/** The ground around pieces of streets. */
export class TracedGround {
  readonly #grid: Grid | null;
  readonly #blocks: BoundaryBlocks | null;

  constructor(pieces: Pieces, groundMetres: number) {
    const box = pieces.reachedBox(), reach = groundMetres + 2 * CELL_METRES;
    this.#grid = box && gridAround(box, CELL_METRES, reach + CELL_METRES);
    this.#blocks = this.#grid && new BoundaryBlocks(this.#grid, pieces, { ground: groundMetres, reach });
  }

  /** The rings in metres of the plane between what is inside and what is outside. @param limitMetres of walking. */
  rings(limitMetres: number): OpenRing[] {
    if (this.#grid === null || this.#blocks === null) return [];
    const contours = new Contours(this.#grid);
    this.#blocks.visit(limitMetres, (column, row, field) => {
      for (let j = 0; j < BLOCK_CELLS; j++) for (let i = 0, n = j * BLOCK_NODES; i < BLOCK_CELLS; i++, n++) {
        contours.add(column + i, row + j, field[n], field[n + 1], field[n + 1 + BLOCK_NODES], field[n + BLOCK_NODES]);
      }
    });
    return contours.rings();
  }
}
