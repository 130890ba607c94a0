import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { readProject } from '../../src/inputs/project.ts';
import { readLayers } from '../../src/inputs/read-inputs.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { area, collection, feature, LAYERS, point, writeProject } from '../support/project.ts';

const square = (x: number) => area([x, 0], [x + 10, 0], [x + 10, 10], [x, 10]);

async function read(features: readonly object[]) {
  const findings = new Findings(), folder = writeProject({ project: { layers: { ...LAYERS, townships: '乡镇.geojson' } }, files: { '乡镇.geojson': collection(features) } });
  const { townships, inputs } = await readLayers(readProject(folder, findings), findings, () => undefined);
  findings.throwIfFaults();
  return { townships, inputs, notices: findings.notices().map(({ code, what }) => `${code} ${what}`) };
}

test('boundaries of one name are one township, and names may stand under a Chinese heading', async () => {
  const { townships, inputs } = await read([feature(1, square(0), { name: 'Reedham' }), feature(2, square(50), { name: 'Reedham' }), feature(3, square(90), { 名称: 'Saltby' })]);
  expect([...townships].map(([name, polygons]) => [name, polygons.length])).toEqual([['Reedham', 2], ['Saltby', 1]]);
  expect(inputs.at(-1)).toMatchObject({ layer: 'townships', file: '乡镇.geojson', features: 3 });
});

test('names that stand in one layer only, and boundaries without one, are told', async () => {
  const { notices, townships } = await read([feature(1, square(0), { name: 'Reedham' }), feature(2, square(50), { name: 'Salby' }), feature(3, square(90))]);
  expect(notices.filter((n) => /bound/.test(n))).toEqual([
    'boundary-without-name boundaries of townships without a name are left out: 乡镇.geojson:4',
    'township-without-boundary townships of settlements have no boundary by that name: "Saltby"',
    'boundary-without-settlements boundaries of townships that no settlement names: "Salby"',
  ]);
  expect([...townships.keys()]).toEqual(['Reedham', 'Salby']);
});

test('a point is no boundary', async () => {
  await expect(read([feature(1, point(0, 0), { name: 'Reedham' })])).rejects.toThrow('乡镇.geojson:2: "Reedham" is a point, expected a Polygon or MultiPolygon');
});

test('boundaries change nothing of a report but its list of inputs and its map', async () => {
  const plain = await computeCoverage(writeProject()), drawn = await computeCoverage(writeProject({ project: { layers: { ...LAYERS, townships: 't.geojson' } }, files: { 't.geojson': collection(['Reedham', 'Saltby'].map((name) => feature(name, square(0), { name }))) } }));
  const listed = ({ settlements, facilities, edges, snaps, ...rest }: typeof plain) => ({ ...rest, settlements: [...settlements], facilities: [...facilities], edges: [...edges], snaps: [...snaps], inputs: 0, townshipAreas: 0, ground: { ...rest.ground, townships: 0 } });
  expect(listed(drawn)).toEqual(listed(plain));
  expect([...drawn.townshipAreas].map((a) => a.kind)).toEqual(['boundary', 'boundary']); // where they are drawn on maps
});
