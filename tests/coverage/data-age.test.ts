import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { checkDataAge } from '../../src/coverage/data-age.ts';
import type { Facility } from '../../src/inputs/facilities.ts';

function codesOf(updated: string | null, months: number, today: string): string[] {
  const findings = new Findings();
  const facility: Facility = { id: 'f', type: 'shop', name: '', provides: [], status: 'existing', capacity: null, areaSquareMetres: null, owner: '', open: true, updated, place: { type: 'points', points: [[0, 0]] } };
  checkDataAge([facility], months, today, 'f.geojson', findings);
  return findings.notices().map(({ code }) => code);
}

test('data of the very day so many months ago is young enough, that of the day before is not', () => {
  expect(codesOf('2025-06-30', 12, '2026-06-30')).toEqual([]);
  expect(codesOf('2025-06-29', 12, '2026-06-30')).toEqual(['data-outdated']);
  expect(codesOf('2025-11-15', 3, '2026-02-15')).toEqual([]);
  expect(codesOf('2025-11-14', 3, '2026-02-15')).toEqual(['data-outdated']);
});

test('a month without that day counts from its last one', () => {
  expect(codesOf('2026-02-28', 1, '2026-03-31')).toEqual([]); // there is no 31 February
  expect(codesOf('2026-02-27', 1, '2026-03-31')).toEqual(['data-outdated']);
});

test('facilities that do not say are named apart', () => {
  expect(codesOf(null, 12, '2026-06-30')).toEqual(['data-undated']);
});
