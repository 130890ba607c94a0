/** Walk lines out of small OpenStreetMap files written here, and files that are broken. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { readOsm } from '../../src/inputs/osm-data.ts';
import { walkLinesOfOsm } from '../../src/inputs/osm-walk.ts';
import { WalkLinesBuilder, type WalkLines } from '../../src/inputs/walk-lines.ts';

const NODES = [[-1, 0, 0], [2, 1, 0], [5_000_000_001, 1, 1], [5_000_000_002, 0, 1]].map(([id, lon, lat]) => `<node id="${id}" lon="${lon}" lat="${lat}"/>`).join('');
const way = (id: number, refs: number[], tags: Record<string, string>): string =>
  `<way id="${id}">${refs.map((r) => `<nd ref="${r}"/>`).join('')}${Object.entries(tags).map(([k, v]) => `<tag k="${k}" v="${v}"/>`).join('')}</way>`;
const osm = (body: string): string => `<?xml version="1.0"?><osm version="0.6">${NODES}${body}</osm>`;

async function walk(content: string | Uint8Array, name = 'town.osm'): Promise<{ lines: WalkLines; notices: string[] }> {
  const path = join(mkdtempSync(join(tmpdir(), 'lifecircle-osm-')), name), findings = new Findings(), builder = new WalkLinesBuilder();
  writeFileSync(path, content);
  walkLinesOfOsm(await readOsm({ name, path }, findings), { name, path }, builder, findings);
  findings.throwIfFaults();
  return { lines: builder.finish(), notices: findings.notices().map((n) => `${n.code} × ${n.count}`) };
}

test('a way runs along its nodes, whatever the order and size of their ids', async () => {
  const { lines } = await walk(osm(way(7, [5_000_000_002, -1, 2, 5_000_000_001], { highway: 'path' })));
  expect([lines.id, [...lines.lon], [...lines.lat]]).toEqual([['w7'], [0, 0, 1e7, 1e7], [1e7, 0, 0, 1e7]]);
});

test('nodes out of order are found', async () => {
  const body = `<osm><node id="9" lon="9" lat="9"/><node id="-3" lon="3" lat="3"/>${way(1, [-3, 9], { highway: 'path' })}</osm>`;
  expect([...(await walk(body)).lines.lon]).toEqual([3e7, 9e7]);
});

test('a way is cut where a node is missing', async () => {
  const { lines, notices } = await walk(osm(way(7, [-1, 2, 99, 5_000_000_001, 5_000_000_002], { highway: 'path' })));
  expect([lines.id, notices]).toEqual([['w7', 'w7'], ['missing-nodes × 1']]);
});

test('one-ways on foot keep their direction, and closed ways are counted', async () => {
  const { lines, notices } = await walk(osm(way(1, [-1, 2], { highway: 'path', 'oneway:foot': 'yes' }) + way(2, [-1, 2], { highway: 'motorway' }) + way(3, [-1, 2], { building: 'yes' })));
  expect([[...lines.direction], notices]).toEqual([[1], ['closed-to-walking × 1']]);
});

test('areas, platforms and piers are walked along their edge', async () => {
  const { lines } = await walk(osm(way(1, [-1, 2, 5_000_000_001, -1], { highway: 'pedestrian', area: 'yes' }) + way(2, [-1, 2], { railway: 'platform' }) + way(3, [-1, 2], { man_made: 'pier' })));
  expect([lines.id, [...lines.firstVertex]]).toEqual([['w1', 'w2', 'w3'], [0, 4, 6, 8]]);
});

test('a walkable multipolygon is walked along its members, without those that are ways of their own', async () => {
  const { lines, notices } = await walk(osm(way(1, [-1, 2], {}) + way(2, [-1, 5_000_000_002], { highway: 'footway' })
    + '<relation id="5"><member type="way" ref="1" role="outer"/><member type="way" ref="2" role="outer"/><member type="way" ref="404" role="inner"/><tag k="type" v="multipolygon"/><tag k="highway" v="pedestrian"/></relation>'));
  expect([lines.id, notices]).toEqual([['w2', 'r5'], ['missing-members × 1']]);
});

test('an .osm.gz gives the same as its .osm', async () => {
  const text = osm(way(7, [-1, 2], { highway: 'path' }));
  expect(await walk(gzipSync(text), 'town.osm.gz')).toEqual(await walk(text));
});

const sound = osm(way(7, [-1, 2], { highway: 'path' })), gzip = gzipSync(sound);
for (const [what, name, content, said] of [
  ['XML cut off', 'a.osm', sound.slice(0, -20), /^a\.osm:1: is not XML \(unclosed tag: \w+\)\. Get the file again/],
  ['XML that is broken', 'a.osm', sound.replace('</way>', '</wey>'), /^a\.osm:1: is not XML/],
  ['a web page', 'a.osm', '<html></html>', /^a\.osm:1: begins with <html>, expected <osm>/],
  ['empty XML', 'a.osm', '', /^a\.osm:1: is not XML/],
  ['XML with a node that is nowhere', 'a.osm', '<osm><node id="1" lon="x" lat="1"/></osm>', /"lon" is "x", expected a number/],
  ['XML beyond the poles', 'a.osm', '<osm><node id="1" lon="1" lat="91"/></osm>', /node 1 lies at \[1, 91\], out of the range/],
  ['XML without objects', 'a.osm', '<osm/>', /^a\.osm: has no nodes and no ways/],
  ['a gzip that is none', 'a.osm.gz', sound, /^a\.osm\.gz: is no gzip archive/],
  ['a gzip cut off', 'a.osm.gz', gzip.subarray(0, -30), /^a\.osm\.gz: is cut off/],
  ['a gzip that unfolds to too much', 'a.osm.gz', gzipSync(osm(' '.repeat(5e6))), /unfolds to more than is allowed/],
  ['a PBF that is none', 'a.osm.pbf', sound, /^a\.osm\.pbf: is no OpenStreetMap PBF file/],
  ['an empty PBF', 'a.osm.pbf', '', /^a\.osm\.pbf: is empty/],
] as const) {
  test(`${what} is refused`, async () => { await expect(walk(content, name)).rejects.toThrow(said); });
}
