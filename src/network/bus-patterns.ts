/**
 * Bus lines that run by headway, as people ride them: the stops of each direction, and how long the bus takes between them.
 *
 * Times follow from the distance along the drawing, not from stop to stop as the crow flies; `fit-line.ts` finds where along it
 * each stop is served.
 */
import type { Position } from 'geojson';
import { compareIds } from '../core/ids.ts';
import { partsOf, type Findings } from '../core/problems.ts';
import { DEFAULT_SPEED_KMH, type BusLine } from '../inputs/bus-lines.ts';
import { stopsOfLines } from '../inputs/bus-references.ts';
import type { BusStop } from '../inputs/bus-stops.ts';
import { fitLine } from './fit-line.ts';
import { buildLinePath, cutPath, distancesTo, metresAt, nearestPosition, type LinePath } from './line-path.ts';

/** One direction of a line as people ride it. */
export interface HeadwayPattern {
  /** Id of the line. */
  readonly line: string;
  /** Length n >= 2: indices into the bus stops, in the order they are served; a stop may come twice. */
  readonly stops: readonly number[];
  /** Length n - 1: whole milliseconds from each stop to the next; cumulative rounding, so that sums err by at most 1 ms. */
  readonly rideMs: readonly number[];
  /** Length n - 1: where the bus runs between them, degrees. */
  readonly paths: readonly (readonly Position[])[];
  readonly headwayMs: number;
  /** Seconds of day at the first stop; null where the data does not say. */
  readonly firstDepartureSeconds: number | null;
  readonly lastDepartureSeconds: number | null;
}

/** Further from the line than this, a stop is not one of its stops: a slip in its place or in `stops`. */
const NOT_SERVED_METRES = 500;

/** A stop that can be matched: its index and place. */
interface LocatedStop { readonly index: number; readonly at: Position }

/**
 * @param lines in any order, with unique ids.
 * @returns by line id, forward before backward; none of lines without a headway, or of which fewer than two stops can be served.
 */
export function buildHeadwayPatterns(lines: readonly BusLine[], stops: readonly BusStop[], findings: Findings): HeadwayPattern[] {
  const idsOf = stopsOfLines(lines, stops), indexOf = new Map(stops.map(({ id }, i) => [id, i]));
  return [...lines].sort((a, b) => compareIds(a.id, b.id)).flatMap((line) => {
    if (line.headwayMinutes === null) return [];
    const known = (idsOf.get(line.id) ?? []).map((id) => indexOf.get(id)).filter((index) => index !== undefined);
    const forward = known.length < 2 ? null : buildForward(line, line.headwayMinutes, known, stops, findings);
    return forward === null ? [] : line.direction === 'both' ? [forward, turnRound(forward)] : [forward];
  });
}

/** The pattern along the order of the stops; null, with a notice, where fewer than two can be served. */
function buildForward(line: BusLine, headwayMinutes: number, known: readonly number[], stops: readonly BusStop[], findings: Findings): HeadwayPattern | null {
  const drawn = buildLinePath(line.path), located = nearStops(line, drawn, known, stops, findings), fit = located.length < 2 ? null : fitLine(drawn, located.map(({ at }) => at));
  const note = (code: string, what: string, example = line.id): void => { findings.notice(code, partsOf(line.where).file, what, example, 1, { id: line.id, where: line.where }); };
  for (const i of fit?.outOfOrder ?? []) note('stop-out-of-order', 'stops of bus lines that lie elsewhere along the line than their order says; the line does not serve them', `${stops[located[i].index].id} of ${line.id}`);
  if (fit === null || fit.served.length < 2) {
    note('line-without-stops', 'bus lines with fewer than two stops that can be served; nobody can ride them');
    return null;
  }
  const { path, served, match: { positions }, isReversed } = fit;
  if (isReversed) note('line-against-stops', 'bus lines drawn against the order of their stops; they run in the order of the stops');
  return {
    line: line.id, stops: served.map((i) => located[i].index), rideMs: rideTimes(line, path, positions), paths: positions.slice(1).map((to, i) => cutPath(path, positions[i], to)),
    headwayMs: Math.round(headwayMinutes * 60_000), firstDepartureSeconds: line.firstDepartureSeconds, lastDepartureSeconds: line.lastDepartureSeconds,
  };
}

/** The stops of a line that have a place near it, in its order; where it names none, in the order in which they lie along it. */
function nearStops(line: BusLine, path: LinePath, known: readonly number[], stops: readonly BusStop[], findings: Findings): LocatedStop[] {
  const located = known.flatMap((index) => {
    const { id, at } = stops[index];
    if (at === null) return [];
    const { position, metres } = nearestPosition(distancesTo(path, at));
    if (metres <= NOT_SERVED_METRES) return [{ index, at, position }];
    findings.notice('stop-not-served', partsOf(line.where).file, `stops over ${NOT_SERVED_METRES} m from a bus line; it does not serve them`, `${id} is ${metres.toFixed(0)} m from ${line.id}`, 1, { id: line.id, where: line.where });
    return [];
  });
  return line.stops.length > 0 ? located : located.sort((a, b) => a.position - b.position || compareIds(stops[a.index].id, stops[b.index].id));
}

/** Milliseconds from each position to the next. Rounded from the first one on, so that errors do not add up. */
function rideTimes({ speedKmh, runMinutes }: BusLine, path: LinePath, positions: readonly number[]): number[] {
  const msPerMetre = runMinutes === null ? 3600 / (speedKmh ?? DEFAULT_SPEED_KMH) : runMinutes * 60_000 / path.metres[path.metres.length - 1];
  const ms = positions.map((position) => Math.round((metresAt(path, position) - metresAt(path, positions[0])) * msPerMetre));
  return ms.slice(1).map((at, i) => at - ms[i]);
}

/** The same the other way round. */
function turnRound(pattern: HeadwayPattern): HeadwayPattern {
  return { ...pattern, stops: pattern.stops.toReversed(), rideMs: pattern.rideMs.toReversed(), paths: pattern.paths.toReversed().map((path) => path.toReversed()) };
}
