/** Which settlements and facilities of a project a question is about, and how people go: as the report has it, unless the question says otherwise. */
import { compareIds } from '../core/ids.ts';
import { InputError, type Fault, type Findings } from '../core/problems.ts';
import { suggest } from '../core/suggest.ts';
import type { WalkProfile } from '../core/units.ts';
import type { Checklist, Service } from '../inputs/checklist.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { Kind, Settlement } from '../inputs/settlements.ts';
import { demandOf } from './assess.ts';
import { countsFor, isInUse, isOfType, type Demand } from './measure.ts';

/** What is asked for: a service of the checklist, types of facilities, or all facilities in use; null for what is left open. */
export interface Asked {
  readonly service: string | null;
  readonly types: readonly string[] | null;
  /** Ids: of those that count, only these. */
  readonly facilities: readonly string[] | null;
  /** null for that of the service; adults where there is none. */
  readonly profile: WalkProfile['id'] | null;
}

/** Settlements that are asked the same. */
export interface AskedGroup {
  /** Ids of their tables, where a service is asked for. */
  readonly tables: readonly string[];
  readonly kinds: readonly Kind[];
  readonly profile: WalkProfile['id'];
  readonly isByBus: boolean;
  /** The service as each table has it; none where no service is asked for. */
  readonly services: readonly Service[];
  /** Indices of the facilities that count. */
  readonly facilities: readonly number[];
}

/** The layers that ids are looked up in, with the names of their files. */
interface Layers { readonly settlements: readonly Settlement[]; readonly facilities: readonly Facility[]; readonly files: { readonly settlements: string; readonly facilities: string } }

/** Indices of the named settlements, of all where none is named. @throws {InputError} that names every unknown one. */
export function findSettlements({ settlements, files }: Pick<Layers, 'settlements' | 'files'>, ids: readonly string[] | null): number[] {
  return findIds('unknown-settlement', files.settlements, settlements.map(({ id }) => id), ids, (id) => `there is no settlement "${id}"`);
}

/**
 * The service that settlements of a kind are measured by.
 * @throws {InputError} if their table has none of that id.
 */
export function serviceFor(checklist: Checklist, kind: Kind, serviceId: string): Service {
  const table = checklist.tables.find(({ kinds }) => kinds.includes(kind)), service = table?.services.find(({ id }) => id === serviceId);
  if (!service) throw new InputError({ code: 'unknown-service', where: `checklist ${checklist.id}`, what: `there is no service "${serviceId}" for ${kind} settlements`, fix: suggest(serviceId, table?.services.map(({ id }) => id) ?? []) });
  return service;
}

/**
 * The facilities that a question is about, and who is asked: one group, or several where the tables of the checklist ask
 * for a service differently.
 * @param hasBuses whether there are buses to ride, where a service may count them.
 * @throws {InputError} for unknown services, types and ids, and where no facility is left.
 */
export function findGroups(checklist: Checklist, { service, types, facilities: ids, profile }: Asked, { facilities, files }: Pick<Layers, 'facilities' | 'files'>, hasBuses: boolean): AskedGroup[] {
  const groups = service === null ? [groupOfTypes(types, profile, facilities, files.facilities)] : groupsOfService(checklist, service, profile, facilities, hasBuses);
  if (groups.every((group) => group.facilities.length === 0)) {
    const wanted = service ?? types?.join(', ') ?? 'any type';
    throw new InputError({ code: 'no-facility', where: files.facilities, what: `no facility of ${wanted} is in use`, fix: 'Name another, or add one to the layer: existing, and open' });
  }
  if (ids === null) return groups;
  const counting = [...new Set(groups.flatMap((group) => group.facilities))].sort((a, b) => a - b), known = counting.map((f) => facilities[f].id);
  const kept = new Set(findIds('unknown-facility', files.facilities, known, ids, (id) => `there is no facility "${id}" in use${service === null ? '' : ` that counts for ${service}`}`).map((i) => counting[i]));
  return groups.map((group) => ({ ...group, facilities: group.facilities.filter((f) => kept.has(f)) }));
}

function groupOfTypes(types: readonly string[] | null, profile: Asked['profile'], facilities: readonly Facility[], file: string): AskedGroup {
  const known = [...new Set(facilities.flatMap((f) => [f.type, ...f.provides]))].sort(compareIds), wanted = new Set(types);
  if (types !== null) findIds('unknown-type', file, known, types, (type) => `no facility is of the type "${type}"`);
  const counting = [...facilities.keys()].filter((f) => isInUse(facilities[f]) && (types === null || isOfType(facilities[f], wanted)));
  return { tables: [], kinds: ['urban', 'rural'], profile: profile ?? 'adult', isByBus: false, services: [], facilities: counting };
}

function groupsOfService(checklist: Checklist, serviceId: string, profile: Asked['profile'], facilities: readonly Facility[], hasBuses: boolean): AskedGroup[] {
  const groups = new Map<string, AskedGroup>();
  for (const { id, kinds, services } of checklist.tables) {
    const service = services.find((s) => s.id === serviceId);
    if (service === undefined) continue;
    const demand: Demand = { ...demandOf(service), profile: profile ?? service.profile }, isByBus = hasBuses && demand.mode === 'walk+bus';
    const key = JSON.stringify([demand.profile, isByBus, [...demand.types].sort(compareIds)]), same = groups.get(key);
    groups.set(key, {
      tables: [...(same?.tables ?? []), id], kinds: [...(same?.kinds ?? []), ...kinds], profile: demand.profile, isByBus,
      services: [...(same?.services ?? []), service],
      facilities: [...facilities.keys()].filter((f) => countsFor(demand, facilities[f])),
    });
  }
  if (groups.size === 0) throw new InputError({ code: 'unknown-service', where: `checklist ${checklist.id}`, what: `there is no service "${serviceId}"`, fix: suggest(serviceId, [...new Set(checklist.tables.flatMap((t) => t.services.map((s) => s.id)))]) });
  return [...groups.values()];
}

/**
 * Those of the settlements that each group asks.
 * @param isNamed whether they were named one by one: then none may be without the service.
 * @throws {InputError} if a named one is.
 */
export function divide(chosen: readonly number[], isNamed: boolean, groups: readonly AskedGroup[], service: string | null, checklist: Checklist, { settlements, files }: Pick<Layers, 'settlements' | 'files'>, findings: Findings): number[][] {
  const divided = groups.map(({ kinds }) => chosen.filter((s) => kinds.includes(settlements[s].kind))), asked = new Set(divided.flat());
  for (const s of chosen) {
    if (asked.has(s) || service === null) continue;
    if (isNamed) serviceFor(checklist, settlements[s].kind, service);
    findings.notice('service-not-for-kind', files.settlements, `settlements of a kind whose table has no service "${service}" are left out`, settlements[s].id, 1, { id: settlements[s].id });
  }
  return divided;
}

function findIds(code: string, where: string, known: readonly string[], wanted: readonly string[] | null, what: (id: string) => string): number[] {
  if (wanted === null) return [...known.keys()];
  const indexOf = new Map(known.map((id, i) => [id, i])), faults: Fault[] = [], found = new Set<number>();
  for (const id of new Set(wanted)) {
    const index = indexOf.get(id);
    if (index === undefined) faults.push({ code, where, what: what(id), fix: suggest(id, known) }); else found.add(index);
  }
  if (faults.length > 0) throw new InputError(faults);
  return [...found].sort((a, b) => a - b);
}
