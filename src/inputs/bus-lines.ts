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
const DAY_MINUTES = 1440, DAY_SECONDS = 86_400, MOST_KMH = 200;
/** Points so close are one: a tenth of a millimetre. */
const SAME_DEGREES = 1e-9;
/** Of lines that say neither their speed nor their running time: a bus that stops often, in a town. */
export const DEFAULT_SPEED_KMH = 20;

export interface BusLine {
  readonly id: string;
  /** '' if none. */
  readonly name: string;
  /** 'forward': along the order of its stops only. */
  readonly direction: (typeof DIRECTIONS)[number];
  readonly headwayMinutes: number | null;
  readonly speedKmh: number | null;
  /** From end to end of the path. */
  readonly runMinutes: number | null;
  /** Seconds of day at the first stop. */
  readonly firstDepartureSeconds: number | null;
  /** Seconds of day at the first stop, from 24:00 on where it is earlier than the first departure: it is of the next day. */
  readonly lastDepartureSeconds: number | null;
  /** Ids of its stops, in the order they are served; none where only the stops say which lines serve them (`stopsOfLines`). */
  readonly stops: readonly string[];
  /** Two or more positions in degrees, not all the same. */
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
    const times = readTimes(attributes, feature, id, file, findings), hours = readHours(attributes, feature, id, file, findings);
    const name = attributes.text(feature, 'name'), direction = attributes.choice(feature, 'direction', DIRECTIONS, 'both');
    const path = readPath(feature, id, file, findings), stops = attributes.ids(feature, 'stops');
    if (path !== null) lines.push({ id, name, direction, ...times, ...hours, stops, path, where });
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

function readTimes(attributes: AttributeReader, feature: RawFeature, id: string, file: string, findings: Findings): Pick<BusLine, 'headwayMinutes' | 'speedKmh' | 'runMinutes'> {
  const place = { id, where: feature.where }, isGiven = (attribute: string): boolean => attributes.raw(feature, attribute) !== undefined;
  if (!isGiven('headwayMinutes')) findings.notice('no-headway', file, 'bus lines without "headwayMinutes"; nobody can ride them', id, 1, place);
  if (!isGiven('speedKmh') && !isGiven('runMinutes')) findings.notice('no-speed', file, `bus lines without "speedKmh" and "runMinutes"; they are taken to run at ${DEFAULT_SPEED_KMH} km/h`, id, 1, place);
  return { headwayMinutes: attributes.positive(feature, 'headwayMinutes', null, DAY_MINUTES), speedKmh: attributes.positive(feature, 'speedKmh', null, MOST_KMH), runMinutes: attributes.positive(feature, 'runMinutes', null, DAY_MINUTES) };
}

function readHours(attributes: AttributeReader, feature: RawFeature, id: string, file: string, findings: Findings): Pick<BusLine, 'firstDepartureSeconds' | 'lastDepartureSeconds'> {
  const [firstDepartureSeconds, last] = ['firstDeparture', 'lastDeparture'].map((attribute) => {
    const text = attributes.text(feature, attribute).trim(), seconds = secondsOfDay(text);
    if (text !== '' && seconds === null) findings.notice('unreadable-value', file, `"${attribute}" is no time such as 06:30 and is left out`, `${id} ${quote(text)}`, 1, { id, where: feature.where });
    return seconds;
  });
  const isNextDay = firstDepartureSeconds !== null && last !== null && last < firstDepartureSeconds;
  return { firstDepartureSeconds, lastDepartureSeconds: isNextDay ? last + DAY_SECONDS : last };
}

/** Seconds of "06:30", "6:30:15" or "25:10"; null where it is no time. */
function secondsOfDay(text: string): number | null {
  if (!/^\d{1,2}:[0-5]\d(:[0-5]\d)?$/.test(text)) return null;
  const [hours, minutes, seconds = 0] = text.split(':').map(Number);
  return 3600 * hours + 60 * minutes + seconds;
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
  if (path.some(([lon, lat]) => Math.max(Math.abs(lon - path[0][0]), Math.abs(lat - path[0][1])) > SAME_DEGREES)) return path;
  findings.notice('no-line', file, 'bus lines of fewer than two points are left out', id, 1, { id, where });
  return null;
}
