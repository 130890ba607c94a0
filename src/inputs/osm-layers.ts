/** The layers of a project out of an OpenStreetMap extract, as features of the contract that the layers' readers take back as they are. */
import { InputError, type Findings } from '../core/problems.ts';
import type { NamedFile } from './files.ts';
import { FOOT_TAGS } from './foot-access.ts';
import type { RawFeature } from './geojson.ts';
import type { OsmBus } from './osm-bus.ts';
import type { OsmData } from './osm-data.ts';
import { facilitiesOfOsm, nameOf } from './osm-facilities.ts';
import { isOsm, OsmFiles } from './osm-files.ts';
import { settlementsOfOsm } from './osm-settlements.ts';
import type { OsmTags } from './osm-store.ts';
import { walkLinesOfOsm } from './osm-walk.ts';
import type { ReviewRow } from './poi-mapping.ts';
import type { LayerSource } from './project.ts';
import { DEGREE_UNITS, WalkLinesBuilder, type WalkLines } from './walk-lines.ts';

export interface OsmLayers {
  readonly settlements: readonly RawFeature[];
  readonly facilities: readonly RawFeature[];
  /** Places whose type somebody must decide. */
  readonly review: readonly ReviewRow[];
  readonly bus: OsmBus;
  readonly walkCount: number;
  /** Made one at a time: they are most of the extract. */
  readonly walk: Iterable<RawFeature>;
}

/**
 * Read the layers of an extract.
 * @param source the extract, and the mapping that says which tags are which type.
 * @throws {InputError} if the file is none, or has no settlements or no ways: a report would end there as well.
 */
export async function readOsmLayers(source: LayerSource, findings: Findings): Promise<OsmLayers> {
  const { file } = source;
  if (!isOsm(file)) throw new InputError({ code: 'unsupported-format', where: file.name, what: 'is no OpenStreetMap extract by its ending', fix: 'Give an .osm.pbf, .osm or .osm.gz file' });
  const files = new OsmFiles([source], findings), osmMapping = files.mappingOf(source);
  const osm = osmMapping && await files.read(file), bus = osmMapping && await files.readBus(file);
  findings.throwIfFaults();
  if (osm === undefined || osmMapping === undefined || bus === undefined) throw new RangeError('no extract and no fault');
  const settlements = settlementsOfOsm(osm, file, findings), { features: facilities, review } = facilitiesOfOsm(osm, osmMapping, file, findings);
  const builder = new WalkLinesBuilder();
  walkLinesOfOsm(osm, file, builder, findings);
  const lines = builder.finish();
  if (settlements.length === 0) findings.fault('empty-layer', file.name, 'has no settlements', 'Take a larger extract');
  if (lines.lineCount === 0) findings.fault('empty-layer', file.name, 'has no line that is open to people on foot', 'Take a larger extract');
  findings.throwIfFaults();
  return { settlements, facilities, review, bus, walkCount: lines.lineCount, walk: { [Symbol.iterator]: () => walkFeatures(lines, osm, file) } };
}

/** Lines with the tags that say who may walk on them, so that nothing is decided twice and all of it can be corrected. */
function* walkFeatures({ lineCount, firstVertex, lon, lat, id }: WalkLines, osm: OsmData, { name: where }: NamedFile): Generator<RawFeature> {
  const tagsOf = new Map<string, OsmTags>();
  for (const way of osm.taggedWays) tagsOf.set(`w${way.id}`, way.tags);
  for (const { id: relation, tags } of osm.relations) tagsOf.set(`r${relation}`, tags);
  for (let i = 0; i < lineCount; i++) {
    const coordinates: [number, number][] = [], tags = tagsOf.get(id[i]) ?? new Map<string, string>();
    for (let v = firstVertex[i]; v < firstVertex[i + 1]; v++) coordinates.push([lon[v] / DEGREE_UNITS, lat[v] / DEGREE_UNITS]);
    const known = FOOT_TAGS.filter((key) => tags.has(key) && !(key === 'oneway:foot' && id[i].startsWith('r'))); // the edge of an area has no direction
    const name = nameOf(tags);
    yield { where, id: id[i], geometry: { type: 'LineString', coordinates }, properties: { id: id[i], ...(name === '' ? {} : { name }), ...Object.fromEntries(known.map((key) => [key, tags.get(key)])) } };
  }
}
