/** The page in a real browser: what is shown, clicked, pressed and printed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { CoverageResult, SettlementResult } from '../../src/coverage/result.ts';
import { mostLacked } from '../../src/outputs/html/render-lead.ts';
import { renderReportPage, type PageOptions } from '../../src/outputs/html/report-page.ts';
import { percentOf, percentText } from '../../src/outputs/html/shares.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { readPageAssets } from '../../src/cli/page-assets.ts';
import { describeBrowser, Reports } from '../support/browser.ts';
import { facility, settlement, writeProject } from '../support/project.ts';

const render = (result: CoverageResult, options: Partial<PageOptions> = {}): string => [...renderReportPage(result, readPageAssets(), { tool: 'lifecircle', lang: 'en', isPublic: false, ...options })].join('');

const hasPdftotext = spawnSync('pdftotext', ['-v']).error === undefined;

describeBrowser('report.html of the demo', () => {
  const reports = new Reports();
  let result: CoverageResult, html: string, settlements: Map<string, SettlementResult>;
  beforeAll(async () => {
    result = await computeCoverage(join(import.meta.dirname, '../../data/demo'));
    settlements = new Map([...result.settlements].map((s) => [s.id, s]));
    html = render(result);
  });

  const cellsOf = (page: Page, service: number): Promise<string[]> => page.locator(`tr[data-s="${service}"] td.c`).allTextContents();
  const visibleRows = (page: Page): Promise<number> => page.locator('#heat tr[data-s]:visible').count();
  const boxOfMap = async (page: Page): Promise<{ x: number; y: number; width: number; height: number }> => {
    await page.locator('.mapbox').scrollIntoViewIfNeeded();
    const box = await page.locator('.mapbox').boundingBox();
    if (box === null) throw new RangeError('the page has no map');
    return box;
  };
  const hash = async (page: Page): Promise<URLSearchParams> => new URLSearchParams((await page.evaluate(() => location.hash)).slice(1));

  test('sentence and indicators stand there in the words and numbers of the result', async () => {
    const page = await reports.open(html), most = mostLacked(result);
    const said = await page.locator('.say').innerText();
    expect(said).toContain(`${percentText(percentOf(result.basicServiceEquity?.mean ?? null))}%`);
    expect(said).toContain(Math.round(most?.lacking ?? NaN).toLocaleString('en'));
    const shown = await page.locator('.card .v').allInnerTexts(), names = [...new Set(result.indicators.map(({ name }) => name))], targeted = new Set(result.indicators.filter(({ target }) => target !== null).map(({ name }) => name));
    names.sort((a, b) => Number(targeted.has(b)) - Number(targeted.has(a)));
    expect(shown).toEqual(names.map((name) => { const first = result.indicators.find((i) => i.name === name), value = first?.value ?? null; return value === null ? 'Unknown' : first?.kind === 'supply' ? value.toFixed(1) : `${(100 * value).toFixed(1)}%`; }));
  });

  test('the table has the coverage of every township as the result has it', async () => {
    const page = await reports.open(html), heads = await page.locator('th.tw').allTextContents();
    let compared = 0;
    for (const row of await page.locator('tr[data-s]').all()) {
      const title = await row.locator('th').getAttribute('title') ?? '', service = result.services.find(({ name }) => title === `${name.zh} ${name.en}`), cells = await row.locator('td.c').allTextContents();
      cells.forEach((text, i) => {
        const coverage = result.summary.townships.find(({ name }) => (name === '' ? '（未填乡镇）(no township)' : name) === heads[i])?.services.get(service?.id ?? '')?.coverage;
        expect(text, `${title} ${heads[i]}`).toBe(coverage === undefined ? '–' : coverage === null ? '?' : percentText(percentOf(coverage)));
        compared++;
      });
    }
    expect(compared).toBeGreaterThan(200);
  });

  test('the switch changes language, title and address; the address opens in it', async () => {
    const page = await reports.open(html);
    expect(await page.locator('h1').innerText()).toBe('Demo island county (invented)');
    await page.locator('label[for=lang-zh]').click();
    expect(await page.locator('h1').innerText()).toBe('示范岛县（虚构）');
    expect(await page.title()).toContain('15分钟社区生活圈报告');
    expect((await hash(page)).get('lang')).toBe('zh');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-Hans');
    const other = await reports.open(html, '#lang=zh');
    expect(await other.locator('#f-township option').first().innerText()).toBe('全区');
  });

  test('the kind of settlement changes the shares; task, dimension and severity the rows', async () => {
    const page = await reports.open(html), before = await cellsOf(page, 0), rows = await visibleRows(page);
    await page.locator('#f-kind-0').click();
    expect(await cellsOf(page, 0)).not.toEqual(before);
    expect((await hash(page)).get('kind')).toBe('urban');
    await page.locator('#f-kind--1').click();
    expect(await cellsOf(page, 0)).toEqual(before);
    await page.locator('#f-advisory').check();
    expect(await visibleRows(page)).toBeGreaterThan(rows);
    await page.locator('#f-task').selectOption({ label: '8 Learning' });
    const learning = new Set(result.services.filter(({ task, settlements: { covered, gap } }) => task === 8 && covered + gap > 0).map(({ id }) => id));
    expect(await visibleRows(page)).toBe(learning.size);
    await page.locator('#f-task').selectOption('0');
    await page.locator('#f-dimension').selectOption('宜养');
    const aged = new Set(result.services.filter(({ dimensions, settlements: { covered, gap } }) => dimensions.includes('宜养') && covered + gap > 0).map(({ id }) => id));
    expect(await visibleRows(page)).toBe(aged.size);
  });

  test('nothing selected says which filter to widen', async () => {
    const page = await reports.open(html);
    for (const severity of ['required', 'pilot']) await page.locator(`#f-${severity}`).uncheck();
    expect(await page.locator('.cnt').innerText()).toBe('No service matches: widen task, goal or severity');
  });

  test('a cell chooses service and township, and releases them', async () => {
    const page = await reports.open(html), cell = page.locator('tr[data-s="4"] td.c').nth(1);
    await cell.click();
    expect(await page.locator('#f-service').inputValue()).toBe('4');
    expect((await hash(page)).get('township')).toBe((await page.locator('th.tw').allTextContents())[1]);
    await cell.click();
    expect(await page.locator('#f-service').inputValue()).toBe('-1');
    expect((await hash(page)).get('township')).toBeNull();
  });

  test('arrows move from cell to cell over the rows that are shown, and Enter chooses', async () => {
    const page = await reports.open(html);
    await page.locator('tr[data-s] td.c').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    const [service, column] = await page.evaluate(() => { const cell = document.activeElement as HTMLTableCellElement; return [cell.parentElement?.dataset['s'], cell.cellIndex]; });
    expect(column).toBe(5);
    await page.keyboard.press('Enter');
    expect(await page.locator('#f-service').inputValue()).toBe(service);
  });

  test('a settlement is found by name with keys alone; its panel has what it has and lacks; Escape closes it', async () => {
    const page = await reports.open(html), s007 = settlements.get('s007');
    await page.locator('#f-search').pressSequentially('s007');
    await page.keyboard.press('Enter');
    const panel = page.locator('#panel');
    expect(await panel.locator('h2').innerText()).toBe(s007?.name);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('panel');
    const counts = { required: 0, pilot: 0, advisory: 0, covered: 0, unknown: 0 };
    for (const { severity, status } of s007?.services.values() ?? []) counts[severity ?? (status === 'covered' ? 'covered' : 'unknown')]++;
    expect((await panel.locator('.chips b').allInnerTexts()).map(Number)).toEqual(Object.values(counts));
    expect(await page.locator('#tablecol').isVisible()).toBe(false);
    await page.keyboard.press('Escape');
    expect(await page.locator('#tablecol').isVisible()).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('f-search');
  });

  test('minutes and metres of the panel are those of the result, and the way drawn takes them', async () => {
    const s = settlements.get('s031'), page = await reports.open(html, '#settlement=s031&severity=required,pilot,advisory');
    let walked = 0;
    for (const [id, cell] of s?.services ?? []) {
      if (cell.minutes === null || cell.status === 'unknown') continue;
      const row = page.locator(`#panel tr:has([data-way="${id}"])`);
      expect(await row.locator('td.num b').innerText(), id).toBe(cell.minutes.toFixed(1));
      expect(await row.locator('td.num.mo').innerText(), id).toBe(`${Math.round(cell.metres ?? NaN).toLocaleString('en')} m`);
      if (cell.mode !== 'walk' || walked >= 8) continue;
      await row.locator('button').click();
      expect(await page.locator('#panel tr.steps').innerText(), id).toContain(`${cell.minutes.toFixed(2)} min, ${(cell.metres ?? NaN).toFixed(1)} m.`);
      expect((await hash(page)).get('way')).toBe(id);
      walked++;
    }
    expect(walked).toBeGreaterThan(4);
  });

  test('a way by bus names mode, lines, stops and minutes, and says what its drawing is', async () => {
    const page = await reports.open(html, '#settlement=s007&way=wet_market'), cell = settlements.get('s007')?.services.get('wet_market'), [ride] = cell?.bus?.rides ?? [];
    const steps = await page.locator('#panel tr.steps').innerText();
    expect(steps).toContain(`${ride.line}: `);
    expect(steps).toContain(`wait ${ride.waitMinutes.toFixed(1)}, ride ${ride.rideMinutes.toFixed(1)} min`);
    expect(steps).toContain('straight from stop to stop');
  });

  test('a click on the map chooses the settlement under the pointer, whose name the tip shows', async () => {
    const page = await reports.open(html), box = await boxOfMap(page);
    let name = '';
    for (let i = 0; i < 400 && name === ''; i++) {
      await page.mouse.move(box.x + 20 + (i % 20) / 20 * (box.width - 60), box.y + box.height / 2 - 60 + Math.floor(i / 20) * 6);
      if (await page.locator('.tip').isVisible()) name = (await page.locator('.tip').innerText()).split(': ')[0];
    }
    await page.mouse.down();
    await page.mouse.up();
    expect(await page.locator('#panel h2').innerText()).toBe(name);
  });

  test('a drag moves the map and chooses nothing; the map goes by keys as well', async () => {
    const page = await reports.open(html), box = await boxOfMap(page), looks = (): Promise<string> => page.evaluate(() => document.querySelectorAll<HTMLCanvasElement>('.layers canvas')[1].toDataURL());
    const before = await looks();
    await page.mouse.move(box.x + 200, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + 260, box.y + 130, { steps: 5 });
    await page.mouse.up();
    const moved = await looks();
    expect(moved).not.toBe(before);
    expect(await page.locator('#panel').isVisible()).toBe(false);
    await page.locator('.mapbox').focus();
    await page.keyboard.press('+');
    expect(await looks()).not.toBe(moved);
  });

  test('a facility shows for how many it is the nearest, and from where one walks to it', async () => {
    const id = settlements.get('s031')?.services.get('primary_school')?.facilityId ?? '', page = await reports.open(html, `#service=primary_school&facility=${id}`);
    const own = [...settlements.values()].filter((s) => s.services.get('primary_school')?.facilityId === id), inTime = own.filter((s) => s.services.get('primary_school')?.status === 'covered'), people = (list: typeof own): string => Math.round(list.reduce((sum, { population }) => sum + population, 0)).toLocaleString('en');
    expect(await page.locator('#panel').innerText()).toContain(`It is the nearest for ${own.length} settlements (${people(own)} residents); ${inTime.length} (${people(inTime)} residents) reach it in time.`);
    expect(await page.locator('#panel').innerText()).toMatch(/within 15 minutes \(\d\.\d\d km²\)/);
  });

  test('a walking circle is drawn and measured', async () => {
    const page = await reports.open(html, '#settlement=s031');
    await page.locator('.circles button', { hasText: '15 min' }).click();
    expect(await page.locator('.circles .what').innerText()).toMatch(/^15 min: \d+\.\d\d km², \d+\.\d km of streets$/);
    expect((await hash(page)).get('circle')).toBe('15');
  });

  test('the map draws streets and settlements', async () => {
    const page = await reports.open(html);
    const painted = await page.evaluate(() => [...document.querySelectorAll<HTMLCanvasElement>('.layers canvas')].map((canvas) => { const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: new Uint8ClampedArray() }; let count = 0; for (let i = 3; i < data.length; i += 4) if (data[i] > 0) count++; return count; }));
    expect(painted.length).toBe(2);
    for (const pixels of painted) expect(pixels).toBeGreaterThan(2000);
  });

  test('without scripts sentence, indicators, table, notices and the switch of language are there', async () => {
    const page = await reports.open(html, '', { javaScriptEnabled: false });
    expect(await page.locator('.say').innerText()).toContain('%');
    expect(await page.locator('.card').count()).toBeGreaterThan(8);
    expect(await page.locator('#heat tr[data-s]:visible').count()).toBeGreaterThan(40);
    expect(await page.locator('.note li').count()).toBeGreaterThan(5);
    await page.locator('label[for=lang-zh]').click();
    expect(await page.locator('h1').innerText()).toBe('示范岛县（虚构）');
  });

  for (const lang of ['zh', 'en']) {
    test(`at 360 pixels nothing goes sideways, panel open or not (${lang})`, async () => {
      for (const address of ['', '&settlement=s007&way=wet_market&circle=10']) {
        const page = await reports.open(html, `#lang=${lang}${address}`, { viewport: { width: 360, height: 740 } });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      }
    });

    test(`axe finds no serious fault, panel open or not, wide or narrow (${lang})`, async () => {
      for (const [address, width] of [['', 1440], ['&settlement=s007&way=wet_market', 1440], ['&service=wet_market', 360]] as const) {
        const page = await reports.open(html, `#lang=${lang}${address}`, { viewport: { width, height: 900 } });
        await page.evaluate(axe.source);
        const faults = await page.evaluate(async () => { const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(); return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html).join(' | ')}`); });
        expect(faults).toEqual([]);
      }
    });

    test.skipIf(!hasPdftotext)(`on A4 the first sheet holds sentence, indicators, map and the whole table (${lang})`, async () => {
      const page = await reports.open(html, `#lang=${lang}`), pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
      const text = execFileSync('pdftotext', ['-f', '1', '-l', '1', '-', '-'], { input: pdf, encoding: 'utf8' });
      for (const part of lang === 'zh' ? ['居民平均能按时够到', '社区卫生服务设施', '每个居民点缺几项', '应急避灾站点', '都不是官方标准'] : ['On average, residents reach', 'community health facility', 'How many services', 'Emergency shelter', 'none is official']) expect(text).toContain(part);
      expect(text).not.toContain(lang === 'zh' ? '到最近设施要几分钟' : 'Minutes to the nearest');
      // What is folded on screen is on paper.
      expect(execFileSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' })).toContain('walkMetresPerMinute');
    });
  }
});

describeBrowser('report.html of hostile names', () => {
  const reports = new Reports(), HOSTILE = ['<script>document.title="got"</script>', '"><img src=x onerror=alert(1)>', "'; alert(1); '", '</script><script>alert(1)</script>', '𠮷野家 🏘', '{{7*7}}${7*7}', '&lt;b&gt;', '‮txt.exe', '__proto__'];
  test('they stay text wherever they are shown', async () => {
    const result = await computeCoverage(writeProject({
      project: { name: { zh: HOSTILE[3], en: HOSTILE[0] } },
      settlements: HOSTILE.map((name, i) => settlement(`s${i}${name}`, [100 * i, 0], { name, township: name, village: name, kind: 'urban', population: 10 + i })),
      facilities: HOSTILE.map((name, i) => facility(`f${i}`, 'market', [100 * i + 30, 0], { name })),
    }));
    for (const isPublic of [false, true]) {
      const html = render(result, { isPublic }), page = await reports.open(html);
      expect(await page.locator('h1').innerText()).toBe(HOSTILE[0]);
      expect((await page.locator('th.tw').allTextContents()).sort()).toEqual([...HOSTILE].sort());
      expect(await page.title()).toContain(HOSTILE[0]);
      for (const [i, name] of HOSTILE.entries()) {
        await page.locator('#f-search').fill(`s${i}`);
        await page.keyboard.press('Enter');
        expect(await page.locator('#panel h2').innerText()).toBe(name);
        expect(await page.locator('#panel td.name').first().innerText()).toBe(name);
      }
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.locator('script').count()).toBe(3);
    }
  });

  test('a page where nobody is counted, nothing is known and no township is named opens', async () => {
    const result = await computeCoverage(writeProject({ settlements: [settlement('a', [0, 5000], { population: 0, township: '' })], facilities: [] })), page = await reports.open(render(result));
    expect(await page.locator('.say').innerText()).toBe('No basic service could be measured yet.');
    expect(await page.locator('#heat tr.unk').count()).toBeGreaterThan(2);
  });
});
