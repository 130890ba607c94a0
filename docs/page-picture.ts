/**
 * Photographs report.html of the demo district for the README: docs/report-page.png and docs/report-page.zh.png.
 *
 *   npm run picture
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { readPageAssets } from '../src/cli/page-assets.ts';
import { computeCoverage } from '../src/index.ts';
import { renderReportPage } from '../src/outputs/html/report-page.ts';
import { VERSION } from '../src/version.ts';

const folder = mkdtempSync(join(tmpdir(), 'lifecircle-picture-')), file = join(folder, 'report.html');
const result = await computeCoverage(fileURLToPath(new URL('../data/demo', import.meta.url)));
writeFileSync(file, [...renderReportPage(result, readPageAssets(), { tool: `lifecircle ${VERSION}`, lang: 'en', isPublic: false })].join(''));
const browser = await chromium.launch({ executablePath: process.env['LIFECIRCLE_CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
for (const [lang, name] of [['en', 'report-page.png'], ['zh', 'report-page.zh.png']]) {
  const page = await browser.newPage({ viewport: { width: 1360, height: 1290 }, deviceScaleFactor: 0.75 });
  await page.goto(`${pathToFileURL(file).href}#lang=${lang}&settlement=s031&way=primary_school`);
  await page.screenshot({ path: fileURLToPath(new URL(name, import.meta.url)) });
}
await browser.close();
rmSync(folder, { recursive: true });
