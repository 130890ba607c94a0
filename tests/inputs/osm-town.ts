/** A small town in OpenStreetMap XML and PBF, written here. */
import { deflateSync } from 'node:zlib';

export interface TownObject {
  readonly kind: 'node' | 'way' | 'relation';
  readonly id: number;
  readonly tags?: Readonly<Record<string, string>>;
  /** Degrees. */
  readonly at?: readonly [lon: number, lat: number];
  readonly refs?: readonly number[];
  readonly members?: readonly { readonly type: 'node' | 'way' | 'relation'; readonly ref: number; readonly role: string }[];
}

const escape = (text: string): string => text.replaceAll(/[&<>"\n]/g, (c) => `&#${c.charCodeAt(0)};`);

export function toXml(objects: readonly TownObject[]): string {
  const lines = objects.map(({ kind, id, tags = {}, at, refs = [], members = [] }) => {
    const place = at ? ` lon="${at[0]}" lat="${at[1]}"` : '';
    const inside = [...refs.map((ref) => `<nd ref="${ref}"/>`), ...members.map((m) => `<member type="${m.type}" ref="${m.ref}" role="${escape(m.role)}"/>`),
      ...Object.entries(tags).map(([k, v]) => `<tag k="${escape(k)}" v="${escape(v)}"/>`)].join('');
    return `<${kind} id="${id}"${place}>${inside}</${kind}>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n${lines.join('\n')}\n</osm>\n`;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}
const zigzag = (value: number): number => (value >= 0 ? 2 * value : -2 * value - 1);
const field = (number: number, value: Buffer | number): Buffer =>
  (typeof value === 'number' ? Buffer.concat([varint(number * 8), varint(value)]) : Buffer.concat([varint(number * 8 + 2), varint(value.length), value]));
const packed = (values: readonly number[]): Buffer => Buffer.concat(values.map(varint));
const steps = (values: readonly number[]): number[] => values.map((v, i) => zigzag(v - (values[i - 1] ?? 0)));

/** A frame of the file: its header and its block, packed. */
export function frame(type: string, block: Buffer): Buffer {
  const blob = Buffer.concat([field(2, block.length), field(3, deflateSync(block))]);
  const header = Buffer.concat([field(1, Buffer.from(type)), field(3, blob.length)]), length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([length, header, blob]);
}

/** The block that holds all objects (wiki.openstreetmap.org/wiki/PBF_Format). */
export function toBlock(objects: readonly TownObject[]): Buffer {
  const strings = new Map([['', 0]]);
  const word = (text: string): number => { const at = strings.get(text) ?? strings.size; strings.set(text, at); return at; };
  const of = (kind: TownObject['kind']): TownObject[] => objects.filter((o) => o.kind === kind);
  const tags = ({ tags: given = {} }: TownObject): Buffer => Buffer.concat([field(2, packed(Object.keys(given).map(word))), field(3, packed(Object.values(given).map(word)))]);
  const nodes = of('node'), degrees = (axis: 0 | 1): number[] => steps(nodes.map(({ at = [0, 0] }) => Math.round(at[axis] * 1e7)));
  const dense = Buffer.concat([field(1, packed(steps(nodes.map((n) => n.id)))), field(8, packed(degrees(1))), field(9, packed(degrees(0))),
    field(10, packed(nodes.flatMap(({ tags: given = {} }) => [...Object.entries(given).flatMap(([k, v]) => [word(k), word(v)]), 0])))]);
  const ways = of('way').map((w) => field(3, Buffer.concat([field(1, w.id), tags(w), field(8, packed(steps(w.refs ?? [])))])));
  const relations = of('relation').map((r) => {
    const members = r.members ?? [];
    return field(4, Buffer.concat([field(1, r.id), tags(r), field(8, packed(members.map((m) => word(m.role)))), field(9, packed(steps(members.map((m) => m.ref)))),
      field(10, packed(members.map((m) => ['node', 'way', 'relation'].indexOf(m.type))))]));
  });
  const groups = [field(2, dense), ...ways, ...relations].map((group) => field(2, group));
  return Buffer.concat([field(1, Buffer.concat([...strings.keys()].map((s) => field(1, Buffer.from(s))))), ...groups]);
}

export function toPbf(objects: readonly TownObject[]): Buffer {
  return Buffer.concat([frame('OSMHeader', Buffer.concat([field(4, Buffer.from('OsmSchema-V0.6')), field(4, Buffer.from('DenseNodes'))])), frame('OSMData', toBlock(objects))]);
}

const node = (id: number, lon: number, lat: number, tags: Record<string, string> = {}): TownObject => ({ kind: 'node', id, at: [lon / 1000 + 121, lat / 1000 + 31], tags });
const way = (id: number, refs: number[], tags: Record<string, string> = {}): TownObject => ({ kind: 'way', id, refs, tags });
const relation = (id: number, members: [number, string][], tags: Record<string, string>): TownObject => ({ kind: 'relation', id, members: members.map(([ref, role]) => ({ type: 'way', ref, role })), tags: { type: 'multipolygon', ...tags } });

/**
 * Coordinates in thousandths of a degree from [121, 31]. A street along y = 0; west of it residential land (w20, nodes
 * 1 to 4) with a village in it; a school (w21, nodes 5 to 8) with an entrance at node 6; a park with a pond (r30).
 */
export const TOWN: readonly TownObject[] = [
  node(1, 0, 0), node(2, 4, 0), node(3, 4, 4), node(4, 0, 4),
  node(5, 6, 0), node(6, 8, 0, { entrance: 'main' }), node(7, 8, 2), node(8, 6, 2),
  node(11, 10, 0), node(12, 16, 0), node(13, 16, 6), node(14, 10, 6), node(15, 12, 2), node(16, 14, 2), node(17, 14, 4), node(18, 12, 4),
  node(40, 2, 2, { place: 'village', name: '东村', population: '1,200' }), node(41, 20, 1, { place: 'hamlet', name: '西宅', population: '~80' }), node(42, 3, 3, { place: 'city', name: '大城', population: '160000' }),
  node(43, 7, 1, { amenity: 'school', name: '东小学' }), node(44, 9, 0, { amenity: 'pharmacy', name: '药房', 'disused': 'yes' }), node(45, 9, 1, { shop: 'convenience' }), node(46, 18, 0, { amenity: 'bench' }),
  way(10, [1, 2, 5, 6, 11, 12], { highway: 'residential' }),
  way(20, [1, 2, 3, 4, 1], { landuse: 'residential' }), way(21, [5, 6, 7, 8, 5], { amenity: 'school', name: '东小学', operator: '县教育局', capacity: '300' }),
  way(22, [11, 12, 13]), way(23, [11, 14, 13]), way(24, [15, 16, 17, 18, 15]),
  relation(30, [[24, 'inner'], [22, 'outer'], [23, 'outer']], { leisure: 'park', name: '东公园', access: 'private' }),
];
