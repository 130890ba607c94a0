/** The settlements layer: where people live. */
import type { Findings } from '../core/problems.ts';
import { AttributeReader, UniqueIds } from './attributes.ts';
import type { FileFacts, RawFeature } from './geojson.ts';
import { readPlace, type Place } from './geometry.ts';
import { readLayer } from './layer.ts';
import { isOsm, OsmFiles } from './osm-files.ts';
import { settlementsOfOsm } from './osm-settlements.ts';
import type { LayerSource } from './project.ts';

export const KINDS = ['urban', 'rural'] as const;
export const TIERS = ['core', 'central', 'general', 'village'] as const;
export type Kind = (typeof KINDS)[number];
export type Tier = (typeof TIERS)[number];

const ATTRIBUTES = ['id', 'name', 'township', 'village', 'kind', 'tier', 'population', 'elderly', 'children', 'households'] as const;

/** A residential point or area. */
export interface Settlement {
  readonly id: string;
  readonly name: string;
  readonly township: string;
  readonly village: string;
  readonly kind: Kind;
  readonly tier: Tier;
  readonly population: number;
  readonly elderly: number;
  readonly children: number;
  readonly households: number;
  readonly place: Place;
}

/** Read a file of settlements into `settlements`; faults and oddities go to `findings`. undefined where an OpenStreetMap file cannot be read. */
export async function readSettlements(source: LayerSource, ids: UniqueIds, settlements: Settlement[], findings: Findings, osmFiles = new OsmFiles([], findings)): Promise<FileFacts | undefined> {
  const attributes = new AttributeReader(source, ATTRIBUTES, findings);
  const file = source.file.name;
  const take = (feature: RawFeature): void => {
    const id = attributes.id(feature);
    if (id === null || !ids.add(id, feature.where, findings)) return;
    const kind = attributes.choice(feature, 'kind', KINDS, 'urban');
    const township = attributes.text(feature, 'township');
    if (township === '') findings.notice('no-township', file, 'settlements without a township are summed up under ""', id, 1, { id, where: feature.where });
    settlements.push({
      id, kind, township,
      name: attributes.text(feature, 'name'),
      village: attributes.text(feature, 'village'),
      tier: attributes.choice(feature, 'tier', TIERS, kind === 'rural' ? 'village' : 'central'),
      population: attributes.number(feature, 'population', 0),
      elderly: attributes.number(feature, 'elderly', 0),
      children: attributes.number(feature, 'children', 0),
      households: attributes.number(feature, 'households', 0),
      place: readPlace(feature, id, 'settlements', file, findings),
    });
  };
  const facts = isOsm(source.file) ? await readOsmSettlements(source, osmFiles, take, findings) : await readLayer(source, findings, take);
  if (facts && facts.features > 0) attributes.finish();
  return facts;
}

async function readOsmSettlements({ file }: LayerSource, osmFiles: OsmFiles, take: (feature: RawFeature) => void, findings: Findings): Promise<FileFacts | undefined> {
  const osm = await osmFiles.read(file);
  if (osm === undefined) return undefined;
  const features = settlementsOfOsm(osm, file, findings);
  for (const feature of features) take(feature);
  return { sha256: osm.sha256, features: features.length };
}
