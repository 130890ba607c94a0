/** A project's data read and put on its network: what the jobs on a project begin with. */
import { Findings } from './core/problems.ts';
import type { WalkProfile } from './core/units.ts';
import { namesOf, readProject, type Project } from './inputs/project.ts';
import { checkLayers, readFiles, type FileProgress, type Inputs, type ReadLayers } from './inputs/read-inputs.ts';
import type { Place } from './inputs/geometry.ts';
import type { WalkLines } from './inputs/walk-lines.ts';
import { findFacilityAccess, findSettlementAccess } from './network/access.ts';
import { buildNetwork } from './network/build-network.ts';
import { insertCrossings } from './network/crossings.ts';
import { findLayerOffset } from './network/layer-offset.ts';
import { SnapIndex, type Access } from './network/snap.ts';
import type { WalkNetwork } from './network/walk-network.ts';
import { travelByHeadway, travelByTimetable, type BusTravel } from './travel/bus-travel.ts';
import { computeWalkCosts, type WalkCosts } from './travel/costs.ts';

/** Told of each step as it begins, and while reading of how far each file is. */
export type OnStep = (step: 'read' | 'build' | 'snap' | 'measure', progress?: FileProgress) => void;

/** A project's data on its network, before any question is asked of it. */
export interface Prepared extends Omit<Inputs, 'lines' | 'placesOfFiles' | 'busLines' | 'busStops' | 'timetable'> {
  readonly project: Project;
  readonly network: WalkNetwork;
  readonly index: SnapIndex;
  readonly settlementAccess: readonly (readonly Access[])[];
  readonly facilityAccess: readonly (readonly Access[])[];
  readonly costs: Readonly<Record<WalkProfile['id'], WalkCosts>>;
  /** null where the project has no bus data, or nothing of it runs. */
  readonly bus: BusTravel | null;
}

/** What could be read of a project and put on its network, whatever is faulty. */
export interface LaidOut extends Pick<Prepared, 'project' | 'settlementAccess' | 'facilityAccess' | 'bus'> {
  readonly layers: ReadLayers;
  readonly network: WalkNetwork & { readonly lines: WalkLines };
  /** null where no line of the network has any length: then no place meets it, and nothing runs. */
  readonly index: SnapIndex | null;
}

/** @throws {InputError} with all faults of the data. */
export async function prepareProject(path: string, findings: Findings, onStep: OnStep): Promise<Prepared> {
  return addCosts(await layOut(readProject(path, findings), findings, onStep, () => { findings.throwIfFaults(); }));
}

/**
 * Read a project once, for its problems and for its coverage.
 * @param afterEach called after each stage that may find faults; what it throws ends the work.
 */
export async function layOut(project: Project, findings: Findings, onStep: OnStep, afterEach: () => void = () => undefined): Promise<LaidOut> {
  onStep('read');
  const layers = await readFiles(project, findings, (progress) => { onStep('read', progress); });
  return layOutRead(project, layers, findings, onStep, afterEach, new Workshop());
}

/**
 * Put what was read on its network.
 * @param layers each read by itself; they are held against each other here.
 * @param workshop of what was laid out before, for layers that are the same.
 */
export function layOutRead(project: Project, layers: ReadLayers, findings: Findings, onStep: OnStep, afterEach: () => void, workshop: Workshop): LaidOut {
  checkLayers(project, layers, findings);
  afterEach();
  onStep('build');
  const { network, index } = workshop.ground([layers.lines], findings, (noted) => buildGround(layers.lines, project, noted));
  if (index === null && layers.lines.lineCount > 0) findings.fault('empty-layer', namesOf(project.layers.walk), 'has no line of any length', 'Give the walkable network');
  afterEach();
  if (index === null) return { project, layers, network, index, settlementAccess: [], facilityAccess: [], bus: null };
  onStep('snap');
  findOffsets(layers.placesOfFiles, index, project, findings);
  afterEach();
  const { busLines, busStops, timetable } = layers, { maxSnapMetres } = project.travel;
  return {
    project, layers, network, index,
    bus: workshop.bus([index, busLines, busStops, timetable], findings, (noted) => prepareBus(layers, index, project, noted)),
    settlementAccess: workshop.settlementAccess([index, layers.settlements], findings, () => layers.settlements.map((s) => findSettlementAccess(index, s.place, maxSnapMetres))),
    facilityAccess: layers.facilities.map(({ place }) => workshop.facilityAccess(index, place, () => findFacilityAccess(index, place, maxSnapMetres))),
  };
}

/** What was made of the same things and noted then, so that a second world on them is not built anew. */
export class Workshop {
  readonly ground = keep<Pick<LaidOut, 'network' | 'index'>>();
  readonly bus = keep<BusTravel | null>();
  readonly settlementAccess = keep<readonly (readonly Access[])[]>();
  readonly #facilityAccess = new Map<SnapIndex, Map<Place, readonly Access[]>>();

  facilityAccess(index: SnapIndex, place: Place, find: () => readonly Access[]): readonly Access[] {
    const known = this.#facilityAccess.get(index) ?? new Map<Place, readonly Access[]>(), access = known.get(place) ?? find();
    this.#facilityAccess.set(index, known.set(place, access));
    return access;
  }
}

/** Made anew where one of the things that it is made of is another; what was noted is noted each time. */
function keep<T>(): (of: readonly unknown[], findings: Findings, make: (noted: Findings) => T) => T {
  let last: { readonly of: readonly unknown[]; readonly value: T; readonly noted: Findings } | null = null;
  return (of, findings, make) => {
    if (last === null || last.of.some((thing, i) => thing !== of[i])) {
      const noted = new Findings();
      last = { of, value: make(noted), noted };
    }
    findings.addAll(last.noted);
    return last.value;
  };
}

/** What is laid out without a fault, ready for questions. @throws {RangeError} if something is missing. */
export function addCosts({ project, layers, network, index, settlementAccess, facilityAccess, bus }: LaidOut): Prepared {
  const { inputs, checklist, settlements, facilities, townships, review } = layers, { walkMetresPerMinute, elderlyMetresPerMinute } = project.travel;
  if (checklist === null || index === null) throw new RangeError('no checklist or no network, and no fault');
  return {
    project, inputs, checklist, settlements, facilities, townships, review, network, index, settlementAccess, facilityAccess, bus,
    costs: {
      adult: computeWalkCosts(network, { id: 'adult', metresPerMinute: walkMetresPerMinute }),
      elderly: computeWalkCosts(network, { id: 'elderly', metresPerMinute: elderlyMetresPerMinute }),
    },
  };
}

/** The network, and where places can be joined to it. */
function buildGround(lines: WalkLines, project: Project, findings: Findings): Pick<LaidOut, 'network' | 'index'> {
  const network = buildProjectNetwork(lines, project, findings);
  return { network, index: network.edgeCount === 0 ? null : new SnapIndex(network) };
}

/** Nothing that runs is as good as no bus data: why, has been noted. */
function prepareBus({ busLines, busStops, timetable }: Pick<Inputs, 'busLines' | 'busStops' | 'timetable'>, index: SnapIndex, { travel: { maxSnapMetres }, riding }: Project, findings: Findings): BusTravel | null {
  if (timetable !== null) return timetable.trips.length === 0 ? null : travelByTimetable(timetable, index, maxSnapMetres, riding, findings);
  if (busLines.length === 0) return null;
  const travel = travelByHeadway(busLines, busStops, index, maxSnapMetres, riding, findings);
  return travel.service.kind === 'headway' && travel.service.patterns.length === 0 ? null : travel;
}

/** A file declared as degrees that lies where it would in a shifted system is a fault; so is a walk layer. */
function findOffsets(placesOfFiles: Inputs['placesOfFiles'], index: SnapIndex, { layers, travel: { maxSnapMetres } }: Project, findings: Findings): void {
  const isWalkInDegrees = layers.walk.every(({ crs }) => crs.toDegrees === null);
  for (const { source: { file, crs }, isFeed, places } of placesOfFiles) {
    const offset = crs.toDegrees === null ? findLayerOffset(index, places, maxSnapMetres) : null;
    if (offset === null || (offset.shifted === 'network' && !isWalkInDegrees)) continue;
    const { system, shifted, medianMetres, medianMetresWithout } = offset, isWalk = shifted === 'network';
    findings.fault('layer-offset', file.name, `its places lie systematically off the network: half of them over ${medianMetres.toFixed(0)} m, but within ${medianMetresWithout.toFixed(0)} m if ${isWalk ? `the network (${namesOf(layers.walk)})` : 'it'} is in ${system} (${system === 'gcj02' ? 'GCJ-02, as of 高德' : 'BD-09, as of 百度'})`, !isWalk && isFeed ? 'Bring stop_lat and stop_lon of its stops.txt to WGS84' : `Give the ${isWalk ? 'walk layer' : 'file'} "crs: ${system}" in the project`);
  }
}

/** The walk layer as a network, its crossings joined where the project asks for it. */
function buildProjectNetwork(lines: WalkLines, { network: { joinToleranceMetres, joinCrossings } }: Project, findings: Findings): WalkNetwork & { lines: WalkLines } {
  if (!joinCrossings) return { ...buildNetwork(lines, joinToleranceMetres, findings), lines };
  const joined = insertCrossings(lines, joinToleranceMetres);
  findings.notice('crossings-joined', 'walk', 'crossings and T-junctions without a shared point were joined, as asked for', '', joined.crossings);
  return { ...buildNetwork(joined.lines, joinToleranceMetres, findings), lines: joined.lines };
}
