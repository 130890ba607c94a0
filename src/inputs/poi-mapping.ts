/**
 * Which type of the checklist a point of interest of a web map is, by the map's own code and by words
 * in its name, as a mapping file says. Codes alone do not do: the maps have none for elder care, childcare or
 * party service. What a rule is not sure of is listed for review and counts for nothing.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { quote } from '../core/printable.ts';
import { InputError, type Findings } from '../core/problems.ts';
import { suggest } from '../core/suggest.ts';
import type { NamedFile } from './files.ts';
import type { RawFeature } from './geojson.ts';
import { readYaml } from './yaml-file.ts';

/** The built-in mappings, beside `src` and `dist` alike. */
const MAPPINGS = fileURLToPath(new URL('../../data/poi-mappings', import.meta.url));

const text = z.string('expected text').min(1, 'expected text');
export const typeId = z.string('expected a type id').regex(/^[a-z][a-z0-9_]*$/, 'expected small letters, digits and _');
export const confidence = z.enum(['high', 'medium', 'low']);
const words = z.array(text, 'expected a list of words');
const headings = z.array(text, 'expected a list of headings').min(1, 'expected at least one heading');

const ruleSchema = z.strictObject({
  type: typeId,
  codes: z.array(z.strictObject({ code: text, zh: text.optional() }, 'expected {code: ...}')).default([]),
  codeConfidence: confidence.optional(),
  names: words.default([]),
  nameConfidence: confidence.optional(),
  exclude: words.optional(),
  provides: z.array(typeId).default([]),
}, 'expected a map with type, codes and names')
  .refine((r) => r.codes.length > 0 || r.names.length > 0, { error: 'needs codes, names or both', path: ['type'] })
  .refine((r) => r.codes.length === 0 || r.codeConfidence !== undefined, { error: 'needs codeConfidence: high, medium or low', path: ['codes'] })
  .refine((r) => r.names.length === 0 || r.nameConfidence !== undefined, { error: 'needs nameConfidence: high, medium or low', path: ['names'] });

const mappingSchema = z.strictObject({
  id: text,
  version: text,
  name: z.strictObject({ zh: text, en: text }, 'expected {zh: ..., en: ...}'),
  codesStatus: z.enum(['seen', 'memory', 'proposed'], 'expected seen, memory or proposed'),
  /** digits: 060700 stands for all of 0607; path: levels parted by ; stand for all below them. */
  codeStyle: z.enum(['digits', 'path']),
  codeSeparator: text,
  columns: z.strictObject({ id: headings, name: headings, code: headings }, 'expected {id: [...], name: [...], code: [...]}'),
  exclude: words,
  decided: z.record(z.string(), typeId, 'expected {id of the place: type or none}').default({}),
  rules: z.array(ruleSchema, 'expected a list of rules').min(1, 'expected at least one rule'),
}, 'expected a map with id, version, name, columns, exclude and rules');

export type Confidence = z.output<typeof confidence>;
type Data = z.output<typeof mappingSchema>;
interface Rule { readonly type: string; readonly codeConfidence: Confidence; readonly names: readonly string[]; readonly nameConfidence: Confidence; readonly exclude: readonly string[]; readonly provides: readonly string[] }

/** A checked mapping, ready to be applied. */
export interface PoiMapping {
  readonly id: string;
  readonly version: string;
  readonly file: NamedFile;
  readonly sha256: string;
  readonly codeStyle: Data['codeStyle'];
  readonly codeSeparator: string;
  readonly columns: Readonly<Record<'id' | 'name' | 'code', readonly string[]>>;
  readonly decided: ReadonlyMap<string, string>;
  /** In the order of the file. */
  readonly rules: readonly Rule[];
  /** Rules by the beginning of a code. */
  readonly byPrefix: ReadonlyMap<string, readonly Rule[]>;
}

/** What a place is. */
export interface PoiMatch {
  readonly type: string;
  readonly provides: readonly string[];
  readonly confidence: Confidence;
  /** Why, in a few words. */
  readonly why: string;
}

/** Ids of the built-in mappings of web maps, sorted; that of OpenStreetMap has other rules. */
export function builtInPoiMappings(): string[] {
  return readdirSync(MAPPINGS).filter((f) => f.endsWith('.yaml') && f !== 'osm.yaml').map((f) => basename(f, '.yaml')).sort();
}

/**
 * The file of a built-in mapping.
 * @param where the place that names it.
 * @throws {InputError} if there is none of that id.
 */
export function builtInPoiMapping(id: string, where: string): NamedFile {
  const path = join(MAPPINGS, `${id}.yaml`);
  if (!builtInPoiMappings().includes(id)) throw new InputError({ code: 'unknown-mapping', where, what: `there is no built-in mapping ${quote(id)}`, fix: `${suggest(id, builtInPoiMappings())}, or name a .yaml file` });
  return { name: `${id}.yaml`, path };
}

/**
 * A mapping, or null if it has faults; they are in `findings`.
 * @throws {InputError} if the file cannot be read.
 */
export function readPoiMapping(file: NamedFile, findings: Findings): PoiMapping | null {
  const yaml = readYaml(file, mappingSchema, findings);
  if (yaml === null) return null;
  const { rules: given, exclude, decided, codeStyle, ...rest } = yaml.value;
  const byPrefix = new Map<string, Rule[]>();
  const rules = given.map(({ codes, ...rule }): Rule => {
    const whole = { ...rule, codeConfidence: rule.codeConfidence ?? 'low', nameConfidence: rule.nameConfidence ?? 'low', exclude: rule.exclude ?? exclude };
    for (const { code } of codes) {
      const prefix = codeStyle === 'digits' ? code.replace(/(00)+$/, '') : code;
      byPrefix.set(prefix, [...byPrefix.get(prefix) ?? [], whole]);
    }
    return whole;
  });
  return { ...rest, codeStyle, file, sha256: yaml.sha256, rules, byPrefix, decided: new Map(Object.entries(decided)) };
}

/** The type of a place, of whatever confidence; null where no rule takes it. */
export function applyPoiMapping(mapping: PoiMapping, properties: Readonly<Record<string, unknown>>): PoiMatch | null {
  const id = valueOf(properties, mapping.columns.id), name = valueOf(properties, mapping.columns.name), code = valueOf(properties, mapping.columns.code);
  const decided = mapping.decided.get(id);
  if (decided !== undefined) return decided === 'none' ? null : { type: decided, provides: [], confidence: 'high', why: 'decided in the mapping' };
  const byCode = rulesOfCode(mapping, code).filter((rule) => excludedBy(rule, name) === null);

  const agreed = longestName(byCode, name);
  const isSure = byCode.some((rule) => rule.codeConfidence === 'high');
  const strong = isSure ? null : longestName(mapping.rules.filter((rule) => rule.nameConfidence !== 'low' && excludedBy(rule, name) === null), name);
  // A longer word says more: 长者食堂 is no 食堂 like any other.
  if (agreed !== null && agreed.word.length >= (strong?.word.length ?? 0)) return { ...whatOf(agreed.rule), confidence: 'high', why: `code ${code} and ${quote(agreed.word)} in the name` };
  if (strong !== null) return { ...whatOf(strong.rule), confidence: strong.rule.nameConfidence, why: `${quote(strong.word)} in the name` };

  const best = LEVELS.map((level) => byCode.filter((rule) => rule.codeConfidence === level)).find((rules) => rules.length > 0);
  if (best !== undefined) {
    const types = [...new Set(best.map((rule) => rule.type))];
    return types.length === 1
      ? { ...whatOf(best[0]), confidence: best[0].codeConfidence, why: `code ${code}` }
      : { ...whatOf(best[0]), confidence: 'low', why: `code ${code} is that of ${types.join(', ')}` };
  }
  const weak = code === '' ? longestName(mapping.rules.filter((rule) => excludedBy(rule, name) === null), name) : null;
  return weak === null ? null : { ...whatOf(weak.rule), confidence: 'low', why: `${quote(weak.word)} in the name` };
}

/** A place to be looked at by a person. */
export interface ReviewRow {
  /** "file:line". */
  readonly where: string;
  readonly id: string;
  readonly name: string;
  readonly code: string;
  /** The type of a low-confidence match, else ''. */
  readonly type: string;
  readonly confidence: Confidence | '';
  readonly why: string;
}

/** Parts the places of one table into facilities and rows for review. */
export class MappedFacilities {
  readonly #mapping: PoiMapping;
  readonly #file: string;
  readonly #findings: Findings;
  readonly #review: ReviewRow[] = [];
  #places = 0;
  #withCode = 0;

  constructor(mapping: PoiMapping, { name }: NamedFile, findings: Findings) {
    this.#mapping = mapping;
    this.#file = name;
    this.#findings = findings;
  }

  /** Places of low confidence and of none, in the order of the file. */
  get review(): readonly ReviewRow[] { return this.#review; }

  /** @returns the facility with `id`, `name`, `type` and `provides` filled in; null where the place is for review. */
  add(feature: RawFeature): RawFeature | null {
    const { columns } = this.#mapping, { properties, where } = feature;
    const match = applyPoiMapping(this.#mapping, properties);
    const id = valueOf(properties, columns.id), name = valueOf(properties, columns.name), code = valueOf(properties, columns.code);
    this.#places++;
    if (code !== '') this.#withCode++;
    if (match === null || match.confidence === 'low') {
      // A place that was decided to be none has been looked at.
      if (this.#mapping.decided.get(id) === 'none') this.#findings.notice('poi-none', this.#file, 'places that the mapping says are none are left out', quote(name));
      else this.#review.push({ where, id, name, code, type: match?.type ?? '', confidence: match?.confidence ?? '', why: match?.why ?? whyNone(this.#mapping, name, code) });
      return null;
    }
    const { type, provides } = match;
    // Columns of the same name mean something else in the export ("type" is 购物服务;超市 there).
    return { ...feature, properties: { ...properties, ...(id === '' ? {} : { id }), name, type, provides } };
  }

  /** Notices that count what is left for review. Call after the last place. */
  finish(): void {
    const { columns, id } = this.#mapping;
    const low = this.#review.filter((row) => row.type !== ''), none = this.#review.length - low.length;
    if (this.#places > 0 && this.#withCode === 0) this.#findings.notice('poi-no-codes', this.#file, `no place has a code (looked for in ${columns.code.join(', ')}): names alone are less sure`);
    if (low.length > 0) this.#findings.notice('poi-low-confidence', this.#file, `places that the mapping ${quote(id)} is not sure of do not count until they are reviewed`, '', low.length);
    if (none > 0) this.#findings.notice('poi-unmatched', this.#file, `places of no rule of the mapping ${quote(id)} do not count`, '', none);
  }
}

const LEVELS: readonly Confidence[] = ['high', 'medium', 'low'];

const whatOf = ({ type, provides }: Rule): Pick<PoiMatch, 'type' | 'provides'> => ({ type, provides });

/** The word of the list that keeps a rule from a name. */
function excludedBy({ exclude }: Rule, name: string): string | null {
  for (const word of exclude) if (name.includes(word)) return word;
  return null;
}

/** The longest word of a rule that is in the name; of equal ones that of the first rule. */
function longestName(rules: readonly Rule[], name: string): { rule: Rule; word: string } | null {
  let best: { rule: Rule; word: string } | null = null;
  for (const rule of rules) {
    for (const word of rule.names) if (word.length > (best?.word.length ?? 0) && name.includes(word)) best = { rule, word };
  }
  return best;
}

/** The rules of the longest beginning of each of the codes, without repetition. */
function rulesOfCode({ byPrefix, codeStyle, codeSeparator }: PoiMapping, codes: string): Rule[] {
  const rules = new Set<Rule>();
  if (codes === '') return [];
  for (const given of codes.split(codeSeparator)) {
    let prefix = codeStyle === 'path' ? given.split(/[;；]/).map((level) => level.trim()).join(';') : given.trim();
    // Spreadsheets take the zero off a code such as 060700.
    if (codeStyle === 'digits' && /^\d{5}$/.test(prefix)) prefix = `0${prefix}`;
    while (prefix !== '') {
      const found = byPrefix.get(prefix);
      if (found !== undefined) { for (const rule of found) rules.add(rule); break; }
      prefix = codeStyle === 'path' ? prefix.slice(0, Math.max(0, prefix.lastIndexOf(';'))) : prefix.slice(0, -1);
    }
  }
  return [...rules];
}

function whyNone(mapping: PoiMapping, name: string, code: string): string {
  const words = new Set(rulesOfCode(mapping, code).map((rule) => excludedBy(rule, name)).filter((word) => word !== null));
  if (words.size > 0) return `excluded by ${[...words].map((word) => quote(word)).join(', ')} in the name`;
  return code === '' ? 'no code, and no word of a rule in the name' : 'no rule has the code, and no word of a rule is in the name';
}

/** The text under the first of the headings that has some. */
function valueOf(properties: Readonly<Record<string, unknown>>, columns: readonly string[]): string {
  const column = columns.find((c) => Object.hasOwn(properties, c));
  return column === undefined ? '' : asText(properties[column]);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}
