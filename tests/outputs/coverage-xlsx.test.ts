import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { writeFiles } from '../../src/outputs/write-files.ts';
import { renderCoverageXlsx } from '../../src/outputs/xlsx/coverage-xlsx.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { report, type Reported } from '../support/command.ts';
import { settlement, temporaryFolder, writeProject } from '../support/project.ts';
import { ODD_TOWN } from './odd-town.ts';
import { readWithOpenpyxl, recordsOf, rowsOf, showWithLibreOffice, testWithLibreOffice, testWithOpenpyxl, type Value } from './workbooks.ts';

const SHEETS = ['Overview', 'Gaps', 'Townships', 'Services', 'Indicators', 'Notes'];
const workbookOf = ({ out }: Reported): string => join(out, 'coverage.xlsx');
const shown = (value: unknown): Value => (value === '' || value === undefined ? null : value as Value);
/** Our reader of tables takes XML's own whitespace off the ends of a cell; names here have none but breaks inside. */
const asText = (value: Value): string | null => (value === null ? null : String(value).replaceAll(/\r\n/g, '\n'));

test('the gaps are those of coverage.json, the most pressing first, with the same numbers', async () => {
  const reported = await report(ODD_TOWN), { coverage } = reported;
  const names = new Map(coverage.services.map((s) => [`${s.table}/${s.id}`, s])), order = ['required', 'pilot', 'advisory'];
  const expected = coverage.settlements.flatMap((s) => Object.entries(s.services).flatMap(([id, found]) => (found.status === 'gap' ? [{ s, id, found, service: names.get(`${s.table}/${id}`) }] : [])))
    .sort((a, b) => order.indexOf(a.found.severity ?? '') - order.indexOf(b.found.severity ?? '') || b.s.population - a.s.population);
  const rows = recordsOf(workbookOf(reported), 'Gaps');
  expect(rows.length).toBe(expected.length);
  expect(rows.length).toBeGreaterThan(5);
  for (const [i, { s, id, found, service }] of expected.entries()) {
    expect(rows[i]).toMatchObject({
      'Severity': found.severity, 'Settlement id': s.id, 'Service id': id, 'Residents': s.population, 'Limit, min': service?.limitMinutes ?? null, 'Limit, m': service?.limitMetres ?? null, 'Status of limit': service?.valueStatus,
      'Nearest, min': found.minutes, 'Nearest, m': found.metres, 'Shortfall, min': found.shortfallMinutes, 'Shortfall, m': found.shortfallMetres, 'Facility id': found.facilityId, 'Longitude': s.lon, 'Latitude': s.lat,
    });
    expect(asText(rows[i]['Settlement'])).toBe(asText(shown(s.name)));
    if (found.facilityId === null) expect(rows[i]['Nearest facility']).toBe('(none within 60 min)');
  }
});

test('townships have the coverage of every service, unknown as a word and not as zero', async () => {
  const reported = await report(ODD_TOWN), { coverage } = reported, [headings, ...rows] = rowsOf(workbookOf(reported), 'Townships');
  const areas = [{ services: coverage.summary.services, settlementCount: coverage.summary.settlements, populationTotal: coverage.summary.population, ...coverage.summary.total }, ...coverage.summary.townships];
  expect(headings.slice(5)).toEqual(['All', '(no township)', '@west', 'Reedham', 'Saltby']);
  const rowNamed = (name: string): Value[] => rows.find((row) => row[1] === name)?.slice(5) ?? [];
  expect(rowNamed('Settlements')).toEqual(areas.map((a) => a.settlementCount));
  expect(rowNamed('Residents')).toEqual(areas.map((a) => a.populationTotal));
  for (const severity of ['required', 'pilot', 'advisory'] as const) expect(rowNamed(severity)).toEqual(areas.map((a) => a.gaps[severity]));
  expect(rowNamed('Unknown')).toEqual(areas.map((a) => a.checks.unknown));
  const services = new Map(coverage.services.map((s) => [s.id, s.name.en]));
  for (const [id, name] of services) expect(rowNamed(name)).toEqual(areas.map((a) => { const of = new Map(Object.entries(a.services)).get(id); return of === undefined ? '–' : of.coverage ?? 'Unknown'; }));
  expect(rowNamed('Pool')).toContain('Unknown');
});

test('services and indicators have every number of coverage.json with the status of each figure', async () => {
  const reported = await report(ODD_TOWN), { coverage } = reported;
  const services = recordsOf(workbookOf(reported), 'Services');
  expect(services.map((row) => [row['Table'], row['Service id'], row['Limit, min'], row['Limit, m'], row['Status of limit'], row['Status of class'], row['Coverage'], row['Residents covered'], row['Residents lacking it'], row['Settlements unknown'], row['Median, min'], row['Worst tenth, min']]))
    .toEqual(coverage.services.map((s) => [s.table, s.id, s.limitMinutes, s.limitMetres, s.valueStatus, s.classStatus, s.coverage ?? 'Unknown', s.population.covered, s.population.gap, s.settlements.unknown, s.equity?.median ?? null, s.equity?.worstDecile ?? null]));
  const indicators = recordsOf(workbookOf(reported), 'Indicators');
  expect(indicators.map((row) => [row['Indicator'], row['Size of it'], row['Value'], row['Share unknown'], row['Target'], row['Target year'], row['Status of name'], row['Why unknown']]))
    .toEqual(coverage.indicators.map((i) => [i.nameEn, i.total, i.value ?? 'Unknown', i.unknownShare, i.target, i.targetYear, i.nameStatus, i.reason]));
});

test('every number of every sheet is one of coverage.json', async () => {
  const reported = await report(ODD_TOWN), known = new Set([...reported.text('coverage.json').matchAll(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g)].map(([number]) => Number(number)));
  let count = 0;
  for (const sheet of SHEETS) {
    for (const value of rowsOf(workbookOf(reported), sheet).flat()) if (typeof value === 'number') { expect(known, `${sheet}: ${value}`).toContain(value); count++; }
  }
  expect(count).toBeGreaterThan(200);
});

test('the notes name every file with its hash, every parameter and every notice', async () => {
  const reported = await report(ODD_TOWN), { coverage } = reported, rows = rowsOf(workbookOf(reported), 'Notes').map((row) => row.map(String));
  for (const { file, sha256 } of coverage.manifest.inputs) expect(rows).toContainEqual(expect.arrayContaining([file, sha256]));
  for (const { code, where, count } of coverage.notices) expect(rows).toContainEqual(expect.arrayContaining([code, String(count), where]));
  expect(rows).toContainEqual(['Walking speed, m/min', '60']);
});

test('gaps that a sheet cannot hold go on in the next, none lost, and the overview says so', async () => {
  const out = temporaryFolder(), path = join(out, 'coverage.xlsx'), folder = writeProject(ODD_TOWN), result = await computeCoverage(folder), { required, pilot, advisory } = result.summary.total.gaps;
  writeFiles(out, [{ name: 'coverage.xlsx', pieces: renderCoverageXlsx(result, 'en', 'lifecircle') }]);
  const whole = recordsOf(path, 'Gaps'), said = (): string => rowsOf(path, 'Overview').flat().join('\n');
  expect([whole.length, said()]).toEqual([required + pilot + advisory, expect.not.stringContaining('sheets of')]);
  const perSheet = 4, sheets = Math.ceil(whole.length / perSheet);
  writeFiles(out, [{ name: 'coverage.xlsx', pieces: renderCoverageXlsx(result, 'en', 'lifecircle', perSheet + 1) }]); // and the heading
  expect(sheets).toBeGreaterThan(2);
  expect(Array.from({ length: sheets }, (_, i) => recordsOf(path, i === 0 ? 'Gaps' : `Gaps ${i + 1}`)).flat()).toEqual(whole);
  expect(said()).toContain(`The gaps stand in ${sheets} sheets of 5 rows at most`);
});

test('a text is written once, however many cells have it', async () => {
  const parts = unzipSync(readFileSync(workbookOf(await report(ODD_TOWN)))), texts = [...strFromU8(parts['xl/sharedStrings.xml']).matchAll(/<si>.*?<\/si>/gs)].map(([text]) => text);
  const cells = Object.entries(parts).filter(([name]) => name.startsWith('xl/worksheets/')).flatMap(([, part]) => [...strFromU8(part).matchAll(/ t="s"><v>(\d+)<\/v>/g)].map((m) => Number(m[1])));
  expect(new Set(texts).size).toBe(texts.length);
  expect(new Set(cells)).toEqual(new Set(texts.keys()));
  expect(cells.length).toBeGreaterThan(2 * texts.length);
});

test('the same project gives the same bytes, whatever the day and the time zone', async () => {
  const first = await report(ODD_TOWN), zone = process.env['TZ'];
  try {
    process.env['TZ'] = 'Pacific/Kiritimati';
    const second = await report(ODD_TOWN);
    expect(readFileSync(workbookOf(second)).equals(readFileSync(workbookOf(first)))).toBe(true);
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
});

testWithOpenpyxl('names that begin like a formula are text, unaltered, and stay text when they are edited', async () => {
  const names = ['=1+1', '+5', '-2', '@west', '=HYPERLINK("x")', "'quoted", '\t=tab', '＝1', '_x0041_', '<b>&"', '𠮷 farms', ' blank ', 'two\nlines', 'bell\u0007'];
  const reported = await report({ settlements: names.map((name, i) => settlement(`s${i}`, [1900, 0], { name, township: '=cmd()', population: 100 - i, kind: 'urban' })) });
  const [, gaps, townships] = readWithOpenpyxl(workbookOf(reported)), names_ = gaps.rows.slice(1).map((row) => row[3]);
  // openpyxl leaves control characters as they are written.
  const decoded = (value: Value): string => String(value).replaceAll(/_x(00[01][0-9A-F])_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  expect([...new Set(names_.map(([value]) => decoded(value)))]).toEqual(names);
  for (const [value, type, quoted] of names_) { expect(type).toBe('s'); expect(quoted).toBe(/^[=+\-@\t＝']/.test(String(value))); }
  expect(townships.rows[0][6]).toEqual(['=cmd()', 's', true]);
  for (const sheet of readWithOpenpyxl(workbookOf(reported))) for (const [, type] of sheet.rows.flat()) expect(type).not.toBe('f');
});

testWithOpenpyxl('headings stay in sight, filter, and repeat in print on A4 landscape', async () => {
  const sheets = readWithOpenpyxl(workbookOf(await report(ODD_TOWN)));
  expect(sheets.map((s) => s.name)).toEqual(SHEETS);
  for (const { name, orientation, paper } of sheets) expect([name, orientation, paper]).toEqual([name, 'landscape', 9]);
  for (const { name, freeze, filter, titleRows, rows, widths } of sheets.filter((s) => !['Overview', 'Notes'].includes(s.name))) {
    expect(freeze, name).toMatch(/^[B-F]2$/);
    expect(filter, name).toMatch(new RegExp(`^A1:[A-Z]+${rows.length}$`));
    expect(titleRows, name).toBe('$1:$1');
    for (const width of Object.values(widths)) expect(width).toBeGreaterThan(5);
  }
  const [, gaps, townships] = sheets;
  expect(gaps.colours).toEqual([`A2:A${gaps.rows.length}`, `M2:M${gaps.rows.length}`]);
  expect(townships.colours).toHaveLength(1);
});

testWithOpenpyxl('columns are as wide as Chinese names need, twice their length', async () => {
  const reported = await report({ settlements: [settlement('a', [1900, 0], { name: '长兴岛凤凰公路居民点', kind: 'urban' })] }, ['--lang', 'zh']);
  const gaps = readWithOpenpyxl(workbookOf(reported))[1];
  expect(gaps.name).toBe('需求清单');
  expect(gaps.rows[0].slice(0, 4).map(([heading]) => heading)).toEqual(['优先级', '乡镇', '村居', '居民点']);
  expect(gaps.widths['D']).toBe(22); // ten characters of two columns, and two
});

testWithLibreOffice('LibreOffice opens it and shows the same gaps', async () => {
  const reported = await report(ODD_TOWN), path = workbookOf(reported);
  const seen = showWithLibreOffice(path, 2), ours = recordsOf(path, 'Gaps');
  const column = (heading: string): number => seen[0].indexOf(heading);
  const byKey = new Map(seen.slice(1).map((row) => [`${row[column('Settlement id')]}/${row[column('Service id')]}`, row]));
  for (const row of ours.filter((r) => !/\n/.test(String(r['Settlement'])))) {
    const found = byKey.get(`${String(row['Settlement id'])}/${String(row['Service id'])}`);
    expect([row['Settlement'] ?? '', row['Residents'], row['Nearest, min'] ?? ''].map(String)).toEqual(['Settlement', 'Residents', 'Nearest, min'].map((heading) => found?.[column(heading)]));
  }
}, 120_000);
