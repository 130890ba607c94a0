/** The containers of a feed: archives of every make, folders, and what is refused of them. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seeded } from '../support/random.ts';
import { temporaryFolder } from '../support/project.ts';
import { BASE, partsOf, readArchive, readFiles, tripTexts, TUESDAY, writeFeedFolder, type Outcome, type Tables } from './gtfs-feeds.ts';
import { zip, type HandmadePart } from './zip-handmade.ts';

const T = 'T day 0: A 07:00:00, B 07:10:00-07:11:00, C 07:20:00';
const parts = (tables: Tables = {}, folder = '', more: Partial<HandmadePart> = {}): HandmadePart[] => Object.entries(partsOf(tables, folder)).map(([path, bytes]) => ({ path, bytes, ...more }));
const textsOf = ({ timetable, faults, notices }: Outcome): unknown => ({ trips: timetable && tripTexts(timetable), faults, notices });
const SOUND = { trips: [T], faults: [], notices: [] };
const sha256 = (...bytes: Uint8Array[]): string => bytes.reduce((hash, piece) => hash.update(piece), createHash('sha256')).digest('hex');

const ARCHIVES: [string, Buffer][] = [
  ['stored parts', zip(parts({}, '', { isStored: true }))],
  ['deflated parts', zip(parts())],
  ['parts of zip64', zip(parts({}, '', { isZip64: true }), { isZip64: true })],
  ['an end of zip64 only', zip(parts(), { isZip64: true })],
  ['a comment', zip(parts(), { comment: 'exported PK\u0005\u0006 by hand' })],
  ['its files in a folder', zip([{ path: 'feed/', bytes: new Uint8Array(0), isStored: true }, ...parts({}, 'feed/')])],
  ['its files in a folder in a folder', zip(parts({}, '导出/2024/'))],
  ['paths of Windows', zip(parts({}, 'export\\feed\\'))],
  ['shadows of macOS', zip([...parts({}, 'feed/'), ...parts({ stops: 'x' }, '__MACOSX/feed/._'), ...parts({ stops: 'x' }, '__MACOSX/feed/'), { path: 'feed/._stops.txt', bytes: Uint8Array.of(0) }, { path: '.DS_Store', bytes: Uint8Array.of(0) }])],
  ['names in capitals', zip(parts().map((part) => ({ ...part, path: part.path.toUpperCase() })))],
  ['files that are not read', zip([...parts(), { path: 'agency.txt', bytes: Uint8Array.of(0) }, { path: 'fare_rules.txt', bytes: Buffer.from('"') }, { path: 'old_stops.txt', bytes: Buffer.from('x') }, { path: 'docs/readme.txt', bytes: Buffer.from('x') }])],
];
for (const [what, archive] of ARCHIVES) {
  test(`an archive with ${what} is read`, async () => {
    const outcome = await readArchive(archive);
    expect(textsOf(outcome)).toEqual(SOUND);
    expect(outcome.timetable?.feeds).toEqual([{ file: 'feed.zip', sha256: sha256(archive), features: 1 }]);
    expect(outcome.timetable?.stops[0].where).toBe('feed.zip/stops.txt:2');
  });
}

const table = (name: string, says: HandmadePart['says'], bytes?: Uint8Array): Buffer => zip(parts().map((part) => (part.path === `${name}.txt` ? { ...part, says, bytes: bytes ?? part.bytes } : part)));
const whole = zip(parts());
const flipped = Buffer.from(zip(parts({}, '', { isStored: true })));
flipped[flipped.indexOf('07:00:00')] ^= 1; // 07 becomes 17: nothing but the checksum tells
const FAULTS: [string, Uint8Array, RegExp][] = [
  ['an empty file', new Uint8Array(0), /^feed\.zip: is empty\./],
  ['a file that is no archive', Buffer.from('stop_id,stop_name\n'), /^feed\.zip: is no zip archive, or a broken one\. Get the whole file/],
  ['an archive that is cut off', whole.subarray(0, whole.length - 30), /^feed\.zip: is a zip archive that is cut off\./],
  ['an archive whose beginning is missing', whole.subarray(200), /^feed\.zip: is (no zip archive, or )?a broken (one|zip archive)\./],
  ['a directory that is broken', Buffer.from(whole).fill(0, whole.indexOf('PK\u0001\u0002', 0, 'latin1'), whole.indexOf('PK\u0001\u0002', 0, 'latin1') + 4), /^feed\.zip: is a broken zip archive\./],
  ['a part that is not where it should be', table('trips', { offset: 7 }), /^feed\.zip: its part "trips\.txt" is not where the directory says\./],
  ['a part beyond the end', table('trips', { offset: 99_999_999 }), /^feed\.zip: its part "trips\.txt" is cut off\./],
  ['a part that is longer than the file', table('trips', { packedBytes: 99_999_999 }), /^feed\.zip: its part "trips\.txt" is cut off\./],
  ['a part that ends too early', table('stop_times', { packedBytes: 20 }), /^feed\.zip: its part "stop_times\.txt" is broken\./],
  ['a part with a wrong checksum', table('stop_times', { crc: 1 }), /^feed\.zip: its part "stop_times\.txt" is broken: the checksum does not fit\./],
  ['a digit that is flipped', flipped, /^feed\.zip: its part "stop_times\.txt" is broken: the checksum does not fit\./],
  ['a part that unfolds to more than it says', table('stop_times', { bytes: 10 }), /^feed\.zip: its part "stop_times\.txt" unfolds to more bytes than it says \(10\)\./],
  ['a part that unfolds to less than it says', table('stop_times', { bytes: 1000 }), /^feed\.zip: its part "stop_times\.txt" is broken: it has \d+ of 1000 bytes\./],
  ['a part that is encrypted', table('trips', { flags: 1 }), /^feed\.zip: its part "trips\.txt" is encrypted\. Pack it without a password\./],
  ['a part packed by another method', table('trips', { method: 12 }), /^feed\.zip: its part "trips\.txt" is packed by method 12, which is not read\./],
  ['a table twice', zip([...parts(), { path: 'Stops.txt', bytes: Buffer.from('x') }]), /^feed\.zip: has stops\.txt twice\./],
  ['several feeds in one archive', zip([...parts({}, 'a/'), ...parts({}, 'b/')]), /^feed\.zip: has tables in several folders: "a", "b"\. Make one archive of each feed\./],
  ['no table at all', zip([{ path: 'photo.jpg', bytes: Uint8Array.of(1) }]), /^feed\.zip: has no routes\.txt\./],
];
for (const [what, bytes, said] of FAULTS) {
  test(`${what} is refused`, async () => {
    const { timetable, faults } = await readArchive(bytes);
    expect([timetable, faults.length > 0]).toEqual([null, true]);
    expect(faults[0]).toMatch(said);
  });
}

test('a bomb is refused before it unfolds', async () => {
  const bomb = Buffer.alloc(20_000_000, '\n'); // 20 MB of nothing pack to 20 KB
  expect((await readArchive(table('stop_times', {}, bomb))).faults).toEqual([expect.stringMatching(/^feed\.zip: its stop_times\.txt unfolds from \d+ to 20000000 bytes; it may have 4294967296, and 200 times what it is packed to\./)]);
  expect((await readArchive(table('stops', { bytes: 1_200_000_000, packedBytes: 100_000_000 }))).faults).toEqual([expect.stringMatching(/^feed\.zip: its stops\.txt unfolds from 100000000 to 1200000000 bytes; it may have 1073741824/)]);
});

test('a table that unfolds far within its allowance is read to its end', async () => {
  // 16 MiB, most of them blanks: allowed whatever it is packed to.
  const text = `${BASE['stop_times']}${`${' '.repeat(2 ** 16 - 1)}\n`.repeat(2 ** 8)}`.slice(0, 2 ** 24);
  expect(textsOf(await readArchive(table('stop_times', {}, Buffer.from(text))))).toEqual(SOUND);
});

test('a folder is a feed, and its checksum that of its tables by name', async () => {
  const folder = temporaryFolder();
  writeFeedFolder(join(folder, '公交'), { agency: 'x' });
  mkdirSync(join(folder, '公交', 'old'));
  const outcome = await readFiles(folder, ['公交'], TUESDAY), all = partsOf({});
  expect(textsOf(outcome)).toEqual(SOUND);
  expect(outcome.timetable?.stops[1].where).toBe('公交/stops.txt:3');
  expect(outcome.timetable?.feeds).toEqual([{ file: '公交', features: 1, sha256: sha256(...['calendar', 'routes', 'stop_times', 'stops', 'trips'].map((name) => all[`${name}.txt`])) }]);
});

test('a feed that is not there, or a folder that lacks tables, is refused', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'empty'));
  writeFileSync(join(folder, 'empty', 'stops.txt'), '');
  const { faults } = await readFiles(folder, ['gone.zip', 'empty'], TUESDAY);
  expect(faults.map((fault) => fault.replace(/\. .*/, ''))).toEqual(['gone.zip: there is no such file', 'empty: has no routes.txt', 'empty: has no stop_times.txt', 'empty: has no trips.txt', 'empty: has no calendar.txt or calendar_dates.txt']);
});

test('a table is the same wherever its chunks end', async () => {
  // A chunk of a folder's file is a mebibyte: the filler moves its end, byte by byte, through line ends and a row with characters of three bytes.
  const folder = temporaryFolder();
  for (const [quote, end, shifts] of [['', '\r\n', 30], ['', '\r', 10], ['"', '\r\n', 10]] as const) {
    const head = `stop_id,stop_name,stop_lat,stop_lon${end}`, tail = ['', 'A,示范,31.6,121.50', 'B,Birch,31.6,121.51', 'C,Cedar,31.6,121.52'].join(end);
    for (let shift = 0; shift <= shifts; shift++) {
      const filler = `${quote}X${quote},${'x'.repeat(2 ** 20 - head.length - 10 - shift)},31.6,121`;
      writeFeedFolder(join(folder, 'f'), { stops: head + filler + tail });
      const { timetable, faults, notices } = await readFiles(folder, ['f'], TUESDAY);
      expect([faults, notices, timetable?.stops.map(({ id, name, where }) => `${id} ${name} ${where}`)]).toEqual([[], [], ['A 示范 f/stops.txt:3', 'B Birch f/stops.txt:4', 'C Cedar f/stops.txt:5']]);
    }
  }
});

test('a long table of an archive is the same as in a folder', async () => {
  // 18,000 rows are 600 KB: many pieces of what is packed, chunks that end anywhere.
  const random = seeded(7), rows = Array.from({ length: 6000 }, (_, t) => {
    const start = Math.floor(random() * 70_000), clock = (seconds: number): string => [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
    return [0, 1, 2].map((i) => `X${t},${'ABC'[i]},${i},${clock(start + 300 * i)},${clock(start + 300 * i)}`).join('\n');
  });
  const tables = { trips: `trip_id,route_id,service_id\n${rows.map((_, t) => `X${t},R,WK`).join('\n')}\n`, stop_times: `trip_id,stop_id,stop_sequence,arrival_time,departure_time\n${rows.join('\n')}\n` };
  const folder = temporaryFolder();
  writeFeedFolder(join(folder, 'f'), tables);
  const [packed, plain] = [await readArchive(zip(parts(tables))), await readFiles(folder, ['f'], TUESDAY)];
  expect(packed.timetable?.trips.length).toBeGreaterThan(6000);
  expect(packed.timetable?.trips).toEqual(plain.timetable?.trips);
});
