/**
 * Stops along a street, and the settlements beside them. Everybody walks 60 m a minute, buses run 30 km/h.
 *
 *   x/100 m   0     10 ·· 29  30     36    40    49.5   60 61     70
 *             p,s0  s1    q   s2     hub   s3     m     s5 r      t,s6        (a closed hub at 11; `off` is off the network, `isle` on a lane of its own)
 *             |     '---- A: every 20 min, ---'         '- B: no hours, one way
 *             no line     06:00 to 08:20, both ways
 *
 * A has 8 departures a day each way: s1 and s3 have the 8 of the way out, s2 has 16. Of B nobody knows how many; at s6 one only gets off.
 */
import { expect, test } from 'vitest';
import { BUS_DEFAULTS } from '../../src/core/bus-settings.ts';
import { Findings } from '../../src/core/problems.ts';
import { minutesToMs, UNREACHED } from '../../src/core/units.ts';
import { StopMeasure } from '../../src/coverage/bus-stops.ts';
import { computeIndicators } from '../../src/coverage/indicators.ts';
import { Measure, STATUS_NAMES, type Ground } from '../../src/coverage/measure.ts';
import type { BusLine } from '../../src/inputs/bus-lines.ts';
import type { Indicator } from '../../src/inputs/checklist.ts';
import type { Facility } from '../../src/inputs/facilities.ts';
import type { Settlement } from '../../src/inputs/settlements.ts';
import { findFacilityAccess, findSettlementAccess } from '../../src/network/access.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { SnapIndex } from '../../src/network/snap.ts';
import { buildHeadwayService } from '../../src/travel/bus-service.ts';
import { BusTravel } from '../../src/travel/bus-travel.ts';
import { computeWalkCosts } from '../../src/travel/costs.ts';
import { at, drawLines, toDegrees, type Metres } from '../support/town.ts';

const PLACES: Record<string, Metres> = { p: [0, 0], q: [2900, 0], m: [4950, 0], r: [6100, 0], t: [7000, 0], isle: [100, 20_000], off: [0, 5000] };
const NAMES = Object.keys(PLACES);
const STOPS: Record<string, Metres> = { s0: [0, 0], s1: [1000, 0], s2: [3000, 0], s3: [4000, 0], s5: [6000, 0], s6: [7000, 0] };
const HUBS: [Metres, boolean][] = [[[3600, 0], true], [[1100, 0], false]];

const line = (id: string, stops: string[], given: Partial<BusLine>): BusLine => ({
  id, name: '', direction: 'both', headwayMinutes: 20, speedKmh: 30, runMinutes: null, firstDepartureSeconds: 6 * 3600, lastDepartureSeconds: 8 * 3600 + 20 * 60, stops, path: stops.map((s) => toDegrees(STOPS[s])), where: 'l:1', ...given,
});
const hub = ([place, open]: [Metres, boolean], i: number): Facility => ({
  id: `h${i}`, place: at(place), type: 'transit_hub', name: '', provides: [], status: 'existing', capacity: null, areaSquareMetres: null, owner: '', open, updated: null,
});

function build(): { ground: Ground; stops: StopMeasure } {
  const network = buildNetwork(drawLines([[[0, 0], [9000, 0]], [[0, 20_000], [500, 20_000]]]), 0.5, new Findings()), index = new SnapIndex(network), facilities = HUBS.map(hub);
  const lines = [line('A', ['s1', 's2', 's3'], {}), line('B', ['s5', 's6'], { direction: 'forward', firstDepartureSeconds: null, lastDepartureSeconds: null })];
  const stops = Object.entries(STOPS).map(([id, place]) => ({ id, name: `stop ${id}`, lines: [], at: toDegrees(place), where: 's:1' }));
  const bus = new BusTravel(buildHeadwayService(lines, stops, index, 300, new Findings()), BUS_DEFAULTS);
  const ground: Ground = {
    facilities, facilityAccess: facilities.map((f) => findFacilityAccess(index, f.place, 300)), settlementAccess: Object.values(PLACES).map((place) => findSettlementAccess(index, at(place), 300)), cutEnds: [], searchMinutes: 60, bus,
    costs: { adult: computeWalkCosts(network, { id: 'adult', metresPerMinute: 60 }), elderly: computeWalkCosts(network, { id: 'elderly', metresPerMinute: 48 }) },
  };
  return { ground, stops: new StopMeasure(ground, bus) };
}

const { ground, stops } = build();

function statuses(limitMinutes: number, leastTrips: number): Record<string, string> {
  return Object.fromEntries(Array.from(stops.statusOf(Uint32Array.from(NAMES.keys()), limitMinutes, leastTrips), (status, i) => [NAMES[i], STATUS_NAMES[status]]));
}

test('the nearest stop is one where a bus can be boarded, with its lines and departures a day', () => {
  const { ms, mm, stops: found } = stops.nearestStops();
  expect(found.map((stop) => stop && [stop.id, stop.lines, stop.tripsPerDay])).toEqual([
    ['s1', ['A'], 8], // not s0, which no line serves
    ['s2', ['A'], 16], ['s3', ['A'], 8],
    ['s5', ['B'], null], ['s5', ['B'], null], // not s6, where one only gets off
    null, null,
  ]);
  const minutes = [1000, 100, 950, 100, 1000].map((metres) => metres / 60);
  minutes.forEach((expected, i) => { expect(ms[i] / minutesToMs(1), NAMES[i]).toBeCloseTo(expected, 1); });
  expect(mm[1] / 1000).toBeCloseTo(100, 0);
  expect([ms[5], ms[6]]).toEqual([UNREACHED, UNREACHED]);
});

test('from the stop to the interchange people walk or ride, whichever is faster', () => {
  const { hubMs } = stops.nearestStops(), minutes = Array.from(hubMs, (ms) => (ms === UNREACHED ? null : ms / minutesToMs(1)));
  // s1: 1 + 10 min wait, 6 min ride to s3 and 400 m back, against 43.3 on foot; s2 and s3: 600 m and 400 m on foot; s5: 2400 m on foot.
  // The closed interchange 100 m from s1 does not count.
  [23.67, 10, 6.67, 40, 40].forEach((expected, i) => { expect(minutes[i], NAMES[i]).toBeCloseTo(expected, 1); });
  expect(minutes.slice(5)).toEqual([null, null]);
});

test('a settlement is covered if one stop within the limit has the departures', () => {
  expect(statuses(20, 8)).toMatchObject({ p: 'covered', q: 'covered', m: 'covered', isle: 'gap' });
  expect(statuses(20, 9)).toMatchObject({ p: 'gap', q: 'covered' }); // s1 has 8, s2 has 16
  expect(statuses(15, 8)).toMatchObject({ p: 'gap', q: 'covered' }); // 16.7 minutes
});

test('where only a stop of unknown hours could cover it, it is unknown; out of reach that stop changes nothing', () => {
  expect(statuses(20, 8)).toMatchObject({ r: 'unknown', t: 'unknown', m: 'covered' }); // m has s3 at 950 m, which suffices, and s5 at 1,050 m
  expect(statuses(20, 9)).toMatchObject({ m: 'unknown' });
  expect(statuses(15, 8)).toMatchObject({ r: 'unknown', t: 'gap' });
});

test('off the network it is unknown', () => {
  expect(statuses(20, 8)['off']).toBe('unknown');
});

test('the indicator of stops counts settlements of its kinds, and is left out without bus data', () => {
  const indicator: Indicator = { kind: 'stop', name: { zh: '', en: '' }, target: null, nameStatus: 'proposed', definitionStatus: 'proposed', note: { zh: '', en: '' }, limitMinutes: 20, tripsPerDay: 9, kinds: ['rural'] };
  const settlements = NAMES.map((id, i): Settlement => ({ id, place: at(PLACES[id]), name: '', township: '', village: '', kind: id === 'q' ? 'urban' : 'rural', tier: 'village', population: 100 * (i + 1), elderly: 0, children: 0, households: 0 }));
  const compute = (by: StopMeasure | null) => computeIndicators([indicator], settlements, ground.facilities, { measure: new Measure(ground), stops: by }, null).map((v) => [v.denominator, v.value, v.total, v.unknownShare]);
  // p 100 and isle 600 people are gaps; m 300, r 400, t 500 and off 700 unknown; q lives in a town.
  expect(compute(stops)).toEqual([['population', 0, 2600, 1900 / 2600], ['settlements', 0, 6, 4 / 6]]);
  expect(compute(null)).toEqual([]);
});
