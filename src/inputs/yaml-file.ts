/** YAML read against a schema: all faults at once, each with its line and column. */
import { distance } from 'fastest-levenshtein';
import { LineCounter, isNode, isScalar, parseDocument, visit, type Document, type Scalar } from 'yaml';
import type { z } from 'zod';
import { quote, shorten } from '../core/printable.ts';
import { InputError, type Findings } from '../core/problems.ts';
import { suggest } from '../core/suggest.ts';
import { readText, type NamedFile } from './files.ts';

/** A checklist has a tenth of this. */
const MAX_BYTES = 1 << 20;
const UNKNOWN_KEYS_PLACED = 20, MISSPELT_NAMED = 5;

/** A checked YAML file, and where each of its values stands. */
export interface YamlFile<T> {
  readonly value: T;
  readonly sha256: string;
  /** "file:line:column" of the value at a path of keys, or of its nearest ancestor. */
  readonly place: (path: readonly PropertyKey[]) => string;
}

/**
 * Read a YAML file and check it. Unknown keys become notices; anything else the schema refuses is a fault.
 * @returns null if the file has faults; they are in `findings`.
 * @throws {InputError} if the file cannot be read.
 */
export function readYaml<S extends z.ZodType>(file: NamedFile, schema: S, findings: Findings): YamlFile<z.output<S>> | null {
  const { text, sha256 } = readText(file, MAX_BYTES);
  const lines = new LineCounter();
  const document = parse(text, file, lines, findings);
  if (document === null) return null;
  const place = (path: readonly PropertyKey[]): string => placeOf(document, lines, file.name, path);
  const data = toData(document, file);
  const unknown: UnknownKeys[] = [];
  let result = schema.safeParse(data);
  if (!result.success) {
    for (const { issue, path } of result.error.issues.flatMap((i) => unfold(i))) {
      if (issue.code !== 'unrecognized_keys') continue;
      dropKeys(issue.keys, path, data, file, place, findings);
      unknown.push({ path, keys: issue.keys });
    }
    result = schema.safeParse(data);
  }
  if (result.success) return { value: result.data, sha256, place };
  const said = new Set<string>();
  for (const { issue, path } of result.error.issues.flatMap((i) => unfold(i))) {
    const where = place(path), { what, fix } = explain(issue, path, valueAt(data, path), keysBeside(path, unknown));
    if (!said.has(`${where} ${what}`)) findings.fault('schema', where, what, fix);
    said.add(`${where} ${what}`);
  }
  return null;
}

/** The document, or null if it is not sound YAML; the faults are in `findings`. */
function parse(text: string, file: NamedFile, lines: LineCounter, findings: Findings): Document | null {
  // The library compares every key of a map with every other; here a set does it.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: 'error' });
  const placeAt = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file.name}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    for (const { pos, message } of document.errors) {
      const what = message.includes('call stack') ? 'is nested too deeply' : `is not YAML: ${shorten(message.replace(/; please use.*|\.$/s, ''), 160)}`;
      findings.fault('yaml-syntax', placeAt(pos[0]), what, 'Mend the line');
    }
    return null;
  }
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    findings.fault('yaml-syntax', file.name, 'is empty', 'Check that this is the right file');
    return null;
  }
  for (const { pos, message } of document.warnings) findings.notice('yaml', file.name, 'oddities of the YAML that were passed over', `${message} (line ${lines.linePos(pos[0]).line})`);
  const twice: Scalar[] = [];
  visit(document, {
    Map(_, { items }) {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (keys.has(key.value)) twice.push(key);
        keys.add(key.value);
      }
    },
  });
  for (const { value, range } of twice) findings.fault('yaml-syntax', placeAt(range?.[0] ?? 0), `the key ${quote(value)} is there twice`, 'Remove one');
  return twice.length === 0 ? document : null;
}

function toData(document: Document, file: NamedFile): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new InputError({ code: 'yaml-syntax', where: file.name, what: 'its aliases (*name) lead nowhere or unfold to more than is allowed', fix: 'Write the values out' }, cause);
  }
}

/** Keys that mean nothing: noted, and taken out of the data. */
function dropKeys(keys: readonly string[], path: readonly PropertyKey[], data: unknown, file: NamedFile, place: YamlFile<unknown>['place'], findings: Findings): void {
  const parent = valueAt(data, path);
  keys.forEach((key, i) => {
    const line = i < UNKNOWN_KEYS_PLACED ? ` (line ${place([...path, key]).split(':').at(-2)})` : '';
    findings.notice('unknown-key', file.name, 'keys that mean nothing here are ignored', quote(key) + line);
    if (typeof parent === 'object' && parent !== null) Reflect.deleteProperty(parent, key);
  });
}

function placeOf(document: Document, lines: LineCounter, name: string, path: readonly PropertyKey[]): string {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) {
      const { line, col } = lines.linePos(node.range[0]);
      return `${name}:${line}:${col}`;
    }
  }
  return `${name}:1:1`;
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value === null || typeof value !== 'object' ? undefined : (value as Record<PropertyKey, unknown>)[key]), data);
}

interface PlacedIssue { readonly issue: z.core.$ZodIssue; readonly path: readonly PropertyKey[] }

/** An issue, or where a union refuses a value, the issues of its branch for values of that kind; of several maps of that which knows most of the keys. */
function unfold(issue: z.core.$ZodIssue, base: readonly PropertyKey[] = []): PlacedIssue[] {
  const path = [...base, ...issue.path];
  const branches = issue.code === 'invalid_union' ? issue.errors.filter((issues) => !issues.some(isOfOtherKind)) : [];
  const branch = branches.toSorted((a, b) => unknownKeysOf(a).length - unknownKeysOf(b).length || misspelling(a) - misspelling(b)).at(0);
  return branch === undefined ? [{ issue, path }] : branch.flatMap((i) => unfold(i, path));
}

function unknownKeysOf(issues: readonly z.core.$ZodIssue[]): string[] {
  return issues.flatMap((issue) => (issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : []));
}

/** How many letters the keys that a branch misses are from those that it does not know. */
function misspelling(issues: readonly z.core.$ZodIssue[]): number {
  const unknown = unknownKeysOf(issues), missing = issues.flatMap(({ code, path }) => (code !== 'unrecognized_keys' && path.length === 1 ? [String(path[0])] : []));
  return missing.reduce((sum, key) => sum + Math.min(...unknown.map((given) => distance(given, key)), key.length), 0);
}

/** Whether the value is text where a map was expected, or the like. */
function isOfOtherKind(issue: z.core.$ZodIssue): boolean {
  if (issue.path.length > 0) return false;
  return issue.code === 'invalid_type' || (issue.code === 'invalid_union' && issue.errors.every((branch) => branch.some(isOfOtherKind)));
}

interface UnknownKeys { readonly path: readonly PropertyKey[]; readonly keys: readonly string[] }

/** The keys without a meaning in the map that a value belongs to: one of them may be the value's own, misspelt. */
function keysBeside(path: readonly PropertyKey[], unknown: readonly UnknownKeys[]): readonly string[] {
  const parent = path.slice(0, -1);
  return unknown.flatMap(({ path: at, keys }) => (at.length === parent.length && at.every((key, i) => key === parent[i]) ? keys : []));
}

/** @param beside keys of the same map that mean nothing. */
function explain(issue: z.core.$ZodIssue, path: readonly PropertyKey[], value: unknown, beside: readonly string[]): { what: string; fix: string } {
  const name = path.length === 0 ? 'the file' : shorten(path.map(String).join('.'), 100);
  if (value === undefined && issue.code !== 'custom') {
    const named = beside.length === 0 ? '' : `; ${beside.slice(0, MISSPELT_NAMED).map(quote).join(', ')} ${beside.length === 1 ? 'means' : 'mean'} nothing here`;
    return { what: `${name} is missing${named}`, fix: `Add it (${issue.message})` };
  }
  const is = `${name} is ${typeof value === 'object' && value !== null ? (Array.isArray(value) ? 'a list' : 'a map') : quote(value)}`;
  if (issue.code === 'invalid_value') {
    const choices = issue.values.map(String);
    return { what: is, fix: typeof value === 'string' ? suggest(value, choices) : `Choose one of: ${choices.join(', ')}` };
  }
  return issue.message.startsWith('expected') ? { what: `${is}, ${issue.message}`, fix: 'Correct it' } : { what: is, fix: issue.message };
}
