// Our times against another engine: SciPy's Dijkstra, in floating point, on the same compiled network.
// Needs ../shared and a Python with SciPy (LIFECIRCLE_PYTHON, or python3); skipped, visibly, without.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { UNREACHED } from '../../src/core/units.ts';
import { UniqueIds } from '../../src/inputs/attributes.ts';
import { DEGREES } from '../../src/inputs/crs.ts';
import { readFacilities, type Facility } from '../../src/inputs/facilities.ts';
import type { LayerSource } from '../../src/inputs/project.ts';
import { readSettlements, type Settlement } from '../../src/inputs/settlements.ts';
import { WalkLinesBuilder } from '../../src/inputs/walk-lines.ts';
import { readWalk } from '../../src/inputs/walk.ts';
import { findFacilityAccess, findSettlementAccess } from '../../src/network/access.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { SnapIndex, type Access } from '../../src/network/snap.ts';
import type { WalkNetwork } from '../../src/network/walk-network.ts';
import { computeWalkCosts, costAccess } from '../../src/travel/costs.ts';
import { findNearest } from '../../src/travel/nearest.ts';
import { SHARED } from './shared.ts';

const python = process.env['LIFECIRCLE_PYTHON'] ?? 'python3';
const hasOracle = existsSync(join(SHARED, 'tools/scipy_oracle.py')) && spawnSync(python, ['-c', 'import scipy']).status === 0;
const LIMIT_SECONDS = 3600, METRES_PER_SECOND = 1;

describe.skipIf(!hasOracle)('times against SciPy', () => {
  for (const name of ['liechtenstein', 'porto-alegre']) {
    test(`${name}: every settlement and type agrees within 25 ms`, async () => {
      const { network, settlements, facilities, types } = await prepare(name);
      const oracle = askScipy(network, settlements, facilities, types);
      const costs = computeWalkCosts(network, { id: 'adult', metresPerMinute: 60 * METRES_PER_SECOND });
      let compared = 0, worst = 0;
      [...new Set(types)].sort().forEach((type, group) => {
        const { ms } = findNearest(costs, settlements.map((all) => all.map((a) => costAccess(costs, a))), facilities.filter((_, f) => types[f] === type).map((all) => all.map((a) => costAccess(costs, a))), LIMIT_SECONDS * 1000);
        ms.forEach((time, s) => {
          const seconds = oracle.get(`${group} ${network.nodeCount + facilities.length + s}`);
          if (time === UNREACHED || seconds === undefined) {
            // At the very limit rounding decides.
            expect(time === UNREACHED ? seconds ?? Infinity : time / 1000, `${type} ${s}`).toBeGreaterThan(LIMIT_SECONDS - 0.025);
            return;
          }
          compared++;
          worst = Math.max(worst, Math.abs(time / 1000 - seconds));
        });
      });
      console.log(`${name}: ${compared} times compared, largest difference ${(worst * 1000).toFixed(2)} ms`);
      expect(compared).toBeGreaterThan(2000);
      expect(worst).toBeLessThan(0.025);
    });
  }
});

async function prepare(name: string) {
  const findings = new Findings(), folder = join(SHARED, 'data', name);
  const source = (layer: string): LayerSource => ({ file: { name: layer, path: join(folder, `${layer}.geojson`) }, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null });
  const lines = new WalkLinesBuilder();
  await readWalk(source('walk'), lines, findings);
  const network = buildNetwork(lines.finish(), 0.5, findings), index = new SnapIndex(network);
  const all: Facility[] = [], settlements: Settlement[] = [];
  await readFacilities(source('facilities'), new UniqueIds(), all, findings);
  await readSettlements(source('settlements'), new UniqueIds(), settlements, findings);
  const facilities = all.filter((f) => f.place.type !== 'unlocated');
  findings.throwIfFaults();
  return {
    network, types: facilities.map((f) => f.type),
    settlements: settlements.map((s) => findSettlementAccess(index, s.place, 300)), facilities: facilities.map((f) => findFacilityAccess(index, f.place, 300)),
  };
}

/**
 * Seconds by "group node". Places become nodes of their own: a settlement leads to the ends of its edge, the
 * ends of a facility's edge lead to it, and on one edge the settlement leads to the facility itself.
 */
function askScipy(network: WalkNetwork, settlements: readonly Access[][], facilities: readonly Access[][], types: readonly string[]): Map<string, number> {
  const rows = ['id,source,target,cost,reverse_cost'];
  const add = (from: number, to: number, cost: number, back = -1): void => { rows.push([rows.length, from, to, cost, back].join()); };
  const secondsOn = (edge: number, metres: number): number => metres / (METRES_PER_SECOND * network.edgeSpeedFactor[edge]);
  for (let e = 0; e < network.edgeCount; e++) {
    const cost = secondsOn(e, network.edgeMetres[e]);
    add(network.edgeFrom[e], network.edgeTo[e], network.edgeDirection[e] & 1 ? cost : -1, network.edgeDirection[e] & 2 ? cost : -1);
  }
  const onEdge = new Map<number, { node: number; access: Access }[]>();
  facilities.forEach((accesses, f) => {
    for (const access of accesses) {
      const { edge, fromMetres, toMetres, legMetres } = access, leg = legMetres / METRES_PER_SECOND, node = network.nodeCount + f;
      if (network.edgeDirection[edge] & 1) add(network.edgeFrom[edge], node, leg + secondsOn(edge, fromMetres));
      if (network.edgeDirection[edge] & 2) add(network.edgeTo[edge], node, leg + secondsOn(edge, network.edgeMetres[edge] - toMetres));
      onEdge.set(edge, [...onEdge.get(edge) ?? [], { node, access }]);
    }
  });
  settlements.forEach((accesses, s) => {
    for (const { edge, fromMetres: at, legMetres } of accesses) {
      const leg = legMetres / METRES_PER_SECOND, node = network.nodeCount + facilities.length + s;
      if (network.edgeDirection[edge] & 1) add(node, network.edgeTo[edge], leg + secondsOn(edge, network.edgeMetres[edge] - at));
      if (network.edgeDirection[edge] & 2) add(node, network.edgeFrom[edge], leg + secondsOn(edge, at));
      for (const { node: facility, access } of onEdge.get(edge) ?? []) {
        const legs = leg + access.legMetres / METRES_PER_SECOND;
        if (access.fromMetres >= at && network.edgeDirection[edge] & 1) add(node, facility, legs + secondsOn(edge, access.fromMetres - at));
        if (access.toMetres <= at && network.edgeDirection[edge] & 2) add(node, facility, legs + secondsOn(edge, at - access.toMetres));
        if (access.fromMetres < at && at < access.toMetres) add(node, facility, legs);
      }
    }
  });
  const folder = mkdtempSync(join(tmpdir(), 'lifecircle-oracle-')), file = (name: string): string => join(folder, name);
  const groups = [...new Set(types)].sort();
  writeFileSync(file('edges.csv'), rows.join('\n'));
  writeFileSync(file('sources.csv'), ['group,node', ...types.flatMap((type, f) => (facilities[f].length > 0 ? [`${groups.indexOf(type)},${network.nodeCount + f}`] : []))].join('\n'));
  execFileSync(python, [join(SHARED, 'tools/scipy_oracle.py'), file('edges.csv'), file('sources.csv'), String(LIMIT_SECONDS), file('out.csv'), '--multi', '--reverse'], { stdio: 'pipe' });
  const seconds = new Map<string, number>();
  for (const line of readFileSync(file('out.csv'), 'utf8').split('\n').slice(1)) {
    const [group, node, cost] = line.split(',').map(Number);
    if (node >= network.nodeCount) seconds.set(`${group} ${node}`, cost);
  }
  return seconds;
}
