/**
 * The path on which a line serves its stops in their order: as drawn, the other way round where it is drawn against its stops, or,
 * for a ring, begun at its first stop. Stops that fit in nowhere are left out.
 */
import type { Position } from 'geojson';
import { geodesicMetres } from '../core/geodesy.ts';
import { distancesTo, nearestPosition, nearestShare, reversePath, squaredAt, startRingAt, type LinePath, type PathDistances } from './line-path.ts';
import { longestOrder } from './longest-order.ts';
import { matchInOrder, type StopMatch } from './match-stops.ts';

export interface LineFit {
  readonly path: LinePath;
  /** Which of the places are served. */
  readonly served: readonly number[];
  /** Of those served. */
  readonly match: StopMatch;
  readonly isReversed: boolean;
  /** The other places: the order does not let the line serve them where it comes near them. */
  readonly outOfOrder: readonly number[];
}

/** A path is a ring where its ends are this close: the bus turns at its terminus. */
const RING_METRES = 50;
/** The drawing is left as it is unless another way fits better by more. Below it lies the accuracy of drawings. */
const CLEARLY_METRES = 50, BARELY_METRES = 1;
/** So much further from the line than need be is a place out of order. */
const OUT_OF_ORDER_METRES = 50;

interface Fit { readonly path: LinePath; readonly distances: readonly PathDistances[]; readonly match: StopMatch }

/** @param places two or more, in the order in which they are served, degrees; the same object where it is the same stop again. */
export function fitLine(drawn: LinePath, places: readonly Position[]): LineFit {
  const forward = fitPath(drawn, places), nearest = forward.distances.map((distance) => nearestPosition(distance).metres), ideal = Math.sqrt(nearest.reduce((sum, metres) => sum + metres * metres, 0));
  const along = bestStart(forward, places, ideal), against = along.match.misfitMetres > ideal + CLEARLY_METRES ? bestStart(fitPath(reversePath(drawn), places), places, ideal) : null;
  const isReversed = against !== null && against.match.misfitMetres + CLEARLY_METRES < along.match.misfitMetres;
  return { ...leaveOut(isReversed ? against : along, nearest), isReversed };
}

function fitPath(path: LinePath, places: readonly Position[]): Fit {
  const ofPlace = new Map([...new Set(places)].map((at) => [at, distancesTo(path, at)])), distances = places.map((at) => ofPlace.get(at) ?? distancesTo(path, at));
  return { path, distances, match: matchInOrder(distances) };
}

/** The path as it is, or a ring begun elsewhere: where it comes nearest to the first place, each time it passes. */
function bestStart(asIs: Fit, places: readonly Position[], ideal: number): Fit {
  let best = asIs;
  if (!isRing(asIs.path)) return best;
  for (const start of passings(asIs.distances[0])) {
    if (best.match.misfitMetres <= ideal + BARELY_METRES) return best;
    const turned = fitPath(startRingAt(asIs.path, start), places);
    if (turned.match.misfitMetres + BARELY_METRES < best.match.misfitMetres) best = turned;
  }
  return best;
}

/** The most places that can be served in order, where one would be out of order otherwise. */
function leaveOut({ path, distances, match }: Fit, nearest: readonly number[]): Omit<LineFit, 'isReversed'> {
  const all = distances.map((_, place) => place);
  if (!all.some((place) => match.metres[place] - nearest[place] > OUT_OF_ORDER_METRES)) return { path, served: all, match, outOfOrder: [] };
  const served = longestOrder(distances, OUT_OF_ORDER_METRES), isServed = new Set(served);
  return { path, served, match: matchInOrder(served.map((place) => distances[place])), outOfOrder: all.filter((place) => !isServed.has(place)) };
}

function isRing({ points, metres }: LinePath): boolean {
  const [a, b] = [points[0], points[points.length - 1]];
  return metres[points.length - 1] > 2 * RING_METRES && geodesicMetres(a[0], a[1], b[0], b[1]) <= RING_METRES;
}

/** The positions at which a path comes nearest to a place, almost as near as it ever does. */
function passings(distances: PathDistances): number[] {
  const shares = Array.from({ length: distances.length / 3 }, (_, s) => nearestShare(distances, s)), metres = shares.map((share, s) => Math.sqrt(squaredAt(distances, s, share)));
  const enough = nearestPosition(distances).metres + CLEARLY_METRES, isNearest = (s: number): boolean => !(metres[s - 1] < metres[s] || metres[s + 1] < metres[s]);
  return shares.map((share, s) => s + share).filter((_, s) => metres[s] <= enough && isNearest(s));
}
