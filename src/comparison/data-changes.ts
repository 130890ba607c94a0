/** What differs between the data of two results: places and their attributes, the checklist, parameters, whole layers. */
import type { CoverageFile } from '../coverage/coverage-schema.ts';

export type FacilityRecord = CoverageFile['facilities'][number];
export type SettlementRecord = CoverageFile['settlements'][number];
export type ServiceRecord = CoverageFile['services'][number];

/** What can happen to a place that is in both results, or in one only. */
export type FacilityChange = 'added' | 'removed' | 'moved' | 'retyped' | 'opened' | 'closed' | 'resized';

export interface ChangedFacility {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** One at least; a facility may have moved and be of another type at once. */
  readonly changes: readonly FacilityChange[];
  /** Where it is after, or was before where it is no more; null where the data gives no place. */
  readonly lon: number | null;
  readonly lat: number | null;
}

/** Layers whose files differ. */
export type ChangedLayer = 'walk' | 'bus' | 'facilities' | 'settlements';

export interface DataChanges {
  /** By id. */
  readonly facilities: ReadonlyMap<string, ChangedFacility>;
  readonly settlementsAdded: readonly SettlementRecord[];
  readonly settlementsRemoved: readonly SettlementRecord[];
  /** Ids of settlements in both that lie elsewhere, and of those of another kind or tier. */
  readonly settlementsMoved: ReadonlySet<string>;
  readonly settlementsReclassed: ReadonlySet<string>;
  /** Ids of settlements in both with other people in them. */
  readonly populationsChanged: ReadonlySet<string>;
  /** "table/service" of services that are in both and differ in these fields. */
  readonly servicesChanged: ReadonlyMap<string, readonly string[]>;
  readonly servicesAdded: readonly string[];
  readonly servicesRemoved: readonly string[];
  /** Names of the parameters that differ. */
  readonly parameters: readonly string[];
  readonly layers: ReadonlySet<ChangedLayer>;
  /** Whether versions of the program differ. */
  readonly isOtherTool: boolean;
}

const LAYERS: Readonly<Record<ChangedLayer, readonly string[]>> = { walk: ['walk'], bus: ['busLines', 'busStops', 'gtfs'], facilities: ['facilities', 'mapping'], settlements: ['settlements'] };
/** What of a service decides how settlements stand. */
const SERVICE_FIELDS = ['class', 'limitMinutes', 'limitMetres', 'mode', 'profile', 'satisfiedBy', 'capacity'] as const;

export function findDataChanges(before: CoverageFile, after: CoverageFile): DataChanges {
  const parameters = changedKeys(before.manifest.parameters, after.manifest.parameters), layers = changedLayers(before, after);
  const isSameGround = parameters.length === 0 && !layers.has('walk');
  const settlements = pairUp(before.settlements, after.settlements, ({ id }) => id), services = pairUp(before.services, after.services, keyOf);
  const settlementsWhere = (differ: (a: SettlementRecord, b: SettlementRecord) => boolean): Set<string> => new Set(settlements.both.filter(([a, b]) => differ(a, b)).map(([{ id }]) => id));
  return {
    facilities: changedFacilities(before.facilities, after.facilities, isSameGround),
    settlementsAdded: settlements.added, settlementsRemoved: settlements.removed,
    settlementsMoved: settlementsWhere((a, b) => isMoved(a, b, isSameGround)),
    settlementsReclassed: settlementsWhere((a, b) => a.kind !== b.kind || a.tier !== b.tier || a.table !== b.table),
    populationsChanged: settlementsWhere((a, b) => a.population !== b.population || a.elderly !== b.elderly || a.children !== b.children || a.households !== b.households),
    servicesChanged: new Map(services.both.flatMap(([a, b]): [string, string[]][] => {
      const fields = SERVICE_FIELDS.filter((field) => JSON.stringify(ruleOf(a)[field]) !== JSON.stringify(ruleOf(b)[field]));
      return fields.length === 0 ? [] : [[keyOf(a), fields]];
    })),
    servicesAdded: services.added.map(keyOf), servicesRemoved: services.removed.map(keyOf),
    parameters, layers, isOtherTool: before.manifest.tool !== after.manifest.tool,
  };
}

/** A service without what came of it. */
function ruleOf({ capacity, ...service }: ServiceRecord): Pick<ServiceRecord, Exclude<(typeof SERVICE_FIELDS)[number], 'capacity'>> & { readonly capacity: object | undefined } {
  return { ...service, capacity: capacity && { ...capacity, short: undefined } };
}

function keyOf({ table, id }: ServiceRecord): string {
  return `${table}/${id}`;
}

/** Whether a facility stands and is open. */
export function isInUse({ status, open }: FacilityRecord): boolean {
  return status === 'existing' && open;
}

function changedFacilities(before: readonly FacilityRecord[], after: readonly FacilityRecord[], isSameGround: boolean): Map<string, ChangedFacility> {
  const { added, removed, both } = pairUp(before, after, ({ id }) => id), changed = new Map<string, ChangedFacility>();
  const set = ({ id, name, type, lon, lat }: FacilityRecord, changes: readonly FacilityChange[]): void => { changed.set(id, { id, name, type, changes, lon, lat }); };
  for (const facility of added) set(facility, ['added']);
  for (const facility of removed) set(facility, ['removed']);
  for (const [a, b] of both) {
    const changes: FacilityChange[] = [];
    if (isMoved(a, b, isSameGround)) changes.push('moved');
    if (a.type !== b.type || JSON.stringify(a.provides) !== JSON.stringify(b.provides)) changes.push('retyped');
    if (isInUse(a) !== isInUse(b)) changes.push(isInUse(b) ? 'opened' : 'closed');
    if (a.capacity !== b.capacity) changes.push('resized');
    if (changes.length > 0) set(b, changes);
  }
  return changed;
}

/** An area may be redrawn around the same middle: on the same ground it then meets the network elsewhere. */
function isMoved(a: FacilityRecord | SettlementRecord, b: FacilityRecord | SettlementRecord, isSameGround: boolean): boolean {
  return a.lon !== b.lon || a.lat !== b.lat || (isSameGround && JSON.stringify(a.snaps) !== JSON.stringify(b.snaps));
}

function changedLayers(before: CoverageFile, after: CoverageFile): Set<ChangedLayer> {
  const sumsOf = (file: CoverageFile, names: readonly string[]): string => JSON.stringify(file.manifest.inputs.filter(({ layer }) => names.includes(layer)).map(({ layer, sha256 }) => `${layer} ${sha256}`).sort());
  return new Set((Object.keys(LAYERS) as ChangedLayer[]).filter((name) => sumsOf(before, LAYERS[name]) !== sumsOf(after, LAYERS[name])));
}

function changedKeys(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
}

/** Records of two lists by their keys. */
export function pairUp<T>(before: readonly T[], after: readonly T[], keyOfRecord: (record: T) => string): { added: T[]; removed: T[]; both: [T, T][] } {
  const old = new Map(before.map((record) => [keyOfRecord(record), record])), now = new Set(after.map(keyOfRecord));
  const both: [T, T][] = [], added: T[] = [];
  for (const record of after) {
    const was = old.get(keyOfRecord(record));
    if (was === undefined) added.push(record); else both.push([was, record]);
  }
  return { added, both, removed: before.filter((record) => !now.has(keyOfRecord(record))) };
}
