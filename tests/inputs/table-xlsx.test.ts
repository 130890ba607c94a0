/** Workbooks in the shapes that planners have them. */
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readTable, workbook, type TestCell } from './table-files.ts';

const point = (...coordinates: number[]): object => ({ type: 'Point', coordinates });
const sheet = (...rows: TestCell[][]): Uint8Array => workbook({ Sheet1: rows });
const TABLE: TestCell[][] = [['id', 'lon', 'lat'], ['a', 1, 2]];

test('cells keep their type, and dates become ISO text', async () => {
  // Day 45447 is 2024-06-04: 45292 is 2024-01-01, and 155 days later.
  const { features, notices, faults } = await readTable('xlsx', sheet(
    ['编号', '经度', '纬度', '开放', '日期', '时刻', '人口'],
    [{ shared: 'a&b' }, 121.5, '31.6', true, { date: 45447 }, { date: 45447.3125 }, 12], ['c', null, null, false, { date: 0.3125 }]));
  expect(features).toEqual([
    { where: 't.xlsx:2', id: undefined, isFromTable: true, geometry: point(121.5, 31.6), properties: { 编号: 'a&b', 经度: 121.5, 纬度: '31.6', 开放: true, 日期: '2024-06-04', 时刻: '2024-06-04T07:30:00', 人口: 12 } },
    { where: 't.xlsx:3', id: undefined, isFromTable: true, geometry: null, properties: { 编号: 'c', 开放: false, 日期: '07:30:00' } },
  ]);
  expect([...faults, ...notices]).toEqual([]);
});

test('headings are found below a title, and where they are merged over two rows', async () => {
  const { features, notices } = await readTable('xlsx', workbook({ S: [['示范镇设施清单'], [], ['编号', '位置', null, '名称'], [null, '经度', '纬度', null], [1, 3, 4, 'x']] }, { merged: ['A1:D1', 'A3:A4', 'B3:C3'] }));
  expect(features).toMatchObject([{ where: 't.xlsx:5', properties: { 编号: 1, 名称: 'x' }, geometry: point(3, 4) }]);
  expect(notices).toEqual(['heading-row × 2: the headings are not in the first row; the rows above them were passed over: headings in row 4']);
});

test('the first sheet is read unless another is named', async () => {
  const book = workbook({ One: TABLE, 二: [['id', 'lon', 'lat'], ['b', 5, 6]] });
  const first = await readTable('xlsx', book), second = await readTable('xlsx', book, '二');
  expect(first.features.map((f) => f.properties['id'])).toEqual(['a']);
  expect(first.notices).toEqual(['other-sheets × 1: only the sheet "One" was read; there are others: "二"']);
  expect(second.features.map((f) => f.properties['id'])).toEqual(['b']);
  expect(second.notices).toEqual([]);
  expect((await readTable('xlsx', book, 'Onn')).faults).toEqual(['t.xlsx: has no sheet "Onn". Did you mean "One".']);
});

test('cells with an error and merged cells are said', async () => {
  const { features, notices } = await readTable('xlsx', workbook({ S: [['id', 'lon', 'lat', 'n'], [1, 3, 4, { error: '#N/A' }], [2, 3, 4, null]] }, { merged: ['D2:D3'] }));
  expect(features.map((f) => f.properties['n'])).toEqual([undefined, undefined]);
  expect(notices).toEqual([
    'error-cell × 1: cells that hold an error of the spreadsheet are taken as empty: #N/A in row 2',
    'merged-cells × 1: of merged cells below the headings only the first has the value, the others are taken as empty: D2:D3',
  ]);
});

test('the last cell of the format is read without the rectangle before it', async () => {
  const rows = '<row r="1"><c r="A1" t="str"><v>lon</v></c><c r="XFD1" t="str"><v>lat</v></c></row><row r="1048576"><c r="A1048576"><v>3</v></c><c r="XFD1048576"><v>4</v></c></row>';
  const { features } = await readTable('xlsx', workbook({ S: [] }, { extra: { 'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`) } }));
  expect(features).toMatchObject([{ where: 't.xlsx:1048576', geometry: point(3, 4) }]);
});

const withSheet = (rows: string): Uint8Array => workbook({ S: [] }, { extra: { 'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`) } });

test.each([
  ['nothing', new Uint8Array(), 't.xlsx: is empty'],
  ['CSV', Buffer.from('id,lon,lat'), 't.xlsx: is no .xlsx file: it is no zip archive. Save it as .xlsx, or if it is CSV end its name in .csv.'],
  ['a password', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]), 't.xlsx: is protected by a password. Save it without a password.'],
  ['an old workbook', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'is of the old Excel format (.xls)'],
  ['a cut archive', sheet(...TABLE).subarray(0, 400), 't.xlsx: is a broken zip archive. Get the whole file: it may be cut off.'],
  ['another archive', zipSync({ 'a.txt': strToU8('a') }), 'is no workbook: it has no part "xl/workbook.xml"'],
  ['a zip bomb', workbook({ S: [] }, { extra: { 'xl/worksheets/sheet1.xml': new Uint8Array(11 * 2 ** 20) } }), 'more than is allowed. Save the sheet as CSV in UTF-8'],
  ['a sheet of no name of ours', workbook({ S: [] }, { extra: { 'xl/_rels/workbook.xml.rels': strToU8('<R><Relationship Id="s0" Type="x/worksheet" Target="/__proto__"/></R>') } }), 'it has no part "__proto__"'],
  ['broken XML', withSheet('<row><c>'), 'holds XML that is broken'],
  ['an entity', withSheet('<row><c t="str"><v>&bomb;</v></c></row>'), 'holds XML that is broken'],
  ['a row too far', withSheet('<row r="99999999999"/>'), 'its rows are out of order'],
  ['a row twice', withSheet('<row r="2"/><row r="2"/>'), 't.xlsx:2: its rows are out of order: "2" follows 2'],
  ['a column too far', withSheet('<row><c r="ZZZ1"><v>1</v></c></row>'), 'its cells are out of order: "ZZZ1" follows column 0'],
  ['a string that is not there', withSheet('<row><c t="s"><v>7</v></c></row>'), 'a cell holds "7", which is no value of its type "s"'],
  ['an empty sheet', sheet(), 't.xlsx: is empty. Give a table with a row of headings.'],
  ['no coordinates', sheet(['id', 'name'], [1, 'a']), 't.xlsx:1: no column of coordinates is among the headings "id", "name"'],
  ['text for a number', sheet(['id', 'lon', 'lat'], [1, 'x', 2]), 't.xlsx:2: "lon" is "x", expected a number'],
])('%s is a fault', async (_, bytes, expected) => {
  const { faults } = await readTable('xlsx', bytes);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(expected);
});
