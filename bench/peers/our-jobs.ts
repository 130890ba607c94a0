/** What lifecircle is asked: each job prepares, untimed, and returns the work to be timed. */
import { readFileSync } from 'node:fs';
import { minutesToMs } from '../../src/core/units.ts';
import { Findings } from '../../src/core/problems.ts';
import { readGtfs } from '../../src/inputs/gtfs.ts';
import { findIsochrones, type Isochrone } from '../../src/isochrones/isochrone.ts';
import { eliminate } from '../../src/network/elimination.ts';
import { SnapIndex } from '../../src/network/snap.ts';
import { openSolver } from '../../src/pipeline-plan.ts';
import { coverageWithin } from '../../src/plan/coverage-sets.ts';
import { findFewestSites } from '../../src/plan/fewest-sites.ts';
import { findMostCoverage } from '../../src/plan/most-coverage.ts';
import { BoundedSearch, turnRound } from '../../src/travel/bounded-search.ts';
import type { NearestByBus } from '../../src/travel/bus-nearest.ts';
import { buildTimetableService } from '../../src/travel/bus-service.ts';
import { BusTravel } from '../../src/travel/bus-travel.ts';
import { computeWalkCosts, costAccess, type CostedAccess } from '../../src/travel/costs.ts';
import { LabelSweep } from '../../src/travel/label-sweep.ts';
import { findNearestOfEach } from '../../src/travel/nearest-of-each.ts';
import { findNearest, type Nearest } from '../../src/travel/nearest.ts';
import { accessesOfNodes, BUS, chooseBusPlaces, chooseIsochronePlaces, ISOCHRONES, openNearestWork, readNetwork, readPlanWork, WALKER } from './work.ts';

interface Job {
  readonly about: string;
  readonly work: () => unknown;
  /** The answer as it is compared: numbers in an array, or what JSON can hold. */
  readonly answerOf: (answer: never) => Uint32Array | object;
}

/** What a job needs to know: files, and numbers; each job takes its own. */
export interface Question { readonly walk: string; readonly minutes: number; readonly feeds: readonly string[]; readonly csv: string }

const OURS = 'lifecircle', jobOf = <T>(work: () => T, answerOf: (answer: Awaited<T>) => Uint32Array | object): Job => ({ about: OURS, work, answerOf });

export const JOBS: Readonly<Record<string, (question: Question) => Promise<Job>>> = { nearest, prepared, isochrones, bus, plan, read, json };

/** In one shot, as a report asks: what is prepared of the network and of the settlements is prepared in the time that counts. */
async function nearest(question: Question): Promise<Job> {
  const { costs: { network }, origins, destinations, limitMs } = await placesAtNodes(question), questions = destinations.map((places) => ({ destinations: places, limitMs }));
  // Copies, as neither network nor settlements may be known from the turn before.
  return jobOf(() => findNearestOfEach(computeWalkCosts({ ...network, edgeFrom: network.edgeFrom.slice() }, WALKER), origins.slice(), questions), timesOf);
}

/** On a network that is prepared before. */
async function prepared(question: Question): Promise<Job> {
  const { costs, origins, destinations, limitMs } = await placesAtNodes(question), elimination = eliminate(costs.network, Infinity);
  if (elimination === null) throw new RangeError('the network could not be prepared');
  const sweep = new LabelSweep(elimination, costs), questions = destinations.map((places) => ({ destinations: places, limitMs }));
  return jobOf(() => sweep.answer(origins, questions), timesOf);
}

async function placesAtNodes(question: Question) {
  const { costs, limitMs, settlements, services } = await openNearestWork(question), accessOf = accessesOfNodes(costs);
  const at = (nodes: Uint32Array): CostedAccess[][] => Array.from(nodes, (node) => [accessOf(node)]);
  return { costs, limitMs, origins: at(settlements), destinations: services.map(at) };
}

function timesOf(answers: readonly Nearest[]): Uint32Array {
  return Uint32Array.from(answers.flatMap(({ ms }) => [...ms]));
}

async function isochrones({ walk }: Question): Promise<Job> {
  const network = await readNetwork(walk), index = new SnapIndex(network), costs = computeWalkCosts(turnRound(network), WALKER), limitsMs = [minutesToMs(ISOCHRONES.minutes)];
  const search = new BoundedSearch(costs, limitsMs[0]), places = chooseIsochronePlaces(index);
  return jobOf(() => places.flatMap((access) => findIsochrones(costs, search, index, [{ access, ms: 0 }], { ...ISOCHRONES, limitsMs })), (drawn: Isochrone[]) => drawn.map(({ polygons }) => polygons));
}

async function bus({ walk, feeds }: Question): Promise<Job> {
  const network = await readNetwork(walk), index = new SnapIndex(network), costs = computeWalkCosts(network, WALKER), timetable = await readGtfs(feeds.map((path) => ({ name: path, path })), BUS.date, new Findings());
  const travel = new BusTravel(buildTimetableService(timetable, index, 300, new Findings()), BUS.settings), places = chooseBusPlaces(index);
  const origins = places.origins.map((access) => [costAccess(costs, access)]), services = places.services.map((all) => all.map((access) => [costAccess(costs, access)]));
  travel.timetable(costs);
  return jobOf(() => travel.nearest(costs, origins, services.map((destinations) => ({ destinations, walk: findNearest(costs, origins, destinations, BUS.searchMs), searchMs: BUS.searchMs, limitMs: BUS.limitMs }))),
    (answers: NearestByBus[]) => timesOf(answers));
}

async function plan({ csv }: Question): Promise<Job> {
  const { metres, people, limitMetres, sites } = readPlanWork(csv), solver = await openSolver();
  return jobOf(() => {
    const pairs = metres.flatMap((row, demand) => row.map((value, site) => ({ site, demand, value }))), sets = coverageWithin(pairs, { siteCount: metres[0].length, demandCount: metres.length, limit: limitMetres });
    return { fewest: findFewestSites(solver, sets).sites.length, mostPeople: findMostCoverage(solver, { sets, weights: people, limit: { sites } }).coveredWeight };
  }, (answer) => answer);
}

async function read({ walk }: Question): Promise<Job> {
  return await Promise.resolve(jobOf(() => readNetwork(walk), ({ edgeCount }) => ({ edgeCount })));
}

/** What reading costs anyone in this language. */
async function json({ walk }: Question): Promise<Job> {
  return await Promise.resolve({ ...jobOf(() => JSON.parse(readFileSync(walk, 'utf8')) as { features: unknown[] }, ({ features }) => ({ features: features.length })), about: `JSON.parse of Node ${process.version}` });
}
