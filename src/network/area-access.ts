/**
 * Areas joined to the network: wherever it touches, crosses or runs through them; else, where it comes
 * nearest to their boundary. Never at the centroid.
 *
 *        +---------+
 *   -----o=========o-----   an edge through the area: the span o=====o is reached without a leg
 *        |         |
 *        +----o----+        an edge along or up to the boundary: the part it shares with it
 *             |
 */
import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import type { MultiPolygon, Position } from 'geojson';
import { degreeMetres, type DegreeMetres } from '../core/geodesy.ts';
import { DEGREE_UNITS } from '../inputs/walk-lines.ts';
import type { Access, NearSegment, SnapIndex } from './snap.ts';
import { isOnIsland, pointOn, type WalkNetwork } from './walk-network.ts';

/** A boundary and a way no further apart than this coincide: a little more than the rounding of coordinates. */
const TOUCH_METRES = 0.03;

/**
 * The spans of the network that an area is reached at: all those it shares with the network, or the
 * one nearest to it within `maxMetres`, or none. Islands count only where nothing else is within reach.
 */
export function findAreaAccess(index: SnapIndex, polygons: readonly (readonly Position[][])[], maxMetres: number): Access[] {
  const area: MultiPolygon = { type: 'MultiPolygon', coordinates: polygons.map((rings) => [...rings]) };
  const [west, south, east, north] = boundsOf(area);
  const per = degreeMetres((south + north) / 2);
  const pad = (metres: number) => index.segmentsIn(west - metres / per.lon, south - metres / per.lat, east + metres / per.lon, north + metres / per.lat);

  const shared = mergeSpans(index.network, pad(TOUCH_METRES).flatMap((segment) => sharedSpans(index.network, segment, area, per)));
  const onNetwork = shared.filter(({ edge }) => !isOnIsland(index.network, edge));
  if (onNetwork.length > 0) return onNetwork;
  const near = nearestSpan(index.network, pad(maxMetres), area, per, maxMetres, true);
  if (near !== null) return [{ ...near, avoidedIslandMetres: shared.length > 0 ? 0 : near.avoidedIslandMetres }];
  if (shared.length > 0) return shared;
  const island = nearestSpan(index.network, pad(maxMetres), area, per, maxMetres, false);
  return island === null ? [] : [island];
}

interface Span { readonly segment: NearSegment; readonly from: number; readonly to: number }

/** The parts of a segment, as shares of it, that lie in the area or on its boundary. */
function sharedSpans(network: WalkNetwork, segment: NearSegment, area: MultiPolygon, per: DegreeMetres): Span[] {
  const p = pointOn(network, segment.shape, 0), q = pointOn(network, segment.shape, 1);
  const cuts = [0, 1], spans: { from: number; to: number }[] = [];
  eachSide(area, (a, b) => {
    const meeting = intersect(p, q, a, b, per);
    if (meeting === null) return;
    cuts.push(meeting.from, meeting.to);
    spans.push(meeting);
  });
  cuts.sort((a, b) => a - b);
  for (let i = 1; i < cuts.length; i++) {
    const from = cuts[i - 1], to = cuts[i], middle = (from + to) / 2;
    if (to > from && booleanPointInPolygon([p.lon + middle * (q.lon - p.lon), p.lat + middle * (q.lat - p.lat)], area)) spans.push({ from, to });
  }
  return spans.map((span) => ({ segment, ...span }));
}

/** Where the segment p-q meets the side a-b: a point, or the stretch they share, as shares of p-q. */
function intersect(p: LonLat, q: LonLat, a: Position, b: Position, per: DegreeMetres): { from: number; to: number } | null {
  const x = (lon: number): number => (lon - p.lon) * per.lon, y = (lat: number): number => (lat - p.lat) * per.lat;
  const dx = x(q.lon), dy = y(q.lat), length = Math.hypot(dx, dy);
  if (length === 0) return null;
  const ax = x(a[0]), ay = y(a[1]), bx = x(b[0]), by = y(b[1]);
  // Along and across the segment, in metres.
  const alongA = (ax * dx + ay * dy) / length, alongB = (bx * dx + by * dy) / length;
  const acrossA = (ax * dy - ay * dx) / length, acrossB = (bx * dy - by * dx) / length;
  const share = (along: number): number => Math.max(0, Math.min(1, along / length));
  const isOn = (along: number): boolean => along >= -TOUCH_METRES && along <= length + TOUCH_METRES;
  const aTouches = Math.abs(acrossA) <= TOUCH_METRES, bTouches = Math.abs(acrossB) <= TOUCH_METRES;
  if (aTouches && bTouches) {
    const least = Math.min(alongA, alongB), most = Math.max(alongA, alongB);
    return most < -TOUCH_METRES || least > length + TOUCH_METRES ? null : { from: share(least), to: share(most) };
  }
  if (aTouches) return isOn(alongA) ? { from: share(alongA), to: share(alongA) } : null;
  if (bTouches) return isOn(alongB) ? { from: share(alongB), to: share(alongB) } : null;
  if (acrossA > 0 === acrossB > 0) return null;
  const along = alongA + (alongB - alongA) * (acrossA / (acrossA - acrossB));
  return isOn(along) ? { from: share(along), to: share(along) } : null;
}

/** The spans of each edge, those that touch made one. */
function mergeSpans(network: WalkNetwork, spans: readonly Span[]): Access[] {
  const { shapeMetres } = network;
  const metresAt = ({ shape }: NearSegment, t: number): number => shapeMetres[shape] + t * (shapeMetres[shape + 1] - shapeMetres[shape]);
  const accesses = spans.map(({ segment, from, to }): Access => {
    const { lon, lat } = pointOn(network, segment.shape, from);
    return { edge: segment.edge, fromMetres: metresAt(segment, from), toMetres: metresAt(segment, to), legMetres: 0, lon, lat, placeLon: lon, placeLat: lat, avoidedIslandMetres: null };
  }).sort((a, b) => a.edge - b.edge || a.fromMetres - b.fromMetres || b.toMetres - a.toMetres);
  const merged: Access[] = [];
  for (const access of accesses) {
    const last = merged.at(-1);
    if (last?.edge === access.edge && access.fromMetres <= last.toMetres + TOUCH_METRES) merged[merged.length - 1] = { ...last, toMetres: Math.max(last.toMetres, access.toMetres) };
    else merged.push(access);
  }
  return merged;
}

/** The point of the network nearest to the boundary of an area that it does not meet. */
function nearestSpan(network: WalkNetwork, segments: readonly NearSegment[], area: MultiPolygon, per: DegreeMetres, maxMetres: number, skipIslands: boolean): Access | null {
  let best = -1, bestT = 0, bestMetres = Infinity, islandMetres = Infinity, side: LonLat = { lon: 0, lat: 0 };
  segments.forEach((segment, i) => {
    const p = pointOn(network, segment.shape, 0), q = pointOn(network, segment.shape, 1);
    const skip = skipIslands && isOnIsland(network, segment.edge);
    const offer = (metres: number, t: number, onSide: LonLat): void => {
      if (skip) islandMetres = Math.min(islandMetres, metres);
      else if (metres < bestMetres - 1e-3) { best = i; bestT = t; bestMetres = metres; side = onSide; }
    };
    eachSide(area, (a, b) => {
      const [aLonLat, bLonLat] = [toLonLat(a), toLonLat(b)];
      // Two segments that do not meet are nearest at an end of one of them.
      for (const end of [aLonLat, bLonLat]) { const { t, metres } = foot(end, p, q, per); offer(metres, t, end); }
      for (const [t, end] of [p, q].entries()) {
        const across = foot(end, aLonLat, bLonLat, per);
        offer(across.metres, t, { lon: aLonLat.lon + across.t * (bLonLat.lon - aLonLat.lon), lat: aLonLat.lat + across.t * (bLonLat.lat - aLonLat.lat) });
      }
    });
  });
  if (best < 0 || bestMetres > maxMetres) return null;
  const { edge, shape } = segments[best];
  const at = network.shapeMetres[shape] + bestT * (network.shapeMetres[shape + 1] - network.shapeMetres[shape]);
  return { edge, fromMetres: at, toMetres: at, legMetres: bestMetres, ...pointOn(network, shape, bestT), placeLon: side.lon, placeLat: side.lat, avoidedIslandMetres: islandMetres < bestMetres ? islandMetres : null };
}

interface LonLat { readonly lon: number; readonly lat: number }

const toLonLat = ([lon, lat]: Position): LonLat => ({ lon, lat });

/** The point of the segment p-q nearest to `c`, as a share of it, and how far it is. */
function foot(c: LonLat, p: LonLat, q: LonLat, per: DegreeMetres): { t: number; metres: number } {
  const x = (c.lon - p.lon) * per.lon, y = (c.lat - p.lat) * per.lat, dx = (q.lon - p.lon) * per.lon, dy = (q.lat - p.lat) * per.lat;
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, (x * dx + y * dy) / length2));
  return { t, metres: Math.hypot(x - t * dx, y - t * dy) };
}

function eachSide(area: MultiPolygon, visit: (a: Position, b: Position) => void): void {
  for (const rings of area.coordinates) for (const ring of rings) for (let i = 1; i < ring.length; i++) visit(ring[i - 1], ring[i]);
}

function boundsOf(area: MultiPolygon): [number, number, number, number] {
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  eachSide(area, ([lon, lat]) => {
    west = Math.min(west, lon); east = Math.max(east, lon); south = Math.min(south, lat); north = Math.max(north, lat);
  });
  return [west - 2 / DEGREE_UNITS, south - 2 / DEGREE_UNITS, east + 2 / DEGREE_UNITS, north + 2 / DEGREE_UNITS];
}
