import { expect, test } from 'vitest';
import { lastDayOf } from '../../src/core/calendar.ts';

test('a year, a month or a day is understood to its last day', () => {
  for (const [text, day] of [
    ['2025', '2025-12-31'], ['2025年', '2025-12-31'], ['2024-02', '2024-02-29'], ['2025/2', '2025-02-28'], ['2025年6月', '2025-06-30'],
    ['2025-06-01', '2025-06-01'], ['2025/6/1', '2025-06-01'], ['2025.6.1', '2025-06-01'], ['2025年6月1日', '2025-06-01'], [' 2025-06-01T08:30:00Z ', '2025-06-01'],
  ]) expect(lastDayOf(text), text).toBe(day);
});

test('what is no date is none', () => {
  for (const text of ['', 'x', '25-06-01', '2025-13', '2025-00', '2025-02-29', '2025-06-31', '2025-6-1-1', '0000-01-01', '20250601', '2025-06-01 maybe']) expect(lastDayOf(text), text).toBeNull();
});
