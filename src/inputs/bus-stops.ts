/** The bus stops layer: where people get on and off. */
import type { Position } from 'geojson';
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import { AttributeReader, type UniqueIds } from './attributes.ts';
import type { FileFacts, RawFeature } from './geojson.ts';
import { readPlace } from './geometry.ts';
import { readLayer } from './layer.ts';
import { isOsm, type OsmFiles } from './osm-files.ts';
import type { LayerSource } from './project.ts';

const ATTRIBUTES = ['id', 'name', 'lines'] as const;

export interface BusStop {
  readonly id: string;
  /** '' if none. */
  readonly name: string;
  /** Ids of the lines that serve it, as the stop says. */
  readonly lines: readonly string[];
  /** Degrees; null where it is not drawn. */
  readonly at: Position | null;
  /** "file:line". */
  readonly where: string;
}

/** Read a file of bus stops into `stops`; faults and oddities go to `findings`. undefined where an OpenStreetMap file cannot be read. */
export async function readBusStops(source: LayerSource, ids: UniqueIds, stops: BusStop[], findings: Findings, osmFiles: OsmFiles): Promise<FileFacts | undefined> {
  const attributes = new AttributeReader(source, ATTRIBUTES, findings), file = source.file.name;
  const take = (feature: RawFeature): void => {
    const { where } = feature, id = attributes.id(feature);
    if (id === null || !ids.add(id, where, findings)) return;
    const place = readPlace(feature, id, 'bus stops', file, findings), name = attributes.text(feature, 'name'), lines = attributes.ids(feature, 'lines');
    if (place.type === 'unlocated') stops.push({ id, name, lines, at: null, where });
    else if (place.type === 'points' && place.points.length === 1) stops.push({ id, name, lines, at: place.points[0], where });
    else findings.fault('geometry-type', where, `${quote(id)} is not one point`, 'Give every bus stop one Point');
  };
  const facts = isOsm(source.file) ? await readOsmStops(source, take, osmFiles) : await readLayer(source, findings, take);
  if (facts && facts.features > 0) attributes.finish();
  return facts;
}

async function readOsmStops({ file }: LayerSource, take: (feature: RawFeature) => void, osmFiles: OsmFiles): Promise<FileFacts | undefined> {
  const bus = await osmFiles.readBus(file);
  for (const stop of bus?.stops ?? []) take(stop);
  return bus && { sha256: bus.sha256, features: bus.stops.length };
}
