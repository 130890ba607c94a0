/** Feeds named in a project: where they are looked for, the date, and what the result says of them. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { readProject } from '../../src/inputs/project.ts';
import { readLayers } from '../../src/inputs/read-inputs.ts';
import { faultsOf, noticesOf } from '../support/command.ts';
import { CHECKLIST, LAYERS, writeProject, type ProjectParts } from '../support/project.ts';
import { partsOf, tripTexts, TUESDAY, type Tables } from './gtfs-feeds.ts';

const FEED = zipSync(partsOf({}));
const withFeeds = (bus: unknown, files: ProjectParts['files'] = { 'feed.zip': FEED }): ProjectParts => ({ project: { layers: { ...LAYERS, bus } }, files });
const inFolder = (name: string, tables: Tables = {}): Record<string, Uint8Array> => Object.fromEntries(Object.entries(partsOf(tables)).map(([file, bytes]) => [`${name}/${file}`, bytes]));
/** The project as it might be typed, from line 1; its bus stands on line 5. */
const typed = (...bus: string[]): ProjectParts => ({ project: ['layers:', '  settlements: settlements.geojson', '  facilities: facilities.geojson', '  walk: walk.geojson', ...bus.map((row) => `  ${row}`), 'checklist: checklist.yaml', ''].join('\n'), files: { 'feed.zip': FEED } });

async function inputsOf(parts: ProjectParts): Promise<Awaited<ReturnType<typeof readLayers>> & { progress: string[] }> {
  const findings = new Findings(), progress = new Set<string>();
  const project = readProject(writeProject(parts), findings);
  const layers = await readLayers(project, findings, ({ file, bytes, totalBytes }) => { expect(bytes).toBeLessThanOrEqual(totalBytes); progress.add(file); });
  findings.throwIfFaults();
  return { ...layers, progress: [...progress] };
}

const TRIPS = ['T day 0: A 07:00:00, B 07:10:00-07:11:00, C 07:20:00'];

test('one feed, a list of them and folders are read, and reading is told', async () => {
  const { timetable, progress } = await inputsOf(withFeeds({ gtfs: 'feed.zip', date: TUESDAY }));
  expect([timetable && tripTexts(timetable), progress]).toEqual([TRIPS, [...Object.values(LAYERS), 'feed.zip']]);
  const several = await inputsOf(withFeeds({ gtfs: ['gtfs', 'feeds/feed.zip'], date: TUESDAY }, { ...inFolder('gtfs'), 'feeds/feed.zip': FEED }));
  expect(several.timetable?.trips.map(({ id }) => id)).toEqual(['gtfs:T', 'feeds/feed.zip:T']);
});

test('a project without feeds has no timetable, and hands its bus lines on', async () => {
  const { timetable, busLines, busStops } = await inputsOf({});
  expect([timetable, busLines, busStops]).toEqual([null, [], []]);
});

test('a date may stand in quotes or not', async () => {
  for (const date of ['2024-06-04', '"2024-06-04"', "'2024-06-04'"]) {
    const { timetable } = await inputsOf(typed(`bus: {gtfs: feed.zip, date: ${date}}`));
    expect(timetable && tripTexts(timetable)).toEqual(TRIPS);
  }
});

test('the result names the feed with its checksum and its trips on the date', async () => {
  const { coverage } = await noticesOf(withFeeds({ gtfs: ['feed.zip'], date: TUESDAY }));
  expect(coverage.manifest.inputs.at(-1)).toEqual({ layer: 'gtfs', file: 'feed.zip', sha256: createHash('sha256').update(FEED).digest('hex'), features: 1 });
});

test('a feed outside the project may be named by its whole path', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'lifecircle-feed-'));
  try {
    writeFileSync(join(outside, 'city.zip'), FEED);
    const { coverage } = await noticesOf(withFeeds({ gtfs: join(outside, 'city.zip'), date: TUESDAY }, {}));
    expect(coverage.manifest.inputs.at(-1)).toMatchObject({ file: 'city.zip', features: 1 });
  } finally {
    rmSync(outside, { recursive: true });
  }
});

test('a date without service is a notice', async () => {
  const { notices } = await noticesOf(withFeeds({ gtfs: 'feed.zip', date: '2025-06-04' }));
  expect(notices).toContain('no-service-on-date × 1  feed.zip: no trip runs on 2025-06-04; the feed has service from 2024-06-03 to 2024-06-28');
});

test('unknown keys beside a feed are named, and the feed is read', async () => {
  const { notices, coverage } = await noticesOf(typed('bus: {gtfs: feed.zip, date: 2024-06-04, colour: red}'));
  expect([notices[0], coverage.manifest.inputs.at(-1)?.layer]).toEqual(['unknown-key × 1  lifecircle.yaml: keys that mean nothing here are ignored: "colour" (line 5)', 'gtfs']);
});

const FAULTS: [string, ProjectParts, RegExp][] = [
  ['no date', typed('bus: {gtfs: feed.zip}'), /^lifecircle\.yaml:5:\d+: layers\.bus\.date is missing\. Add it \(expected a day such as 2024-06-04\)\.$/],
  ['a date misspelt', typed('bus: {gtfs: feed.zip, dtae: 2024-06-04}'), /^lifecircle\.yaml:5:\d+: layers\.bus\.date is missing; "dtae" means nothing here\. Add it/],
  ['a feed misspelt', typed('bus: {gtsf: feed.zip, date: 2024-06-04}'), /layers\.bus\.gtfs is missing; "gtsf" means nothing here\. Add it/],
  ['no date on lines of its own', typed('bus:', '  gtfs: feed.zip'), /^lifecircle\.yaml:6:\d+: layers\.bus\.date is missing/],
  ['a day that no calendar has', typed('bus:', '  gtfs: feed.zip', '  date: 2024-02-30'), /^lifecircle\.yaml:7:\d+: layers\.bus\.date is "2024-02-30"\. Write a day of the calendar as 2024-06-04\.$/],
  ['a month', typed('bus: {gtfs: feed.zip, date: 2024-06}'), /layers\.bus\.date is "2024-06"/],
  ['a day written otherwise', typed('bus: {gtfs: feed.zip, date: 4.6.2024}'), /layers\.bus\.date is "4\.6\.2024"/],
  ['a day written as a number', typed('bus: {gtfs: feed.zip, date: 20240604}'), /layers\.bus\.date is 20240604, expected a day such as 2024-06-04/],
  ['a date without a feed', typed('bus: {date: 2024-06-04}'), /layers\.bus\.gtfs is missing/],
  ['no feed in the list', typed('bus: {gtfs: [], date: 2024-06-04}'), /layers\.bus\.gtfs is a list, expected at least one feed/],
  ['a feed that is not there', withFeeds({ gtfs: 'gone.zip', date: TUESDAY }), /^gone\.zip: there is no such file/],
  ['a feed outside the folder', withFeeds({ gtfs: '../feed.zip', date: TUESDAY }), /the path "\.\.\/feed\.zip" leaves the project folder/],
  ['a feed that lacks a table', withFeeds({ gtfs: 'feed.zip', date: TUESDAY }, { 'feed.zip': zipSync(partsOf({ routes: null })) }), /^feed\.zip: has no routes\.txt/],
];
for (const [what, parts, said] of FAULTS) {
  test(`a project with ${what} is refused`, async () => {
    const faults = await faultsOf(parts);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(said);
  });
}

test('the faults of feeds and of other layers are told together', async () => {
  const faults = await faultsOf({ ...withFeeds({ gtfs: 'feed.zip', date: TUESDAY }, { 'feed.zip': 'x' }), settlements: '{', checklist: { tables: [CHECKLIST.tables[0]] } });
  expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual(['checklist.yaml', 'feed.zip', 'settlements.geojson']);
});
