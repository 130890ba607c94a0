import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RULES } from '../../../src/core/rules.ts';
import { NOTICES, noticeZh } from '../../../src/outputs/html/notices-zh.ts';
import { computeCoverage } from '../../../src/pipeline.ts';

test('Chinese texts are of notices that there are', () => {
  for (const code of Object.keys(NOTICES)) expect(RULES.get(code)?.severity ?? 'none', code).toMatch(/^(warning|info)$/);
});

test('every notice of the demo has a Chinese text', async () => {
  const { notices } = await computeCoverage(join(import.meta.dirname, '../../../data/demo'));
  expect(notices.filter(({ code }) => noticeZh(code) === null)).toEqual([]);
});

test('a code without one has none, nor has the name of a method of objects', () => {
  expect([noticeZh('nothing-of-the-kind'), noticeZh('constructor')]).toEqual([null, null]);
});
