/** The catchments of a project's services: the calls in order. */
import { Findings, InputError, type Notice } from './core/problems.ts';
import { suggest } from './core/suggest.ts';
import { demandOf } from './coverage/assess.ts';
import { countsFor } from './coverage/measure.ts';
import type { Service } from './inputs/checklist.ts';
import type { Facility } from './inputs/facilities.ts';
import { namesOf } from './inputs/project.ts';
import { joinCatchments } from './isochrones/catchments.ts';
import { CatchmentPen, type CatchmentGround } from './isochrones/draw-catchments.ts';
import { describeCatchments, limitMsOf, type CatchmentsOfService } from './isochrones/service-catchments.ts';
import { groundOfTownships, type GroundKind } from './isochrones/uncovered.ts';
import type { Cache } from './pipeline-network.ts';
import { prepareProject, type OnStep, type Prepared } from './pipeline-prepare.ts';
import { CREW } from './threads/threads.ts';
import type { BusTravel } from './travel/bus-travel.ts';
import type { WalkCosts } from './travel/costs.ts';

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
export async function computeCatchments(path: string, options: CatchmentOptions, onStep: OnStep = () => undefined, cache: Cache | null = null): Promise<Catchments> {
  const findings = new Findings();
  return catchmentsOf(await prepareProject(path, findings, onStep, cache), options, findings);
}

/** The same of a prepared project. @param findings of its preparation; what is found here is added. */
export function catchmentsOf({ project, checklist, settlements, facilities, settlementAccess, facilityAccess, townships, index, costs, bus }: Prepared, { services: asked, ground, bufferMetres, simplifyMetres }: CatchmentOptions, findings: Findings): Catchments {
  const known = checklist.tables.flatMap(({ services }) => services.map(({ id }) => id)), unknown = asked.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw new InputError(unknown.map((id) => ({ code: 'unknown-service', where: `checklist ${checklist.id}`, what: `there is no service "${id}"`, fix: suggest(id, known) })));
  const asks = checklist.tables.flatMap((table) => {
    const members = [...settlements.keys()].filter((s) => table.kinds.includes(settlements[s].kind)), chosen = table.services.filter(({ id }) => asked.length === 0 || asked.includes(id));
    return members.length === 0 ? [] : [{ table, members, services: chosen.map((service) => ({ service, counting: facilitiesFor(service, facilities), drawing: drawingOf(service, costs, bus) })) }];
  });
  const find = function* (): Generator<CatchmentsOfService> {
    const pens = new Map<string, CatchmentPen>(), all = asks.flatMap(({ services }) => services);
    const penFor = ({ key, walk, limitMs, rides }: Drawing): CatchmentPen => {
      const pen = pens.get(key) ?? new CatchmentPen(
        { costs: walk, boxes: index.boxes, rides, settlements: settlementAccess, limitMs, bufferMetres: bufferMetres ?? project.travel.maxSnapMetres, simplifyMetres },
        all.filter(({ drawing }) => drawing.key === key).flatMap(({ counting }) => counting), (f) => facilityAccess[f], CREW,
      );
      pens.set(key, pen);
      return pen;
    };
    try {
      for (const { table, members, services } of asks) {
        const homes = members.map((s) => settlements[s]), kind = ground ?? (homes.some(({ place }) => place.type === 'polygons') ? 'residential' : 'township');
        const named = new Set(homes.map(({ township }) => township)), grounds = groundOfTownships(kind, homes, townships).filter(({ township }) => named.has(township));
        for (const township of named) if (!grounds.some((g) => g.township === township)) findings.notice('no-ground', kind === 'residential' ? namesOf(project.layers.settlements) : namesOf(project.layers.townships) || project.file.name, kind === 'residential' ? 'townships whose settlements are points have no residential land to be uncovered' : 'townships without a boundary have no ground to be uncovered', township);
        for (const { service, counting, drawing } of services) {
          if (counting.length === 0) {
            if (asked.length > 0) findings.notice('no-such-facility-in-data', 'facilities', 'services whose types are nowhere in the data are unknown, not missing', `${table.id}/${service.id}`);
            continue;
          }
          if (drawing.isWalkedOnly) findings.notice('catchment-on-foot', 'checklist', 'catchments of services that buses by timetable count for are drawn on foot', `${table.id}/${service.id}`);
          const pen = penFor(drawing);
          yield describeCatchments(table, service, drawing.rides === null ? 'walk' : 'walk+bus', joinCatchments(counting.map((i) => pen.draw(i))), facilities, settlements, members, grounds);
        }
      }
    } finally {
      for (const pen of pens.values()) pen.putDown();
    }
  };
  return { services: find(), notices: () => findings.notices() };
}

/** How the catchments of a service are drawn: those of the same key alike. */
interface Drawing extends Pick<CatchmentGround, 'limitMs' | 'rides'> {
  readonly key: string;
  readonly walk: WalkCosts;
  /** Whether buses by timetable would count. */
  readonly isWalkedOnly: boolean;
}

function drawingOf(service: Service, costs: Prepared['costs'], bus: BusTravel | null): Drawing {
  const isRidden = service.mode === 'walk+bus' && bus !== null, byHeadway = isRidden && bus.service.kind === 'headway', walk = costs[service.profile], limitMs = limitMsOf(service, walk.profile);
  return { key: `${service.profile} ${limitMs} ${byHeadway}`, walk, limitMs, rides: byHeadway ? { costs: bus.headway(walk), stopAccess: bus.service.stopAccess } : null, isWalkedOnly: isRidden && !byHeadway };
}

function facilitiesFor(service: Service, facilities: readonly Facility[]): number[] {
  const demand = demandOf(service);
  return [...facilities.keys()].filter((f) => countsFor(demand, facilities[f]));
}
