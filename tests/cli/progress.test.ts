import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { showStep } from '../../src/cli/progress.ts';
import { command } from '../support/command.ts';
import { LAYERS, SETTLEMENTS, collection, writeProject } from '../support/project.ts';

const ERASE_LINE = '\r\u001b[2K';

/** What a terminal of so many columns is sent. */
function terminal(columns: number, isTTY = true) {
  const written: string[] = [];
  const world = { stdout: { write: () => undefined }, stderr: { write: (text: string) => written.push(text), isTTY, columns }, env: {} };
  return { written, progress: showStep('zh', world) };
}

test('each percent of a file is written once', () => {
  const { written, progress } = terminal(80);
  for (let bytes = 0; bytes <= 2e6; bytes += 1000) progress.begin('read', { file: 'walk.geojson', bytes, totalBytes: 2e6 });
  expect(written.length).toBe(101);
  expect(written[50]).toBe(`${ERASE_LINE}读取数据 walk.geojson  50 % / 2.0 MB`);
});

test('a line of wide characters stays within a terminal of any width', () => {
  for (let columns = 2; columns <= 90; columns++) {
    const { written, progress } = terminal(columns);
    progress.begin('read', { file: '一个名字很长的步行网络数据文件.geojson', bytes: 1, totalBytes: 3 });
    expect(stringWidth(written[0].slice(ERASE_LINE.length)), String(columns)).toBeLessThan(columns);
  }
});

test('the line is erased at the end, and once only', () => {
  const { written, progress } = terminal(80);
  progress.begin('build');
  progress.end();
  progress.end();
  expect(written).toEqual([`${ERASE_LINE}建立步行网络 …`, ERASE_LINE]);
});

test('a name cannot steer the terminal', () => {
  const { written, progress } = terminal(80);
  progress.begin('read', { file: 'a\u001b[31m.csv', bytes: 1, totalBytes: 1 });
  expect(written[0].slice(ERASE_LINE.length)).not.toContain('\u001b');
});

test('nothing is written where standard error is a file', () => {
  const { written, progress } = terminal(80, false);
  progress.begin('read', { file: 'a', bytes: 1, totalBytes: 1 });
  progress.end();
  expect(written).toEqual([]);
});

test('route shows the files as it reads them on a terminal, and erases the line', async () => {
  const folder = writeProject({ project: { layers: { ...LAYERS, settlements: '居民点.geojson' } }, files: { '居民点.geojson': collection(SETTLEMENTS) } });
  const args = ['route', folder, '--settlement', 'a', '--service', 'market'];
  const shown = await command(args, { isTTY: true }), plain = await command(args);
  expect(shown.stderr).toContain(`${ERASE_LINE}reading 居民点.geojson 100 % / 0.0 MB`);
  expect(shown.stderr.endsWith(`${ERASE_LINE}${plain.stderr}`)).toBe(true);
  expect(plain.stderr).not.toContain('\u001b');
});
