/** Everything a project names, read and checked: the faults of all files together. */
import type { Position } from 'geojson';
import { compareIds } from '../core/ids.ts';
import type { Findings } from '../core/problems.ts';
import { UniqueIds } from './attributes.ts';
import { readBusLines, type BusLine } from './bus-lines.ts';
import { checkBusReferences } from './bus-references.ts';
import { readBusStops, type BusStop } from './bus-stops.ts';
import { withCapacityRules } from './capacity-rules.ts';
import { readProjectChecklist, type Checklist } from './checklist.ts';
import { readFacilities, type Facility } from './facilities.ts';
import type { NamedFile } from './files.ts';
import { DEGREES } from './crs.ts';
import type { FileFacts } from './geojson.ts';
import type { Place } from './geometry.ts';
import { readGtfs, type Timetable } from './gtfs.ts';
import { checkExtents } from './layer-extents.ts';
import { OsmFiles } from './osm-files.ts';
import { namesOf, type LayerSource, type Project } from './project.ts';
import type { ReviewRow } from './poi-mapping.ts';
import { readSettlements, type Settlement } from './settlements.ts';
import { checkTownshipNames, readTownships, type Townships } from './townships.ts';
import { readWalkLayer, type WalkFacts, type WalkLayer } from './walk-layer.ts';

type LayerName = Exclude<keyof Project['layers'], 'candidates'>; // only plans read these

/** A file that was read. */
export interface InputFile {
  readonly layer: 'project' | 'checklist' | 'mapping' | 'gtfs' | 'candidates' | 'scenario' | LayerName;
  readonly file: string;
  readonly sha256: string;
  /** Features read, of a feed its trips on the date, of a scenario its edits; null for the project, the checklist and mappings. */
  readonly features: number | null;
}

export interface Inputs {
  readonly inputs: readonly InputFile[];
  readonly checklist: Checklist;
  /** Sorted by id. */
  readonly settlements: readonly Settlement[];
  readonly facilities: readonly Facility[];
  readonly walk: WalkLayer;
  /** Empty where the project gives no boundaries. */
  readonly townships: Townships;
  /** In the order of the files; empty where the project has none. */
  readonly busLines: readonly BusLine[];
  readonly busStops: readonly BusStop[];
  /** null where the project names no feed. */
  readonly timetable: Timetable | null;
  /** Places of web maps whose type somebody must decide. */
  readonly review: readonly ReviewRow[];
  /** The places of each file, so that a file in the wrong coordinate system can be named. */
  readonly placesOfFiles: readonly { readonly source: Pick<LayerSource, 'file' | 'crs'>; readonly isFeed: boolean; readonly places: readonly Place[] }[];
}

/** How much of a layer's file is read. */
export interface FileProgress { readonly file: string; readonly bytes: number; readonly totalBytes: number }

/** What could be read, whatever else is faulty. */
export interface ReadLayers extends Omit<Inputs, 'checklist'> {
  readonly checklist: Checklist | null;
  /** Where each id stands. */
  readonly ids: { readonly settlements: UniqueIds; readonly facilities: UniqueIds; readonly busLines: UniqueIds; readonly busStops: UniqueIds };
  /** Whether the bus layers were read without a fault. */
  readonly isBusSound: boolean;
}

/** Read every file and hold them against each other; what is wrong with them is in `findings`. */
export async function readLayers(project: Project, findings: Findings, onProgress: (progress: FileProgress) => void): Promise<ReadLayers> {
  const layers = await readFiles(project, findings, onProgress);
  checkLayers(project, layers, findings);
  return layers;
}

/** What only shows when all layers are there. */
export function checkLayers(project: Project, { inputs, settlements, facilities, walk, townships, busLines, busStops, isBusSound }: ReadLayers, findings: Findings): void {
  if (isBusSound) checkBusReferences(busLines, busStops, findings);
  if (!findings.hasFaults) checkTogether(project, inputs, settlements, facilities, walk, findings);
  if (project.layers.townships.length > 0) checkTownshipNames(townships, settlements, namesOf(project.layers.townships), findings);
}

/**
 * Read every file by itself; what is wrong with it is in `findings`.
 * @param kept of the walk layer, whose files are not read then; null to read them.
 */
export async function readFiles(project: Project, findings: Findings, onProgress: (progress: FileProgress) => void, kept: WalkFacts | null = null): Promise<ReadLayers> {
  const inputs: InputFile[] = [{ layer: 'project', file: project.file.name, sha256: project.sha256, features: null }];
  const checklist = findings.collect(() => readProjectChecklist(project, findings));
  if (checklist) inputs.push({ layer: 'checklist', file: checklist.file.name, sha256: checklist.sha256, features: null });

  const watchedFile = (file: NamedFile): NamedFile => ({ ...file, onBytes: (bytes, totalBytes) => { onProgress({ file: file.name, bytes, totalBytes }); } });
  const watched = (sources: readonly LayerSource[]): LayerSource[] => sources.map((source) => ({ ...source, file: watchedFile(source.file) }));
  const layers = { settlements: watched(project.layers.settlements), facilities: watched(project.layers.facilities), walk: watched(project.layers.walk), busLines: watched(project.layers.busLines), busStops: watched(project.layers.busStops), townships: watched(project.layers.townships) };
  const readEach = async (layer: LayerName, read: (source: LayerSource) => Promise<FileFacts | undefined>): Promise<void> => {
    for (const source of layers[layer]) {
      const facts = await findings.collectLater(() => read(source));
      if (facts) inputs.push({ layer, file: source.file.name, ...facts });
    }
  };
  const settlements: Settlement[] = [], facilities: Facility[] = [];
  const osmFiles = new OsmFiles(layers.facilities, findings);
  const settlementIds = new UniqueIds(), facilityIds = new UniqueIds();
  const placesOfFiles: Inputs['placesOfFiles'][number][] = [];
  /** Read a file and keep the places that it adds to `all`. */
  const keepPlaces = async (source: LayerSource, all: readonly { place: Place }[], read: () => Promise<FileFacts | undefined>): Promise<FileFacts | undefined> => {
    const before = all.length, facts = await read();
    placesOfFiles.push({ source, isFeed: false, places: all.slice(before).map(({ place }) => place) });
    return facts;
  };
  await readEach('settlements', async (source) => await keepPlaces(source, settlements, () => readSettlements(source, settlementIds, settlements, findings, osmFiles)));
  const review: ReviewRow[] = [];
  await readEach('facilities', async (source) => await keepPlaces(source, facilities, async () => {
    const read = await readFacilities(source, facilityIds, facilities, findings, osmFiles);
    if (read === undefined) return undefined;
    const { review: rows, mapping, ...facts } = read;
    if (mapping !== null && !inputs.some(({ layer, sha256 }) => layer === 'mapping' && sha256 === mapping.sha256)) inputs.push({ layer: 'mapping', file: mapping.file.name, sha256: mapping.sha256, features: null });
    for (const row of rows) review.push(row);
    return facts;
  }));
  const walk = await readWalkLayer(layers.walk, kept, osmFiles, isInOtherLayers(project), findings);
  walk.files.forEach(({ facts }, i) => { if (facts !== null) inputs.push({ layer: 'walk', file: layers.walk[i].file.name, ...facts }); });
  const townships = new Map<string, (readonly Position[][])[]>();
  await readEach('townships', async (source) => await readTownships(source, townships, findings));
  const busLines: BusLine[] = [], busStops: BusStop[] = [], lineIds = new UniqueIds(), stopIds = new UniqueIds(), faultsBefore = findings.faultCount;
  await readEach('busLines', async (source) => await readBusLines(source, lineIds, busLines, findings, osmFiles));
  await readEach('busStops', async (source) => {
    const before = busStops.length, facts = await readBusStops(source, stopIds, busStops, findings, osmFiles);
    placesOfFiles.push({ source, isFeed: false, places: busStops.slice(before).map(({ at }) => (at === null ? { type: 'unlocated' } : { type: 'points', points: [at] })) });
    return facts;
  });
  const isBusSound = findings.faultCount === faultsBefore;
  const { gtfs } = project, timetable = gtfs && await findings.collectLater(() => readGtfs(gtfs.feeds.map(watchedFile), gtfs.date, findings));
  for (const feed of timetable?.feeds ?? []) inputs.push({ layer: 'gtfs', ...feed });
  if (gtfs && timetable) for (const file of gtfs.feeds) {
    const stops = timetable.stops.filter(({ where }) => where.startsWith(`${file.name}/`));
    placesOfFiles.push({ source: { file, crs: DEGREES }, isFeed: true, places: stops.map(({ lon, lat }) => ({ type: 'points', points: [[lon, lat]] })) });
  }
  return {
    inputs, walk, townships, review, placesOfFiles, busLines, busStops, timetable: timetable ?? null, checklist: checklist ? withCapacityRules(checklist.checklist, project.capacity, findings) : null, isBusSound, ids: { settlements: settlementIds, facilities: facilityIds, busLines: lineIds, busStops: stopIds },
    settlements: settlements.sort((a, b) => compareIds(a.id, b.id)), facilities: facilities.sort((a, b) => compareIds(a.id, b.id)),
  };
}

/** Whether a file of the walk layer is read for other layers as well: an extract may be. */
export function isInOtherLayers({ layers: { settlements, facilities, busLines, busStops } }: Project): (source: LayerSource) => boolean {
  const paths = new Set([settlements, facilities, busLines, busStops].flat().map(({ file }) => file.path));
  return ({ file }) => paths.has(file.path);
}

/** Nothing is missing altogether, and places lie where the network is. */
function checkTogether({ layers, travel }: Project, inputs: readonly InputFile[], settlements: readonly Settlement[], facilities: readonly Facility[], walk: WalkFacts, findings: Findings): void {
  const files = { settlements: namesOf(layers.settlements), facilities: namesOf(layers.facilities), walk: namesOf(layers.walk) };
  if (settlements.length === 0) findings.fault('empty-layer', files.settlements, 'has no settlements', 'Give at least one');
  if (walk.lineCount === 0) {
    const hasLines = inputs.some(({ layer, features }) => layer === 'walk' && features !== 0);
    findings.fault('empty-layer', files.walk, hasLines ? 'has no line that is open to people on foot' : 'has no lines', 'Give the walkable network');
  }
  if (facilities.length === 0) findings.notice('no-facilities', files.facilities, 'has no facilities: every service is unknown');
  for (const [layer, places] of [['settlements', settlements], ['facilities', facilities]] as const) {
    checkExtents(places.map((p) => p.place), walk.box, { layer, files: files[layer], walkFiles: files.walk }, travel.maxSnapMetres, findings);
  }
}
