// Time and memory of times by bus. Run: npm run bench:bus
// Questions: how many settlements a second does the search by timetable answer on real feeds, for all services of the checklist and the
// departures of two hours at once; how does it grow with stops, trips and departures; what does the search by headway cost?
// The real feeds are skipped, visibly, where they are absent. Each case is a process of its own, for its memory.
// Record a figure in bench/RESULTS.md only with the commit, machine and Node version beside it.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { BUS_DEFAULTS, parseWindow } from '../src/core/bus-settings.ts';
import { Findings } from '../src/core/problems.ts';
import { minutesToMs, UNREACHED } from '../src/core/units.ts';
import { DEGREES } from '../src/inputs/crs.ts';
import { readGtfs, type Timetable, type TimetableTrip } from '../src/inputs/gtfs.ts';
import { WalkLinesBuilder, type WalkLines } from '../src/inputs/walk-lines.ts';
import { readWalk } from '../src/inputs/walk.ts';
import { buildHeadwayPatterns } from '../src/network/bus-patterns.ts';
import { buildNetwork } from '../src/network/build-network.ts';
import { SnapIndex, type Access } from '../src/network/snap.ts';
import { pointOn, type WalkNetwork } from '../src/network/walk-network.ts';
import { buildTimetableService, type BusService } from '../src/travel/bus-service.ts';
import { BusTravel } from '../src/travel/bus-travel.ts';
import { computeWalkCosts, costAccess, type CostedAccess } from '../src/travel/costs.ts';
import { findNearest } from '../src/travel/nearest.ts';
import { seeded } from '../tests/support/random.ts';
import { drawLines, toDegrees, type Metres } from '../tests/support/town.ts';

const DATA = resolve(import.meta.dirname, '../../shared/data');
const SERVICES = 40, PLACES_PER_SERVICE = 12, SEARCH_MS = minutesToMs(60), LIMIT_MS = minutesToMs(15);

/** A town with its timetable. */
interface Town { readonly lines: WalkLines; readonly timetable: Timetable }
interface Case { readonly label: string; readonly town: () => Promise<Town>; readonly depart: string; readonly settlements: number; readonly needs?: string }

const CASES: readonly Case[] = [
  { label: 'Porto Alegre, 07:00-09:00', needs: 'porto-alegre', depart: '07:00-09:00', settlements: 300, town: () => realTown('porto-alegre/walk.geojson', ['porto-alegre/eptc-gtfs.zip', 'porto-alegre/trensurb-gtfs.zip'], '2019-05-13') },
  { label: 'Porto Alegre, 12:00-14:00', needs: 'porto-alegre', depart: '12:00-14:00', settlements: 100, town: () => realTown('porto-alegre/walk.geojson', ['porto-alegre/eptc-gtfs.zip', 'porto-alegre/trensurb-gtfs.zip'], '2019-05-13') },
  { label: 'Heidelberg, 07:00-09:00', needs: 'heidelberg', depart: '07:00-09:00', settlements: 200, town: () => realTown('heidelberg/heidelberg.osm.pbf', ['heidelberg/vrn-gtfs.zip'], '2022-07-04') },
  { label: 'São Paulo by frequencies, 07:00-09:00', needs: 'sao-paulo-frequencies-gtfs.zip', depart: '07:00-09:00', settlements: 100, town: () => townOfShapes('sao-paulo-frequencies-gtfs.zip', '2020-03-04') },
  ...[[20, 10], [40, 10], [80, 10], [40, 20], [40, 5]].map(([side, headway]): Case => ({ label: `grid of ${side} × ${side} stops, every ${headway} min, 07:00-09:00`, depart: '07:00-09:00', settlements: 50, town: () => Promise.resolve(gridTown(side, headway)) })),
  ...['07:00-07:30', '07:00-08:00', '07:00-11:00'].map((depart): Case => ({ label: `grid of 40 × 40 stops, every 10 min, ${depart}`, depart, settlements: 50, town: () => Promise.resolve(gridTown(40, 10)) })),
];

const chosen = process.argv.at(2);
if (chosen === undefined) {
  console.log(`Node ${process.version}, ${cpus()[0].model} × ${cpus().length}; ${SERVICES} services of ${PLACES_PER_SERVICE} places, 60 min search`);
  console.log('case | stops | trips | patterns | transfers | read ms | prepare ms | settlements a second | by bus | by headway, all settlements and services ms | peak MB | check');
  CASES.forEach(({ label, needs }, i) => {
    if (needs !== undefined && !existsSync(join(DATA, needs))) console.log(`${label} | skipped: no shared data`);
    else console.log(`${label} | ${execFileSync(process.execPath, ['--import', 'tsx', import.meta.filename, String(i)], { encoding: 'utf8' }).trim()}`);
  });
} else console.log(await benchCase(CASES[Number(chosen)]));

async function benchCase({ town, depart, settlements }: Case): Promise<string> {
  const window = parseWindow(depart);
  if (window === null) throw new RangeError(`depart is ${depart}`);
  const start = performance.now(), { lines, timetable } = await town(), read = performance.now();
  const network = buildNetwork(lines, 0.5, new Findings()), index = new SnapIndex(network), costs = computeWalkCosts(network, { id: 'adult', metresPerMinute: 60 });
  const service = buildTimetableService(timetable, index, 300, new Findings()), travel = new BusTravel(service, { ...BUS_DEFAULTS, window });
  const { patterns, transfers } = travel.timetable(costs), prepared = performance.now();
  const random = seeded(7), places = (count: number): CostedAccess[][] => Array.from({ length: count }, () => [costAccess(costs, somewhere(network, index, random))]);
  const origins = places(settlements), demands = Array.from({ length: SERVICES }, () => {
    const destinations = places(PLACES_PER_SERVICE);
    return { destinations, walk: findNearest(costs, origins, destinations, SEARCH_MS), searchMs: SEARCH_MS, limitMs: LIMIT_MS };
  });
  const began = performance.now(), answers = travel.nearest(costs, origins, demands), seconds = (performance.now() - began) / 1000;
  const byBus = answers.reduce((sum, { wayOf }) => sum + origins.filter((_, o) => wayOf(o) !== null).length, 0) / (origins.length * SERVICES);
  const check = answers.reduce((sum, { ms }) => sum + ms.reduce((all, t) => all + (t === UNREACHED ? 0 : t), 0), 0);
  const headway = new BusTravel(headwayOf(timetable, service), BUS_DEFAULTS);
  headway.headway(costs);
  const again = performance.now();
  headway.nearest(costs, origins, demands);
  const headwayMs = performance.now() - again;
  return [
    timetable.stops.length, timetable.trips.length, patterns.patternCount, transfers.to.length, (read - start).toFixed(0), (prepared - read).toFixed(0), (settlements / seconds).toFixed(1), `${(100 * byBus).toFixed(0)} %`,
    headwayMs.toFixed(0), (process.resourceUsage().maxRSS / 1000).toFixed(0), check,
  ].join(' | ');
}

/** The lines of a timetable by a headway of ten minutes, straight from stop to stop. */
function headwayOf({ trips, stops }: Timetable, { stopAccess }: BusService): BusService {
  const routes = new Map(trips.map((t) => [t.stops.join(), t])), listed = stops.map(({ id, name, lon, lat, where }) => ({ id, name, at: [lon, lat], where, lines: [] }));
  const lines = [...routes.values()].map((t, i) => ({
    id: String(i), name: '', direction: 'forward' as const, headwayMinutes: 10, speedKmh: 20, runMinutes: null, firstDepartureSeconds: null, lastDepartureSeconds: null, where: 'bench:1',
    stops: Array.from(t.stops, (s) => stops[s].id), path: Array.from(t.stops, (s) => [stops[s].lon, stops[s].lat]),
  }));
  return { kind: 'headway', stops: listed, stopAccess, patterns: buildHeadwayPatterns(lines, listed, new Findings()) };
}

/** A random point of the network, 10 m beside it at most. */
function somewhere(network: WalkNetwork, index: SnapIndex, random: () => number): Access {
  for (;;) {
    const edge = Math.floor(network.edgeCount * random()), { lon, lat } = pointOn(network, network.firstShape[edge], random());
    const access = index.nearest(lon + 1e-4 * (random() - 0.5), lat + 1e-4 * (random() - 0.5), 100);
    if (access !== null) return access;
  }
}

async function realTown(walk: string, feeds: readonly string[], date: string): Promise<Town> {
  const builder = new WalkLinesBuilder(), file = { name: walk, path: join(DATA, walk) };
  await readWalk({ file, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null }, builder, new Findings());
  return { lines: builder.finish(), timetable: await readFeeds(feeds, date) };
}

/** A feed without streets of its own: people walk along the shapes of its trips. */
async function townOfShapes(feed: string, date: string): Promise<Town> {
  const timetable = await readFeeds([feed], date), builder = new WalkLinesBuilder();
  for (const [id, path] of timetable.shapes) {
    for (const [lon, lat] of path) builder.addVertex(Math.round(lon * 1e7), Math.round(lat * 1e7));
    builder.endLine(id, 3, 1, NaN, 0);
  }
  return { lines: builder.finish(), timetable };
}

async function readFeeds(feeds: readonly string[], date: string): Promise<Timetable> {
  return await readGtfs(feeds.map((name) => ({ name, path: join(DATA, name) })), date, new Findings());
}

/** Blocks of 300 m, a stop at every corner, a line along every street, both ways, 45 s a block. */
function gridTown(side: number, headwayMinutes: number): Town {
  const corner = (x: number, y: number): Metres => [300 * x, 300 * y], along = Array.from({ length: side }, (_, i) => i), trips: TimetableTrip[] = [];
  const lines = drawLines(along.flatMap((i) => [{ path: along.map((j) => corner(j, i)) }, { path: along.map((j) => corner(i, j)) }]));
  const stops = along.flatMap((y) => along.map((x) => { const [lon, lat] = toDegrees(corner(x, y)), id = `${x} ${y}`; return { id, name: id, lon, lat, where: 'bench:1' }; }));
  const streets = along.flatMap((i) => [along.map((j) => i * side + j), along.map((j) => j * side + i)]).flatMap((street) => [street, street.toReversed()]);
  streets.forEach((street, line) => {
    for (let departure = 5 * 3600 + (line * 97) % (60 * headwayMinutes); departure < 12 * 3600; departure += 60 * headwayMinutes) {
      const times = Int32Array.from(along, (i) => departure + 45 * i);
      trips.push({ id: `${line} ${departure}`, line: String(line), stops: Uint32Array.from(street), arrivalSeconds: times, departureSeconds: times, canBoard: new Uint8Array(side).fill(1), canAlight: new Uint8Array(side).fill(1), shape: null, day: 0 });
    }
  });
  return { lines, timetable: { stops, trips, transfers: [], shapes: new Map() } };
}
