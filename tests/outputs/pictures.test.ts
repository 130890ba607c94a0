import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRasterizer } from '../../src/outputs/picture/png.ts';
import { lettersOf } from '../../src/outputs/picture/svg.ts';
import { placeLabels } from '../../src/outputs/picture/place-labels.ts';
import { report } from '../support/command.ts';
import { settlement } from '../support/project.ts';
import { seeded } from '../support/random.ts';
import { ODD_TOWN } from './odd-town.ts';

const GOLDEN = join(import.meta.dirname, '../golden');
/** The texts of a picture, in the order they are drawn. */
const textsOf = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words]) => words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'));

for (const name of ['map.svg', 'heatmap.svg']) {
  test(`${name} of the small town is as it was looked at`, async () => {
    const svg = (await report({}, ['--formats', 'svg'])).text(name), path = join(GOLDEN, `small-town.${name}`);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, svg);
    expect(svg).toBe(readFileSync(path, 'utf8'));
  });
}

test('the table of shares says those of coverage.json, without a false 0 or 100, and unknown by name', async () => {
  const { coverage, text } = await report(ODD_TOWN, ['--formats', 'json,svg']), texts = textsOf(text('heatmap.svg'));
  // reach of 0.004 or 0.996 would be "<1" and ">99"; this town has none such
  const shown = (share: number | null | undefined): string[] => (share === undefined ? ['–'] : share === null ? [] : [String(Math.round(share * 100))]);
  for (const { id, name } of coverage.services.filter((s) => s.table === 'urban' && s.id !== 'pool')) {
    const areas = [coverage.summary.services, ...coverage.summary.townships.map((t) => t.services)].map((services) => new Map(Object.entries(services)).get(id));
    const at = texts.indexOf(name.en), cells = texts.slice(at + 2, at + 2 + areas.length);
    expect(cells).toEqual(areas.map((of) => (of?.coverage === null ? 'unknown' : shown(of?.coverage)[0])));
  }
  expect(texts.slice(texts.indexOf('Pool') + 1, texts.indexOf('Pool') + 3)).toEqual(['10*', 'unknown']);
});

test('every settlement with a place is a mark on the map, and those without are counted', async () => {
  const { coverage, text } = await report(ODD_TOWN, ['--formats', 'json,svg']), svg = text('map.svg');
  const located = coverage.settlements.filter((s) => s.lon !== null);
  const group = /<g stroke="#1a1f24" stroke-width="0.8">([\s\S]*?)<\/g>/.exec(svg)?.[1] ?? '';
  expect(group.trim().split('\n')).toHaveLength(located.length);
  expect(svg).toContain('1 settlement has no place and is not drawn.');
  const known = located.filter((s) => Object.values(s.services).some((of) => of.status !== 'unknown'));
  expect(group.match(/<circle/g)).toHaveLength(known.filter((s) => s.kind === 'urban').length);
  expect(group.match(/<rect/g)).toHaveLength(known.filter((s) => s.kind === 'rural').length);
});

test('names are text in a picture, whatever they hold', async () => {
  const { text, code } = await report({ settlements: [settlement('a', [0, 0], { township: '</text><script>&"\u0007\u202e' })], project: { name: '<b>&' } }, ['--formats', 'svg']);
  expect(code).toBe(0);
  for (const name of ['map.svg', 'heatmap.svg']) {
    expect(text(name)).not.toMatch(/<script|<b>|[\u0000-\u0008\u202e]/);
    expect(textsOf(text(name)).join(' ')).toContain('</text><script>&"');
  }
});

test('pictures are Chinese with --lang zh', async () => {
  const { text } = await report({}, ['--formats', 'svg', '--lang', 'zh']);
  expect(textsOf(text('map.svg'))).toEqual(expect.arrayContaining(['每个居民点缺几项基础保障类服务', '北', '城镇居民点']));
  expect(textsOf(text('heatmap.svg'))).toEqual(expect.arrayContaining(['菜场', '全区', '未知']));
});

test('a project without any place has pictures, too', async () => {
  const { code, text } = await report({ settlements: [{ type: 'Feature', properties: { id: 'a', population: 5 }, geometry: null }] }, ['--formats', 'svg,png']);
  expect(code).toBe(0);
  expect(text('map.svg')).not.toMatch(/NaN|Infinity|undefined/);
});

test('a PNG is 1600 pixels wide', async () => {
  const { out } = await report({}, ['--formats', 'png']);
  for (const name of ['map.png', 'heatmap.png']) {
    const bytes = readFileSync(join(out, name));
    expect(bytes.toString('latin1', 1, 4)).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBe(1600);
  }
});

test('characters that no font of the machine has are named, and only those', async () => {
  const { stderr } = await report({ settlements: [settlement('a', [0, 0], { township: 'A\u{10fffc}' })] }, ['--formats', 'png', '--lang', 'en']);
  const told = [...stderr.matchAll(/^(\w+\.png): no font on this machine has (\d+) of its characters \((.*?)\)/gm)];
  expect(told.map(([, name]) => name)).toEqual(['map.png', 'heatmap.png']);
  for (const [, , , letters] of told) expect(letters).toContain('\u{10fffc}');
});

test('without any font every character is named, and nothing breaks', async () => {
  const toPng = await openRasterizer(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')), []);
  const { bytes, missing } = toPng('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" font-family="Arial"><text y="9">中b&amp;中</text></svg>');
  expect(missing).toEqual(['b', '中']);
  expect(bytes.length).toBeGreaterThan(100);
});

test('labels never cover each other and stay inside, on random places; those without room are dropped', () => {
  const random = seeded(5), frame = { left: 0, top: 0, right: 500, bottom: 400 };
  let dropped = 0;
  for (let round = 0; round < 30; round++) {
    const labels = Array.from({ length: 2 + round }, () => ({ words: '', x: 500 * random(), y: 400 * random(), width: 30 + 120 * random(), height: 20 }));
    const marks = Array.from({ length: 50 }, () => ({ x: 500 * random(), y: 400 * random(), radius: 5 }));
    const boxes = placeLabels(labels, marks, frame).flatMap((at, i) => (at === null ? [] : [{ ...at, ...{ w: labels[i].width / 2, h: labels[i].height / 2 } }]));
    dropped += labels.length - boxes.length;
    for (const [i, a] of boxes.entries()) {
      expect(a.x - a.w >= 0 && a.x + a.w <= 500 && a.y - a.h >= 0 && a.y + a.h <= 400).toBe(true);
      for (const b of boxes.slice(i + 1)) expect(Math.abs(a.x - b.x) >= a.w + b.w || Math.abs(a.y - b.y) >= a.h + b.h).toBe(true);
    }
  }
  expect(placeLabels(Array.from({ length: 200 }, () => ({ words: '', x: 250, y: 200, width: 150, height: 20 })), [], frame).filter((at) => at === null).length).toBeGreaterThan(50);
  expect(dropped).toBeGreaterThanOrEqual(0);
});

test('a name alone stands on its place, and moves off a mark', () => {
  const frame = { left: 0, top: 0, right: 1000, bottom: 1000 }, label = { words: '', x: 500, y: 500, width: 100, height: 20 };
  expect(placeLabels([label], [], frame)).toEqual([{ x: 500, y: 500 }]);
  const [moved] = placeLabels([label], [{ x: 500, y: 500, radius: 10 }], frame);
  // 20 px up are the nearest step at which a box of 20 px does not cover a circle of 10: cost 20 / 12, less than the mark's 10
  expect(moved).toEqual({ x: 500, y: 480 });
});

test('characters beyond the first plane are one letter', () => {
  expect(lettersOf('𠮷a')).toEqual(['𠮷', 'a']);
});
