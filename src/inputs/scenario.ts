/** A scenario: what is changed of a project in thought, and nothing is written into its files. */
import { z } from 'zod';
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import { DEGREES } from './crs.ts';
import { fileInFolder, folderOf, type NamedFile } from './files.ts';
import type { RawFeature } from './geojson.ts';
import { knowing } from './project-checks.ts';
import type { LayerSource } from './project.ts';
import { readYaml } from './yaml-file.ts';

const label = z.string('expected text').min(1, 'expected text');
const id = z.union([label, z.number().transform(String)], 'expected an id');
const degrees = z.number('expected degrees');
const position = z.tuple([degrees, degrees], 'expected [lon, lat] in degrees');
const path = z.array(position, 'expected [[lon, lat], [lon, lat], ...]').min(2, 'expected at least two positions');
/** Read as an attribute of the layer, with its faults. */
const attribute = z.unknown().optional();
const listOf = <S extends z.ZodType>(item: S) => z.array(item, 'expected a list').default([]);
/** In the scenario itself, or the name of a file with features. */
const orFile = <S extends z.ZodType>(item: S) => z.union([label, z.array(item)], 'expected a list, or the name of a file').default([]);

const facility = knowing({ id, lon: degrees, lat: degrees, type: attribute, name: attribute, provides: attribute, status: attribute, capacity: attribute, areaSquareMetres: attribute, owner: attribute, open: attribute, updated: attribute }, 'expected {id: ..., type: ..., lon: ..., lat: ...}');
const way = knowing({ id: id.optional(), coordinates: path, name: attribute, speedFactor: attribute, lengthMetres: attribute, highway: attribute, 'oneway:foot': attribute, bridge: attribute, layer: attribute }, 'expected {coordinates: [[lon, lat], ...]}');
const stop = z.union([id, knowing({ id, lon: degrees, lat: degrees, name: attribute }, 'expected {id: ..., lon: ..., lat: ...}')], 'expected the id of a stop, or {id: ..., lon: ..., lat: ...}');
const busLine = knowing({
  id, stops: z.array(stop, 'expected a list of stops').min(2, 'expected at least two stops'), headwayMinutes: z.number('expected minutes'), coordinates: path.optional(),
  name: attribute, direction: attribute, speedKmh: attribute, runMinutes: attribute, firstDeparture: attribute, lastDeparture: attribute,
}, 'expected {id: ..., stops: ..., headwayMinutes: ...}');

const scenarioSchema = knowing({
  facilities: knowing({
    add: orFile(facility), remove: listOf(id), move: listOf(knowing({ id, lon: degrees, lat: degrees }, 'expected {id: ..., lon: ..., lat: ...}')), retype: listOf(knowing({ id, type: label }, 'expected {id: ..., type: ...}')),
    open: listOf(id), provide: listOf(knowing({ id, types: z.array(label, 'expected a list of types').min(1, 'expected at least one type') }, 'expected {id: ..., types: [...]}')),
  }, 'expected {add: ..., remove: ..., move: ..., retype: ..., open: ..., provide: ...}').prefault({}),
  walk: knowing({ add: orFile(way) }, 'expected {add: ...}').prefault({}),
  bus: knowing({ add: listOf(busLine) }, 'expected {add: ...}').prefault({}),
}, 'expected a map with facilities, walk and bus');

/** An edit of a facility that is there. */
export interface FacilityEdit {
  readonly kind: 'remove' | 'move' | 'retype' | 'open' | 'provide';
  readonly id: string;
  /** Where it stands: "scenario.yaml:3:7". */
  readonly where: string;
  readonly to: { readonly at?: readonly [lon: number, lat: number]; readonly type?: string; readonly types?: readonly string[] };
}

/** A bus line; its stops are ids, of which those with a place are new. */
export interface AddedBusLine {
  readonly id: string;
  readonly where: string;
  readonly stops: readonly { readonly id: string; readonly at: readonly [lon: number, lat: number] | null; readonly name: unknown }[];
  readonly coordinates: readonly (readonly [lon: number, lat: number])[] | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Scenario {
  readonly file: NamedFile;
  readonly sha256: string;
  /** Those in the scenario itself, and files. */
  readonly facilitiesAdded: LayerSource;
  readonly edits: readonly FacilityEdit[];
  readonly waysAdded: LayerSource;
  readonly busLinesAdded: readonly AddedBusLine[];
}

/** A scenario, or null if it has faults; they are in `findings`. @throws {InputError} if the file cannot be read. */
export function readScenario(file: NamedFile, findings: Findings): Scenario | null {
  const yaml = readYaml(file, scenarioSchema, findings);
  if (yaml === null) return null;
  const { value: { facilities, walk, bus }, sha256, place } = yaml;
  const source = (added: string | readonly { readonly [key: string]: unknown }[], layer: string, toFeature: (given: Record<string, unknown>) => Pick<RawFeature, 'geometry' | 'properties'>): LayerSource | undefined => {
    const base = { attributes: new Map<string, string>(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null };
    if (typeof added !== 'string') return { ...base, file, features: added.map((given, i) => ({ id: given['id'], where: place([layer, 'add', i]), ...toFeature(given) })) };
    const located = findings.collect(() => fileInFolder(folderOf(file.path), added, place([layer, 'add'])));
    return located && { ...base, file: located };
  };
  const facilitiesAdded = source(facilities.add, 'facilities', ({ lon, lat, ...properties }) => ({ properties, geometry: { type: 'Point', coordinates: [lon, lat] } }));
  const waysAdded = source(walk.add, 'walk', ({ coordinates, ...properties }) => ({ properties, geometry: { type: 'LineString', coordinates } }));
  const edit = <T>(kind: FacilityEdit['kind'], given: readonly T[], describe: (one: T) => Pick<FacilityEdit, 'id' | 'to'>): FacilityEdit[] => given.map((one, i) => ({ kind, where: place(['facilities', kind, i]), ...describe(one) }));
  const edits = [
    ...edit('remove', facilities.remove, (of) => ({ id: of, to: {} })), ...edit('move', facilities.move, ({ id: of, lon, lat }) => ({ id: of, to: { at: [lon, lat] } })),
    ...edit('retype', facilities.retype, ({ id: of, type }) => ({ id: of, to: { type } })), ...edit('open', facilities.open, (of) => ({ id: of, to: {} })), ...edit('provide', facilities.provide, ({ id: of, types }) => ({ id: of, to: { types } })),
  ];
  const busLinesAdded = bus.add.map(({ id: of, stops, coordinates, ...properties }, i): AddedBusLine => ({
    id: of, where: place(['bus', 'add', i]), coordinates: coordinates ?? null, properties,
    stops: stops.map((one) => (typeof one === 'string' ? { id: one, at: null, name: '' } : { id: one.id, at: [one.lon, one.lat], name: one.name })),
  }));
  if (facilitiesAdded === undefined || waysAdded === undefined || !checkEdits(edits, findings)) return null;
  const isEmpty = (added: LayerSource): boolean => added.features?.length === 0;
  if (isEmpty(facilitiesAdded) && isEmpty(waysAdded) && edits.length + busLinesAdded.length === 0) {
    findings.fault('empty-scenario', file.name, 'changes nothing', 'Give facilities, walk or bus something to add, remove, move, retype, open or provide');
    return null;
  }
  return { file, sha256, facilitiesAdded, edits, waysAdded, busLinesAdded };
}

/** One facility may be moved and retyped at once, but each only once, and nothing happens to one that is removed. */
function checkEdits(edits: readonly FacilityEdit[], findings: Findings): boolean {
  const first = new Map<string, string>(), removed = new Map(edits.filter(({ kind }) => kind === 'remove').map(({ id: of, where }) => [of, where]));
  let isSound = true;
  for (const { kind, id: of, where } of edits) {
    const before = first.get(`${kind} ${of}`) ?? (kind === 'remove' ? undefined : removed.get(of));
    if (before !== undefined) {
      isSound = false;
      findings.fault('duplicate-edit', where, `the facility ${quote(of)} is ${first.has(`${kind} ${of}`) ? `under "${kind}" twice` : 'removed'}, see ${before}`, 'Remove one of the edits');
    }
    first.set(`${kind} ${of}`, where);
  }
  return isSound;
}
