/** Ends of lines across the corners of the cells that they are looked up in. */
import { expect, test } from 'vitest';
import { degreeMetres } from '../../src/core/geodesy.ts';
import { DEGREE_UNITS, WalkLinesBuilder } from '../../src/inputs/walk-lines.ts';
import { joinNearMisses } from '../../src/network/near-misses.ts';
import { identifyVertices } from '../../src/network/vertices.ts';
import { seeded } from '../support/random.ts';

test('5,000 pairs of ends 0.4 m apart on the diagonal are all joined, wherever the cells end', () => {
  // At the equator 27 units of 1e-7 degrees are 0.3 m. Cells are 4096 units wide: of 5,000 places that step on by 10,007 and 10,009 of them, some lie on a corner.
  const builder = new WalkLinesBuilder(), pairs = 5000;
  for (let i = 0; i < pairs; i++) {
    const lon = 10_007 * (i % 71), lat = 10_009 * Math.floor(i / 71);
    for (const [away, end] of [[-3000, 0], [3000, 27]]) {
      builder.addVertex(lon + end + away, lat + end + away);
      builder.addVertex(lon + end, lat + end);
      builder.endLine(`${i} ${end}`, 3, 1, NaN, 0);
    }
  }
  const lines = builder.finish();
  expect(joinNearMisses(lines, identifyVertices(lines, 0.5), 0.5)).toEqual(Array.from({ length: pairs }, (_, i) => [4 * i + 1, 4 * i + 3]).flat());
});

test.each([[0, 0, 0.5], [-180, -33, 0.5], [121, 31, 3], [-70.5, 68, 0.5], [25, -85, 20], [179.99, 0, 100]])('around %d, %d, within %d m, they are those that comparing all ends finds, across many cells', (lon0, lat0, tolerance) => {
  let sum = 0;
  for (let seed = 1; seed <= 10; seed++) {
    const random = seeded(seed), builder = new WalkLinesBuilder(), width = 60 * tolerance, per = degreeMetres(lat0);
    const units = (degrees: number, per: number): number => Math.round((degrees + (random() - (degrees > 179 ? 1 : degrees < -179 ? 0 : 0.5)) * width / per) * DEGREE_UNITS);
    for (let line = 0; line < 150; line++) {
      for (let end = 0; end < 2; end++) builder.addVertex(units(lon0, per.lon), units(lat0, per.lat));
      builder.endLine(String(line), 3, 1, NaN, 0);
    }
    const lines = builder.finish(), vertices = identifyVertices(lines, tolerance), found = joinNearMisses(lines, vertices, tolerance), expected: string[] = [];
    expect(vertices.count).toBe(300);
    for (let a = 0; a < 300; a++) for (let b = 0; b < a; b++) {
      const at = degreeMetres(lines.lat[a] / DEGREE_UNITS), x = (lines.lon[a] - lines.lon[b]) / DEGREE_UNITS * at.lon, y = (lines.lat[a] - lines.lat[b]) / DEGREE_UNITS * at.lat;
      if (Math.sqrt(x * x + y * y) <= tolerance) expected.push(`${b} ${a}`);
    }
    expect(Array.from({ length: found.length / 2 }, (_, i) => `${found[2 * i]} ${found[2 * i + 1]}`).sort(), `seed ${seed}`).toEqual(expected.sort());
    sum += expected.length;
  }
  expect(sum).toBeGreaterThan(10);
});
