/** Checklists and indicators: which services a settlement must reach in which time, as data. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { InputError, type Findings } from '../core/problems.ts';
import { suggest } from '../core/suggest.ts';
import { CAPACITY_UNITS, NEEDY } from './capacity-rules.ts';
import type { NamedFile } from './files.ts';
import type { Project } from './project.ts';
import { KINDS } from './settlements.ts';
import { readYaml } from './yaml-file.ts';

/** The built-in data, beside `src` and `dist` alike. */
const DATA = fileURLToPath(new URL('../../data', import.meta.url));

export const DIMENSIONS = ['宜居', '宜业', '宜游', '宜学', '宜养'] as const;

const text = z.string('expected text').min(1, 'expected text');
const bilingual = z.strictObject({ zh: text, en: text }, 'expected {zh: ..., en: ...}');
const typeId = z.string('expected a type id').regex(/^[a-z][a-z0-9_]*$/, 'expected small letters, digits and _');
const status = z.enum(['seen', 'memory', 'proposed'], 'expected seen, memory or proposed');
const positive = z.number('expected a number above 0').positive('expected a number above 0');
const kinds = z.array(z.enum(KINDS)).min(1, 'expected urban, rural or both');
const profile = z.enum(['adult', 'elderly']);
const group = z.enum(['population', 'elderly', 'children']);

const serviceSchema = z.strictObject({
  id: typeId,
  name: bilingual,
  task: z.int('expected 1 to 12').min(1, 'expected 1 to 12').max(12, 'expected 1 to 12'),
  dimensions: z.array(z.enum(DIMENSIONS)).min(1, 'expected at least one'),
  class: z.enum(['basic', 'quality']),
  classStatus: status,
  limitMinutes: positive.max(600, 'expected at most 600').nullable(),
  limitMetres: positive.nullable(),
  radiusMetres: positive.nullable(),
  mode: z.enum(['walk', 'walk+bus']),
  profile,
  satisfiedBy: z.array(typeId),
  hosts: z.array(z.strictObject({ type: typeId, when: bilingual })),
  capacity: z.strictObject({
    minimum: positive.nullable(), unit: z.enum(CAPACITY_UNITS), perThousand: positive.nullable(), of: z.enum(NEEDY).nullable(), status, note: bilingual.nullable(),
    minimumRatio: positive.optional(),
  }).refine(({ minimumRatio, perThousand, of }) => minimumRatio === undefined || (perThousand !== null && of !== null), { error: 'Give perThousand and of beside it', path: ['minimumRatio'] }).nullable(),
  valueStatus: status,
  source: text,
}).refine((s) => s.limitMinutes !== null || s.limitMetres !== null, { error: 'needs limitMinutes, limitMetres or both', path: ['limitMinutes'] });

const checklistSchema = z.strictObject({
  id: text,
  version: text,
  name: bilingual,
  note: bilingual,
  maxAgeMonths: z.int('expected whole months above 0').positive('expected whole months above 0').nullable().default(null),
  tables: z.array(z.strictObject({ id: typeId, name: bilingual, kinds, services: z.array(serviceSchema).min(1, 'expected at least one service') })).min(1, 'expected at least one table'),
  notMeasured: z.array(z.strictObject({ id: typeId, name: bilingual, reason: bilingual })),
}, 'expected a map with id, version, name, note, tables and notMeasured');

const target = z.strictObject({ share: positive.max(1, 'expected a share up to 1'), year: z.int(), status }).nullable();
const indicatorHead = { name: bilingual, target, nameStatus: status, definitionStatus: status, note: bilingual };
const indicatorsSchema = z.strictObject({
  indicators: z.array(z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('reach'), ...indicatorHead, groups: z.array(z.array(typeId).min(1)).min(1), limitMinutes: positive, profile, kinds, minimumSquareMetres: positive.nullable() }),
    z.strictObject({ kind: z.literal('stop'), ...indicatorHead, limitMinutes: positive, tripsPerDay: positive, kinds }),
    z.strictObject({ kind: z.literal('supply'), ...indicatorHead, types: z.array(typeId).min(1), per: group, times: positive, unit: bilingual }),
  ])),
});

export type Checklist = z.output<typeof checklistSchema>;
export type Table = Checklist['tables'][number];
export type Service = Table['services'][number];
export type Indicator = z.output<typeof indicatorsSchema>['indicators'][number];
export type FigureStatus = z.output<typeof status>;

/** Ids of the built-in checklists, sorted. */
export function builtInChecklists(): string[] {
  return readdirSync(join(DATA, 'checklists')).filter((f) => f.endsWith('.yaml')).map((f) => basename(f, '.yaml')).sort();
}

/**
 * The checklist a project names, or null if it has faults; they are in `findings`.
 * @throws {InputError} if there is none of that name.
 */
export function readProjectChecklist({ checklist: { id, file, where } }: Pick<Project, 'checklist'>, findings: Findings): ReadChecklist | null {
  return readChecklist(file ?? builtIn(id, where), findings);
}

/** A built-in checklist by its id. @throws {InputError} if there is none of that id. */
export function builtIn(id: string, where: string): NamedFile {
  const path = join(DATA, 'checklists', `${id}.yaml`);
  if (!/^[\w-]+$/.test(id) || !existsSync(path)) {
    throw new InputError({ code: 'unknown-checklist', where, what: `there is no built-in checklist "${id}"`, fix: `${suggest(id, builtInChecklists())}, or name a .yaml file` });
  }
  return { name: `${id}.yaml`, path };
}

export interface ReadChecklist {
  readonly checklist: Checklist;
  readonly file: NamedFile;
  readonly sha256: string;
}

/**
 * A checklist, or null if it has faults; they are in `findings`.
 * @throws {InputError} if the file cannot be read.
 */
export function readChecklist(file: NamedFile, findings: Findings): ReadChecklist | null {
  const yaml = readYaml(file, checklistSchema, findings);
  if (yaml === null || !checkReferences(yaml.value, yaml.place, findings)) return null;
  return { checklist: yaml.value, file, sha256: yaml.sha256 };
}

/** The built-in indicators. */
export function readIndicators(findings: Findings): Indicator[] {
  return readYaml({ name: 'indicators.yaml', path: join(DATA, 'indicators.yaml') }, indicatorsSchema, findings)?.value.indicators ?? [];
}

/** What a schema cannot say: ids are unique, references lead somewhere, every kind has one table. Whether all of it holds. */
function checkReferences({ tables, notMeasured }: Checklist, place: (path: readonly PropertyKey[]) => string, findings: Findings): boolean {
  let isSound = true;
  const fault = (code: string, path: readonly PropertyKey[], what: string, fix: string): void => {
    isSound = false;
    findings.fault(code, place(path), what, fix);
  };
  const known = new Set([...tables.flatMap((t) => t.services.map((s) => s.id)), ...notMeasured.map((n) => n.id)]);
  const tableOfKind = new Map<string, string>();
  tables.forEach((table, t) => {
    for (const kind of table.kinds) {
      const other = tableOfKind.get(kind);
      if (other !== undefined) fault('table-kinds', ['tables', t, 'kinds'], `settlements of kind ${kind} are in the tables ${other} and ${table.id}`, 'Leave the kind in one of them');
      tableOfKind.set(kind, table.id);
    }
    const seen = new Set<string>();
    table.services.forEach((service, s) => {
      const at = ['tables', t, 'services', s];
      if (seen.has(service.id)) fault('duplicate-service', [...at, 'id'], `the service "${service.id}" is twice in the table ${table.id}`, 'Remove one');
      seen.add(service.id);
      const references = [...service.satisfiedBy.map((type, i) => ({ type, path: ['satisfiedBy', i] })), ...service.hosts.map(({ type }, i) => ({ type, path: ['hosts', i, 'type'] }))];
      for (const { type, path } of references) {
        if (type === service.id) fault('unknown-reference', [...at, ...path], `"${service.id}" refers to itself`, 'Remove it');
        else if (!known.has(type)) fault('unknown-reference', [...at, ...path], `"${type}" is no service of this checklist`, suggest(type, [...known]));
      }
    });
  });
  if (new Set(tables.map((t) => t.id)).size < tables.length) fault('duplicate-table', ['tables'], 'two tables have the same id', 'Rename one');
  for (const kind of KINDS) {
    if (!tableOfKind.has(kind)) fault('table-kinds', ['tables'], `no table is for settlements of kind ${kind}`, `Add ${kind} to the "kinds" of a table`);
  }
  return isSound;
}
