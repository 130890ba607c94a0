/**
 * Why a service of a settlement changed its status. What happened to the facility that served before, or to the one that serves
 * now, to the settlement itself or to the row of the checklist is sure to have part in it. Where nothing of this changed, it is
 * what changed for everybody: the network, the buses, the parameters.
 */
import { isInUse, type DataChanges, type FacilityChange, type FacilityRecord, type ServiceRecord } from './data-changes.ts';

export type CauseKind = `facility-${FacilityChange}` | 'settlement-moved' | 'settlement-reclassed' | 'need-changed' | 'checklist-changed' | 'network-changed' | 'bus-changed' | 'parameters-changed' | 'tool-changed' | 'unexplained';

export interface Cause {
  readonly kind: CauseKind;
  /** Ids of facilities or the settlement, fields of the service, names of parameters; empty where the whole layer is meant. */
  readonly of: readonly string[];
}

/** How a settlement stands with a service. */
export interface Standing {
  readonly status: 'covered' | 'gap' | 'unknown';
  readonly reason: string | null;
  readonly facilityId: string | null;
  readonly shortOf?: 'time' | 'capacity' | null;
}

/** Facilities of a result by id, and those of a type that are in it with a place. */
export interface FacilityIndex {
  readonly byId: ReadonlyMap<string, FacilityRecord>;
  readonly ofType: (types: ReadonlySet<string>) => readonly FacilityRecord[];
}

/** What a status changed from and to, and under which row of the checklist. */
export interface Turn {
  readonly settlementId: string;
  readonly before: Standing & { readonly service: ServiceRecord; readonly facilities: FacilityIndex };
  readonly after: Standing & { readonly service: ServiceRecord; readonly facilities: FacilityIndex };
}

/** So many facilities are named where the presence of a type is the cause. */
const NAMED = 5;

/** @returns one cause at least; the surest first. */
export function findCauses(turn: Turn, data: DataChanges): Cause[] {
  const { settlementId, before, after } = turn, causes = before.status === after.status ? [] : isOfCapacity(turn) ? capacityCauses(turn, data) : facilityCauses(turn, data);
  if (data.settlementsMoved.has(settlementId)) causes.push({ kind: 'settlement-moved', of: [settlementId] });
  if (data.settlementsReclassed.has(settlementId)) causes.push({ kind: 'settlement-reclassed', of: [settlementId] });
  const fields = data.servicesChanged.get(`${after.service.table}/${after.service.id}`);
  if (fields !== undefined && before.service.table === after.service.table) causes.push({ kind: 'checklist-changed', of: fields });
  if (causes.length > 0) return causes;
  if (data.layers.has('walk')) causes.push({ kind: 'network-changed', of: [] });
  if (data.layers.has('bus') && (before.service.mode === 'walk+bus' || after.service.mode === 'walk+bus')) causes.push({ kind: 'bus-changed', of: [] });
  if (data.parameters.length > 0) causes.push({ kind: 'parameters-changed', of: data.parameters });
  if (data.isOtherTool) causes.push({ kind: 'tool-changed', of: [] });
  return causes.length > 0 ? causes : [{ kind: 'unexplained', of: [] }];
}

/** Whether there was, or is, a facility in time, and its capacity decides. */
function isOfCapacity({ before, after }: Turn): boolean {
  return [before, after].some(({ shortOf, reason }) => shortOf === 'capacity' || reason === 'capacity-not-in-data');
}

/** A place may be taken by anybody else and given by any other facility: all of the type that changed, and those who need it. */
function capacityCauses({ before, after }: Turn, data: DataChanges): Cause[] {
  const isOtherNeed = [data.populationsChanged.size, data.settlementsAdded.length, data.settlementsRemoved.length, data.settlementsMoved.size, data.settlementsReclassed.size].some((count) => count > 0);
  return [...presenceCauses(before, after, data.facilities), ...(isOtherNeed ? [{ kind: 'need-changed' as const, of: [] }] : [])];
}

/** What happened to the facility that made the difference: the one that serves now, or the one that did. */
function facilityCauses({ before, after }: Turn, { facilities }: DataChanges): Cause[] {
  const ids = after.status === 'covered' ? [after.facilityId] : before.status === 'covered' ? [before.facilityId] : [before.facilityId, after.facilityId];
  const causes = ids.flatMap((id): Cause[] => {
    const changed = id === null ? undefined : facilities.get(id);
    return changed === undefined ? [] : changed.changes.filter((change) => decides(change, changed.id, before, after)).map((change) => ({ kind: `facility-${change}`, of: [changed.id] }));
  });
  const isOfPresence = before.reason === 'no-such-facility-in-data' || after.reason === 'no-such-facility-in-data';
  return causes.length > 0 || !isOfPresence ? causes : presenceCauses(before, after, facilities);
}

/** A facility that provides something else as well has been retyped, but not for this service; its size is no matter of time. */
function decides(change: FacilityChange, id: string, before: Turn['before'], after: Turn['after']): boolean {
  if (change === 'resized') return false;
  return change !== 'retyped' || isOf(before.facilities.byId.get(id), before.service) !== isOf(after.facilities.byId.get(id), after.service);
}

/** A type that came into the data, or left it. */
function presenceCauses(before: Turn['before'], after: Turn['after'], facilities: DataChanges['facilities']): Cause[] {
  const there = [...before.facilities.ofType(typesOf(before.service)), ...after.facilities.ofType(typesOf(after.service))], changed = [...new Set(there.map(({ id }) => id))].flatMap((id) => facilities.get(id) ?? []);
  const kinds = new Map<FacilityChange, string[]>();
  for (const { id, changes } of changed) for (const change of changes) kinds.set(change, [...(kinds.get(change) ?? []), id]);
  return [...kinds].map(([change, ids]) => ({ kind: `facility-${change}`, of: ids.slice(0, NAMED) }));
}

function typesOf({ id, satisfiedBy }: ServiceRecord): Set<string> {
  return new Set([id, ...satisfiedBy]);
}

function isOf(facility: FacilityRecord | undefined, service: ServiceRecord): boolean {
  const types = typesOf(service);
  return facility !== undefined && isInUse(facility) && (types.has(facility.type) || facility.provides.some((p) => types.has(p)));
}
