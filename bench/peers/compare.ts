/** Whether a peer's answer is ours: in a sentence, and whether it is what may be expected of its model. */
import { readFileSync } from 'node:fs';
import inPolygon from '@turf/boolean-point-in-polygon';
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import { UNREACHED } from '../../src/core/units.ts';
import { BUS } from './work.ts';

export interface Agreement { readonly isAsExpected: boolean; readonly words: string }

/** @param ours file of the answer; as `theirs`. */
export type Compare = (ours: string, theirs: string) => Agreement;

/** Of two of ours. */
export function isSame(one: string, other: string): boolean {
  return readFileSync(one).equals(readFileSync(other));
}

/** Whole milliseconds, all of them the same. */
export const compareTimes: Compare = (ours, theirs) => {
  const a = readTimes(ours), b = readTimes(theirs), different = a.length === b.length ? a.reduce((count, ms, i) => count + Number(ms !== b[i]), 0) : a.length;
  return { isAsExpected: different === 0, words: `${different === 0 ? 'equal to the millisecond' : `${different} differ`} (${a.length.toLocaleString('en')} times)` };
};

/** Of a peer that rounds on its way, and joins places to streets itself: as near as that, but for one in a thousand. */
export const compareTimesWithin = (withinMs: number): Compare => (ours, theirs) => {
  const a = readTimes(ours), b = readTimes(theirs);
  let most = 0, different = Math.abs(a.length - b.length), oneSided = 0;
  a.forEach((ms, i) => {
    if ((ms === UNREACHED) !== (b[i] === UNREACHED)) oneSided++;
    else if (Math.abs(ms - b[i]) > withinMs) different++;
    else most = Math.max(most, Math.abs(ms - b[i]));
  });
  return { isAsExpected: different + oneSided <= a.length / 1000, words: `${a.length.toLocaleString('en')} times: ${different} further apart than ${withinMs} ms, the others ${most} at most; ${oneSided} reached by one only` };
};

export const compareJson: Compare = (ours, theirs) => {
  const [a, b] = [ours, theirs].map((path) => JSON.stringify(JSON.parse(readFileSync(path, 'utf8'))));
  return { isAsExpected: a === b, words: a === b ? `equal: ${a.replaceAll('"', '')}` : `ours ${a}, theirs ${b}` };
};

/** Another question is answered: reading to a network, or to objects. */
export const compareNothing: Compare = () => ({ isAsExpected: true, words: 'no answer to compare' });

const R5_MEDIAN = 2, R5_LONGEST_WALK_MS = 30 * 60_000, R5_UNREACHED = 2 ** 31 - 1, R5_WITHIN_MINUTES = 3, LEAST_SHARE = 0.7;

/** Our median to the nearest of a service against the least of R5's medians to its places, in whole minutes. */
export const compareBus: Compare = (ours, theirs) => {
  const ms = readTimes(ours), times = JSON.parse(readFileSync(theirs, 'utf8')) as number[][][], differences: number[] = [];
  let onlyOurs = 0, longWalks = 0, onlyTheirs = 0, neither = 0, unlinked = 0;
  times.forEach((percentiles, origin) => {
    if (percentiles[R5_MEDIAN].every((minutes) => minutes === R5_UNREACHED)) { unlinked++; return; }
    for (let service = 0; service < BUS.services; service++) {
      const here = ms[service * BUS.settlements + origin], there = Math.min(...percentiles[R5_MEDIAN].slice(service * BUS.placesOfService, (service + 1) * BUS.placesOfService));
      if (here === UNREACHED || there === R5_UNREACHED) { if (here !== UNREACHED) { if (here > R5_LONGEST_WALK_MS) longWalks++; else onlyOurs++; } else if (there !== R5_UNREACHED) onlyTheirs++; else neither++; } else differences.push(there - here / 60_000);
    }
  });
  differences.sort((a, b) => a - b);
  const close = differences.filter((d) => Math.abs(d) <= R5_WITHIN_MINUTES).length, at = (share: number): string => (differences[Math.floor(share * (differences.length - 1))] ?? NaN).toFixed(1);
  return {
    isAsExpected: close / (differences.length + onlyOurs + onlyTheirs) >= LEAST_SHARE,
    words: `${differences.length} medians by both: R5 less ours ${at(0.1)} / ${at(0.5)} / ${at(0.9)} min at p10/p50/p90, ${(100 * close / differences.length).toFixed(0)} % within ${R5_WITHIN_MINUTES} min; ${longWalks} only ours and over 30 min, as R5 walks no longer; ${onlyOurs} others only ours, ${onlyTheirs} only R5's, ${neither} neither; ${unlinked} settlements that R5 cannot join to its streets left out`,
  };
};

const SAMPLE_DEGREES = 0.0003, LEAST_OVERLAP = 0.5;

/** Common ground over all ground, sampled every 20 to 30 m. */
export const compareIsochrones: Compare = (ours, theirs) => {
  const drawn = JSON.parse(readFileSync(ours, 'utf8')) as Position[][][][], answers = JSON.parse(readFileSync(theirs, 'utf8')) as FeatureCollection<Polygon | MultiPolygon>[];
  const overlaps = drawn.map((coordinates, i) => overlap({ type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates } }, answers[i].features[0])).sort((a, b) => a - b), median = overlaps[overlaps.length >> 1];
  return { isAsExpected: median >= LEAST_OVERLAP, words: `common ground over all ground: median ${(100 * median).toFixed(0)} %, least ${(100 * overlaps[0]).toFixed(0)} %` };
};

function overlap(a: Feature<MultiPolygon>, b: Feature<Polygon | MultiPolygon>): number {
  const corners = [a, b].flatMap(({ geometry }) => (geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2)));
  const [west, east] = rangeOf(corners.map(([lon]) => lon)), [south, north] = rangeOf(corners.map(([, lat]) => lat));
  let both = 0, any = 0;
  for (let lon = west; lon <= east; lon += SAMPLE_DEGREES) for (let lat = south; lat <= north; lat += SAMPLE_DEGREES) {
    const inA = inPolygon([lon, lat], a), inB = inPolygon([lon, lat], b);
    both += Number(inA && inB);
    any += Number(inA || inB);
  }
  return both / any;
}

function rangeOf(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(([least, most], v) => [Math.min(least, v), Math.max(most, v)], [Infinity, -Infinity]);
}

function readTimes(path: string): Uint32Array {
  const bytes = readFileSync(path);
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}
