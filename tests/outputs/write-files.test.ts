import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InputError } from '../../src/core/problems.ts';
import { writeFiles } from '../../src/outputs/write-files.ts';
import { temporaryFolder } from '../support/project.ts';

const failing = (code: string) => (path: string): void => {
  writeFileSync(path, 'half');
  throw Object.assign(new Error('no'), { code });
};

test('a file that is written by others has its size told, and its name only when all files are whole', () => {
  const folder = temporaryFolder();
  const sizes = writeFiles(folder, [{ name: 'a.db', write: (path) => { expect(existsSync(path)).toBe(false); writeFileSync(path, 'whole'); } }, { name: 'b.txt', pieces: ['one', 'two'] }]);
  expect([...sizes]).toEqual([['a.db', 5], ['b.txt', 6]]);
  expect(readFileSync(join(folder, 'a.db'), 'utf8')).toBe('whole');
});

test('a full disk is no bug of ours, and leaves neither a half nor the files before it', () => {
  const folder = temporaryFolder(), files = [{ name: 'b.txt', pieces: ['one'] }, { name: 'a.db', write: failing('SQLITE_FULL') }];
  expect(() => writeFiles(folder, files)).toThrow(InputError);
  expect(readdirSync(folder)).toEqual([]);
});

test('what SQLite cannot do is a bug of ours', () => {
  const folder = temporaryFolder();
  expect(() => writeFiles(folder, [{ name: 'a.db', write: failing('SQLITE_CONSTRAINT_UNIQUE') }])).toThrow(/^no$/);
  expect(readdirSync(folder)).toEqual([]);
});
