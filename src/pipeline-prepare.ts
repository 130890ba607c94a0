/** A project's data read and put on its network: what the jobs on a project begin with. */
import type { Findings } from './core/problems.ts';
import type { WalkProfile } from './core/units.ts';
import { namesOf, readProject, type Project } from './inputs/project.ts';
import { readInputs, type FileProgress, type Inputs } from './inputs/read-inputs.ts';
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

/** @throws {InputError} with all faults of the data. */
export async function prepareProject(path: string, findings: Findings, onStep: OnStep): Promise<Prepared> {
  onStep('read');
  const project = readProject(path, findings);
  const { lines, placesOfFiles, busLines, busStops, timetable, ...inputs } = await readInputs(project, findings, (progress) => { onStep('read', progress); });
  onStep('build');
  const network = buildProjectNetwork(lines, project, findings);
  if (network.edgeCount === 0) {
    findings.fault('empty-layer', namesOf(project.layers.walk), 'has no line of any length', 'Give the walkable network');
    findings.throwIfFaults();
  }
  const index = new SnapIndex(network);
  onStep('snap');
  const { maxSnapMetres, walkMetresPerMinute, elderlyMetresPerMinute } = project.travel;
  findOffsets(placesOfFiles, index, project, findings);
  findings.throwIfFaults();
  return {
    ...inputs, project, network, index,
    bus: prepareBus({ busLines, busStops, timetable }, index, project, findings),
    ...findAccesses(inputs, index, maxSnapMetres),
    costs: {
      adult: computeWalkCosts(network, { id: 'adult', metresPerMinute: walkMetresPerMinute }),
      elderly: computeWalkCosts(network, { id: 'elderly', metresPerMinute: elderlyMetresPerMinute }),
    },
  };
}

/** Nothing that runs is as good as no bus data: why, has been noted. */
export function prepareBus({ busLines, busStops, timetable }: Pick<Inputs, 'busLines' | 'busStops' | 'timetable'>, index: SnapIndex, { travel: { maxSnapMetres }, riding }: Project, findings: Findings): BusTravel | null {
  if (timetable !== null) return timetable.trips.length === 0 ? null : travelByTimetable(timetable, index, maxSnapMetres, riding, findings);
  if (busLines.length === 0) return null;
  const travel = travelByHeadway(busLines, busStops, index, maxSnapMetres, riding, findings);
  return travel.service.kind === 'headway' && travel.service.patterns.length === 0 ? null : travel;
}

/** Where each settlement and each facility meets the network. */
export function findAccesses({ settlements, facilities }: Pick<Inputs, 'settlements' | 'facilities'>, index: SnapIndex, maxSnapMetres: number): Pick<Prepared, 'settlementAccess' | 'facilityAccess'> {
  return {
    settlementAccess: settlements.map((s) => findSettlementAccess(index, s.place, maxSnapMetres)),
    facilityAccess: facilities.map((f) => findFacilityAccess(index, f.place, maxSnapMetres)),
  };
}

/** A file declared as degrees that lies where it would in a shifted system is a fault; so is a walk layer. */
export function findOffsets(placesOfFiles: Inputs['placesOfFiles'], index: SnapIndex, { layers, travel: { maxSnapMetres } }: Project, findings: Findings): void {
  const isWalkInDegrees = layers.walk.every(({ crs }) => crs.toDegrees === null);
  for (const { source: { file, crs }, isFeed, places } of placesOfFiles) {
    const offset = crs.toDegrees === null ? findLayerOffset(index, places, maxSnapMetres) : null;
    if (offset === null || (offset.shifted === 'network' && !isWalkInDegrees)) continue;
    const { system, shifted, medianMetres, medianMetresWithout } = offset, isWalk = shifted === 'network';
    findings.fault('layer-offset', file.name, `its places lie systematically off the network: half of them over ${medianMetres.toFixed(0)} m, but within ${medianMetresWithout.toFixed(0)} m if ${isWalk ? `the network (${namesOf(layers.walk)})` : 'it'} is in ${system} (${system === 'gcj02' ? 'GCJ-02, as of 高德' : 'BD-09, as of 百度'})`, !isWalk && isFeed ? 'Bring stop_lat and stop_lon of its stops.txt to WGS84' : `Give the ${isWalk ? 'walk layer' : 'file'} "crs: ${system}" in the project`);
  }
}

/** The walk layer as a network, its crossings joined where the project asks for it. */
export function buildProjectNetwork(lines: WalkLines, { network: { joinToleranceMetres, joinCrossings } }: Project, findings: Findings): WalkNetwork & { lines: WalkLines } {
  if (!joinCrossings) return { ...buildNetwork(lines, joinToleranceMetres, findings), lines };
  const joined = insertCrossings(lines, joinToleranceMetres);
  findings.notice('crossings-joined', 'walk', 'crossings and T-junctions without a shared point were joined, as asked for', '', joined.crossings);
  return { ...buildNetwork(joined.lines, joinToleranceMetres, findings), lines: joined.lines };
}
