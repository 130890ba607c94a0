/** The bus lines layer: where buses run, how often, and which stops they serve. */
import type { Position } from 'geojson';
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import { AttributeReader, type UniqueIds } from './attributes.ts';
import type { FileFacts, RawFeature } from './geojson.ts';
import { checkPosition } from './geometry.ts';
import { readLayer } from './layer.ts';
import { isOsm, type OsmFiles } from './osm-files.ts';
import type { LayerSource } from './project.ts';

const ATTRIBUTES = ['id', 'name', 'direction', 'headwayMinutes', 'speedKmh', 'runMinutes', 'firstDeparture', 'lastDeparture', 'stops'] as const;
const DIRECTIONS = ['both', 'forward'] as const;
const DAY_MINUTES = 1440, MOST_KMH = 200;

export interface BusLine {
  readonly id: string;
  /** Ids of its stops, in the order they are served. */
  readonly stops: readonly string[];
  /** Two or more positions in degrees. */
  readonly path: readonly Position[];
  /** "file:line". */
  readonly where: string;
}

/** Read a file of bus lines into `lines`; faults and oddities go to `findings`. undefined where an OpenStreetMap file cannot be read. */
export async function readBusLines(source: LayerSource, ids: UniqueIds, lines: BusLine[], findings: Findings, osmFiles: OsmFiles): Promise<FileFacts | undefined> {
  const attributes = new AttributeReader(source, ATTRIBUTES, findings), file = source.file.name;
  const take = (feature: RawFeature): void => {
    const { where } = feature, id = attributes.id(feature);
    if (id === null || !ids.add(id, where, findings)) return;
    checkTimes(attributes, feature, id, file, findings);
    attributes.choice(feature, 'direction', DIRECTIONS, 'both');
    const path = readPath(feature, id, file, findings), stops = attributes.ids(feature, 'stops');
    if (path !== null) lines.push({ id, stops, path, where });
  };
  const facts = isOsm(source.file) ? await readOsmLines(source, take, osmFiles) : await readLayer(source, findings, take);
  if (facts && facts.features > 0) attributes.finish();
  return facts;
}

async function readOsmLines({ file }: LayerSource, take: (feature: RawFeature) => void, osmFiles: OsmFiles): Promise<FileFacts | undefined> {
  const bus = await osmFiles.readBus(file);
  for (const line of bus?.lines ?? []) take(line);
  return bus && { sha256: bus.sha256, features: bus.lines.length };
}

function checkTimes(attributes: AttributeReader, feature: RawFeature, id: string, file: string, findings: Findings): void {
  const { where } = feature, headwayMinutes = attributes.positive(feature, 'headwayMinutes', null, DAY_MINUTES);
  if (headwayMinutes === null && attributes.raw(feature, 'headwayMinutes') === undefined) findings.notice('no-headway', file, 'bus lines without "headwayMinutes"; how long people wait is not known', id, 1, { id, where });
  attributes.positive(feature, 'speedKmh', null, MOST_KMH);
  attributes.positive(feature, 'runMinutes', null, DAY_MINUTES);
  for (const attribute of ['firstDeparture', 'lastDeparture']) {
    const time = attributes.text(feature, attribute);
    if (time !== '' && !/^\d{1,2}:[0-5]\d(:[0-5]\d)?$/.test(time)) findings.notice('unreadable-value', file, `"${attribute}" is no time such as 06:30 and is left out`, `${id} ${quote(time)}`, 1, { id, where });
  }
}

/** The path of a line; null with a notice or fault where it has none. */
function readPath({ geometry, where }: RawFeature, id: string, file: string, findings: Findings): Position[] | null {
  const { type, coordinates } = (geometry ?? { type: 'LineString', coordinates: [] }) as { type: unknown; coordinates: unknown };
  if (type !== 'LineString') {
    findings.fault('geometry-type', where, `${quote(id)} has a geometry of type ${quote(type)}, expected LineString`, 'Draw every bus line as one line');
    return null;
  }
  const path: unknown[] = Array.isArray(coordinates) ? coordinates : [];
  if (!path.every((position) => checkPosition(position, where, findings))) return null;
  if (path.length >= 2) return path;
  findings.notice('no-line', file, 'bus lines of fewer than two points are left out', id, 1, { id, where });
  return null;
}
