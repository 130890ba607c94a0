/** Ends of lines across the corners of the cells that they are looked up in. */
import { expect, test } from 'vitest';
import { WalkLinesBuilder } from '../../src/inputs/walk-lines.ts';
import { joinNearMisses } from '../../src/network/near-misses.ts';
import { identifyVertices } from '../../src/network/vertices.ts';

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
