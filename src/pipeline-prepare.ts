/** A project's data read and put on its network: what the jobs on a project begin with. */
import { Findings } from './core/problems.ts';
import type { WalkProfile } from './core/units.ts';
import { namesOf, readProject, type Project } from './inputs/project.ts';
import { checkLayers, readFiles, type FileProgress, type Inputs, type ReadLayers } from './inputs/read-inputs.ts';
import type { Place } from './inputs/geometry.ts';
import { findFacilityAccess, findSettlementAccess } from './network/access.ts';
import { findLayerOffset } from './network/layer-offset.ts';
import type { Access, SnapIndex } from './network/snap.ts';
import type { WalkNetwork } from './network/walk-network.ts';
import { findGround, makeGround, type BuiltGround, type Cache, type Found } from './pipeline-network.ts';
import { CREW } from './threads/threads.ts';
import { travelByHeadway, travelByTimetable, type BusTravel } from './travel/bus-travel.ts';
import { computeWalkCosts, type WalkCosts } from './travel/costs.ts';

/** Told of each step as it begins, and while reading of how far each file is. */
export type OnStep = (step: 'read' | 'build' | 'snap' | 'measure', progress?: FileProgress) => void;

/** A project's data on its network, before any question is asked of it. */
export interface Prepared extends Omit<Inputs, 'walk' | 'placesOfFiles' | 'busLines' | 'busStops' | 'timetable'> {
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
export interface LaidOut extends Pick<Prepared, 'project' | 'settlementAccess' | 'facilityAccess' | 'bus'>, BuiltGround {
  readonly layers: ReadLayers;
}

/** @throws {InputError} with all faults of the data. */
export async function prepareProject(path: string, findings: Findings, onStep: OnStep, cache: Cache | null = null): Promise<Prepared> {
  return addCosts(await layOut(readProject(path, findings), findings, onStep, cache, () => { findings.throwIfFaults(); }));
}

/**
 * Read a project once, for its problems and for its coverage. Where its network is kept, the walk layer is not read and
 * the step `build` is left out.
 * @param afterEach called after each stage that may find faults; what it throws ends the work.
 */
export async function layOut(project: Project, findings: Findings, onStep: OnStep, cache: Cache | null, afterEach: () => void = () => undefined): Promise<LaidOut> {
  onStep('read');
  const found = findGround(project, cache), layers = await readFiles(project, findings, (progress) => { onStep('read', progress); }, found?.kept?.facts);
  return layOutRead({ project, layers, found, workshop: new Workshop() }, findings, onStep, afterEach);
}

/** What was read of a project, and what may be taken instead of made. */
export interface ReadProject {
  readonly project: Project;
  /** Each read by itself. */
  readonly layers: ReadLayers;
  /** The kept network; null without a cache. */
  readonly found: Found | null;
  /** Of what was laid out before, for layers that are the same. */
  readonly workshop: Workshop;
}

/** Put what was read on its network; first its layers are held against each other. */
export function layOutRead({ project, layers, found, workshop }: ReadProject, findings: Findings, onStep: OnStep, afterEach: () => void): LaidOut {
  checkLayers(project, layers, findings);
  afterEach();
  const ground = workshop.ground([layers.walk], findings, (noted) => makeGround(layers.walk, project, found, noted, () => { onStep('build'); })), { index } = ground;
  if (index === null && layers.walk.lineCount > 0) findings.fault('empty-layer', namesOf(project.layers.walk), 'has no line of any length', 'Give the walkable network');
  afterEach();
  if (index === null) return { project, layers, ...ground, settlementAccess: [], facilityAccess: [], bus: null };
  onStep('snap');
  findOffsets(layers.placesOfFiles, index, project, findings);
  afterEach();
  const { busLines, busStops, timetable } = layers, { maxSnapMetres } = project.travel;
  return {
    project, layers, ...ground,
    bus: workshop.bus([index, busLines, busStops, timetable], findings, (noted) => prepareBus(layers, index, project, noted)),
    settlementAccess: workshop.settlementAccess([index, layers.settlements], findings, () => layers.settlements.map((s) => findSettlementAccess(index, s.place, maxSnapMetres))),
    facilityAccess: layers.facilities.map(({ place }) => workshop.facilityAccess(index, place, () => findFacilityAccess(index, place, maxSnapMetres))),
  };
}

/** What was made of the same things and noted then, so that a second world on them is not built anew. */
export class Workshop {
  readonly ground = keep<BuiltGround>();
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
    findings.takeUp(last.noted);
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

/** Nothing that runs is as good as no bus data: why, has been noted. */
function prepareBus({ busLines, busStops, timetable }: Pick<Inputs, 'busLines' | 'busStops' | 'timetable'>, index: SnapIndex, { travel: { maxSnapMetres }, riding }: Project, findings: Findings): BusTravel | null {
  if (timetable !== null) return timetable.trips.length === 0 ? null : travelByTimetable(timetable, index, maxSnapMetres, riding, findings, CREW);
  if (busLines.length === 0) return null;
  const travel = travelByHeadway(busLines, busStops, index, maxSnapMetres, riding, findings, CREW);
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
