/**
 * Small projects on disk. Unless a test says otherwise, a street of two kilometres, drawn from west to
 * east, with a settlement at either end and two facilities beside each other:
 *
 *   0 m a (urban)      500 m market   600 m clinic                    2000 m b (rural)
 *   o--------------------+--------------+----------------------------------o
 *
 * On foot (60 m/min; 48 m/min to the clinic):
 *
 *                 limit     a                    b
 *   market        10 min    500 m, 8.33 min      1500 m, 25 min       gap
 *   clinic        15 min    600 m, 12.5 min      1400 m, 29.17 min    gap
 *   library       none in the data
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { toDegrees, type Metres } from './town.ts';

/** Features, or the whole content of the file. */
type Layer = readonly object[] | string | Uint8Array;

export interface ProjectParts {
  readonly settlements?: Layer;
  readonly facilities?: Layer;
  readonly walk?: Layer;
  /** Laid over the default checklist, or the whole content of the file. */
  readonly checklist?: object | string | Uint8Array;
  /** Laid over the default lifecircle.yaml, or the whole content of the file. */
  readonly project?: object | string | Uint8Array;
  /** Further files by their path in the folder. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

/** A fresh temporary folder, removed when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lifecircle-test-'));
  onTestFinished(() => { rmSync(folder, { recursive: true, force: true }); });
  return folder;
}

/** Write a project into a fresh temporary folder. @returns the folder. */
export function writeProject(parts: ProjectParts = {}, folder = temporaryFolder()): string {
  const files: Record<string, string | Uint8Array> = {
    'lifecircle.yaml': contentOf(parts.project ?? {}, PROJECT),
    'checklist.yaml': contentOf(parts.checklist ?? {}, CHECKLIST),
    'settlements.geojson': layerOf(parts.settlements ?? SETTLEMENTS),
    'facilities.geojson': layerOf(parts.facilities ?? FACILITIES),
    'walk.geojson': layerOf(parts.walk ?? WALK),
    ...parts.files,
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** A feature with its id among the properties. */
export function feature(id: unknown, geometry: unknown, properties: object = {}): object {
  return { type: 'Feature', properties: { id, ...properties }, geometry };
}

export const point = (...at: Metres): object => ({ type: 'Point', coordinates: toDegrees(at) });
export const line = (...path: Metres[]): object => ({ type: 'LineString', coordinates: path.map(toDegrees) });
export const area = (...corners: Metres[]): object => ({ type: 'Polygon', coordinates: [[...corners, corners[0]].map(toDegrees)] });

export const settlement = (id: unknown, at: Metres, properties: object = {}): object =>
  feature(id, point(...at), { name: `Village ${String(id)}`, township: 'Reedham', population: 100, ...properties });
export const facility = (id: unknown, type: unknown, at: Metres, properties: object = {}): object =>
  feature(id, point(...at), { type, name: `The ${String(type)}`, ...properties });

/** The text of a FeatureCollection, a feature a line: the n-th feature stands on line n + 1. */
export function collection(features: readonly object[], members: object = {}): string {
  const head = JSON.stringify({ type: 'FeatureCollection', ...members }).slice(0, -1);
  return `${head},"features":[\n${features.map((f) => JSON.stringify(f)).join(',\n')}\n]}\n`;
}

export const SETTLEMENTS = [
  settlement('a', [0, 0], { name: 'Alder', township: 'Reedham', kind: 'urban', tier: 'core', population: 300 }),
  settlement('b', [2000, 0], { name: 'Birch', township: 'Saltby', kind: 'rural', population: 100 }),
];
export const FACILITIES = [facility('m1', 'market', [500, 0]), facility('c1', 'clinic', [600, 0])];
export const WALK = [feature('street', line([0, 0], [500, 0], [600, 0], [2000, 0]))];

const SERVICE = {
  dimensions: ['宜居'], class: 'basic', classStatus: 'seen', limitMinutes: 10, limitMetres: null, radiusMetres: null, mode: 'walk', profile: 'adult',
  satisfiedBy: [], hosts: [], capacity: null, valueStatus: 'seen', source: 'invented for tests',
};
const SERVICES = [
  { ...SERVICE, id: 'market', name: { zh: '菜场', en: 'Market' }, task: 5 },
  { ...SERVICE, id: 'clinic', name: { zh: '诊所', en: 'Clinic' }, task: 3, class: 'quality', limitMinutes: 15, profile: 'elderly' },
  { ...SERVICE, id: 'library', name: { zh: '图书馆', en: 'Library' }, task: 6, satisfiedBy: ['bookshop'] },
];
export const CHECKLIST = {
  id: 'small', version: '1', name: { zh: '小清单', en: 'Small list' }, note: { zh: '测试用', en: 'For tests' },
  tables: [
    { id: 'urban', name: { zh: '城镇', en: 'Towns' }, kinds: ['urban'], services: SERVICES },
    { id: 'rural', name: { zh: '乡村', en: 'Villages' }, kinds: ['rural'], services: SERVICES },
  ],
  notMeasured: [{ id: 'bookshop', name: { zh: '书店', en: 'Bookshop' }, reason: { zh: '商业', en: 'a trade' } }],
};
export const LAYERS = { settlements: 'settlements.geojson', facilities: 'facilities.geojson', walk: 'walk.geojson' };
export const PROJECT = { name: { zh: '小镇', en: 'Small town' }, layers: LAYERS, checklist: 'checklist.yaml' };

function contentOf(given: object | string | Uint8Array, base: object): string | Uint8Array {
  return typeof given === 'string' || given instanceof Uint8Array ? given : JSON.stringify({ ...base, ...given }, null, 1);
}

function layerOf(layer: Layer): string | Uint8Array {
  return typeof layer === 'string' || layer instanceof Uint8Array ? layer : collection(layer);
}
