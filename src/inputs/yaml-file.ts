/** YAML read against a schema: all faults at once, each with its line and column. */
import { LineCounter, isNode, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { InputError, type Findings } from '../core/problems.ts';
import { suggest } from '../core/suggest.ts';
import { readText, type NamedFile } from './files.ts';

const MAX_BYTES = 4 << 20;

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
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (path: readonly PropertyKey[]): string => placeOf(document, lines, file.name, path);
  for (const error of document.errors) {
    const { line, col } = lines.linePos(error.pos[0]);
    findings.fault('yaml', `${file.name}:${line}:${col}`, `is not YAML: ${error.message.replace(/\.$/, '')}`, 'Mend the line');
  }
  if (document.errors.length > 0) return null;

  const data = toData(document, file);
  let result = schema.safeParse(data);
  if (!result.success) {
    for (const issue of result.error.issues) {
      if (issue.code !== 'unrecognized_keys') continue;
      const parent = valueAt(data, issue.path) as Record<string, unknown>;
      for (const key of issue.keys) {
        findings.notice('unknown-key', file.name, 'keys that mean nothing here are ignored', `"${key}" (line ${place([...issue.path, key]).split(':').at(-2)})`);
        Reflect.deleteProperty(parent, key);
      }
    }
    result = schema.safeParse(data);
  }
  if (result.success) return { value: result.data, sha256, place };
  for (const issue of result.error.issues) {
    const { what, fix } = explain(issue, valueAt(data, issue.path));
    findings.fault('schema', place(issue.path), `${issue.path.map(String).join('.') || 'the file'} ${what}`, fix);
  }
  return null;
}

function toData(document: Document, file: NamedFile): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new InputError({ where: file.name, what: 'its aliases (*name) unfold to more than is allowed', fix: 'Write the values out' }, cause);
  }
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

function explain(issue: z.core.$ZodIssue, value: unknown): { what: string; fix: string } {
  if (value === undefined && issue.code !== 'custom') return { what: 'is missing', fix: `Add it (${issue.message})` };
  const shown = typeof value === 'object' && value !== null ? (Array.isArray(value) ? 'a list' : 'a map') : JSON.stringify(value);
  if (issue.code === 'invalid_value') {
    const choices = issue.values.map(String);
    return { what: `is ${shown}`, fix: typeof value === 'string' ? suggest(value, choices) : `Choose one of: ${choices.join(', ')}` };
  }
  return { what: `is ${shown}`, fix: issue.message };
}
