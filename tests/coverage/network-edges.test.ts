import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { describeEdges } from '../../src/coverage/network-edges.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { drawLines, toDegrees } from '../support/town.ts';

test('an edge has its length, its lines in their order, its direction and its whole path', () => {
  // Two lines end to end are one edge of 100 + 200 m; the one-way lane leaves from its end.
  const network = buildNetwork(drawLines([
    { id: 'west', path: [[0, 0], [100, 0]] }, { id: 'east', path: [[100, 0], [200, 0], [300, 0]] }, { id: 'lane', path: [[300, 0], [300, 50]], oneway: true, speedFactor: 0.5 }, { id: 'fork', path: [[300, 0], [300, -50]] },
    { id: 'far', path: [[0, 9000], [0, 9100]] },
  ]), 0.5, new Findings());
  const edges = [...describeEdges(network)], of = (line: string) => edges.find((e) => e.lines.includes(line));
  expect(edges.map((e) => e.edge)).toEqual([0, 1, 2, 3]);
  expect(of('west')).toEqual({ edge: of('west')?.edge, component: 0, isIsland: true, lengthMetres: 300, direction: 'both', speedFactor: 1, lines: ['west', 'east'], path: [[0, 0], [100, 0], [200, 0], [300, 0]].map(([x, y]) => toDegrees([x, y])) });
  expect(of('lane')).toMatchObject({ lengthMetres: 50, direction: 'forward', speedFactor: 0.5, path: [toDegrees([300, 0]), toDegrees([300, 50])] });
  expect(of('far')).toMatchObject({ component: 1, isIsland: true, lengthMetres: 100 });
});
