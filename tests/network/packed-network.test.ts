import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { eliminate } from '../../src/network/elimination.ts';
import { packSections, unpackSections, type PackedFault, type Sections } from '../../src/network/packed-file.ts';
import { NETWORK_VERSION, packGround, packTexts, unpackGround, unpackTexts } from '../../src/network/packed-network.ts';
import { SnapIndex } from '../../src/network/snap.ts';
import { seeded } from '../support/random.ts';
import { drawLines, type Metres, type Street } from '../support/town.ts';

const KEY = 'ab'.repeat(32), OTHER_KEY = 'cd'.repeat(32);

function groundOf(seed: number) {
  const random = seeded(seed), at = (): Metres => [50 * Math.floor(8 * random()), 50 * Math.floor(8 * random())];
  const streets = Array.from({ length: 20 }, (_, i): Street => ({ path: Array.from({ length: 2 + Math.floor(6 * random()) }, at), id: `w${i}`, oneway: random() < 0.2, speedFactor: random() < 0.2 ? 0.5 : 1 }));
  const lines = drawLines([...streets, [[0, 0], [50, 0]]]);
  const network = buildNetwork(lines, 0.5, new Findings());
  return { index: new SnapIndex(network), lineLevel: lines.level, order: eliminate(network, Infinity) };
}

const packed = (seed: number): Uint8Array<ArrayBuffer> => packSections(packGround(groundOf(seed)), 1, KEY);
const faultOf = (bytes: Uint8Array, version = 1, key = KEY): Sections | PackedFault => unpackSections(bytes.slice().buffer, version, key);

test('a network comes back to the last bit, and answers as before', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const before = groundOf(seed), sections = faultOf(packed(seed));
    if (typeof sections === 'string') throw new Error(sections);
    const after = unpackGround(sections), random = seeded(seed + 1000);
    expect(after.index.network).toEqual(before.index.network);
    expect(after.lineLevel).toEqual(before.lineLevel);
    expect(after.order).toEqual(before.order);
    for (let i = 0; i < 20; i++) {
      const lon = 121 + 0.006 * random(), lat = 31 + 0.006 * random();
      expect(after.index.nearest(lon, lat, 1e6)).toEqual(before.index.nearest(lon, lat, 1e6));
    }
    expect(packSections(packGround(after), 1, KEY)).toEqual(packed(seed));
  }
});

test('its arrays are views of the bytes that were read', () => {
  const { buffer } = packed(1), sections = unpackSections(buffer, 1, KEY);
  if (typeof sections === 'string') throw new Error(sections);
  const { index: { network, boxes }, order } = unpackGround(sections);
  for (const array of [network.edgeMetres, network.shapeLon, network.nodeComponent, boxes.edge, order?.rank, order?.firstArc, order?.arcHead]) expect(array?.buffer).toBe(buffer);
  expect(boxes.tree?.buffer).toBe(buffer);
});

test('a network without an order is kept without one', () => {
  const sections = packGround({ ...groundOf(1), order: null });
  expect([...sections.keys()].filter((name) => name.startsWith('order.'))).toEqual([]);
  expect(unpackGround(sections).order).toBeNull();
});

test('texts come back whatever is in them', () => {
  const texts = ['', '人民路', 'a\nb', '\ud800', '\0', '🚏', '', 'x'.repeat(20_000)];
  expect(unpackTexts(new Map(packTexts('t', texts)), 't')).toEqual(texts);
  expect(unpackTexts(new Map(packTexts('t', [])), 't')).toEqual([]);
});

test('each fault is told by its name', () => {
  const bytes = packed(2), changed = (at: number, value: number): Uint8Array => { const copy = bytes.slice(); copy[at] = value; return copy; };
  expect(faultOf(bytes, 2)).toBe('other-version');
  expect(faultOf(bytes, 1, OTHER_KEY)).toBe('other-key');
  expect(faultOf(changed(0, 0x50))).toBe('foreign');
  expect(faultOf(new TextEncoder().encode('PK'.repeat(100)))).toBe('foreign');
  expect(faultOf(changed(12, 1))).toBe('other-byte-order');
  expect(faultOf(bytes.subarray(0, bytes.length - 8))).toBe('cut-off');
  expect(faultOf(bytes.subarray(0, 10))).toBe('cut-off');
  expect(faultOf(new Uint8Array())).toBe('cut-off');
  expect(faultOf(Uint8Array.of(...bytes, 0, 0, 0, 0, 0, 0, 0, 0))).toBe('damaged');
  expect(faultOf(changed(bytes.length - 300, bytes[bytes.length - 300] ^ 1))).toBe('damaged');
});

test('no flipped bit, cut or overwritten stretch is ever trusted', () => {
  const bytes = packed(3), random = seeded(5), any = (below: number): number => Math.floor(below * random());
  for (let i = 0; i < 3000; i++) {
    const copy = bytes.slice(), at = any(i % 2 === 0 ? 64 : bytes.length);
    copy[at] ^= 1 << any(8);
    expect(faultOf(copy), `bit in byte ${at}`).toBeTypeOf('string');
  }
  for (let i = 0; i < 500; i++) expect(faultOf(bytes.subarray(0, any(bytes.length)))).toBeTypeOf('string');
  for (let i = 0; i < 500; i++) {
    const copy = bytes.slice(), at = any(bytes.length - 1);
    for (let j = at; j < Math.min(bytes.length, at + 1 + any(200)); j++) copy[j] = any(256);
    if (copy.some((byte, j) => byte !== bytes[j])) expect(faultOf(copy), `from byte ${at}`).toBeTypeOf('string');
  }
});

test('no flipped bit of the order is ever trusted', () => {
  const sections = packGround(groundOf(3)), bytes = packSections(sections, 1, KEY), orderBytes = ['rank', 'firstArc', 'arcHead'].reduce((sum, name) => sum + 8 * Math.ceil((sections.get(`order.${name}`)?.byteLength ?? 0) / 8), 0);
  // The last of the sections, so that it ends where the file does.
  for (let at = bytes.length - orderBytes; at < bytes.length; at++) {
    const copy = bytes.slice();
    copy[at] ^= 1 << at % 8;
    expect(faultOf(copy), `bit in byte ${at}`).toBe('damaged');
  }
});

test('a caller must give a key', () => {
  expect(() => packSections(new Map(), 1, 'abc')).toThrow(RangeError);
});

test('what is built of the same lines is what it was in this version: else raise NETWORK_VERSION and record the sum beside it', () => {
  const sums = createHash('sha256');
  // To a thousandth of a millimetre: the last bit may differ from one processor to the next.
  for (let seed = 1; seed <= 20; seed++) for (const [name, array] of packGround(groundOf(seed))) sums.update(`${name} ${Array.from(array, (n) => Math.round(1e6 * n)).join()}`);
  expect([NETWORK_VERSION, sums.digest('hex')]).toEqual([2, '7de1a0c502e9ba5052757edc9adf638739507c4e144e63aec0f5b48442852cae']);
});
