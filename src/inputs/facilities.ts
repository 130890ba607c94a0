/** The facilities layer: what services there are. */
import area from '@turf/area';
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import { AttributeReader, UniqueIds } from './attributes.ts';
import type { NamedFile } from './files.ts';
import type { FileFacts, RawFeature } from './geojson.ts';
import { readPlace, type Place } from './geometry.ts';
import { readLayer } from './layer.ts';
import { facilitiesOfOsm } from './osm-facilities.ts';
import { isOsm, OsmFiles } from './osm-files.ts';
import { builtInPoiMapping, MappedFacilities, readPoiMapping, type PoiMapping, type ReviewRow } from './poi-mapping.ts';
import type { LayerSource } from './project.ts';

const ATTRIBUTES = ['id', 'type', 'name', 'provides', 'status', 'capacity', 'areaSquareMetres', 'owner', 'open', 'updated'] as const;
const STATUSES = ['existing', 'planned', 'closed'] as const;

/** A place that offers one or more services. */
export interface Facility {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  /** Further types it serves as. */
  readonly provides: readonly string[];
  readonly status: (typeof STATUSES)[number];
  readonly capacity: number | null;
  /** As given, else the area of its polygon, else null. */
  readonly areaSquareMetres: number | null;
  readonly owner: string;
  /** Whether the public may use it. */
  readonly open: boolean;
  /** Last day, YYYY-MM-DD, on which the data may have been checked; null if it does not say. */
  readonly updated: string | null;
  readonly place: Place;
}

/** What was read, and the mapping that said which type each place is; null where the file says it itself. */
type FacilityFacts = FileFacts & { readonly review: readonly ReviewRow[]; readonly mapping: { readonly file: NamedFile; readonly sha256: string } | null };

/** Read a file of facilities into `facilities`; faults and oddities go to `findings`. undefined where an OpenStreetMap file cannot be read. */
export async function readFacilities(source: LayerSource, ids: UniqueIds, facilities: Facility[], findings: Findings, osmFiles = new OsmFiles([source], findings)): Promise<FacilityFacts | undefined> {
  const attributes = new AttributeReader(source, ATTRIBUTES, findings);
  const file = source.file.name;
  const take = (feature: RawFeature): void => {
    const id = attributes.id(feature);
    if (id === null || !ids.add(id, feature.where, findings)) return;
    const type = attributes.text(feature, 'type').trim();
    if (type === '') {
      findings.fault('missing-type', feature.where, `the facility ${quote(id)} has no "type"`, 'Give it a type of the checklist (lifecircle checklist show)');
      return;
    }
    const place = readPlace(feature, id, 'facilities', file, findings);
    facilities.push({
      id, type, place,
      name: attributes.text(feature, 'name'),
      provides: attributes.words(feature, 'provides'),
      status: attributes.choice(feature, 'status', STATUSES, 'existing'),
      capacity: attributes.number(feature, 'capacity', null),
      areaSquareMetres: attributes.number(feature, 'areaSquareMetres', null) ?? areaOf(place),
      owner: attributes.text(feature, 'owner'),
      open: attributes.flag(feature, 'open', true),
      updated: attributes.date(feature, 'updated'),
    });
  };
  const facts = isOsm(source.file) ? await readOsmFacilities(source, osmFiles, take, findings) : await readMapped(source, take, findings);
  if (facts && facts.features > 0) attributes.finish();
  return facts;
}

async function readMapped(source: LayerSource, take: (feature: RawFeature) => void, findings: Findings): Promise<FacilityFacts> {
  const mapping = openMapping(source, findings), mapped = mapping === null ? null : new MappedFacilities(mapping, source.file, findings);
  const facts = await readLayer(source, findings, (given) => {
    const feature = mapped === null ? given : mapped.add(given);
    if (feature !== null) take(feature); // else it is for review, and counted there
  });
  mapped?.finish();
  return { ...facts, review: mapped?.review ?? [], mapping };
}

async function readOsmFacilities(source: LayerSource, osmFiles: OsmFiles, take: (feature: RawFeature) => void, findings: Findings): Promise<FacilityFacts | undefined> {
  const osm = await osmFiles.read(source.file), mapping = osmFiles.mappingOf(source);
  if (osm === undefined || mapping === undefined) return undefined;
  const { features, review } = facilitiesOfOsm(osm, mapping, source.file, findings);
  for (const feature of features) take(feature);
  return { sha256: osm.sha256, features: features.length, review, mapping };
}

/** The mapping that a file of a web map's places is read through; null if it has none. @throws {InputError} if there is none of that name. */
function openMapping({ mapping }: LayerSource, findings: Findings): PoiMapping | null {
  if (mapping === null) return null;
  return readPoiMapping(mapping.file ?? builtInPoiMapping(mapping.id, mapping.where), findings);
}

function areaOf(place: Place): number | null {
  if (place.type !== 'polygons') return null;
  return area({ type: 'MultiPolygon', coordinates: place.polygons.map((rings) => rings.map((ring) => [...ring])) });
}
