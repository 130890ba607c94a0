/** Isochrones of drawn towns, and the independent answer for one point of the network. */
import isInPolygon from '@turf/boolean-point-in-polygon';
import { Findings } from '../../src/core/problems.ts';
import { UNREACHED } from '../../src/core/units.ts';
import type { WalkLines } from '../../src/inputs/walk-lines.ts';
import type { Ground } from '../../src/isochrones/clip.ts';
import { findIsochrones, type Isochrone } from '../../src/isochrones/isochrone.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import type { HeadwayPattern } from '../../src/network/bus-patterns.ts';
import { SnapIndex } from '../../src/network/snap.ts';
import { pointOn } from '../../src/network/walk-network.ts';
import { BoundedSearch, turnRound } from '../../src/travel/bounded-search.ts';
import { computeWalkCosts, costAccess } from '../../src/travel/costs.ts';
import { addHeadwayLines } from '../../src/travel/headway-costs.ts';
import { findNearestByHeadway } from '../../src/travel/headway-nearest.ts';
import { findNearest } from '../../src/travel/nearest.ts';
import { StopsByBus } from '../../src/travel/stops-by-bus.ts';

const PROFILE = { id: 'adult', metresPerMinute: 60 } as const; // one metre a second

/** Lines by headway: a minute at the stop, and half of the headway. */
export interface Buses {
  /** Degrees. */
  readonly stops: readonly (readonly [number, number])[];
  readonly patterns: readonly HeadwayPattern[];
}

export function walkOf(lines: WalkLines, direction: 'from' | 'to' = 'from', buses: Buses | null = null) {
  const network = buildNetwork(lines, 0.5, new Findings()), index = new SnapIndex(network);
  const costs = computeWalkCosts(direction === 'from' ? turnRound(network) : network, PROFILE);
  const snap = ([lon, lat]: readonly [number, number]) => {
    const access = index.nearest(lon, lat, 300);
    if (access === null) throw new RangeError('the point is off the network');
    return access;
  };
  const stopAccess = (buses?.stops ?? []).map((stop) => [snap(stop)]);
  const rides = buses && addHeadwayLines(costs, stopAccess.map((all) => all.map((access) => costAccess(costs, access))), buses.patterns, { slackMs: 60_000, waitShare: 0.5 }, direction === 'from');
  return {
    network,
    isochrones: (from: readonly [number, number], seconds: readonly number[], bufferMetres = 50, simplifyMetres = 0, find = findIsochrones): Isochrone[] => {
      const limitMs = 1000 * seconds[seconds.length - 1], search = new BoundedSearch(costs, limitMs), access = snap(from), later = rides === null ? [] : new StopsByBus(rides, stopAccess, search, limitMs).around([access]);
      return find(costs, search, index, [{ access, ms: 0 }, ...later], { limitsMs: seconds.map((s) => 1000 * s), bufferMetres, simplifyMetres });
    },
    /** Of several places at once. */
    union: (places: readonly (readonly [number, number])[], seconds: readonly number[], bufferMetres = 50, simplifyMetres = 0, find = findIsochrones): Isochrone[] =>
      find(costs, new BoundedSearch(costs, 1000 * seconds[seconds.length - 1]), index, places.map((place) => ({ access: snap(place), ms: 0 })), { limitsMs: seconds.map((s) => 1000 * s), bufferMetres, simplifyMetres }),
    /**
     * Of points at random on the network near a place: how many are on the wrong side of a polygon though more
     * than 30 m of walking from its limit, by searches of their own that know nothing of the polygon.
     */
    disagreements: (from: readonly [number, number], isochrones: readonly Isochrone[], random: () => number, count: number, reachDegrees: number): { wrong: number; asked: number } => {
      const start = costAccess(costs, snap(from)), near = index.segmentsIn(from[0] - reachDegrees, from[1] - reachDegrees, from[0] + reachDegrees, from[1] + reachDegrees);
      const points = Array.from({ length: count }, () => {
        const { edge, shape } = near[Math.floor(near.length * random())], t = random(), { lon, lat } = pointOn(network, shape, t);
        const metres = network.shapeMetres[shape] + t * (network.shapeMetres[shape + 1] - network.shapeMetres[shape]);
        return { lon, lat, access: costAccess(costs, { edge, fromMetres: metres, toMetres: metres, legMetres: 0, lon, lat, placeLon: lon, placeLat: lat, avoidedIslandMetres: null }) };
      });
      const places = points.map((p) => [p.access]), { ms } = rides === null ? findNearest(costs, places, [[start]], UNREACHED - 1) : findNearestByHeadway(rides, places, [[start]], UNREACHED - 1);
      let wrong = 0, asked = 0;
      for (const { limitMs, polygons } of isochrones) points.forEach(({ lon, lat }, i) => {
        if (ms[i] !== UNREACHED && Math.abs(ms[i] - limitMs) <= 30_000) return;
        asked++;
        if (holds(polygons, [lon, lat]) !== ms[i] < limitMs) wrong++;
      });
      return { wrong, asked };
    },
    /**
     * Of points at random on the ground around a place: how many are on the wrong side of a polygon though more than 10 m
     * of walking from its limit and 5 m from the edge of the buffer, by the leg to the nearest street and the way along it, as a
     * settlement there is measured.
     */
    groundDisagreements: (from: readonly [number, number], isochrones: readonly Isochrone[], random: () => number, count: number, reachDegrees: number, bufferMetres: number): { wrong: number; asked: number } => {
      const start = costAccess(costs, snap(from)), points = Array.from({ length: count }, () => [from[0] + reachDegrees * (2 * random() - 1), from[1] + reachDegrees * (2 * random() - 1)] as const);
      const accesses = points.map((point) => index.nearest(...point, bufferMetres + 10)), places = accesses.map((access) => (access === null ? [] : [costAccess(costs, access)]));
      const { ms } = rides === null ? findNearest(costs, places, [[start]], UNREACHED - 1) : findNearestByHeadway(rides, places, [[start]], UNREACHED - 1);
      let wrong = 0, asked = 0;
      for (const { limitMs, polygons } of isochrones) points.forEach((point, i) => {
        const legMetres = accesses[i]?.legMetres ?? Infinity;
        if (Math.abs(legMetres - bufferMetres) < 5 || (ms[i] !== UNREACHED && Math.abs(ms[i] - limitMs) < 10_000)) return;
        asked++;
        if (holds(polygons, point) !== (legMetres < bufferMetres && ms[i] < limitMs)) wrong++;
      });
      return { wrong, asked };
    },
  };
}

export function holds(polygons: Ground, point: readonly [number, number]): boolean {
  return isInPolygon([...point], { type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map((ring) => ring.map((p) => [...p]))) });
}
