import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command, report, reportOn } from '../support/command.ts';
import { feature, line, point, settlement, temporaryFolder, WALK, writeProject } from '../support/project.ts';

/** Every file below a folder, with its content. */
function tree(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'utf8')]));
}

const ALL_FILES = ['coverage.gpkg', 'coverage.json', 'coverage.qgz', 'coverage.xlsx', 'gaps.csv', 'report.html', 'settlements.geojson', 'settlements.qml', 'townships.csv'];

test('a report writes exactly its files, and no temporary one is left', async () => {
  const { code, out } = await report();
  expect(code).toBe(0);
  expect(readdirSync(out).sort()).toEqual(ALL_FILES);
});

for (const [formats, files] of [
  ['json', ['coverage.json']], ['csv', ['gaps.csv', 'townships.csv']], ['geojson', ['settlements.geojson', 'settlements.qml']], [' geojson , json ', ['coverage.json', 'settlements.geojson', 'settlements.qml']],
  ['gpkg', ['coverage.gpkg']], ['qgz', ['coverage.gpkg', 'coverage.qgz']],
] as const) {
  test(`--formats "${formats}" writes ${files.join(' and ')} only`, async () => {
    const { out } = await report({}, ['--formats', formats]);
    expect(readdirSync(out).sort()).toEqual(files);
  });
}

test('standard output stays empty', async () => {
  expect((await report()).stdout).toBe('');
});

test('the summary names the totals, each township, each service and every written file', async () => {
  const { stderr, out } = await report();
  expect(stderr).toContain('Small town: 2 settlements, 400 people; checklist: Small list');
  expect(stderr).toMatch(/^Reedham +1 +300 +0 +0 +0 +1$/m); // a: nothing missing, the library unknown
  expect(stderr).toMatch(/^Saltby +1 +100 +0 +1 +1 +1$/m);  // b: market (pilot) and clinic (advisory) missing
  expect(stderr).toMatch(/^total +2 +400 +0 +1 +1 +2$/m);
  expect(stderr).toMatch(/^rural +Market +10 min +0\.0 % +100 +0 +1 +0 +25\.0$/m);
  for (const name of readdirSync(out)) expect(stderr).toMatch(new RegExp(`${name} +\\d+ kB`));
});

test('the summary is Chinese with --lang zh', async () => {
  const { stderr } = await report({}, ['--lang', 'zh']);
  expect(stderr).toContain('小镇：2 个居民点，400 人；清单 小清单');
  expect(stderr).toMatch(/^乡镇 +居民点数 +人口 +必须补 +试点补 +按需补 +未知$/m);
  expect(stderr).toMatch(/^乡村 +菜场 +10 分钟 +0\.0 %/m);
});

const LOCALES: [Record<string, string>, 'zh' | 'en'][] = [
  [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'en_GB.UTF-8' }, 'en'],
  [{ LC_ALL: 'zh_CN.UTF-8', LANG: 'en_GB.UTF-8' }, 'zh'],
  [{ LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'en'],
  [{ LC_ALL: '', LANG: 'zh_CN.UTF-8' }, 'zh'], // POSIX: empty is unset
  [{ LC_MESSAGES: 'zh_TW', LANG: 'en_GB.UTF-8' }, 'zh'],
];
for (const [env, lang] of LOCALES) {
  test(`the language is ${lang} with ${JSON.stringify(env)}`, async () => {
    const folder = writeProject();
    const { stderr } = await command(['report', folder, '--out', join(folder, 'results')], { env });
    expect(stderr.split('\n')[0]).toContain(lang === 'zh' ? '个居民点' : 'settlements');
  });
}

test('progress is shown on a terminal and erased before the summary', async () => {
  const folder = writeProject();
  const { stderr } = await command(['report', folder, '--out', join(folder, 'results')], { isTTY: true });
  const [progress, summary] = [stderr.slice(0, stderr.indexOf('Small town')), stderr.slice(stderr.indexOf('Small town'))];
  expect(progress.split('\r\u001b[2K').slice(1)).toEqual(['reading …', 'reading settlements.geojson 100 % / 0.0 MB', 'reading facilities.geojson 100 % / 0.0 MB', 'reading walk.geojson 100 % / 0.0 MB', 'building the network …', 'snapping …', 'measuring …', 'writing …', '']);
  expect(summary).not.toContain('\u001b');
});

test('no progress is shown where standard error is a file', async () => {
  expect((await report()).stderr).not.toMatch(/[\r\u001b]/);
});

test('on a terminal an error begins on a line of its own', async () => {
  const folder = writeProject({ settlements: '' });
  const { stderr } = await command(['report', folder], { isTTY: true });
  expect(stderr).toMatch(/ MB\r\u001b\[2Kerror: settlements\.geojson: is empty/);
});

test('nothing outside --out is written or changed', async () => {
  const folder = writeProject({ settlements: [settlement('../../evil', [0, 0], { name: '/etc/passwd', township: '../up' })] });
  const before = tree(folder);
  const { code, out } = await reportOn(folder);
  expect(code).toBe(0);
  const after = tree(folder);
  expect(Object.keys(after).filter((path) => !path.startsWith(out))).toEqual(Object.keys(before));
  for (const [path, text] of Object.entries(before)) expect(after[path]).toBe(text);
});

test('--out may name folders that are not there yet, and other files in it stay', async () => {
  const folder = writeProject(), out = join(folder, 'a', 'b 结果');
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'mine.txt'), 'mine');
  const { code } = await command(['report', folder, '--out', out, '--formats', 'json']);
  expect(code).toBe(0);
  expect(readdirSync(out).sort()).toEqual(['coverage.json', 'mine.txt']);
});

test('results of an earlier run are replaced', async () => {
  const folder = writeProject();
  const first = await reportOn(folder);
  writeProject({ settlements: [settlement('only', [0, 0])] }, folder);
  const second = await reportOn(folder);
  expect([first.code, second.code]).toEqual([0, 0]);
  expect(second.coverage.settlements.map((s) => s.id)).toEqual(['only']);
});

test('--out that is a file, or lies below one, is refused with exit code 2', async () => {
  const folder = writeProject(), file = join(temporaryFolder(), 'file');
  writeFileSync(file, 'mine');
  for (const [out, said] of [[file, 'is a file'], [join(file, 'out'), 'lies below a file']] as const) {
    const { code, stderr } = await command(['report', folder, '--out', out]);
    expect(code).toBe(2);
    expect(stderr).toBe(`error: ${out}: ${said}, expected a folder for the results. Give another folder with --out.\n`);
  }
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test('results are never written over the layers they came from', async () => {
  const folder = writeProject(), before = tree(folder);
  const { code, stderr } = await command(['report', folder, '--out', folder]);
  expect(code).toBe(2);
  expect(stderr).toContain('is the input settlements.geojson and would be overwritten');
  expect(tree(folder)).toEqual(before);
});

test('a link to the layers is seen through as well', async () => {
  const folder = writeProject(), before = tree(folder), link = join(temporaryFolder(), 'link');
  symlinkSync(folder, link);
  expect((await command(['report', folder, '--out', link])).code).toBe(2);
  expect(tree(folder)).toEqual(before);
});

test('the project folder takes the formats that replace none of its files', async () => {
  const folder = writeProject();
  expect((await command(['report', folder, '--out', folder, '--formats', 'json,csv'])).code).toBe(0);
  expect(existsSync(join(folder, 'coverage.json'))).toBe(true);
});

test('a project may be given as its file', async () => {
  const folder = writeProject(), out = join(folder, 'results');
  expect((await command(['report', join(folder, 'lifecircle.yaml'), '--out', out])).code).toBe(0);
  expect(existsSync(join(out, 'coverage.json'))).toBe(true);
});

test('a project that is not there, or a folder without lifecircle.yaml, is refused with exit code 2', async () => {
  const folder = temporaryFolder(), absent = join(folder, 'nowhere');
  expect(await command(['report', absent])).toEqual({
    code: 2, stdout: '', stderr: `error: ${absent}: there is no such project. Give a folder with a lifecircle.yaml, or the file itself.\n`,
  });
  const { code, stderr } = await command(['report', folder]);
  expect(code).toBe(2);
  expect(stderr).toContain(`error: ${folder}: the folder has no lifecircle.yaml.`);
});

test('names cannot steer the terminal, and a summary row is one line', async () => {
  const { stderr, coverage } = await report({ settlements: [settlement('a', [0, 0], { township: 'x\ny\u001b[2J\u202e', kind: 'q\u001b]0;z\u0007' })] });
  expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(stderr).toContain('x\\u000ay\\u001b[2J\\u202e');
  expect(coverage.settlements[0].township).toBe('x\ny\u001b[2J\u202e');
});

test('names cannot steer the terminal from an error either', async () => {
  const { stderr } = await report({ walk: [feature('a\u001b[2J\nerror: b', point(0, 0)), ...WALK] });
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).not.toContain('\u001b');
});

test('a report on data that became unreadable leaves the earlier results alone', async () => {
  const folder = writeProject(), first = await reportOn(folder), before = tree(first.out);
  rmSync(join(folder, 'walk.geojson'));
  expect((await reportOn(folder)).code).toBe(2);
  expect(tree(first.out)).toEqual(before);
});

test('the summary aligns Chinese and Latin names by their width in a terminal', async () => {
  const { stderr } = await report({
    settlements: [settlement('a', [0, 0], { township: '东' }), settlement('b', [0, 0], { township: 'Reedham' })], walk: [feature('w', line([0, 0], [2000, 0]))],
  });
  expect(stderr).toMatch(/^Reedham {2} +1 /m);
  expect(stderr).toMatch(/^东 {8} +1 /m); // two columns wide, padded to the ten of "township"
});
