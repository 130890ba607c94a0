import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFonts } from '../../src/cli/fonts.ts';
import { temporaryFolder } from '../support/project.ts';

/** A folder of fonts: each file holds its own name. */
function folderWith(...names: string[]): string {
  const folder = temporaryFolder();
  for (const name of names) {
    mkdirSync(join(folder, 'truetype', 'some'), { recursive: true });
    writeFileSync(join(folder, 'truetype', 'some', name), name);
  }
  return folder;
}
const namesOf = (fonts: Uint8Array[]): string[] => fonts.map((bytes) => Buffer.from(bytes).toString());

test('of the families with Chinese the best is taken, with all its faces, the regular one first', () => {
  expect(namesOf(readFonts([folderWith('wqy-zenhei.ttc', 'DejaVuSans.ttf'), folderWith('NotoSansCJK-Bold.ttc', 'NotoSansCJK-Regular.ttc', 'NotoSerifCJK-Regular.ttc')]))).toEqual(['NotoSansCJK-Regular.ttc', 'NotoSansCJK-Bold.ttc']);
  expect(namesOf(readFonts([folderWith('msyh.ttc', 'msyhbd.ttc', 'simhei.ttf', 'arial.ttf')]))).toEqual(['msyh.ttc', 'msyhbd.ttc']);
});

test('without any, a family of Latin letters is taken; without fonts none; folders that are not there do no harm', () => {
  expect(namesOf(readFonts([folderWith('DejaVuSans-Bold.ttf', 'DejaVuSans.ttf', 'odd.ttf')]))).toEqual(['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf']);
  expect(readFonts([folderWith('odd.ttf'), '/no/such/folder'])).toEqual([]);
});
