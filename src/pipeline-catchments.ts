/** The catchments of a project's services: the calls in order. */
import { Findings, InputError, type Notice } from './core/problems.ts';
import { suggest } from './core/suggest.ts';
import { demandOf } from './coverage/assess.ts';
import { countsFor } from './coverage/measure.ts';
import { namesOf } from './inputs/project.ts';
import { CatchmentPen, joinCatchments } from './isochrones/catchments.ts';
import { describeCatchments, limitMsOf, type CatchmentsOfService } from './isochrones/service-catchments.ts';
import { groundOfTownships, type GroundKind } from './isochrones/uncovered.ts';
import type { Cache } from './pipeline-network.ts';
import { prepareProject, type OnStep } from './pipeline-prepare.ts';

/** Which catchments are drawn, and how. */
export interface CatchmentOptions {
  /** Ids of services; none for all that have facilities. */
  readonly services: readonly string[];
  /** What counts as the ground of a township; null for residential land where settlements are areas, else the boundaries. */
  readonly ground: GroundKind | null;
  /** Longest straight way off the network; null for the longest that places are snapped over, so that ground is served where a settlement on it would be covered. */
  readonly bufferMetres: number | null;
  /** How far their lines may be from those traced; 0 for not at all. */
  readonly simplifyMetres: number;
}

export interface Catchments {
  /** By table, in the order of the checklist; computed as they are taken. To be taken once. */
  readonly services: Iterable<CatchmentsOfService>;
  /** Complete when all are taken. */
  readonly notices: () => Notice[];
}

/**
 * The ground from where each service of a project is reached within its limit: of each facility, together and more than
 * once, and what of each township is left out.
 * @param path a folder with a lifecircle.yaml, or the file itself.
 * @throws {InputError} with all faults of the data, and for services that are in no table of the checklist.
 */
export async function computeCatchments(path: string, { services: asked, ground, bufferMetres, simplifyMetres }: CatchmentOptions, onStep: OnStep = () => undefined, cache: Cache | null = null): Promise<Catchments> {
  const findings = new Findings();
  const { project, checklist, settlements, facilities, settlementAccess, facilityAccess, townships, index, costs, bus } = await prepareProject(path, findings, onStep, cache);
  const all = checklist.tables.flatMap(({ services }) => services.map(({ id }) => id)), unknown = asked.filter((id) => !all.includes(id));
  if (unknown.length > 0) throw new InputError(unknown.map((id) => ({ code: 'unknown-service', where: `checklist ${checklist.id}`, what: `there is no service "${id}"`, fix: suggest(id, all) })));
  const pens = new Map<string, CatchmentPen>();
  const find = function* (): Generator<CatchmentsOfService> {
    for (const table of checklist.tables) {
      const members = [...settlements.keys()].filter((s) => table.kinds.includes(settlements[s].kind)), homes = members.map((s) => settlements[s]);
      if (members.length === 0) continue;
      const kind = ground ?? (homes.some(({ place }) => place.type === 'polygons') ? 'residential' : 'township');
      const named = new Set(homes.map(({ township }) => township)), grounds = groundOfTownships(kind, homes, townships).filter(({ township }) => named.has(township));
      for (const township of named) if (!grounds.some((g) => g.township === township)) findings.notice('no-ground', kind === 'residential' ? namesOf(project.layers.settlements) : namesOf(project.layers.townships) || project.file.name, kind === 'residential' ? 'townships whose settlements are points have no residential land to be uncovered' : 'townships without a boundary have no ground to be uncovered', township);
      for (const service of table.services) {
        if (asked.length > 0 && !asked.includes(service.id)) continue;
        const demand = demandOf(service), counting = facilities.flatMap((f, i) => (countsFor(demand, f) ? [i] : []));
        if (counting.length === 0) {
          if (asked.length > 0) findings.notice('no-such-facility-in-data', 'facilities', 'services whose types are nowhere in the data are unknown, not missing', `${table.id}/${service.id}`);
          continue;
        }
        const isRidden = service.mode === 'walk+bus' && bus !== null, byHeadway = isRidden && bus.service.kind === 'headway';
        if (isRidden && !byHeadway) findings.notice('catchment-on-foot', 'checklist', 'catchments of services that buses by timetable count for are drawn on foot', `${table.id}/${service.id}`);
        const walk = costs[service.profile], limitMs = limitMsOf(service, walk.profile), key = `${service.profile} ${limitMs} ${byHeadway}`;
        const pen = pens.get(key) ?? new CatchmentPen({
          costs: walk, index, rides: byHeadway ? { costs: bus.headway(walk), stopAccess: bus.service.stopAccess } : null,
          settlements: settlementAccess, limitMs, bufferMetres: bufferMetres ?? project.travel.maxSnapMetres, simplifyMetres,
        });
        pens.set(key, pen);
        yield describeCatchments(table, service, byHeadway ? 'walk+bus' : 'walk', joinCatchments(counting.map((i) => pen.draw(i, facilityAccess[i]))), facilities, settlements, members, grounds);
      }
    }
  };
  return { services: find(), notices: () => findings.notices() };
}
