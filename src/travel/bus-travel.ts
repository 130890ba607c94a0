/** Bus data of either kind, ready to be asked for each group of people. */
import type { BusSettings } from '../core/bus-settings.ts';
import { ALONE, type Crew } from '../core/crew.ts';
import { partsOf, type Findings } from '../core/problems.ts';
import { UNREACHED } from '../core/units.ts';
import type { BusLine } from '../inputs/bus-lines.ts';
import type { BusStop } from '../inputs/bus-stops.ts';
import type { Timetable } from '../inputs/gtfs.ts';
import type { HeadwayPattern } from '../network/bus-patterns.ts';
import type { SnapIndex } from '../network/snap.ts';
import { turnRound } from './bounded-search.ts';
import { buildHeadwayService, buildTimetableService, type BusService } from './bus-service.ts';
import { copyOf, type BusDemand, type NearestByBus } from './bus-nearest.ts';
import { computeWalkCosts, costAll, type CostedAccess, type WalkCosts } from './costs.ts';
import { departuresIn } from './departures.ts';
import { addHeadwayLines, type HeadwayCosts } from './headway-costs.ts';
import { noteFeedHours } from './feed-hours.ts';
import { findNearestByHeadway } from './headway-nearest.ts';
import { findNearestByTimetable, prepareTimetable, type TimetableTravel } from './timetable-nearest.ts';
import { buildTripPatterns, type TripPatterns } from './trip-patterns.ts';

const DAY_SECONDS = 86_400;

/** What is the same for all groups of people is made once, the rest when it is first asked for. */
export class BusTravel {
  readonly service: BusService;
  readonly settings: BusSettings;
  /** Who searches. */
  readonly crew: Crew;
  readonly #tripPatterns: TripPatterns | null;
  readonly #timetables = new Map<WalkCosts, TimetableTravel>();
  readonly #headways = new Map<WalkCosts, HeadwayCosts>();

  constructor(service: BusService, settings: BusSettings, crew: Crew = ALONE) {
    this.service = service;
    this.settings = settings;
    this.crew = crew;
    this.#tripPatterns = service.kind === 'timetable' ? buildTripPatterns(service.trips, service.stopAccess.length) : null;
  }

  /**
   * Answer several questions for the same origins.
   * @param costs on foot, not turned round.
   */
  nearest(costs: WalkCosts, origins: readonly (readonly CostedAccess[])[], demands: readonly BusDemand[]): NearestByBus[] {
    const { window, percentile } = this.settings;
    if (this.service.kind === 'timetable') return findNearestByTimetable(this.timetable(costs), origins, demands, departuresIn(window), percentile, this.crew);
    const graph = this.headway(costs);
    return demands.map(({ destinations, walk, searchMs }) => fasterOf(walk, findNearestByHeadway(graph, origins, destinations, searchMs)));
  }

  timetable(costs: WalkCosts): TimetableTravel {
    const known = this.#timetables.get(costs), { service, settings } = this;
    if (known) return known;
    if (service.kind !== 'timetable' || this.#tripPatterns === null) throw new RangeError(`the bus service is by ${service.kind}, expected a timetable`);
    const rules = { slackMs: settings.boardingSlackSeconds * 1000, maxRides: settings.maxRides, maxLegMs: settings.maxLegMinutes * 60_000, maxTransferMs: settings.maxTransferMinutes * 60_000 };
    const travel = prepareTimetable({
      patterns: this.#tripPatterns, lines: service.trips.map(({ line }) => line), rules,
      costs, turned: computeWalkCosts(turnRound(costs.network), costs.profile), stopAccess: costAll(costs, service.stopAccess),
    }, service.transfers, this.crew);
    this.#timetables.set(costs, travel);
    return travel;
  }

  headway(costs: WalkCosts): HeadwayCosts {
    const graph = this.#headways.get(costs) ?? this.#overlay(costs, this.settings.waitShare, false);
    this.#headways.set(costs, graph);
    return graph;
  }

  /** Lines by headway on the network turned round, for searches forwards. @param turned costs on that network. */
  turnedHeadway(turned: WalkCosts, waitShare: number): HeadwayCosts {
    return this.#overlay(turned, waitShare, true);
  }

  #overlay(costs: WalkCosts, waitShare: number, isTurned: boolean): HeadwayCosts {
    return addHeadwayLines(costs, costAll(costs, this.service.stopAccess), this.runningPatterns(), { slackMs: this.settings.boardingSlackSeconds * 1000, waitShare }, isTurned);
  }

  /** The patterns by headway whose hours include the middle of the window. */
  runningPatterns(): HeadwayPattern[] {
    const { service, settings: { window: { startSeconds, endSeconds } } } = this, middle = (startSeconds + endSeconds) / 2;
    if (service.kind !== 'headway') throw new RangeError('the bus service is a timetable, expected headways');
    return service.patterns.filter(({ firstDepartureSeconds: first, lastDepartureSeconds: last }) =>
      [middle, middle + DAY_SECONDS].some((at) => (first === null || first <= at) && (last === null || at <= last)));
  }
}

/** Lines with a headway on a network; what cannot be ridden is noted. */
export function travelByHeadway(lines: readonly BusLine[], stops: readonly BusStop[], index: SnapIndex, maxSnapMetres: number, settings: BusSettings, findings: Findings, crew: Crew): BusTravel {
  const travel = new BusTravel(buildHeadwayService(lines, stops, index, maxSnapMetres, findings), settings, crew);
  noteHours(travel, lines, findings);
  return travel;
}

/** The same for a timetable. */
export function travelByTimetable(timetable: Timetable, index: SnapIndex, maxSnapMetres: number, settings: BusSettings, findings: Findings, crew: Crew): BusTravel {
  noteFeedHours(timetable, settings.window, findings);
  return new BusTravel(buildTimetableService(timetable, index, maxSnapMetres, findings), settings, crew);
}

/** Note the lines by headway that do not run when people leave. */
function noteHours(travel: BusTravel, lines: readonly BusLine[], findings: Findings): void {
  if (travel.service.kind !== 'headway') return;
  const running = new Set(travel.runningPatterns()), idle = new Set(travel.service.patterns.filter((p) => !running.has(p)).map((p) => p.line));
  for (const { id, where } of lines) {
    if (idle.has(id)) findings.notice('line-out-of-hours', partsOf(where).file, 'bus lines whose hours do not include the middle of the window of departures; nobody rides them in this run', id, 1, { id, where });
  }
}

/** The way on foot, but where riding is faster. */
function fasterOf(walk: BusDemand['walk'], ridden: ReturnType<typeof findNearestByHeadway>): NearestByBus {
  const answer = copyOf(walk);
  ridden.ms.forEach((ms, o) => {
    if (ms === UNREACHED || ms >= walk.ms[o]) return;
    answer.ms[o] = ms;
    answer.mm[o] = ridden.mm[o];
    answer.destination[o] = ridden.destination[o];
  });
  return { ...answer, share: null, wayOf: (o) => (ridden.ms[o] < walk.ms[o] ? ridden.wayOf(o) : null) };
}
