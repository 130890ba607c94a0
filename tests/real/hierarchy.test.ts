/** Prepared networks answer as the search does, at every node and in all three numbers, on networks that have grown. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { UNREACHED } from '../../src/core/units.ts';
import { DEGREES } from '../../src/inputs/crs.ts';
import { WalkLinesBuilder } from '../../src/inputs/walk-lines.ts';
import { readWalk } from '../../src/inputs/walk.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { eliminate } from '../../src/network/elimination.ts';
import { computeWalkCosts, type CostedAccess, type WalkCosts } from '../../src/travel/costs.ts';
import { LabelSweep } from '../../src/travel/label-sweep.ts';
import { findNearest } from '../../src/travel/nearest.ts';
import { endOf, startOf } from '../support/networks.ts';
import { seeded } from '../support/random.ts';
import { describeReal, SHARED } from './shared.ts';

describeReal('the nearest of 20 services on a prepared network', () => {
  test.each([['liechtenstein/walk.geojson', 4], ['porto-alegre/walk.geojson', 6], ['heidelberg/heidelberg.osm.pbf', 5]])('%s: at every node, of both groups of people, as the search has it; at most %i arcs a node', async (file, mostArcs) => {
    const lines = new WalkLinesBuilder();
    await readWalk({ file: { name: file, path: join(SHARED, 'data', file) }, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null }, lines, new Findings());
    const network = buildNetwork(lines.finish(), 0.5, new Findings()), elimination = eliminate(network, mostArcs * network.nodeCount);
    if (elimination === null) throw new Error(`more than ${mostArcs} arcs a node`);
    let reached = 0;
    for (const profile of [{ id: 'adult', metresPerMinute: 60 }, { id: 'elderly', metresPerMinute: 48 }] as const) {
      const costs = computeWalkCosts(network, profile), random = seeded(97), sweep = new LabelSweep(elimination, costs);
      const questions = Array.from({ length: 20 }, (_, q) => ({ destinations: placesOn(costs, random, 1 + 6 * q), limitMs: q % 3 === 0 ? 900_000 : 3_600_000 })), origins = everyEnd(costs);
      sweep.answer(origins, questions).forEach((answer, q) => {
        const expected = findNearest(costs, origins, questions[q].destinations, questions[q].limitMs), differs = answer.ms.findIndex((ms, o) => ms !== expected.ms[o] || answer.destination[o] !== expected.destination[o] || answer.mm[o] !== expected.mm[o]);
        expect(differs, `question ${q}: the first origin that differs`).toBe(-1);
        reached += answer.ms.filter((ms) => ms !== UNREACHED).length;
      });
    }
    console.log(`${file}: ${(elimination.arcHead.length / network.nodeCount).toFixed(2)} arcs a node, ${reached} answers compared`);
    expect(reached).toBeGreaterThan(20 * network.nodeCount);
  });
});

/** Both ends of every edge: all nodes, most of them several times. */
function everyEnd(costs: WalkCosts): CostedAccess[][] {
  return Array.from({ length: costs.network.edgeCount }, (_, e) => [[startOf(e)], [endOf(costs, e)]]).flat();
}

function placesOn({ network, edgeMs, edgeMm }: WalkCosts, random: () => number, count: number): CostedAccess[][] {
  return Array.from({ length: count }, () => {
    const edge = Math.floor(network.edgeCount * random()), share = random(), at = { ms: Math.round(share * edgeMs[edge]), mm: Math.round(share * edgeMm[edge]) }, legMm = Math.floor(200_000 * random());
    return [{ edge, legMs: legMm, legMm, fromMs: at.ms, toMs: at.ms, fromMm: at.mm, toMm: at.mm }];
  });
}
