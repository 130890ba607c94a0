/**
 * The path on which a line serves its stops in their order: as drawn, the other way round where it is drawn against its stops, or,
 * for a ring, begun at its first stop. Stops that fit in nowhere are left out.
 */
import type { Position } from 'geojson';
import { geodesicMetres } from '../core/geodesy.ts';
import { distancesTo, nearestOn, nearestPosition, reversePath, startRingAt, type LinePath } from './line-path.ts';
import { matchInOrder, type StopMatch } from './match-stops.ts';

export interface LineFit {
  readonly path: LinePath;
  /** Which of the places are served. */
  readonly served: readonly number[];
  /** Of those served. */
  readonly match: StopMatch;
  readonly isReversed: boolean;
  /** The places that can only be served so much further from the line than it comes to them, for the order of the others. */
  readonly outOfOrder: readonly { readonly place: number; readonly metres: number }[];
}

/** A path is a ring where its ends are this close: the bus turns at its terminus. */
const RING_METRES = 50;
/** The drawing is left as it is unless another way fits better by more. Below it lies the accuracy of drawings. */
const CLEARLY_METRES = 50, BARELY_METRES = 1;
/** So much further from the line than need be is a place out of order. */
const OUT_OF_ORDER_METRES = 50;

/** @param places two or more, in the order in which they are served, degrees. */
export function fitLine(drawn: LinePath, places: readonly Position[]): LineFit {
  const nearest = places.map((at) => nearestPosition(drawn, at).metres), ideal = Math.hypot(...nearest);
  const forward = bestStart(drawn, places, ideal);
  const backward = forward.match.misfitMetres > ideal + CLEARLY_METRES ? bestStart(reversePath(drawn), places, ideal) : null;
  const isReversed = backward !== null && backward.match.misfitMetres + CLEARLY_METRES < forward.match.misfitMetres;
  return { ...leaveOut(isReversed ? backward : forward, places, nearest), isReversed };
}

interface Fit { readonly path: LinePath; readonly match: StopMatch }

/** The path as it is, or a ring begun elsewhere: where it comes nearest to the first place, each time it passes. */
function bestStart(path: LinePath, places: readonly Position[], ideal: number): Fit {
  let best = { path, match: matchInOrder(path, places) };
  if (!isRing(path)) return best;
  for (const start of passings(path, places[0])) {
    if (best.match.misfitMetres <= ideal + BARELY_METRES) return best;
    const turned = startRingAt(path, start), match = matchInOrder(turned, places);
    if (match.misfitMetres + BARELY_METRES < best.match.misfitMetres) best = { path: turned, match };
  }
  return best;
}

/** Leave out, one by one, the place out of order without which the others fit best. */
function leaveOut({ path, match: whole }: Fit, places: readonly Position[], nearest: readonly number[]): Omit<LineFit, 'isReversed'> {
  const outOfOrder: { place: number; metres: number }[] = [];
  let served = places.map((_, i) => i), match = whole;
  for (;;) {
    const excess = served.map((place, i) => match.metres[i] - nearest[place]), suspects = served.filter((_, i) => excess[i] > OUT_OF_ORDER_METRES);
    if (suspects.length === 0 || served.length <= 2) return { path, served, match, outOfOrder };
    const tries = suspects.map((suspect) => {
      const others = served.filter((place) => place !== suspect);
      return { suspect, others, match: matchInOrder(path, others.map((place) => places[place])) };
    });
    const best = tries.reduce((least, next) => (next.match.misfitMetres < least.match.misfitMetres ? next : least));
    outOfOrder.push({ place: best.suspect, metres: match.metres[served.indexOf(best.suspect)] });
    served = best.others; match = best.match;
  }
}

function isRing({ points, metres }: LinePath): boolean {
  const [a, b] = [points[0], points[points.length - 1]];
  return metres[points.length - 1] > 2 * RING_METRES && geodesicMetres(a[0], a[1], b[0], b[1]) <= RING_METRES;
}

/** The positions at which the path comes nearest to a place, almost as near as it ever does. */
function passings(path: LinePath, at: Position): number[] {
  const near = distancesTo(path, at).map((segment, s) => ({ position: s + nearestOn(segment).share, metres: Math.sqrt(nearestOn(segment).squared) }));
  const enough = near.reduce((least, { metres }) => Math.min(least, metres), Infinity) + CLEARLY_METRES;
  const isNearest = (i: number): boolean => !(near[i - 1]?.metres < near[i].metres || near[i + 1]?.metres < near[i].metres);
  return near.filter(({ metres }, i) => metres <= enough && isNearest(i)).map(({ position }) => position);
}
