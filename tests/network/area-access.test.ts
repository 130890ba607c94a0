import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import { expect, test } from 'vitest';
import { degreeMetres } from '../../src/core/geodesy.ts';
import { Findings } from '../../src/core/problems.ts';
import { findAreaAccess } from '../../src/network/area-access.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { SnapIndex } from '../../src/network/snap.ts';
import { pointOn, type WalkNetwork } from '../../src/network/walk-network.ts';
import { seeded } from '../support/random.ts';
import { drawLines, toDegrees, type Metres } from '../support/town.ts';

// The slow and obvious way: walk every edge in steps of 20 cm and ask of each step whether it is in the area, and how
// far from its boundary.
test('on 150 random towns and areas, the spans are the steps that lie inside, the nearest leg is the nearest step', () => {
  let crossed = 0, apart = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const random = seeded(seed * 31), any = (size: number): Metres => [size * random(), size * random()];
    const network = buildNetwork(drawLines(Array.from({ length: 4 }, () => [any(400), any(400), any(400)])), 0.5, new Findings());
    const [cx, cy] = any(400);
    // A star: its corners at growing angles, so that it does not cross itself; some are concave.
    const corners = Array.from({ length: 7 }, (_, i): Metres => { const r = 10 + 60 * random(), angle = 2 * Math.PI * (i + 0.8 * random()) / 7; return [cx + r * Math.cos(angle), cy + r * Math.sin(angle)]; });
    const ring = [...corners, corners[0]].map(toDegrees);
    const accesses = findAreaAccess(new SnapIndex(network), [[ring]], 300);
    const steps = walkSteps(network).map((step) => ({ ...step, isInside: booleanPointInPolygon([step.lon, step.lat], { type: 'Polygon', coordinates: [ring] }), metres: toBoundary(step, ring) }));
    if (steps.some((s) => s.isInside && s.metres > 0.1)) {
      crossed++;
      for (const { edge, at, isInside, metres } of steps) {
        if (metres < 0.1) continue; // too near the boundary for steps to tell
        expect(accesses.some((a) => a.edge === edge && a.fromMetres <= at && at <= a.toMetres), `seed ${seed}, edge ${edge} at ${at}`).toBe(isInside);
      }
      for (const a of accesses) expect(a.legMetres).toBe(0);
    } else if (!steps.some((s) => s.isInside || s.metres < 0.3)) {
      apart++;
      expect(accesses.length).toBe(1);
      const nearest = Math.min(...steps.map((s) => s.metres));
      expect(Math.abs(accesses[0].legMetres - nearest), `seed ${seed}`).toBeLessThan(0.05);
    }
  }
  expect([crossed, apart].every((n) => n > 30), `${crossed} crossed, ${apart} apart`).toBe(true);
});

test('an area further away than points may snap is reached nowhere', () => {
  const index = new SnapIndex(buildNetwork(drawLines([[[0, 0], [100, 0]]]), 0.5, new Findings()));
  const square = (y: number) => [[[0, y], [50, y], [50, y + 50], [0, y + 50], [0, y]].map(([a, b]) => toDegrees([a, b]))];
  expect(findAreaAccess(index, [square(290)], 300).map((a) => Math.round(a.legMetres))).toEqual([290]);
  expect(findAreaAccess(index, [square(310)], 300)).toEqual([]);
});

function* stepsOf(network: WalkNetwork, edge: number) {
  for (let s = network.firstShape[edge]; s < network.firstShape[edge + 1] - 1; s++) {
    const length = network.shapeMetres[s + 1] - network.shapeMetres[s], count = Math.ceil(length / 0.2);
    for (let i = 0; i <= count; i++) yield { edge, at: network.shapeMetres[s] + length * i / count, ...pointOn(network, s, i / count) };
  }
}

function walkSteps(network: WalkNetwork) {
  return Array.from({ length: network.edgeCount }, (_, e) => [...stepsOf(network, e)]).flat();
}

function toBoundary({ lon, lat }: { lon: number; lat: number }, ring: readonly [number, number][]): number {
  const per = degreeMetres(lat);
  return Math.min(...ring.slice(1).map((b, i) => {
    const a = ring[i], x = (a[0] - lon) * per.lon, y = (a[1] - lat) * per.lat, dx = (b[0] - a[0]) * per.lon, dy = (b[1] - a[1]) * per.lat;
    const t = Math.max(0, Math.min(1, -(x * dx + y * dy) / (dx * dx + dy * dy)));
    return Math.hypot(x + t * dx, y + t * dy);
  }));
}
