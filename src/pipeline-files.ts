/** The jobs on single files, without a project: the calls in order. */
import type { BusSettings } from './core/bus-settings.ts';
import { Findings, type Notice } from './core/problems.ts';
import { UNREACHED, type WalkProfile } from './core/units.ts';
import { noteIslands } from './coverage/note-access.ts';
import { UniqueIds } from './inputs/attributes.ts';
import { readBusLines, type BusLine } from './inputs/bus-lines.ts';
import { checkBusReferences } from './inputs/bus-references.ts';
import { readBusStops, type BusStop } from './inputs/bus-stops.ts';
import { DEGREES } from './inputs/crs.ts';
import type { NamedFile } from './inputs/files.ts';
import { readGtfs } from './inputs/gtfs.ts';
import { OsmFiles } from './inputs/osm-files.ts';
import { readOsmLayers, type OsmLayers } from './inputs/osm-layers.ts';
import { readPoints, type NamedPoint } from './inputs/points.ts';
import type { LayerSource } from './inputs/project.ts';
import { readWalk } from './inputs/walk.ts';
import { WalkLinesBuilder } from './inputs/walk-lines.ts';
import type { Isochrone } from './isochrones/isochrone.ts';
import { isochronesAround } from './isochrones/isochrones-around.ts';
import { buildNetwork } from './network/build-network.ts';
import { SnapIndex, type Access } from './network/snap.ts';
import type { WalkNetwork } from './network/walk-network.ts';
import { CREW } from './threads/threads.ts';
import type { BusPair } from './travel/bus-matrix.ts';
import { travelByHeadway, travelByTimetable, type BusTravel } from './travel/bus-travel.ts';
import { computeWalkCosts } from './travel/costs.ts';
import { explainFastestWay, type FastestWay } from './travel/explain-bus-way.ts';
import { explainRoute } from './travel/explain-route.ts';
import type { Pair } from './travel/matrix.ts';
import { pairsByBus, pairsOnFoot } from './travel/pairs-between.ts';

/** How people walk. */
interface Walking {
  readonly walk: NamedFile;
  readonly walkMetresPerMinute: number;
  readonly maxSnapMetres: number;
}

/** What a matrix is made of. */
export interface MatrixQuestion extends Walking {
  /** A file of points, or one point. */
  readonly from: NamedFile | NamedPoint;
  readonly to: NamedFile | NamedPoint;
  /** Inclusive; null for no limit. */
  readonly maxMinutes: number | null;
}

export interface Matrix {
  /** Sorted; pairs name their origins and destinations by their place in these lists. */
  readonly fromIds: readonly string[];
  readonly toIds: readonly string[];
  /** Computed as they are taken, origin after origin, so that they are never held together. To be taken once. */
  readonly pairs: Iterable<Pair>;
  readonly notices: readonly Notice[];
}

/**
 * The walking times between all pairs of two sets of points.
 * @throws {InputError} with all faults of the files.
 */
export async function computeMatrix({ from, to, maxMinutes, ...walking }: MatrixQuestion): Promise<Matrix> {
  const findings = new Findings(), { network, index, points: [origins, destinations] } = await readAll(walking, [from, to], findings);
  const question = { network, profile: profileOf(walking), origins: snapAll(origins, from, index, walking, findings), destinations: snapAll(destinations, to, index, walking, findings), maxMinutes };
  return { fromIds: origins.map(({ id }) => id), toIds: destinations.map(({ id }) => id), pairs: pairsOnFoot(question, CREW), notices: findings.notices() };
}

/** Two points to explain the way between. */
export interface RouteQuestion extends Walking {
  readonly from: NamedPoint;
  readonly to: NamedPoint;
  /** null to walk. */
  readonly riding: Riding | null;
}

/**
 * The way from one point to another, with the milliseconds that the matrix has for them; null, with a notice where a
 * point is off the network, if there is none.
 * @throws {InputError} with all faults of the files.
 */
export async function explainWay({ from, to, riding, ...walking }: RouteQuestion): Promise<FastestWay & { readonly notices: readonly Notice[] }> {
  const findings = new Findings(), { network, index } = await readAll(walking, [], findings);
  const travel = riding && await readBus(riding, index, walking, findings);
  const [start, end] = [from, to].map((point): Access | undefined => snapAll([point], point, index, walking, findings)[0][0]);
  const costs = computeWalkCosts(network, profileOf(walking));
  const found = start === undefined || end === undefined ? { route: null, way: null, share: null }
    : travel === null ? { route: explainRoute(costs, [start], [end], UNREACHED - 1), way: null, share: null } : explainFastestWay(costs, travel, start, end);
  return { ...found, notices: findings.notices() };
}

/** What isochrones are made of. */
export interface IsochroneQuestion extends Walking {
  /** A file of points, or one point. */
  readonly from: NamedFile | NamedPoint;
  /** Where one gets from the points, or from where one gets to them. */
  readonly direction: 'from' | 'to';
  /** Ascending, inclusive. */
  readonly minutes: readonly number[];
  /** Longest straight way off the network that the polygons take in. */
  readonly bufferMetres: number;
  /** How far their rings may be from those traced; 0 for not at all. */
  readonly simplifyMetres: number;
  /** By headway; null to walk. */
  readonly riding: Riding<LineFiles> | null;
}

export interface Isochrones {
  /** By point, then by limit; computed as they are taken. To be taken once. */
  readonly isochrones: Iterable<Isochrone & { readonly fromId: string }>;
  /** Complete when all isochrones are taken. */
  readonly notices: () => Notice[];
}

/**
 * The isochrones of points. Points off the network have none, nor have limits shorter than the way to the network.
 * @throws {InputError} with all faults of the files.
 */
export async function computeIsochrones({ from, direction, minutes, bufferMetres, simplifyMetres, riding, ...walking }: IsochroneQuestion): Promise<Isochrones> {
  const findings = new Findings(), { index, points: [origins] } = await readAll(walking, [from], findings);
  const travel = riding && await readBus(riding, index, walking, findings);
  const onEmpty = (place: number, limits: number): void => { findings.notice('isochrone-empty', whereOf(from), 'limits shorter than the way from the point to the network have no polygon', origins[place].id, limits); };
  const around = isochronesAround({ index, profile: profileOf(walking), direction, minutes, bufferMetres, simplifyMetres, travel }, snapAll(origins, from, index, walking, findings), onEmpty, CREW);
  const find = function* (): Generator<Isochrone & { fromId: string }> { for (const { place, ...isochrone } of around) yield { ...isochrone, fromId: origins[place].id }; };
  return { isochrones: find(), notices: () => findings.notices() };
}

export interface LineFiles { readonly lines: NamedFile; readonly stops: NamedFile }
/** Bus data: feeds and a day, or lines and stops. */
export type BusFiles = { readonly feeds: readonly NamedFile[]; readonly date: string } | LineFiles;

/** A matrix of ways on foot and by bus. */
export interface BusMatrixQuestion extends MatrixQuestion, Riding {
  /** Ascending, above 0 and up to 100; by headway, the share of the headway that people wait. */
  readonly percentiles: readonly number[];
}

export interface BusMatrix extends Omit<Matrix, 'pairs'> { readonly pairs: Iterable<BusPair> }

/**
 * The times on foot and by bus between all pairs of two sets of points.
 * @throws {InputError} with all faults of the files.
 */
export async function computeBusMatrix({ from, to, maxMinutes, bus, settings, percentiles, ...walking }: BusMatrixQuestion): Promise<BusMatrix> {
  const findings = new Findings(), { network, index, points: [origins, destinations] } = await readAll(walking, [from, to], findings);
  const travel = await readBus({ bus, settings }, index, walking, findings);
  const question = { network, profile: profileOf(walking), origins: snapAll(origins, from, index, walking, findings), destinations: snapAll(destinations, to, index, walking, findings), maxMinutes };
  return { fromIds: origins.map(({ id }) => id), toIds: destinations.map(({ id }) => id), pairs: pairsByBus(question, travel, percentiles), notices: findings.notices() };
}

/** Buses, and how people ride them. */
interface Riding<Files extends BusFiles = BusFiles> {
  readonly bus: Files;
  readonly settings: BusSettings;
}

async function readBus({ bus, settings }: Riding, index: SnapIndex, { maxSnapMetres }: Walking, findings: Findings): Promise<BusTravel> {
  if ('feeds' in bus) {
    const timetable = await readGtfs(bus.feeds, bus.date, findings);
    findings.throwIfFaults();
    return travelByTimetable(timetable, index, maxSnapMetres, settings, findings, CREW);
  }
  const lines: BusLine[] = [], stops: BusStop[] = [], osmFiles = new OsmFiles([], findings);
  await findings.collectLater(() => readBusLines(plainSource(bus.lines), new UniqueIds(), lines, findings, osmFiles));
  await findings.collectLater(() => readBusStops(plainSource(bus.stops), new UniqueIds(), stops, findings, osmFiles));
  findings.throwIfFaults();
  checkBusReferences(lines, stops, findings);
  return travelByHeadway(lines, stops, index, maxSnapMetres, settings, findings, CREW);
}

/** The layers of an OpenStreetMap extract, and what was odd in it. */
export interface ImportedLayers extends OsmLayers { readonly notices: readonly Notice[] }

/**
 * Layers of the contract out of an OpenStreetMap extract.
 * @param mapping which tags are which type; null for the built-in one.
 * @param onBytes told while reading how much of the file is read.
 * @throws {InputError} with the faults of the file and the mapping.
 */
export async function importLayers(file: NamedFile, mapping: LayerSource['mapping'], onBytes: (bytes: number, totalBytes: number) => void = () => undefined): Promise<ImportedLayers> {
  const findings = new Findings();
  const layers = await readOsmLayers({ ...plainSource({ ...file, onBytes }), mapping }, findings);
  return { ...layers, notices: findings.notices() };
}

/** As in a project that does not say otherwise. */
const JOIN_TOLERANCE_METRES = 0.5;

async function readAll({ walk }: Walking, given: readonly (NamedFile | NamedPoint)[], findings: Findings): Promise<{ network: WalkNetwork; index: SnapIndex; points: NamedPoint[][] }> {
  const builder = new WalkLinesBuilder(), points: NamedPoint[][] = [];
  await findings.collectLater(() => readWalk(plainSource(walk), builder, findings));
  for (const source of given) points.push('lon' in source ? [source] : await findings.collectLater(() => readPoints(plainSource(source), findings)) ?? []);
  findings.throwIfFaults();
  const network = buildNetwork(builder.finish(), JOIN_TOLERANCE_METRES, findings);
  if (network.edgeCount === 0) findings.fault('empty-layer', walk.name, 'has no line of any length that is open to people on foot', 'Give the walkable network');
  findings.throwIfFaults();
  return { network, index: new SnapIndex(network), points };
}

/** Where each point meets the network; nowhere, with a notice, where it does not. */
function snapAll(points: readonly NamedPoint[], source: NamedFile | NamedPoint, index: SnapIndex, { maxSnapMetres }: Walking, findings: Findings): Access[][] {
  return points.map(({ id, lon, lat }) => {
    const access = index.nearest(lon, lat, maxSnapMetres);
    if (access === null) findings.notice('point-not-on-network', whereOf(source), `points further than ${maxSnapMetres} m from the network are left out`, id);
    else noteIslands(whereOf(source), id, [access], findings);
    return access === null ? [] : [access];
  });
}

function profileOf({ walkMetresPerMinute }: Walking): WalkProfile {
  return { id: 'adult', metresPerMinute: walkMetresPerMinute };
}

function whereOf(source: NamedFile | NamedPoint): string {
  return 'lon' in source ? source.id : source.name;
}

/** A file in degrees, unless it says otherwise itself, with the attribute names of the contract. */
function plainSource(file: NamedFile): LayerSource {
  return { file, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null };
}
