import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { expect, test } from 'vitest';
import { renderCsv } from '../../src/outputs/csv.ts';
import { report } from '../support/command.ts';
import { settlement } from '../support/project.ts';
import { seeded } from '../support/random.ts';
import { ODD_TOWN } from './odd-town.ts';

/** Rows of cells after RFC 4180, by a parser that knows nothing of ours. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/gy;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null) throw new SyntaxError('no cell where one must be');
    const [, given, end] = match;
    rows[rows.length - 1].push(given.startsWith('"') ? given.slice(1, -1).replaceAll('""', '"') : given);
    if (end === '\r\n') rows.push([]);
  }
  expect(rows.pop(), 'the last row ends with a line end').toEqual([]);
  return rows;
}

/** The rows of a table as records by its heading. */
function records(text: string): Record<string, string>[] {
  const [heading, ...rows] = parseCsv(text);
  for (const row of rows) expect(row).toHaveLength(heading.length);
  return rows.map((row) => Object.fromEntries(row.map((value, i) => [heading[i], value])));
}

const shown = (value: string | number | null): string => (value === null ? '' : String(value));
const guarded = (text: string): string => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text);

test('tables begin with a byte order mark and end every row with CRLF', async () => {
  const { out } = await report(ODD_TOWN);
  for (const name of ['gaps.csv', 'townships.csv']) {
    const bytes = readFileSync(join(out, name));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString('utf8').replaceAll(/"(?:[^"]|"")*"/g, '').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  }
});

test('gaps.csv has a row for every gap of coverage.json and none besides, with the same numbers', async () => {
  const { coverage, text } = await report(ODD_TOWN);
  const rows = records(text('gaps.csv'));
  const expected = coverage.settlements.flatMap((s) => Object.entries(s.services).filter(([, { status }]) => status === 'gap').map(([id, found]) => ({ s, id, found })));
  expect(rows).toHaveLength(expected.length);
  expect(expected.length).toBeGreaterThan(10);
  for (const { s, id, found } of expected) {
    const row = rows.find((r) => r['id'] === s.id && r['service_id'] === id);
    const service = coverage.services.find((one) => one.table === s.table && one.id === id);
    const facility = coverage.facilities.find((f) => f.id === found.facilityId);
    expect(row).toEqual({
      id: s.id, settlement: guarded(s.name), township: guarded(s.township), village: guarded(s.village), kind: s.kind, tier: s.tier, population: shown(s.population),
      severity: found.severity, service_id: id, service: service?.name.en, task: String(service?.task), dimensions: service?.dimensions.join(' '), class: service?.class,
      limit_minutes: shown(service?.limitMinutes ?? null), limit_metres: shown(service?.limitMetres ?? null), limit_status: service?.valueStatus,
      nearest_minutes: shown(found.minutes), nearest_metres: shown(found.metres), shortfall_minutes: shown(found.shortfallMinutes), shortfall_metres: shown(found.shortfallMetres),
      facility_id: guarded(found.facilityId ?? ''), facility: guarded(facility?.name ?? ''), mode: found.mode ?? '', lon: shown(s.lon), lat: shown(s.lat),
    });
  }
});

test('gaps.csv is sorted by severity, then people, then settlement id and checklist order', async () => {
  const { coverage, text } = await report(ODD_TOWN);
  const keys = records(text('gaps.csv')).map((r) => [['required', 'pilot', 'advisory'].indexOf(r['severity']), -Number(r['population']), r['id'], coverage.services.findIndex((s) => s.id === r['service_id'])] as const);
  const sorted = [...keys].sort((a, b) => a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0) || a[3] - b[3]);
  expect(keys).toEqual(sorted);
  expect(new Set(keys.map((k) => k[0])).size).toBe(3);
  expect(keys.filter((k, i) => i > 0 && k[1] === keys[i - 1][1] && k[2] !== keys[i - 1][2]).length, 'equal populations occur').toBeGreaterThan(0);
});

test('townships.csv has the numbers of coverage.json, the whole district last', async () => {
  const { coverage, text } = await report(ODD_TOWN);
  const { townships, total, services } = coverage.summary;
  const rows = parseCsv(text('townships.csv'));
  const headings = Object.keys(services).map((id) => {
    const rowsOfService = coverage.services.filter((s) => s.id === id);
    return `${rowsOfService[0].name.en}: coverage (limit: ${[...new Set(rowsOfService.map((s) => s.valueStatus))].join('/')})`;
  });
  expect(rows[0]).toEqual(['township', 'settlements', 'population', 'required', 'pilot', 'advisory', 'unknown', ...headings]);
  const row = (name: string, count: number, people: number, { gaps, checks }: typeof total, of: typeof services): string[] =>
    [name, count, people, gaps.required, gaps.pilot, gaps.advisory, checks.unknown, ...Object.keys(services).map((id) => (Object.hasOwn(of, id) ? of[id].coverage : null))].map(shown);
  expect(rows.slice(1)).toEqual([
    ...townships.map((t) => row(t.name === '' ? '(none)' : guarded(t.name), t.settlementCount, t.populationTotal, t, t.services)),
    row('total', coverage.summary.settlements, coverage.summary.population, total, services),
  ]);
});

test('the headings and words are Chinese with --lang zh, and the numbers stay', async () => {
  const en = await report(ODD_TOWN), zh = await report(ODD_TOWN, ['--lang', 'zh']);
  const [zhRows, enRows] = [parseCsv(zh.text('gaps.csv')), parseCsv(en.text('gaps.csv'))];
  expect(zhRows[0].slice(0, 8)).toEqual(['id', '居民点', '乡镇', '村居', '城乡', '层级', '人口', '优先级']);
  expect(new Set(zhRows.slice(1).map((r) => r[7]))).toEqual(new Set(['必须补', '试点补', '按需补']));
  const numbers = (rows: string[][]): string[][] => rows.slice(1).map((r) => [r[0], r[6], ...r.slice(16, 20)]);
  expect(numbers(zhRows)).toEqual(numbers(enRows));
  expect(parseCsv(zh.text('townships.csv'))[0].at(-1)).toBe('泳池 覆盖率（限值：本项目建议）');
});

test('cells that a spreadsheet would run are made text, and only those', () => {
  const cells = ['=1+1', '+1', '-1', '@a', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠a', 'a=1', "'=1", ' =1', '1-1', ''];
  const [row] = parseCsv([...renderCsv([cells])].join('').slice(1));
  expect(row).toEqual([...cells.slice(0, 10).map((c) => `'${c}`), ...cells.slice(10)]);
});

test('numbers stay numbers, those below zero as well', () => {
  expect([...renderCsv([[-0.5, -1e-7, 0, 1e21, null, 7]])].join('')).toBe('\ufeff-0.5,-1e-7,0,1e+21,,7\r\n');
});

test('rows are those of csv-stringify, whatever is in them', () => {
  const random = seeded(8), parts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '"', ',', '\'', ' ', 'a', '菜', '𠮷', '1', '\u0000', '\ufeff'];
  const cell = (): string | number | null => (random() < 0.1 ? null : random() < 0.2 ? (random() - 0.5) * 10 ** Math.floor(40 * random() - 20) : Array.from({ length: Math.floor(4 * random()) }, () => parts[Math.floor(parts.length * random())]).join(''));
  const rows = Array.from({ length: 3000 }, () => Array.from({ length: 4 }, cell));
  expect([...renderCsv(rows)].join('')).toBe(`\ufeff${stringify(rows, { escape_formulas: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ })}`);
});

test('quotes, commas and line breaks survive', () => {
  const cells = ['a"b', '"', 'a,b', 'a\nb', 'a\r\nb', 'a\rb', ' a ', '𠮷', ';', '\u0000'];
  expect(parseCsv([...renderCsv([cells, cells])].join('').slice(1))).toEqual([cells, cells]);
});

test('a table of more rows than are written at once has them all, once and in order', () => {
  const rows = Array.from({ length: 2500 }, (_, i) => [`row ${i}`, i]);
  expect(parseCsv([...renderCsv(rows)].join('').slice(1))).toEqual(rows.map((r) => r.map(String)));
});

test('the formula guard is in the tables only: coverage.json keeps the name', async () => {
  const { coverage, text } = await report({ settlements: [settlement('=1', [2000, 0], { name: '=1+1', township: '@x' })] });
  expect(coverage.settlements[0]).toMatchObject({ id: '=1', name: '=1+1', township: '@x' });
  expect(records(text('gaps.csv'))[0]).toMatchObject({ id: "'=1", settlement: "'=1+1", township: "'@x" });
});

test('longitudes west of Greenwich are numbers in the tables', async () => {
  const { text } = await report({ settlements: [settlement('w', [2000, 0])].map((s) => ({ ...s, geometry: { type: 'Point', coordinates: [-58.2, -34.6] } })), walk: [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [[-58.2, -34.6], [-58.19, -34.6]] } }], facilities: [{ type: 'Feature', properties: { id: 'f', type: 'market' }, geometry: { type: 'Point', coordinates: [-58.19, -34.6] } }] });
  expect(records(text('gaps.csv'))[0]).toMatchObject({ lon: '-58.2', lat: '-34.6' });
});
