/** The project file: what is measured, with which data and parameters. */
import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { BUS_DEFAULTS, parseWindow, type BusSettings } from '../core/bus-settings.ts';
import { lastDayOf } from '../core/calendar.ts';
import { quote } from '../core/printable.ts';
import { InputError, type Findings } from '../core/problems.ts';
import { capacitySchema, describeCapacity, type ProjectCapacity } from './capacity-rules.ts';
import { findCoordinateSystem, KNOWN_SYSTEMS, needsShift, type CoordinateSystem } from './crs.ts';
import { fileInFolder, folderOf, type NamedFile } from './files.ts';
import type { RawFeature } from './geojson.ts';
import { checksSchema, describeChecks, type ProjectChecks } from './project-checks.ts';
import { planSchema, type ProjectPlan } from './project-plan.ts';
import { readYaml } from './yaml-file.ts';

/** Files that may hold several layers or sheets. */
const HAS_LAYERS = /\.(gpkg|xlsx|zip|shp)$/i;

const positive = z.number('expected a number above 0').positive('expected a number above 0').max(1e6, 'expected at most 1000000');
const speed = positive.max(500, 'expected metres per minute, at most 500');
const label = z.string('expected text').min(1, 'expected text');
const atMost = (most: number) => positive.max(most, `expected at most ${most}`);
const depart = z.string('expected a window such as 07:00-09:00').refine((text) => parseWindow(text) !== null, 'expected a window such as 07:00-09:00')
  .transform((text) => parseWindow(text) ?? BUS_DEFAULTS.window);
const bilingual = z.union([label, z.strictObject({ zh: label, en: label })], 'expected text or {zh: ..., en: ...}');
const crs = z.string('expected a name such as EPSG:4326').refine((name) => findCoordinateSystem(name) !== undefined, `Name one of: ${KNOWN_SYSTEMS}`)
  .refine((name) => /towgs84/i.test(name) || !/\+proj=|\[/.test(name) || !needsShift(name), 'It is of another datum than WGS84 and CGCS2000: add +towgs84 with the parameters of your surveying office');
const degrees = z.number('expected [west, south, east, north] in degrees');
const attributes = z.record(z.string(), label, 'expected {attribute: column}');
const sourceKeys = { file: label, crs: crs.optional(), layer: label.optional(), attributes: attributes.optional() };
/** One file or several, each a name or a map. */
function sourcesOf<S extends z.ZodType<{ file: string }>>(map: S) {
  const source = z.union([label.transform((file) => ({ file })), map], 'expected a file name or {file: ..., attributes: ...}');
  return z.union([source.transform((one) => [one]), z.array(source).min(1, 'expected at least one file')], 'expected a file name, {file: ...} or a list of them');
}
const sources = sourcesOf(z.strictObject(sourceKeys));
const facilitySources = sourcesOf(z.strictObject({ ...sourceKeys, mapping: label.optional() }));
const feeds = z.union([label.transform((feed) => [feed]), z.array(label).min(1, 'expected at least one feed')], 'expected a feed (a zip archive or a folder) or a list of them');
const day = z.string('expected a day such as 2024-06-04').refine((text) => lastDayOf(text) === text, 'Write a day of the calendar as 2024-06-04');
const bus = z.union([z.strictObject({ lines: sources, stops: sources }), z.strictObject({ gtfs: feeds, date: day })], 'expected {lines: ..., stops: ...} or {gtfs: ..., date: ...}');

const projectSchema = z.strictObject({
  name: bilingual.optional(),
  crs: crs.optional(),
  layers: z.strictObject({ settlements: sources, facilities: facilitySources, walk: sources, bus: bus.nullish(), townships: sources.optional(), candidates: sources.optional() }, 'expected settlements, facilities and walk'),
  checklist: label.default('chongming'),
  travel: z.strictObject({
    walkMetresPerMinute: speed.default(60),
    elderlyMetresPerMinute: speed.default(48),
    maxSnapMetres: positive.max(5000, 'expected at most 5000').default(300),
    searchMinutes: positive.max(600, 'expected at most 600').default(60),
    depart: depart.default(BUS_DEFAULTS.window),
    percentile: atMost(100).default(BUS_DEFAULTS.percentile),
    waitShare: z.number('expected 0 to 1').min(0, 'expected 0 to 1').max(1, 'expected 0 to 1').default(BUS_DEFAULTS.waitShare),
    boardingSlackSeconds: z.number('expected 0 to 3600').min(0, 'expected 0 to 3600').max(3600, 'expected 0 to 3600').default(BUS_DEFAULTS.boardingSlackSeconds),
    maxLegMinutes: atMost(600).default(BUS_DEFAULTS.maxLegMinutes),
    maxTransferMinutes: atMost(60).default(BUS_DEFAULTS.maxTransferMinutes),
    maxRides: z.int('expected whole rides, 1 to 10').min(1, 'expected whole rides, 1 to 10').max(10, 'expected whole rides, 1 to 10').default(BUS_DEFAULTS.maxRides),
  }, 'expected {walkMetresPerMinute: ...}').prefault({}),
  network: z.strictObject({
    joinToleranceMetres: z.number('expected 0 to 10 metres').min(0, 'expected 0 to 10 metres').max(10, 'expected 0 to 10 metres').default(0.5),
    joinCrossings: z.boolean('expected true or false').default(false),
    extent: z.tuple([degrees, degrees, degrees, degrees], 'expected [west, south, east, north] in degrees')
      .refine(([west, south, east, north]) => west < east && south < north && Math.abs(west) <= 180 && east <= 180 && Math.abs(south) <= 90 && north <= 90,
        'expected [west, south, east, north] in degrees').optional(),
  }, 'expected {joinToleranceMetres: ...}').prefault({}),
  capacity: capacitySchema.prefault({}),
  checks: checksSchema.prefault({}),
  plan: planSchema.prefault({}),
}, 'expected a map with name, crs, layers, checklist, travel, network, capacity, checks and plan');

type ProjectData = z.output<typeof projectSchema>;

/** A file of a layer, and which column of it holds which attribute where the names differ. */
export interface LayerSource {
  readonly file: NamedFile;
  readonly attributes: ReadonlyMap<string, string>;
  /** As declared, else degrees. */
  readonly crs: CoordinateSystem;
  /** Whether the project declares it, for the file or for all; if not, what the file itself says holds. */
  readonly isCrsDeclared: boolean;
  /** Sheet of a workbook, layer of a GeoPackage; null for the first or only one. */
  readonly layer: string | null;
  /** Which types the places of a web map are: a built-in id or a file. Of facilities only. */
  readonly mapping: { readonly id: string; readonly file: NamedFile | null; readonly where: string } | null;
  /** What stands in the file beside other things, read already; the file is then not opened. */
  readonly features?: readonly RawFeature[];
}

/** A checked project. */
export interface Project {
  readonly file: NamedFile;
  readonly sha256: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly layers: Readonly<Record<'settlements' | 'facilities' | 'walk' | 'busLines' | 'busStops' | 'townships' | 'candidates', LayerSource[]>>;
  /** The feeds of its timetable and the day they are read for (YYYY-MM-DD); null where it names none. */
  readonly gtfs: { readonly feeds: readonly NamedFile[]; readonly date: string } | null;
  /** A built-in id or a file of the project. */
  readonly checklist: { readonly id: string; readonly file: NamedFile | null; readonly where: string };
  readonly travel: Readonly<Record<'walkMetresPerMinute' | 'elderlyMetresPerMinute' | 'maxSnapMetres' | 'searchMinutes', number>>;
  /** How people ride. */
  readonly riding: BusSettings;
  readonly network: ProjectData['network'];
  /** Services of which a full facility is not enough. */
  readonly capacity: readonly ProjectCapacity[];
  /** What of the file decides how places are reached, as JSON: not the name, the facilities, the townships, the checklist and the checks. */
  readonly settings: string;
  /** What must hold for `lifecircle check` to pass. */
  readonly checks: ProjectChecks;
  /** What may be built with which money. */
  readonly plan: ProjectPlan;
}

/**
 * Read a project.
 * @param path a folder with a lifecircle.yaml, or the file itself.
 * @throws {InputError} with every fault of the file.
 */
export function readProject(path: string, findings: Findings): Project {
  const file = findProjectFile(path);
  const yaml = readYaml(file, projectSchema, findings);
  if (yaml === null) {
    findings.throwIfFaults();
    throw new RangeError('readYaml returned null without a fault');
  }
  const { value: data, place } = yaml;
  const folder = folderOf(file.path);
  const locate = (name: string, at: PropertyKey[]): NamedFile | undefined => findings.collect(() => fileInFolder(folder, name, place(at)));
  const layer = (given: ProjectData['layers']['facilities'], ...keys: string[]): LayerSource[] => given.flatMap((one) => {
    const at = ['layers', ...keys], located = locate(one.file, at);
    const { crs: own, attributes: columns = {}, layer: sheet = null, mapping: mappingId } = { crs: undefined, attributes: undefined, layer: undefined, mapping: undefined, ...one };
    const system = findCoordinateSystem(own ?? data.crs ?? 'EPSG:4326');
    const mappingFile = mappingId !== undefined && /\.ya?ml$/i.test(mappingId) ? locate(mappingId, at) ?? null : null;
    const mapping = mappingId === undefined ? null : { id: mappingId, file: mappingFile, where: place(at) };
    if (located !== undefined && sheet !== null && !HAS_LAYERS.test(located.path)) findings.notice('layer-not-used', file.name, 'files without layers of their own: the "layer" given for them means nothing', `${located.name}: ${quote(sheet)}`);
    return located === undefined || system === undefined ? [] : [{ file: located, attributes: new Map(Object.entries(columns)), crs: system, isCrsDeclared: (own ?? data.crs) !== undefined, layer: sheet, mapping }];
  });
  const { settlements, facilities, walk, bus: buses, townships = [], candidates = [] } = data.layers, drawn = buses && 'lines' in buses ? buses : { lines: [], stops: [] };
  const layers = {
    settlements: layer(settlements, 'settlements'), facilities: layer(facilities, 'facilities'), walk: layer(walk, 'walk'),
    busLines: layer(drawn.lines, 'bus', 'lines'), busStops: layer(drawn.stops, 'bus', 'stops'), townships: layer(townships, 'townships'), candidates: layer(candidates, 'candidates'),
  };
  const gtfs = buses && 'gtfs' in buses ? { feeds: buses.gtfs.flatMap((feed) => locate(feed, ['layers', 'bus', 'gtfs']) ?? []), date: buses.date } : null;
  const isPath = /\.ya?ml$/i.test(data.checklist);
  const checklistFile = isPath ? locate(data.checklist, ['checklist']) ?? null : null;
  const baseline = data.checks.baseline === undefined ? null : locate(data.checks.baseline, ['checks', 'baseline']) ?? null;
  findings.throwIfFaults();
  const fallback = basename(folder);
  const name = data.name ?? fallback, { walkMetresPerMinute, elderlyMetresPerMinute, maxSnapMetres, searchMinutes, depart: window, ...riding } = data.travel;
  return {
    file, sha256: yaml.sha256, layers, gtfs,
    name: typeof name === 'string' ? { zh: name, en: name } : name,
    checklist: { id: data.checklist, file: checklistFile, where: place(['checklist']) },
    travel: { walkMetresPerMinute, elderlyMetresPerMinute, maxSnapMetres, searchMinutes }, riding: { window, ...riding }, network: data.network,
    capacity: describeCapacity(data.capacity, place),
    settings: JSON.stringify([data.crs ?? null, settlements, walk, buses ?? null, data.travel, data.network]),
    checks: describeChecks(data.checks, baseline, place), plan: data.plan,
  };
}

function findProjectFile(path: string): NamedFile {
  if (!existsSync(path)) throw new InputError({ code: 'no-project', where: path, what: 'there is no such project', fix: 'Give a folder with a lifecircle.yaml, or the file itself' });
  if (!statSync(path).isDirectory()) return { name: basename(path), path: resolve(path) };
  const file = join(path, 'lifecircle.yaml');
  if (!existsSync(file)) throw new InputError({ code: 'no-project', where: path, what: 'the folder has no lifecircle.yaml', fix: 'Write one (docs/inputs.md shows how)' });
  return { name: 'lifecircle.yaml', path: resolve(file) };
}

/** The files of a layer, for messages. */
export function namesOf(sources: readonly LayerSource[]): string {
  return sources.map((s) => s.file.name).join(', ');
}
