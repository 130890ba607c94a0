/** The page of a plan in a real browser: its figures are those of the plan, and what is chosen shows whom it serves. */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { readPageAssets } from '../../src/cli/page-assets.ts';
import type { CoverageResult } from '../../src/coverage/result.ts';
import { renderReportPage } from '../../src/outputs/html/report-page.ts';
import { percentOf, percentText } from '../../src/outputs/html/shares.ts';
import { projectName } from '../../src/outputs/plan-words.ts';
import { computePlanAndCoverage } from '../../src/pipeline-plan.ts';
import type { PlanResult, ProjectResult } from '../../src/plan/plan-result.ts';
import { describeBrowser, Reports } from '../support/browser.ts';
import { collection, facility, feature, LAYERS, point, settlement, writeProject } from '../support/project.ts';

const render = (coverage: CoverageResult, plan: PlanResult | null): string => [...renderReportPage(coverage, readPageAssets(), { tool: 'lifecircle', lang: 'en', isPublic: false }, plan)].join('');
const hasPdftotext = spawnSync('pdftotext', ['-v']).error === undefined;
const hash = async (page: Page): Promise<URLSearchParams> => new URLSearchParams((await page.evaluate(() => location.hash)).slice(1));
const percent = (share: number | null): string => (share === null ? 'unknown' : `${percentText(percentOf(share))}%`);
const amount = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 2 });

describeBrowser('the page of the plan of the demo', () => {
  const reports = new Reports();
  let plan: PlanResult, coverage: CoverageResult, html: string, best: ProjectResult;
  beforeAll(async () => {
    // The plan of 2027 was due on 2026-11-30.
    ({ plan, coverage } = await computePlanAndCoverage(join(import.meta.dirname, '../../data/demo'), { today: '2026-12-26', budget: null, years: null, timeLimitSeconds: 1 }));
    html = render(coverage, plan);
    best = plan.projects.toSorted((a, b) => b.changes.length - a.changes.length)[0];
  }, 240_000);

  test('the years have their money, their projects and their deadline, and what is late says so', async () => {
    const page = await reports.open(html), cards = page.locator('.ind.ofplan .card');
    let left = 0;
    for (const [i, year] of plan.years.entries()) {
      const text = await cards.nth(i).innerText();
      expect(text).toContain(`${amount(year.spent)} / ${amount(year.income + left)}`);
      for (const part of [`${year.projects} projects`, `${amount(year.left)} left`, `due ${year.due}`]) expect(text).toContain(part);
      expect(text.includes('overdue')).toBe(year.isOverdue);
      left = year.left;
    }
    expect([await cards.count(), plan.years.filter(({ isOverdue }) => isOverdue).length]).toEqual([3, 1]);
    expect(await page.locator('.facts:visible').innerText()).toContain(`${plan.spare.length} facilities`);
  });

  test('every project stands in the table with the columns of the action plan, what nobody has said as open', async () => {
    const page = await reports.open(html);
    const rows = await page.locator('#projects tr[data-p]').evaluateAll((found) => found.map((row) => [(row as HTMLElement).dataset['p'], ...[...(row as HTMLTableRowElement).cells].map((cell) => (cell as HTMLElement).innerText.trim())] as string[]));
    expect(rows.length).toBe(plan.projects.length);
    for (const [place, number, name = '', milestone, implementer, funding, cost, people, duplication] of rows) {
      const p = plan.projects[Number(place)];
      expect([number, name.split('\n')[0].startsWith(projectName(p, 'en')), milestone, implementer, funding, cost, people, duplication], p.id).toEqual([
        String(p.number), true, `${p.year}-01 → ${p.opens}`, p.implementer ?? 'to be decided', p.funding ?? 'to be decided', `${amount(p.cost)}${p.costStatus === 'proposed' ? '*' : ''}`, Math.round(p.newlyCovered).toLocaleString('en'), p.duplication === null ? '–' : percent(p.duplication),
      ]);
    }
    expect(await page.locator('#projects em.open').count()).toBe(plan.projects.reduce((sum, p) => sum + Number(p.implementer === null) + Number(p.funding === null), 0));
  });

  test('townships have their shares of each stage and their gaps before and after', async () => {
    const page = await reports.open(html), last = plan.stages[plan.stages.length - 1];
    const rows = await page.locator('#effect tbody tr').evaluateAll((found) => found.map((row) => [...(row as HTMLTableRowElement).cells].map((cell) => (cell as HTMLElement).innerText.trim())));
    expect(rows.length).toBe(1 + last.townships.length);
    for (const [label, ...cells] of rows) {
      const at = plan.stages.map(({ total, townships }) => (label === 'Whole district' ? total : townships.find(({ name }) => (name || '(no township)') === label)) ?? total), after = at[at.length - 1];
      expect(cells, label).toEqual([...at.map(({ shares }) => percent(shares.basic)), ...(['required', 'pilot', 'advisory'] as const).map((s) => `${at[0].gaps[s].toLocaleString('en')} → ${after.gaps[s].toLocaleString('en')}`)]);
    }
  });

  test('a project is chosen with keys; its panel has its fields and whom it newly serves; Escape leads back to its row', async () => {
    const page = await reports.open(html), name = projectName(best, 'en');
    await page.locator('#projects button[tabindex="0"]').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    const second = await page.evaluate(() => document.activeElement?.closest('tr')?.dataset['p']);
    await page.keyboard.press('Enter');
    expect((await hash(page)).get('project')).toBe(plan.projects[Number(second)].id);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('panel');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.closest('tr')?.dataset['p'])).toBe(second);
    await page.locator(`#projects tr[data-p="${plan.projects.indexOf(best)}"]`).click();
    const panel = page.locator('#panel');
    expect(await panel.locator('h2').innerText()).toBe(name);
    expect(await panel.innerText()).toContain(`${Math.round(best.newlyCovered).toLocaleString('en')} residents`);
    expect((await panel.locator('.pjs tbody tr').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['settlement']))).sort()).toEqual(best.changes.map(({ settlement: id }) => id).sort());
    expect(await page.locator('#plancol').isVisible()).toBe(false);
  });

  test('a settlement shows which gaps the plan closes and when, and which stay and why; together they are all of them', async () => {
    const id = best.changes[0].settlement, page = await reports.open(html, `#settlement=${id}`), panel = page.locator('#panel');
    const rowsOf = (table: string): Promise<string[][]> => panel.locator(`${table} tbody tr`).evaluateAll((rows) => rows.map((row) => [(row as HTMLElement).dataset['service'] ?? '', ...[...(row as HTMLTableRowElement).cells].map((cell) => (cell as HTMLElement).innerText.trim())]));
    const closes = plan.projects.flatMap((p) => p.changes.filter((c) => c.settlement === id).map((c) => [c.service, p.opens])), stays = plan.unmet.filter((u) => u.settlement === id).map((u) => [u.service, u.reason]);
    const words = { 'no-cost': 'no cost, not planned', 'no-site': 'no site within the limit', nobody: 'nobody to serve', budget: 'beyond the budget' };
    expect((await rowsOf('.closed')).map((row) => [row[0], row[4]]).sort()).toEqual(closes.sort());
    expect((await rowsOf('.stays')).map((row) => [row[0], row[3]]).sort()).toEqual(stays.map(([service, reason]) => [service, words[reason as keyof typeof words]]).sort());
    const today = [...coverage.settlements].find((s) => s.id === id)?.gaps;
    expect(closes.length + stays.length).toBe((today?.required ?? 0) + (today?.pilot ?? 0) + (today?.advisory ?? 0));
    await panel.locator('.closed button').first().click();
    expect((await hash(page)).get('project')).not.toBeNull();
    await panel.locator('.pjs button').first().click();
    expect((await hash(page)).get('settlement')).not.toBeNull();
  });

  test('year, service and township leave the projects that are so, and say their sum', async () => {
    const page = await reports.open(html), shown = (): Promise<string[]> => page.locator('#projects tr[data-p]:visible').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['p'] ?? ''));
    await page.locator('#f-year').selectOption('2028');
    const ofYear = plan.projects.filter(({ year }) => year === 2028);
    expect((await shown()).map((p) => plan.projects[Number(p)].id).sort()).toEqual(ofYear.map(({ id }) => id).sort());
    expect(await page.locator('.pjsum').innerText()).toContain(`${ofYear.length} projects, ${amount(ofYear.reduce((sum, { cost }) => sum + cost, 0))} (10,000 yuan)`);
    expect(await page.locator('#projects tbody.yr:visible').count()).toBe(1);
    const township = ofYear[0].township;
    await page.locator('#f-township').selectOption({ label: township });
    expect((await shown()).length).toBe(ofYear.filter((p) => p.township === township).length);
    await page.locator('#f-task').selectOption({ label: '4 Jobs' });
    await page.locator('#f-dimension').selectOption('宜养');
    expect(await page.locator('.pjsum').innerText()).toContain('No project matches');
  });

  test('the map counts what settlements lack at the stage that is chosen', async () => {
    const page = await reports.open(html), bare = async (): Promise<string> => page.locator('.leg').innerText(), after = await bare();
    const drawn = (): Promise<string> => page.evaluate(() => document.querySelectorAll<HTMLCanvasElement>('.layers canvas')[1].toDataURL()), map = await drawn();
    await page.locator('#c-stage-0').click();
    expect(await bare()).not.toBe(after);
    expect(await bare()).toContain('Services missing, before');
    expect(await drawn()).not.toBe(map);
    expect((await hash(page)).get('stage')).toBe('before');
    await page.locator('#c-class').click();
    await page.locator('#c-spare').check();
    expect(await bare()).toContain('could go');
    expect([(await hash(page)).get('colour'), (await hash(page)).get('spare')]).toEqual(['class', '1']);
  });

  test('a mark on the map chooses a project of its site', async () => {
    const page = await reports.open(html), p = plan.projects.find(({ lon }) => lon !== null);
    await page.locator('.mapbox').scrollIntoViewIfNeeded();
    const box = await page.locator('.mapbox').boundingBox() ?? { x: 0, y: 0, width: 0, height: 0 };
    let name = '';
    for (let i = 0; i < 600 && !/ · 20\d\d/.test(name); i++) {
      await page.mouse.move(box.x + 20 + (i % 30) / 30 * (box.width - 60), box.y + box.height / 2 - 60 + Math.floor(i / 30) * 6);
      name = await page.locator('.tip').isVisible() ? await page.locator('.tip').innerText() : '';
    }
    await page.mouse.down();
    await page.mouse.up();
    expect(await page.locator('#panel h2').innerText()).toBe(name.split(' · 20')[0]);
    expect(p).toBeDefined();
  });

  test('today is the page of a report; the switch keeps the settlement', async () => {
    const page = await reports.open(html, '#settlement=s031');
    await page.locator('#view-today').click();
    expect([await page.locator('#panel .circles').isVisible(), await page.locator('.ind.ofplan').isVisible(), await page.locator('#effect').isVisible()]).toEqual([true, false, false]);
    expect([(await hash(page)).get('view'), (await hash(page)).get('settlement')]).toEqual(['today', 's031']);
    await page.locator('#close').click();
    expect([await page.locator('#heat').isVisible(), await page.locator('#projects').isVisible()]).toEqual([true, false]);
    await page.locator('#view-plan').click();
    expect([await page.locator('#heat').isVisible(), await page.locator('#projects').isVisible()]).toEqual([false, true]);
  });

  test('without scripts the plan and the state of today stand there both', async () => {
    const page = await reports.open(html, '', { javaScriptEnabled: false });
    expect([await page.locator('#projects tr[data-p]:visible').count(), await page.locator('#effect').isVisible(), await page.locator('#heat').isVisible()]).toEqual([plan.projects.length, true, true]);
  });

  for (const lang of ['zh', 'en']) {
    test(`axe finds no serious fault and nothing goes sideways, wide or narrow, whatever is chosen (${lang})`, async () => {
      for (const [address, width] of [[`&project=${best.id}`, 1440], [`&settlement=${best.changes[0].settlement}`, 360], ['&spare=1&stage=2028', 360]] as const) {
        const page = await reports.open(html, `#lang=${lang}${address}`, { viewport: { width, height: 900 } });
        expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBe(width);
        await page.evaluate(axe.source);
        const faults = await page.evaluate(async () => { const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(); return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html).join(' | ')}`); });
        expect(faults, address).toEqual([]);
      }
    });

    test.skipIf(!hasPdftotext)(`on paper the first sheet has money, map and townships, and every project follows (${lang})`, async () => {
      const page = await reports.open(html, `#lang=${lang}`), pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
      // Without the breaks of lines.
      const read = (...options: string[]): string => execFileSync('pdftotext', [...options, '-', '-'], { input: pdf, encoding: 'utf8' }).replaceAll(/\s+/g, '');
      const first = read('-raw', '-f', '1', '-l', '1');
      for (const part of lang === 'zh' ? ['安排与可用', '规划前后', '建什么，在哪里', '望洲镇'] : ['spent of available', 'Before and after', 'What is built where', 'Whole district']) expect(first).toContain(part.replaceAll(' ', ''));
      expect(first).not.toContain(lang === 'zh' ? '哪项服务、在哪里最缺' : 'Whichserviceismissingwhere');
      // Each project has its own milestone.
      expect(read('-raw').match(/20\d\d-01→20\d\d-\d\d/g)?.length).toBe(plan.projects.length);
    });
  }
});

describeBrowser('the page of a plan of hostile names', () => {
  const reports = new Reports(), HOSTILE = ['<img src=x onerror=alert(1)>', '"></script><script>document.title="got"</script>', '__proto__', "'; alert(1); '"];
  test('they stay text wherever they are shown', async () => {
    const folder = writeProject({
      project: { name: { zh: HOSTILE[1], en: HOSTILE[0] }, layers: { ...LAYERS, candidates: 'candidates.geojson' }, plan: { years: [{ year: 2027, total: 500 }], costs: { market: { cost: 20, months: 6 }, clinic: { cost: 40, months: 14 } }, junctions: false, rules: [{ implementer: HOSTILE[1], funding: HOSTILE[0], department: HOSTILE[3] }] } },
      settlements: HOSTILE.map((name, i) => settlement(`s${i}`, [100 * i, 0], { name, township: name, kind: 'urban', tier: 'core', population: 10 + i })),
      facilities: [facility('far', 'market', [2000, 0], { name: HOSTILE[0] }), facility('far2', 'clinic', [2000, 0], { name: HOSTILE[1] })],
      files: { 'candidates.geojson': collection(HOSTILE.map((name, i) => feature(`c${i}${name}`, point(100 * i + 20, 0), { name }))) },
    });
    const { plan, coverage } = await computePlanAndCoverage(folder, { today: '2026-11-26', budget: null, years: null, timeLimitSeconds: 1 });
    expect(plan.projects.length).toBeGreaterThan(1);
    const page = await reports.open(render(coverage, plan));
    for (const [p, project] of plan.projects.entries()) {
      await page.locator(`#projects tr[data-p="${p}"]`).click();
      expect(await page.locator('#panel h2').innerText()).toBe(projectName(project, 'en'));
      expect(await page.locator('#panel').innerText()).toContain(HOSTILE[1]);
      await page.locator('.pjs button').first().click();
      expect(HOSTILE).toContain(await page.locator('#panel h2').innerText());
      await page.keyboard.press('Escape');
    }
    expect([await page.locator('img').count(), await page.locator('script').count(), await page.title()]).toEqual([0, 3, `${HOSTILE[0]}: 15-minute life circle plan`]);
  });
});
