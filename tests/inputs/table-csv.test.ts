/** CSV files in the shapes that planners have them. */
import { expect, test } from 'vitest';
import { readTable } from './table-files.ts';

const point = (...coordinates: number[]): object => ({ type: 'Point', coordinates });
/** "编号,名称,经度,纬度\n1,示范菜市场,121.5,31.6\n" in GB18030, by iconv. */
const GB18030 = Buffer.from('seC6xSzD+7PGLL6ttsgszrO2yAoxLMq+t7ayy8rQs6EsMTIxLjUsMzEuNgo=', 'base64');

test('cells keep their text, empty ones are left out, and the place is "file:line"', async () => {
  const { features, notices, faults } = await readTable('csv', 'id,name,lon,lat,population\n01, a ,121.5,31.6,12\n2,,1,2, \n');
  expect(features).toEqual([
    { where: 't.csv:2', id: undefined, isFromTable: true, geometry: point(121.5, 31.6), properties: { id: '01', name: ' a ', lon: '121.5', lat: '31.6', population: '12' } },
    { where: 't.csv:3', id: undefined, isFromTable: true, geometry: point(1, 2), properties: { id: '2', lon: '1', lat: '2' } },
  ]);
  expect([...notices, ...faults]).toEqual([]);
});

test.each([
  ['a byte order mark', '\ufeffid,lon,lat\n1,3,4\n'],
  ['line ends of two characters', 'id,lon,lat\r\n1,3,4\r\n'],
  ['line ends of old', 'id,lon,lat\r1,3,4\r'],
  ['no last line end', 'id,lon,lat\n1,3,4'],
  ['semicolons', 'id;lon;lat\n1;3;4'],
  ['tabs', 'id\tlon\tlat\n1\t3\t4'],
  ['quotes', '"id","lon","lat"\n"1","3","4"\n'],
  ['semicolons beside commas', 'id;a,b,c,d;lon;lat\n1;;3;4'],
  ['Chinese headings', 'id,经度,纬度\n1,3,4'],
  ['headings with a unit', 'id,经度（°）,纬度 (WGS84)\n1,3,4'],
  ['wide digits and signs', 'id,lon,lat\n1,３,4°'],
  ['x and y', 'id,X,Y\n1,3,4'],
  ['one column', 'id,location\n1,"3,4"'],
  ['one column in Chinese', 'id;坐标\n1;(3，4)'],
  ['the columns of Baidu', 'id,location.lat,location.lng\n1,4,3'],
  ['well-known text', 'id,wkt\n1,POINT (3 4)'],
  ['well-known text with a system and a height', 'id,geometry\n1,SRID=4326;POINT Z(3 4 5)'],
  ['a title above', '示范镇设施清单\n,,\nid,lon,lat\n1,3,4'],
])('a table with %s is read', async (_, text) => {
  const { features, faults } = await readTable('csv', text);
  expect(faults).toEqual([]);
  expect(features.map((f) => f.geometry)).toEqual([point(3, 4)]);
  expect(features[0].properties['id']).toBe('1');
});

test('GB18030 is found out and said', async () => {
  const { features, notices } = await readTable('csv', GB18030);
  expect(features[0]).toMatchObject({ properties: { 编号: '1', 名称: '示范菜市场' }, geometry: point(121.5, 31.6) });
  expect(notices).toEqual(['gb18030 × 1: is in GB18030 (GBK), not in UTF-8; it was read as that']);
});

test('well-known text of every type becomes a geometry, EMPTY none', async () => {
  const wkt = ['LINESTRING(0 0, 1 1)', 'POLYGON ((0 0,1 0,1 1,0 0),(2 2,3 2,3 3,2 2))', 'MULTIPOINT (1 2, 3 4)', 'multipoint((1 2),(3 4))', 'MULTILINESTRING((0 0,1 1))', 'MULTIPOLYGON M (((0 0 9,1 0 9,1 1 9,0 0 9)))', 'POINT EMPTY', ''];
  const { features, faults } = await readTable('csv', `id;wkt\n${wkt.map((w, i) => `${i};${w}`).join('\n')}`);
  expect(faults).toEqual([]);
  expect(features.map((f) => f.geometry)).toEqual([
    { type: 'LineString', coordinates: [[0, 0], [1, 1]] },
    { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]], [[2, 2], [3, 2], [3, 3], [2, 2]]] },
    { type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] }, { type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] },
    { type: 'MultiLineString', coordinates: [[[0, 0], [1, 1]]] }, { type: 'MultiPolygon', coordinates: [[[[0, 0], [1, 0], [1, 1], [0, 0]]]] }, null, null,
  ]);
});

test('a row begins where its quotes do, after blank lines and line ends within quotes', async () => {
  const { features } = await readTable('csv', 'id,name,lon,lat\r\n1,"a\r\nb",1,2\r\n\r\n2,x,,\r\n3,"q\n\nr",1,2\r\n4,"say ""hi""",1,2\n');
  expect(features.map((f) => [f.where, f.properties['name'], f.geometry === null])).toEqual([['t.csv:2', 'a\r\nb', false], ['t.csv:5', 'x', true], ['t.csv:6', 'q\n\nr', false], ['t.csv:9', 'say "hi"', false]]);
});

test('a heading that is a word of the language is a heading like any other', async () => {
  const { features } = await readTable('csv', '__proto__,constructor,lon,lat\na,b,1,2');
  expect(Object.entries(features[0].properties)).toEqual([['__proto__', 'a'], ['constructor', 'b'], ['lon', '1'], ['lat', '2']]);
});

test.each([
  ['empty', '', ['t.csv: is empty. Give a table with a row of headings.']],
  ['blank', '\n \n\r\n', ['t.csv: is empty. Give a table with a row of headings.']],
  ['without coordinates', 'id,lontitude,lattitude\n1,2,3', [/^t\.csv:1: no column of coordinates is among the headings "id", "lontitude", "lattitude"\. Rename "lontitude" to lon and "lattitude" to lat/]],
  ['without latitude', 'id,lon\n1,2', [/among the headings "id", "lon"\. Rename "lon" to lon, .*lon and lat \(经度, 纬度\)/]],
  ['text for a number', 'id,lon,lat\n1,east,2\n2,,3', ['t.csv:2: "lon" is "east", expected a number. Write a decimal number such as 121.4737, or leave both cells empty.', /^t\.csv:3: "lon" is empty and the other coordinate is not/]],
  ['a joined column without a comma', 'id,location\n1,121.5', [/^t\.csv:2: "location" is "121\.5", expected "longitude,latitude"/]],
  ['broken well-known text', 'id;wkt\n1;POLYGON((0 0,1)\n2;CIRCLE(1 2)\n3;POINT(1 2) x', [/^t\.csv:2: "wkt" is/, /^t\.csv:3/, /^t\.csv:4/]],
  ['well-known text in metres', 'id;wkt\n1;"SRID=4549;POINT(1 2)"', [/names the coordinate system 4549/]],
  ['a value with the delimiter', 'id,name,lon,lat\n1,a,b,1,2', [/^t\.csv:2: the row has 5 cells and the headings are 4: "2" has none\. Put values that hold the delimiter in quotes/]],
  ['coordinates twice', 'id,lon,lat,lon\n1,2,3,4', [/^t\.csv:1: the heading "lon" is there twice, in columns B and D/]],
  ['an open quote', 'id,lon,lat\n1,2,3\n"2,3,4\n3,4,5', [/^t\.csv:3: the file ends within the quotes of this row/]],
  ['a quote within a value', 'id,lon,lat\n1"a,2,3', [/^t\.csv:2: a quote stands within a value/]],
  ['text after a quote', 'id,lon,lat\n"1"a,2,3', [/^t\.csv:2: text follows a closing quote/]],
  ['UTF-16', Buffer.from('\ufeffid,lon,lat\n', 'utf16le'), ['t.csv: is UTF-16 text. Save it as UTF-8.']],
  ['a zip archive', Buffer.from('PK\u0003\u0004...'), [/is a zip archive and no CSV\. If it is an Excel file, end its name in \.xlsx/]],
  ['no text', Buffer.from([1, 0, 2]), ['t.csv: is no text. Save it as CSV in UTF-8.']],
  ['UTF-8 with a character cut', Buffer.concat([Buffer.from('id,name,lon,lat\n1,示范菜市场,1,2\n2,市'), Buffer.from([0xe5, 0x9c]), Buffer.from(',1,2\n')]), [/^t\.csv:3: has bytes that are not UTF-8 in a text that otherwise is/]],
  ['neither UTF-8 nor GB18030', Buffer.from([0x69, 0x64, 0x0a, 0xff, 0x0a]), [/^t\.csv:2: is text neither in UTF-8 nor in GB18030/]],
])('%s is a fault', async (_, bytes, expected) => {
  const { faults } = await readTable('csv', bytes);
  expect(faults).toHaveLength(expected.length);
  expected.forEach((fault, i) => { if (typeof fault === 'string') expect(faults[i]).toBe(fault); else expect(faults[i]).toMatch(fault); });
});

test.each([
  ['only headings', 'id,lon,lat\n', 0, /^no-rows × 1: has headings and no rows$/],
  ['short rows', 'id,lon,lat,name\n1,2,3\n2,3,4', 2, /^short-row × 2: .*: line 2, line 3$/],
  ['values without a heading', 'id,lon,lat,\n1,2,3,x', 1, /^empty-heading × 1: .*: column D, line 2$/],
  ['a heading twice', 'id,lon,lat,note,note\n1,2,3,a,b', 1, /^duplicate-heading × 1: .*the first of the columns counts: "note" \(columns D and E\)$/],
  ['two kinds of coordinates', 'id,lon,lat,x,y\n1,2,3,4,5', 1, /^coordinate-columns × 1: .*"lon" and "lat" are read: "x" and "y"$/],
  ['a title above', '清单\nid,lon,lat\n1,2,3', 1, /^heading-row × 1: .*: headings in row 2$/],
])('%s is a notice', async (_, text, features, notice) => {
  const read = await readTable('csv', text);
  expect(read.faults).toEqual([]);
  expect(read.features).toHaveLength(features);
  expect(read.notices).toHaveLength(1);
  expect(read.notices[0]).toMatch(notice);
});

test('swapped coordinates are handed on as they are', async () => {
  expect((await readTable('csv', 'id,lon,lat\n1,31.6,121.5')).features[0].geometry).toEqual(point(31.6, 121.5));
});
