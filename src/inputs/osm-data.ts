/** OpenStreetMap files: what walking, facilities and settlements need of them, kept in one pass. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError, type Findings } from '../core/problems.ts';
import { readChunks, type NamedFile } from './files.ts';
import { FOOT_TAGS } from './foot-access.ts';
import { readPbf } from './osm-pbf.ts';
import { NodeStore, WayStore, type OsmMember, type OsmSink, type OsmTags } from './osm-store.ts';
import { readXml } from './osm-xml.ts';

/** Keys that say what an object is: without one of them it is not kept. */
const FEATURE_KEYS = ['highway', 'railway', 'public_transport', 'man_made', 'amenity', 'shop', 'office', 'craft', 'leisure', 'tourism', 'historic',
  'healthcare', 'emergency', 'social_facility', 'landuse', 'place', 'entrance', 'boundary'];
/** Buildings are the most frequent objects of all: only those that people live in are kept. */
export const HOMES: ReadonlySet<string> = new Set(['apartments', 'residential', 'dormitory', 'house', 'detached', 'semidetached_house', 'terrace', 'bungalow', 'farm']);
const FURTHER_KEYS = [...FOOT_TAGS, 'type', 'area', 'name', 'name:zh', 'operator', 'population', 'capacity', 'admin_level', 'building',
  'is_in:township', 'addr:township', 'addr:city', 'disused', 'abandoned', 'demolished', 'construction', 'planned', 'proposed', 'opening_hours'];
/** Of a boundary: 乡镇 and 街道 in China, municipalities in much of Europe. */
export const TOWNSHIP_LEVEL = '8';
const MAX_BYTES = 2 * 1024 ** 3, MAX_RATIO = 200;
/** Small archives may be of one word over and over. */
const RATIO_FROM_BYTES = 1 << 20;

export interface OsmTagged { readonly id: number; readonly tags: OsmTags }
export interface OsmRelation extends OsmTagged { readonly members: readonly OsmMember[] }

export interface OsmData {
  readonly sha256: string;
  /** Every node and way of the file, tagged or not. */
  readonly nodes: NodeStore;
  readonly ways: WayStore;
  /** In the order of the file. */
  readonly taggedNodes: readonly OsmTagged[];
  readonly taggedWays: readonly OsmTagged[];
  /** Multipolygons and boundaries of townships only. */
  readonly relations: readonly OsmRelation[];
}

/**
 * Read an `.osm.pbf`, `.osm` or `.osm.gz` file.
 * @param moreKeys tag keys to keep beside the usual ones.
 * @throws {InputError} if it cannot be read.
 */
export async function readOsm(file: NamedFile, findings: Findings, moreKeys: readonly string[] = []): Promise<OsmData> {
  const hash = createHash('sha256'), chunks = readChunks(file, hash);
  const features = new Set(FEATURE_KEYS), keys = new Set([...FEATURE_KEYS, ...FURTHER_KEYS, ...moreKeys]);
  const nodes = new NodeStore(), ways = new WayStore();
  const taggedNodes = new Map<number, OsmTagged>(), taggedWays = new Map<number, OsmTagged>(), relations = new Map<number, OsmRelation>();
  const words = new Map<string, string>();
  const kept = (tags: Iterable<readonly [string, string]>): OsmTags | null => {
    const result = new Map<string, string>();
    let isFeature = false;
    for (const [key, value] of tags) {
      if (!keys.has(key)) continue;
      if (features.has(key) || (key === 'building' && HOMES.has(value))) isFeature = true;
      const word = words.get(value) ?? value;
      words.set(word, word); // one text for all its copies
      result.set(key, word);
    }
    return isFeature ? result : null;
  };
  const noteTwice = (id: string): void => { findings.notice('osm-duplicate-id', file.name, 'objects are there more than once; the last one counts', id); };
  const sink: OsmSink = {
    node: (id, lon, lat, tags) => {
      if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
        findings.fault('coordinate-range', file.name, `node ${id} lies at [${lon}, ${lat}], out of the range of longitude and latitude`, 'Correct it');
        return;
      }
      nodes.add(id, lon, lat);
      keep(taggedNodes, { id, tags: kept(tags) });
    },
    way: (id, refs, tags) => {
      if (ways.has(id)) noteTwice(`w${id}`);
      ways.add(id, refs);
      keep(taggedWays, { id, tags: kept(tags) });
    },
    relation: (id, members, tags) => {
      if (relations.has(id)) noteTwice(`r${id}`);
      const own = kept(tags);
      keep(relations, { id, members, tags: own && isArea(own) ? own : null });
    },
  };
  if (/\.pbf$/i.test(file.path)) readPbf(chunks, file.name, [...keys], sink);
  else await readXml(/\.gz$/i.test(file.path) ? gunzip(chunks, file) : chunks, file.name, sink);
  nodes.finish();
  for (const id of nodes.duplicates) noteTwice(`n${id}`);
  if (nodes.length === 0 && ways.length === 0) findings.fault('empty-layer', file.name, 'has no nodes and no ways', 'Check that this is the right file');
  return { sha256: hash.digest('hex'), nodes, ways, taggedNodes: [...taggedNodes.values()], taggedWays: [...taggedWays.values()], relations: [...relations.values()] };
}

/** Keep an object if its tags say something; a later one without tags takes the place of an earlier one as well. */
function keep<T extends OsmTagged>(kept: Map<number, T>, object: Omit<T, 'tags'> & { id: number; tags: OsmTags | null }): void {
  if (object.tags === null) kept.delete(object.id);
  else kept.set(object.id, object as unknown as T);
}

function isArea(tags: OsmTags): boolean {
  return tags.get('type') === 'multipolygon' || (tags.get('boundary') === 'administrative' && tags.get('admin_level') === TOWNSHIP_LEVEL);
}

async function* gunzip(chunks: Iterable<Buffer>, file: NamedFile): AsyncGenerator<Buffer> {
  const copies = function* (): Generator<Buffer> { for (const chunk of chunks) yield Buffer.from(chunk); };
  const unfolding = createGunzip();
  pipeline(Readable.from(copies()), unfolding, () => undefined); // its failure comes out of the loop below
  let bytes = 0, packedBytes = Infinity;
  try {
    for await (const chunk of unfolding as AsyncIterable<Buffer>) {
      if (bytes === 0) packedBytes = statSync(file.path).size;
      bytes += chunk.length;
      if (bytes > MAX_BYTES || bytes > Math.max(RATIO_FROM_BYTES, MAX_RATIO * packedBytes)) {
        throw new InputError({ code: 'unfolds-too-far', where: file.name, what: `unfolds to more than is allowed (2 GB, ${MAX_RATIO} times its size)`, fix: 'Give the unpacked file or an .osm.pbf' });
      }
      yield chunk;
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (error instanceof InputError || typeof code !== 'string' || !code.startsWith('Z_')) throw error;
    throw new InputError({ code: code === 'Z_BUF_ERROR' ? 'cut-off' : 'damaged-file', where: file.name, what: code === 'Z_BUF_ERROR' ? 'is cut off' : 'is no gzip archive, or a damaged one', fix: GET_AGAIN }, error);
  }
}

const GET_AGAIN = 'Get the file again, or name it .osm if it is not packed';
