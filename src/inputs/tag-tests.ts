/** Tests of OpenStreetMap tags, as mapping files write them: amenity=school & name~小学|完小. */
import { distance } from 'fastest-levenshtein';
import type { OsmTags } from './osm-store.ts';

const OPERATORS = ['=', '!=', '~', '!~', '<', '>'] as const;

/** One test of one tag. */
export interface TagTest {
  readonly key: string;
  readonly operator: (typeof OPERATORS)[number];
  /** Values or words, one of which is enough; ['*'] for any. One number for < and >. */
  readonly values: readonly string[];
}

/** Not a tag: the size of the object's polygon. */
const AREA = 'areaSquareMetres';

/** The tests of an expression, or what is wrong with it and how to mend it. */
export function parseTagTests(expression: string): TagTest[] | string {
  if (/\s\|\s|\sor\s/i.test(expression)) return 'Write alternatives as entries of the list; | without spaces parts values';
  if (/[()]/.test(expression)) return 'Write no brackets: give each alternative as an entry of the list';
  const tests: TagTest[] = [];
  for (const part of expression.split('&')) {
    const [, key, operator, value] = /^\s*([A-Za-z][\w:.-]*)\s*(!=|!~|=|~|<|>)\s*(.*?)\s*$/u.exec(part) ?? [];
    const sign = OPERATORS.find((o) => o === operator);
    if (sign === undefined) return `Write ${part.trim() === '' ? 'a test between every &' : `"${part.trim()}" as key=value, key!=value, key~word, key!~word, key<number or key>number`}`;
    const fault = faultOf(key, sign, value);
    if (fault !== null) return fault;
    tests.push({ key, operator: sign, values: value.split('|').map((v) => v.trim()) });
  }
  const [{ key, operator }] = tests;
  return key === AREA || !(operator === '=' || operator === '~') ? 'Begin with a test that asks for a tag: key=value or key~word' : tests;
}

function faultOf(key: string, operator: TagTest['operator'], value: string): string | null {
  if (value === '' || value.split('|').some((v) => v.trim() === '')) return `Give "${key}${operator}" a value`;
  const isMeasure = operator === '<' || operator === '>';
  if (isMeasure && !/^\d+(\.\d+)?$/.test(value)) return `Compare "${key}" with a number`;
  if (isMeasure && (key === 'area' || (key !== AREA && distance(key, AREA) <= 4))) return `The size of a polygon is ${AREA}${operator}${value}`;
  if (!isMeasure && key === AREA) return `Compare ${AREA} with < or >`;
  if (/^=/.test(value)) return `Write one sign: ${key}${operator}${value.replace(/^=+/, '')}`;
  if (operator.endsWith('~') && /[\\^$*+?[\]{}]/.test(value)) return `"${key}${operator}" takes words, one of which is in the value; it is no regular expression`;
  return null;
}

/** Whether an object passes a test; one of the values that a tag parts with ; is enough. `sizeOf` its polygon: square metres, null where it is none. */
export function passes({ key, operator, values }: TagTest, tags: OsmTags, sizeOf: () => number | null): boolean {
  if (operator === '<' || operator === '>') {
    const text = tags.get(key) ?? '', given = key === AREA ? sizeOf() ?? NaN : text.trim() === '' ? NaN : Number(text), limit = Number(values[0]);
    return operator === '<' ? given < limit : given > limit;
  }
  const given = key === 'name' ? [tags.get('name'), tags.get('name:zh')].filter((v) => v !== undefined) : (tags.get(key)?.split(';') ?? []).map((v) => v.trim());
  const isMet = operator.endsWith('~') ? given.some((v) => values.some((word) => v.toLowerCase().includes(word.toLowerCase())))
    : given.some((v) => values.includes(v) || values[0] === '*');
  return isMet !== operator.startsWith('!');
}

export function describeTagTests(tests: readonly TagTest[]): string {
  return tests.map(({ key, operator, values }) => `${key}${operator}${values.join('|')}`).join(' & ');
}
