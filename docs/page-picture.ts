/**
 * Photographs report.html and plan.html of the demo district for the README: docs/report-page.png, docs/plan-page.png, and both in Chinese.
 *
 *   npm run picture
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { readPageAssets } from '../src/cli/page-assets.ts';
import { renderReportPage } from '../src/outputs/html/report-page.ts';
import { computePlanAndCoverage } from '../src/pipeline-plan.ts';
import { VERSION } from '../src/version.ts';

const folder = mkdtempSync(join(tmpdir(), 'lifecircle-picture-')), demo = fileURLToPath(new URL('../data/demo', import.meta.url));
const { plan, coverage } = await computePlanAndCoverage(demo, { today: '2026-11-26', budget: null, years: null, timeLimitSeconds: null });
const browser = await chromium.launch({ executablePath: process.env['LIFECIRCLE_CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
for (const [name, shown, address, height] of [['report-page', null, '&settlement=s031&way=primary_school', 1290], ['plan-page', plan, '', 1190]] as const) {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, [...renderReportPage(coverage, readPageAssets(), { tool: `lifecircle ${VERSION}`, lang: 'en', isPublic: false }, shown)].join(''));
  for (const [lang, ending] of [['en', 'png'], ['zh', 'zh.png']]) {
    const page = await browser.newPage({ viewport: { width: 1360, height }, deviceScaleFactor: 0.75 });
    await page.goto(`${pathToFileURL(file).href}#lang=${lang}${address}`);
    await page.screenshot({ path: fileURLToPath(new URL(`${name}.${ending}`, import.meta.url)) });
  }
}
await browser.close();
rmSync(folder, { recursive: true });
