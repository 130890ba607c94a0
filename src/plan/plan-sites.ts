/** Where something may be built: the candidates of the project, facilities that may take in a service or be opened, and junctions where none of these does. */
import isInPolygon from '@turf/boolean-point-in-polygon';
import { isInUse } from '../coverage/measure.ts';
import { toSevenDecimals, type Candidate } from '../inputs/candidates.ts';
import type { Checklist } from '../inputs/checklist.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { Place } from '../inputs/geometry.ts';
import type { Townships } from '../inputs/townships.ts';
import { findFacilityAccess, pointFor } from '../network/access.ts';
import type { Access, SnapIndex } from '../network/snap.ts';

/** A place where services may be built, put on the network. */
export interface PlanSite {
  /** Of the candidate or the facility; of a junction made from the settlement that it is near. */
  readonly id: string;
  /** candidate: named by the project; host: a facility that may take in a service; closed: one that may be opened; junction: a place on the way. */
  readonly kind: 'candidate' | 'host' | 'closed' | 'junction';
  readonly name: string;
  readonly place: Place;
  readonly access: readonly Access[];
  /** Of making it ready; paid once. */
  readonly cost: number;
  readonly areaSquareMetres: number | null;
  /** What it would hold, in the unit of the service's rule: of whatever is built there, or of one type; null if nothing says so. */
  readonly capacity: { readonly amount: number; readonly of: string | null } | null;
  /** As given, or that of the boundary it lies in; '' where neither is known. */
  readonly township: string;
  /** Types that it may become; null for any that stands on its own. */
  readonly allows: ReadonlySet<string> | null;
}

export interface SiteGround {
  readonly index: SnapIndex;
  readonly maxSnapMetres: number;
  readonly townships: Townships;
  /** What a place costs that does not say. */
  readonly siteCost: number;
}

/** Candidates in their order, then facilities in theirs. Those off the network have no access. */
export function listNamedSites(candidates: readonly Candidate[], facilities: readonly Facility[], checklist: Checklist, ground: SiteGround): PlanSite[] {
  const hosted = hostedTypes(checklist), services = new Set(checklist.tables.flatMap((t) => t.services.map((s) => s.id)));
  return [
    ...candidates.map((c) => siteAt({ id: c.id, kind: 'candidate', name: c.name, cost: c.cost ?? ground.siteCost, areaSquareMetres: c.areaSquareMetres, capacity: c.holds === null ? null : { amount: c.holds, of: null }, township: c.township, allows: c.allows.length === 0 ? null : new Set(c.allows) }, c.place, ground)),
    ...facilities.flatMap((f) => {
      const own = [f.type, ...f.provides], isClosed = f.status === 'existing' && !f.open;
      const allows = isClosed ? own.filter((type) => services.has(type)) : isInUse(f) ? (hosted.get(f.type) ?? []).filter((type) => !own.includes(type)) : [];
      return allows.length === 0 ? [] : [siteAt({ id: f.id, kind: isClosed ? 'closed' : 'host', name: f.name, cost: 0, areaSquareMetres: f.areaSquareMetres, capacity: isClosed && f.capacity !== null ? { amount: f.capacity, of: f.type } : null, township: '', allows: new Set(allows) }, f.place, ground)];
    }),
  ];
}

/** Put a site on the network. */
export function siteAt(site: Omit<PlanSite, 'place' | 'access'>, given: Place, { index, maxSnapMetres, townships }: SiteGround): PlanSite {
  const place = toSevenDecimals(given);
  return { ...site, place, access: findFacilityAccess(index, place, maxSnapMetres), township: site.township === '' ? boundaryAround(place, townships) : site.township };
}

/** By type of a facility: what it may take in. */
function hostedTypes({ tables }: Checklist): Map<string, string[]> {
  const hosted = new Map<string, string[]>();
  for (const { services } of tables) for (const { id, hosts } of services) for (const { type } of hosts) {
    const known = hosted.get(type) ?? [];
    if (!known.includes(id)) hosted.set(type, [...known, id]);
  }
  return hosted;
}

function boundaryAround(place: Place, townships: Townships): string {
  const point = pointFor(place);
  if (point === null) return '';
  for (const [name, polygons] of townships) if (polygons.some((rings) => isInPolygon(point, { type: 'Polygon', coordinates: [...rings] }))) return name;
  return '';
}
