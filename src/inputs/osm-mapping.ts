/**
 * Which type of the checklist an OpenStreetMap object is, by its tags, as a mapping file says.
 * What a rule is not sure of, or what two rules claim with equal right, is listed for review and counts for nothing.
 */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { InputError, type Findings } from '../core/problems.ts';
import type { NamedFile } from './files.ts';
import type { OsmTags } from './osm-store.ts';
import { confidence, typeId, type Confidence, type PoiMatch } from './poi-mapping.ts';
import type { LayerSource } from './project.ts';
import { describeTagTests, parseTagTests, passes, type TagTest } from './tag-tests.ts';
import { readYaml } from './yaml-file.ts';

/** The built-in mapping, beside `src` and `dist` alike. */
const BUILT_IN = fileURLToPath(new URL('../../data/poi-mappings/osm.yaml', import.meta.url));

const text = z.string('expected text').min(1, 'expected text');
const tests = text.superRefine((given, context) => {
  const parsed = parseTagTests(given);
  if (typeof parsed === 'string') context.addIssue(parsed);
});
const mappingSchema = z.strictObject({
  id: text,
  version: text,
  name: z.strictObject({ zh: text, en: text }, 'expected {zh: ..., en: ...}'),
  tagsStatus: z.enum(['seen', 'memory', 'proposed'], 'expected seen, memory or proposed'),
  decided: z.record(z.string(), typeId, 'expected {id of the object, such as w123: type or none}').default({}),
  rules: z.array(z.strictObject({
    type: typeId,
    tags: z.array(tests, 'expected a list of tag tests').min(1, 'expected at least one tag test'),
    confidence,
    provides: z.array(typeId, 'expected a list of type ids').default([]),
  }, 'expected a map with type, tags and confidence'), 'expected a list of rules').min(1, 'expected at least one rule'),
}, 'expected a map with id, version, name, tagsStatus and rules');

interface Rule { readonly type: string; readonly provides: readonly string[]; readonly confidence: Confidence; readonly tests: readonly TagTest[] }

/** A checked mapping, ready to be applied. */
export interface OsmMapping {
  readonly id: string;
  readonly file: NamedFile;
  readonly sha256: string;
  /** What a person decided: a type or none, by "n123", "w123" or "r123". */
  readonly decided: ReadonlyMap<string, string>;
  /** Rules by the key of their first test. */
  readonly byKey: ReadonlyMap<string, readonly Rule[]>;
  /** Every tag key that a rule looks at. */
  readonly keys: readonly string[];
}

/**
 * The mapping of a layer's file, the built-in one where it names none; null if it has faults.
 * @throws {InputError} if there is none of that name, or it cannot be read.
 */
export function readOsmMapping({ mapping }: LayerSource, findings: Findings): OsmMapping | null {
  if (mapping !== null && mapping.file === null && mapping.id !== 'osm') {
    throw new InputError({ code: 'unknown-mapping', where: mapping.where, what: `the mapping "${mapping.id}" is none for OpenStreetMap files`, fix: 'Leave it out, or name a .yaml file' });
  }
  const file: NamedFile = mapping?.file ?? { name: 'osm.yaml', path: BUILT_IN };
  const yaml = readYaml(file, mappingSchema, findings);
  if (yaml === null) return null;
  const byKey = new Map<string, Rule[]>(), keys = new Set<string>();
  for (const { tags, ...rule } of yaml.value.rules) {
    for (const given of tags) {
      const parsed = parseTagTests(given);
      if (typeof parsed === 'string') throw new RangeError(`"${given}" passed the schema and is no tag test`);
      const [{ key }] = parsed;
      byKey.set(key, [...byKey.get(key) ?? [], { ...rule, tests: parsed }]);
      for (const test of parsed) keys.add(test.key);
    }
  }
  return { id: yaml.value.id, file, sha256: yaml.sha256, decided: new Map(Object.entries(yaml.value.decided)), byKey, keys: [...keys] };
}

/** What an object is. */
export interface OsmMatch {
  readonly sure: PoiMatch | null;
  /** What it may be: of low confidence, or claimed by several rules. */
  readonly doubtful: readonly (PoiMatch & { readonly tags: string })[];
}

/**
 * Per key (amenity, shop …) the rule with the most tests applies, of equal ones the surest. What the keys say adds
 * up: a shop that is a post office as well provides both.
 * @param sizeOf square metres of its polygon, null where it is none; asked only where a rule needs it.
 */
export function applyOsmMapping({ byKey, decided }: OsmMapping, id: string, tags: OsmTags, sizeOf: () => number | null): OsmMatch {
  const own = decided.get(id);
  if (own !== undefined) return { sure: own === 'none' ? null : { type: own, provides: [], confidence: 'high', why: 'decided in the mapping' }, doubtful: [] };
  const matches = [...byKey].filter(([key]) => tags.has(key)).flatMap(([, rules]) => strongest(rules.filter((rule) => rule.tests.every((test) => passes(test, tags, sizeOf)))) ?? []);
  const sure = LEVELS.slice(0, 2).flatMap((level) => matches.filter((match) => match.confidence === level));
  const first = sure.at(0), served = [...new Set(sure.flatMap(({ type, provides }) => [type, ...provides]))];
  return {
    sure: first === undefined ? null : { ...first, provides: served.filter((type) => type !== first.type) },
    doubtful: matches.filter((match) => match.confidence === 'low' && !served.includes(match.type)),
  };
}

const LEVELS: readonly Confidence[] = ['high', 'medium', 'low'];

function strongest(rules: readonly Rule[]): (PoiMatch & { tags: string }) | null {
  if (rules.length === 0) return null;
  const most = Math.max(...rules.map((rule) => rule.tests.length)), longest = rules.filter((rule) => rule.tests.length === most);
  const level = LEVELS.find((l) => longest.some((rule) => rule.confidence === l)) ?? 'low';
  const best = longest.filter((rule) => rule.confidence === level), types = [...new Set(best.map((rule) => rule.type))];
  const tags = describeTagTests(best[0].tests), what = { type: best[0].type, provides: best[0].provides, tags };
  return types.length === 1 ? { ...what, confidence: level, why: tags } : { ...what, confidence: 'low', why: `${tags} is that of ${types.join(', ')}` };
}
