/**
 * Residential land as cells with a middle each, so that the share of it that reaches a service is counted by the same
 * times as everything else: who lives at the far end of an estate walks further than who lives at its gate.
 *
 *   +--+--+--+-.
 *   |  |  |  |  \     a cell counts where its middle lies on the land
 *   +--+--+--+---\
 *   |  |  |  |  | \
 */
import area from '@turf/area';
import type { Position } from 'geojson';
import { degreeMetres } from '../core/geodesy.ts';
import type { Settlement } from '../inputs/settlements.ts';
import { pointFor } from '../network/access.ts';

/** Longest side of a cell. */
const CELL_METRES = 20;
/** What an area has at least, so that a small one is not all or nothing. */
const CELLS_OF_AREA = 100;
/** Of all land about this many at most: beyond, cells grow. */
const MOST_CELLS = 400_000;

/** C cells, settlement after settlement. */
export interface LandCells {
  /** Length C: index of the settlement. */
  readonly settlement: Uint32Array;
  /** Length C: those of a settlement share its area evenly. */
  readonly squareMetres: Float64Array;
  /** Length C: the middle, degrees. */
  readonly middle: readonly Position[];
}

/** The land of settlements that are areas; none of those that are points. */
export function cutLandIntoCells(settlements: readonly Pick<Settlement, 'place'>[]): LandCells {
  const land = settlements.map(residentialLand), coarsest = Math.sqrt(land.reduce((sum, a) => sum + a, 0) / MOST_CELLS);
  const settlement: number[] = [], squareMetres: number[] = [], middle: Position[] = [];
  settlements.forEach(({ place }, s) => {
    if (place.type !== 'polygons' || land[s] === 0) return;
    const side = Math.max(coarsest, Math.min(CELL_METRES, Math.sqrt(land[s] / CELLS_OF_AREA)));
    const found = place.polygons.flatMap((rings) => middlesOf(rings, side)), middles = found.length > 0 ? found : [pointFor(place) ?? []];
    for (const position of middles) {
      settlement.push(s);
      squareMetres.push(land[s] / middles.length);
      middle.push(position);
    }
  });
  return { settlement: Uint32Array.from(settlement), squareMetres: Float64Array.from(squareMetres), middle };
}

/** Square metres of residential land; 0 for settlements that are points. */
export function residentialLand({ place }: Pick<Settlement, 'place'>): number {
  return place.type !== 'polygons' ? 0 : area({ type: 'MultiPolygon', coordinates: place.polygons.map((rings) => [...rings]) });
}

/** Middles of cells on a polygon, row by row: between the first and the second side that a row meets, the third and the fourth, and so on. */
function middlesOf(rings: readonly Position[][], side: number): Position[] {
  const lats = rings[0].map(([, lat]) => lat), south = Math.min(...lats), north = Math.max(...lats), west = Math.min(...rings[0].map(([lon]) => lon));
  const per = degreeMetres((south + north) / 2), stepLon = side / per.lon, stepLat = side / per.lat, middles: Position[] = [];
  for (let row = 0, lat = south + stepLat / 2; lat < north; lat = south + (++row + 0.5) * stepLat) {
    const meets = rings.flatMap((ring) => meetingsWith(ring, lat)).sort((a, b) => a - b);
    for (let i = 1; i < meets.length; i += 2) {
      for (let column = Math.ceil((meets[i - 1] - west) / stepLon - 0.5); west + (column + 0.5) * stepLon < meets[i]; column++) middles.push([west + (column + 0.5) * stepLon, lat]);
    }
  }
  return middles;
}

/** Longitudes at which a ring crosses a parallel. */
function meetingsWith(ring: readonly Position[], lat: number): number[] {
  const meets: number[] = [];
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1], [x2, y2] = ring[i];
    if ((y1 > lat) !== (y2 > lat)) meets.push(x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1));
  }
  return meets;
}
