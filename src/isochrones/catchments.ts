/** Catchments of facilities laid over each other: of all together, and what more than one of them serves. */
import Flatbush from 'flatbush';
import { areaOf, intersect, unite, type Ground } from './clip.ts';
import type { Catchment } from './draw-catchments.ts';

/** Catchments of the facilities of one service, laid over each other. */
export interface JoinedCatchments {
  readonly catchments: readonly (Catchment & {
    readonly squareMetres: number;
    /** From where another facility is reached in time as well. */
    readonly sharedSquareMetres: number;
  })[];
  /** From where at least one facility is reached, and from where more than one is. */
  readonly served: Ground;
  readonly shared: Ground;
}

export function joinCatchments(catchments: readonly Catchment[]): JoinedCatchments {
  const neighbours = findNeighbours(catchments.map(({ ground }) => ground));
  const shared = catchments.map(({ ground }, i) => (neighbours[i].length === 0 ? [] : intersect([ground], neighbours[i].map((n) => catchments[n].ground))));
  return {
    catchments: catchments.map((catchment, i) => ({ ...catchment, squareMetres: areaOf(catchment.ground), sharedSquareMetres: areaOf(shared[i]) })),
    served: unite(catchments.map(({ ground }) => ground)), shared: unite(shared),
  };
}

/** Which pieces of ground may overlap which others, by their boxes. */
function findNeighbours(grounds: readonly Ground[]): number[][] {
  if (grounds.length === 0) return [];
  const boxes = new Flatbush(grounds.length), of = grounds.map(boxOf);
  for (const box of of) boxes.add(...box);
  boxes.finish();
  return of.map((box, i) => boxes.search(...box, (n) => n !== i && grounds[n].length > 0).sort((a, b) => a - b));
}

function boxOf(ground: Ground): [west: number, south: number, east: number, north: number] {
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  for (const [outer] of ground) for (const [lon, lat] of outer) {
    west = Math.min(west, lon); east = Math.max(east, lon);
    south = Math.min(south, lat); north = Math.max(north, lat);
  }
  return [west, south, east, north];
}
