import { expect, test } from 'vitest';
import { degreeMetres, geodesicMetres } from '../../src/core/geodesy.ts';
import { Findings } from '../../src/core/problems.ts';
import { UNREACHED } from '../../src/core/units.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { SnapIndex } from '../../src/network/snap.ts';
import { computeWalkCosts, costAccess } from '../../src/travel/costs.ts';
import { findNearest } from '../../src/travel/nearest.ts';
import { seeded } from '../support/random.ts';
import { drawLines, toDegrees, type Metres, type Street } from '../support/town.ts';

const METRES_PER_MINUTE = 60;
const LIMIT_MS = 20 * 60_000;

// The slow and obvious way, on the streets as drawn: every street piece is split at every place that
// snaps to it, and times are relaxed until nothing changes. It knows no chains, no index, no buckets.
test('agrees with plain relaxation over split streets on 300 random towns, one-ways, speeds and given lengths included', () => {
  let compared = 0, reached = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const { streets, origins, destinations } = randomTown(seed);
    const fast = nearestFast(streets, origins, destinations), slow = nearestSlow(streets, origins, destinations);
    origins.forEach((_, o) => {
      const label = `seed ${seed}, origin ${o}`;
      compared++;
      const best = Math.min(...slow[o]);
      // Half a millisecond for each edge and leg of a way of at most some sixty.
      const tolerance = 35;
      if (fast.ms[o] === UNREACHED) { expect(best, label).toBeGreaterThan(LIMIT_MS - tolerance); return; }
      reached++;
      expect(Math.abs(fast.ms[o] - best), `${label}: ${fast.ms[o]} is not ${best}`).toBeLessThanOrEqual(tolerance);
      expect(slow[o][fast.destination[o]] - best, `${label}: the destination named is as near`).toBeLessThanOrEqual(2 * tolerance);
    });
  }
  expect(reached, 'most origins reach something').toBeGreaterThan(compared / 2);
  expect(compared - reached, 'some do not').toBeGreaterThan(20);
});

test('a longer limit keeps every answer within the shorter one', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const { streets, origins, destinations } = randomTown(seed);
    const short = nearestFast(streets, origins, destinations, 300_000), long = nearestFast(streets, origins, destinations, 900_000);
    origins.forEach((_, o) => {
      if (short.ms[o] !== UNREACHED) expect([long.ms[o], long.mm[o], long.destination[o]]).toEqual([short.ms[o], short.mm[o], short.destination[o]]);
      else expect(long.ms[o]).toBeGreaterThan(300_000);
    });
  }
});

test('one more destination never makes anyone slower, one less never faster', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const { streets, origins, destinations } = randomTown(seed);
    const fewer = nearestFast(streets, origins, destinations.slice(1)), more = nearestFast(streets, origins, destinations);
    origins.forEach((_, o) => { expect(more.ms[o]).toBeLessThanOrEqual(fewer.ms[o]); });
  }
});

test('the order of the streets and of their points does not change an answer', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const { streets, origins, destinations } = randomTown(seed);
    const turned = [...streets].reverse().map((s) => (s.oneway ? s : { ...s, path: [...s.path].reverse() }));
    const one = nearestFast(streets, origins, destinations), other = nearestFast(turned, origins, destinations);
    // Sums run in another order: a last digit may round the other way once an edge.
    origins.forEach((_, o) => { if (one.ms[o] !== UNREACHED && other.ms[o] !== UNREACHED) expect(Math.abs(one.ms[o] - other.ms[o])).toBeLessThanOrEqual(35); });
  }
});

test('a limit that would not fit is refused', () => {
  const { streets, origins, destinations } = randomTown(1);
  expect(() => nearestFast(streets, origins, destinations, Infinity)).toThrow(/limitMs is Infinity/);
});

/** A jittered grid of junctions, bent streets between neighbours, some missing; places anywhere. Below 40 vertices, so that all are islands alike. */
function randomTown(seed: number): { streets: Street[]; origins: Metres[]; destinations: Metres[] } {
  const random = seeded(seed * 7919), side = 4, block = 120;
  const junction = Array.from({ length: side * side }, (_, i): Metres => [(i % side) * block + 40 * random(), Math.floor(i / side) * block + 40 * random()]);
  const streets: Street[] = [];
  const connect = (a: number, b: number): void => {
    if (random() < 0.3) return;
    const bends = Math.floor(1.6 * random());
    const path = Array.from({ length: bends + 2 }, (_, i): Metres => {
      const t = i / (bends + 1), bend = i === 0 || i === bends + 1 ? 0 : 20;
      return [junction[a][0] + t * (junction[b][0] - junction[a][0]) + bend * (random() - 0.5), junction[a][1] + t * (junction[b][1] - junction[a][1]) + bend * (random() - 0.5)];
    });
    streets.push({ path, oneway: random() < 0.2, ...(random() < 0.15 ? { speedFactor: 0.5 + random() } : {}), ...(random() < 0.1 ? { metres: 100 + 200 * random() } : {}) });
  };
  for (let i = 0; i < side * side; i++) {
    if (i % side < side - 1) connect(i, i + 1);
    if (i < side * (side - 1)) connect(i, i + side);
  }
  const places = (n: number): Metres[] => Array.from({ length: n }, () => [(side - 1) * block * random(), (side - 1) * block * random()]);
  return { streets, origins: places(12), destinations: places(3) };
}

function nearestFast(streets: readonly Street[], origins: readonly Metres[], destinations: readonly Metres[], limitMs = LIMIT_MS) {
  const network = buildNetwork(drawLines(streets), 0.5, new Findings());
  const index = new SnapIndex(network);
  const costs = computeWalkCosts(network, { id: 'adult', metresPerMinute: METRES_PER_MINUTE });
  const cost = (places: readonly Metres[]) => places.map((p) => { const access = index.nearest(...toDegrees(p), 300); return access === null ? [] : [costAccess(costs, access)]; });
  return findNearest(costs, cost(origins), cost(destinations), limitMs);
}

/** Milliseconds from every origin to every destination. */
function nearestSlow(streets: readonly Street[], origins: readonly Metres[], destinations: readonly Metres[]): number[][] {
  interface Piece { a: string; b: string; metres: number; speed: number; oneway: boolean; from: [number, number]; to: [number, number] }
  const pieces: Piece[] = streets.flatMap((street) => {
    const points = street.path.map(toDegrees);
    const drawn = points.slice(1).map((p, i) => geodesicMetres(...points[i], ...p));
    const scale = street.metres === undefined ? 1 : street.metres / drawn.reduce((s, d) => s + d, 0);
    return drawn.map((d, i) => ({ a: points[i].join(), b: points[i + 1].join(), metres: d * scale, speed: street.speedFactor ?? 1, oneway: street.oneway ?? false, from: points[i], to: points[i + 1] }));
  });
  const splits = pieces.map(() => [] as { t: number; name: string }[]);
  const legs = new Map<string, number>();
  for (const [kind, places] of [['o', origins], ['d', destinations]] as const) {
    places.forEach((place, i) => {
      const [lon, lat] = toDegrees(place), per = degreeMetres(lat);
      let best = Infinity, at = -1, atT = 0;
      pieces.forEach(({ from, to }, p) => {
        const x = (from[0] - lon) * per.lon, y = (from[1] - lat) * per.lat, dx = (to[0] - from[0]) * per.lon, dy = (to[1] - from[1]) * per.lat;
        const t = Math.max(0, Math.min(1, -(x * dx + y * dy) / (dx * dx + dy * dy)));
        const d = Math.hypot(x + t * dx, y + t * dy);
        if (d < best - 1e-6) { best = d; at = p; atT = t; }
      });
      splits[at].push({ t: atT, name: `${kind}${i}` });
      legs.set(`${kind}${i}`, best);
    });
  }
  const ways: { from: string; to: string; ms: number }[] = [];
  pieces.forEach((piece, p) => {
    const stops = [{ t: 0, name: piece.a }, ...splits[p].sort((x, y) => x.t - y.t), { t: 1, name: piece.b }];
    for (let i = 1; i < stops.length; i++) {
      const ms = (stops[i].t - stops[i - 1].t) * piece.metres / piece.speed / METRES_PER_MINUTE * 60_000;
      ways.push({ from: stops[i - 1].name, to: stops[i].name, ms });
      // A place at the very end of a piece is at the junction, whichever way the piece runs.
      if (!piece.oneway || ms === 0) ways.push({ from: stops[i].name, to: stops[i - 1].name, ms });
    }
  });
  return origins.map((_, o) => {
    const best = new Map([[`o${o}`, 0]]);
    for (let changed = true; changed;) {
      changed = false;
      for (const { from, to, ms } of ways) {
        const time = (best.get(from) ?? Infinity) + ms;
        if (time < (best.get(to) ?? Infinity) - 1e-9) { best.set(to, time); changed = true; }
      }
    }
    return destinations.map((__, d) => (best.get(`d${d}`) ?? Infinity) + ((legs.get(`o${o}`) ?? 0) + (legs.get(`d${d}`) ?? 0)) * 1000);
  });
}
