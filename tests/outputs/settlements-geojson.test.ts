import type { FeatureCollection } from 'geojson';
import { expect, test } from 'vitest';
import { report } from '../support/command.ts';
import { feature } from '../support/project.ts';
import { ODD_TOWN } from './odd-town.ts';

test('every property of settlements.geojson equals coverage.json', async () => {
  const { coverage, text } = await report(ODD_TOWN);
  const { features } = JSON.parse(text('settlements.geojson')) as FeatureCollection;
  expect(features).toHaveLength(coverage.settlements.length);
  features.forEach(({ properties }, i) => {
    const { services, gaps, snapMetres, lon, lat, snaps, ...attributes } = coverage.settlements[i];
    expect(properties).toEqual({
      ...attributes, snap_metres: snapMetres, gaps_required: gaps.required, gaps_pilot: gaps.pilot, gaps_advisory: gaps.advisory,
      covered: Object.values(services).filter((s) => s.status === 'covered').length,
      unknown: Object.values(services).filter((s) => s.status === 'unknown').length,
      ...Object.fromEntries(Object.entries(services).flatMap(([id, { status, minutes }]) => [[`status_${id}`, status], [`minutes_${id}`, minutes]])),
    });
    expect([lon === null, snaps.length === 0]).toEqual([lat === null, snapMetres === null]);
  });
});

test('the geometry of each settlement survives, to seven decimals', async () => {
  const { text } = await report(ODD_TOWN);
  const { features } = JSON.parse(text('settlements.geojson')) as FeatureCollection;
  const given = new Map((ODD_TOWN.settlements as { properties: { id: string }; geometry: unknown }[]).map((f) => [f.properties.id, f.geometry]));
  for (const { properties, geometry } of features) expect(geometry).toEqual(given.get((properties as { id: string }).id));
});

test('a point beyond seven decimals is rounded, and height is left out', async () => {
  const { text } = await report({ settlements: [feature('a', { type: 'Point', coordinates: [121.50000004, 31.600000051, 12] }), feature('b', { type: 'MultiPoint', coordinates: [[121.5, 31.6]] })] });
  const { features } = JSON.parse(text('settlements.geojson')) as FeatureCollection;
  expect(features.map((f) => f.geometry)).toEqual([{ type: 'Point', coordinates: [121.5, 31.6000001] }, { type: 'Point', coordinates: [121.5, 31.6] }]);
});

test('the limits stand beside the features, with the status of each figure', async () => {
  const { coverage, text } = await report(ODD_TOWN);
  expect((JSON.parse(text('settlements.geojson')) as { limits: unknown }).limits).toEqual(
    coverage.services.map(({ table, id, limitMinutes, limitMetres, valueStatus }) => ({ table, service: id, limitMinutes, limitMetres, valueStatus })));
});

test('a collection has one feature a line, so that versions can be compared', async () => {
  const { text } = await report(ODD_TOWN);
  const rows = text('settlements.geojson').split('\n');
  expect(rows[0]).toMatch(/^\{"type":"FeatureCollection","limits":\[.*\],"features":\[$/);
  for (const row of rows.slice(1, -2)) expect(JSON.parse(row.replace(/,$/, ''))).toMatchObject({ type: 'Feature' });
  expect(rows.slice(-2)).toEqual([']}', '']);
});
