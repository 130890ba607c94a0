/** The page's numbers and ways against the result, without a browser. */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CoverageResult, FacilityResult, SettlementResult } from '../../src/coverage/result.ts';
import { findIsochrones } from '../../src/isochrones/isochrone.ts';
import { SnapIndex } from '../../src/network/snap.ts';
import { percentOf } from '../../src/outputs/html/shares.ts';
import { renderReportPage } from '../../src/outputs/html/report-page.ts';
import { limitFor, type Model } from '../../src/page/model.ts';
import { WayFinder } from '../../src/page/ways.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { BoundedSearch, turnRound } from '../../src/travel/bounded-search.ts';
import { computeWalkCosts } from '../../src/travel/costs.ts';
import { describeReal, realProject } from '../real/shared.ts';
import { ODD_TOWN } from '../outputs/odd-town.ts';
import { modelOf } from '../support/page-model.ts';
import { facility, feature, line, settlement, writeProject } from '../support/project.ts';

const render = (result: CoverageResult, isPublic = false): string => [...renderReportPage(result, { script: '0', style: '' }, { tool: 'lifecircle', lang: 'en', isPublic })].join('');

interface Made { readonly result: CoverageResult; readonly model: Model; readonly settlements: readonly SettlementResult[]; readonly facilities: readonly FacilityResult[]; readonly ways: WayFinder; /** Every so many settlements have all their ways found. */ readonly step: number }

function make(result: CoverageResult, step: number): Made {
  const model = modelOf(render(result));
  return { result, model, settlements: [...result.settlements], facilities: [...result.facilities], ways: new WayFinder(model), step };
}

/** Facts of every page, by their names. */
const FACTS: Readonly<Record<string, (made: Made) => void>> = {
  'the network comes back as it was, to the last bit, but for its lines and components': ({ model, result: { ground: { network } } }) => {
    for (const key of ['edgeFrom', 'edgeTo', 'edgeMetres', 'edgeDirection', 'edgeSpeedFactor', 'firstShape', 'shapeLon', 'shapeLat', 'shapeMetres'] as const) expect(model.network[key], key).toEqual(network[key]);
  },
  'the lengths of all accesses come back to the last bit, their ends to 1e-7 degrees': ({ model, result: { ground: { settlementAccess, facilityAccess } } }) => {
    const both = [...settlementAccess, ...facilityAccess].flat(), back = [...model.settlementAccess, ...model.facilityAccess].flat();
    expect(back.map(({ edge, fromMetres, toMetres, legMetres }) => [edge, fromMetres, toMetres, legMetres])).toEqual(both.map(({ edge, fromMetres, toMetres, legMetres }) => [edge, fromMetres, toMetres, legMetres]));
    back.forEach((access, i) => { expect(Math.abs(access.lon - both[i].lon) + Math.abs(access.placeLat - both[i].placeLat)).toBeLessThan(2.1e-7); });
  },
  'every status, minute, metre, facility and ride comes back': ({ model, settlements, facilities }) => {
    const statuses = ['absent', 'covered', 'gap', 'gap', 'gap', 'unknown', 'unknown', 'unknown'], severities = ['required', 'pilot', 'advisory'], orNull = (value: number, scale: number): number | null => (value < 0 ? null : value / scale);
    model.data.services.forEach(({ id }, s) => {
      const { code, hundredths, tenths, facility, bus } = model.columns[s];
      settlements.forEach((settlement, n) => {
        const cell = settlement.services.get(id);
        expect(statuses[code[n]]).toBe(cell?.status ?? 'absent');
        if (cell === undefined) return;
        expect([orNull(hundredths[n], 100), orNull(tenths[n], 10), facility[n] < 0 ? null : facilities[facility[n]].id]).toEqual([cell.minutes, cell.metres, cell.facilityId]);
        if (cell.severity !== null) expect(severities[code[n] - 2]).toBe(cell.severity);
        expect(bus.get(n)?.rides.map((r) => [model.data.lines[r.line], r.wait / 100, r.ride / 100])).toEqual(cell.bus?.rides.map((r) => [r.line, r.waitMinutes, r.rideMinutes]));
      });
    });
  },
  'the way the page finds takes the very minutes and metres of the report': ({ model, settlements, ways, step }) => {
    let found = 0;
    for (let n = 0; n < settlements.length; n += step) model.data.services.forEach(({ id }, s) => {
      const cell = settlements[n].services.get(id), route = ways.wayOf(n, s);
      if (cell === undefined || cell.mode !== 'walk') { expect(route).toBeNull(); return; }
      expect(route === null ? null : [Math.round(route.ms / 600) / 100, Math.round(route.mm / 100) / 10], `${settlements[n].id} ${id}`).toEqual([cell.minutes, cell.metres]);
      found++;
    });
    expect(found).toBeGreaterThan(5);
  },
  'the walking circle of the page is that of the network of the report': ({ model, result: { ground: { network, settlementAccess } }, ways }) => {
    const n = settlementAccess.findIndex((accesses) => accesses.length > 0), costs = computeWalkCosts(turnRound(network), { id: 'adult', metresPerMinute: model.data.walkMetresPerMinute });
    const [direct] = findIsochrones(costs, new BoundedSearch(costs, 600_000), new SnapIndex(network), settlementAccess[n].map((access) => ({ access, ms: 0 })), { limitsMs: [600_000], bufferMetres: 50, simplifyMetres: 0 }), [circle] = ways.circlesFrom(n, [10]);
    expect(circle.streetMetres).toBeCloseTo(direct.streetMetres, 6);
    expect(Math.abs(circle.areaSquareMetres / direct.areaSquareMetres - 1)).toBeLessThan(0.01);
  },
  'the shares of the table are those of the summary': ({ model, result }) => {
    model.data.services.forEach(({ id }, s) => {
      expect(model.data.shares[0][s][0]).toBe(percentOf(result.summary.services.get(id)?.coverage ?? null));
      model.data.townships.forEach((name, i) => {
        const service = result.summary.townships.find((township) => township.name === name)?.services.get(id);
        expect(model.data.shares[0][s][i + 1]).toBe(service === undefined ? -2 : percentOf(service.coverage));
      });
    });
  },
  'every limit is that of the checklist': ({ model, settlements, result }) => {
    settlements.forEach(({ table }, n) => { for (const s of model.data.services.keys()) expect(limitFor(model, s, n)?.limitMinutes).toBe(result.services.find((row) => row.table === table && row.id === model.data.services[s].id)?.limitMinutes); });
  },
};

function holds(compute: () => Promise<CoverageResult>, step: number): () => void {
  return () => {
    let made: Made;
    beforeAll(async () => { made = make(await compute(), step); });
    for (const [name, fact] of Object.entries(FACTS)) test(name, () => { fact(made); });
  };
}

describe('demo', holds(() => computeCoverage(join(import.meta.dirname, '../../data/demo')), 9));
describeReal('Liechtenstein', holds(() => computeCoverage(realProject('liechtenstein')), 80));

test('all of it holds for a town of oddities', async () => {
  const made = make(await computeCoverage(writeProject(ODD_TOWN)), 1);
  for (const fact of Object.values(FACTS)) fact(made);
});

test('lengths that the data gives instead of the drawing come back as they are', async () => {
  const made = make(await computeCoverage(writeProject({ walk: [feature('street', line([0, 0], [500, 0], [600, 0], [2000, 0]), { lengthMetres: 3333.3 })] })), 1);
  expect(made.model.network.edgeMetres.reduce((sum, m) => sum + m, 0)).toBeCloseTo(3333.3, 9);
  expect(made.model.network.shapeMetres).toEqual(made.result.ground.network.shapeMetres);
});

test('a way names the streets it follows as the report does', async () => {
  const walk = [feature('w1', line([0, 0], [300, 0]), { name: 'Mill Lane' }), feature('w2', line([300, 0], [400, 0])), feature('w3', line([400, 0], [2000, 0]), { name: 'High Street' })];
  const { ways, settlements, model } = make(await computeCoverage(writeProject({ walk })), 1), s = model.data.services.findIndex(({ id }) => id === 'clinic');
  const legs = ways.wayOf(settlements.findIndex(({ id }) => id === 'a'), s)?.legs.filter(({ kind }) => kind === 'network');
  // From 0 to the clinic at 600: 300 m, 100 m and 200 m.
  expect(legs?.map(({ name, mm }) => [name, Math.round(mm / 1000)])).toEqual([['Mill Lane', 300], [null, 100], ['High Street', 200]]);
});

test('a public page carries no residents of a settlement, no file, no hash and no owner', async () => {
  const secrets = { settlements: [settlement('a', [0, 0], { population: 4711, elderly: 815, children: 42 }), settlement('b', [500, 0], { population: 1 })], facilities: [facility('m1', 'market', [500, 0], { owner: 'Secret Ltd', capacity: 9876 })] };
  const result = await computeCoverage(writeProject(secrets)), [open, internal] = [render(result, true), render(result)];
  const data = modelOf(open).data;
  expect(Object.keys(data.settlements)).not.toEqual(expect.arrayContaining(['population']));
  for (const secret of ['4711', '815', '"population":', 'settlements.geojson', 'sha256 ', 'Secret Ltd', '9876', 'lifecircle.yaml']) expect(open, secret).not.toContain(secret);
  expect(internal).toContain('4711');
  for (const secret of ['Secret Ltd', '9876']) expect(internal, secret).not.toContain(secret);
});

test('the same input gives the same bytes', async () => {
  const folder = writeProject(ODD_TOWN);
  expect(render(await computeCoverage(folder))).toBe(render(await computeCoverage(folder)));
});
