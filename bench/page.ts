// Time, size and smoothness of report.html. Run: npm run bench:page
// Questions: how long does writing the page take for 5,000 settlements and the services of the checklist, how large is it and of what;
// how long until it stands in a browser, and how long do a filter, a pan, a way and a walking circle take there?
// Record a figure in bench/RESULTS.md only with the commit, machine, Node and browser version beside it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { readPageAssets } from '../src/cli/page-assets.ts';
import { packPage } from '../src/outputs/html/page-data.ts';
import { renderReportPage } from '../src/outputs/html/report-page.ts';
import { computeCoverage } from '../src/pipeline.ts';
import { measure } from './support.ts';
import { writeTown } from './seeded-town.ts';

const folder = mkdtempSync(join(tmpdir(), 'lifecircle-bench-')), file = join(folder, 'report.html'), assets = readPageAssets();
console.log(`Node ${process.version}, ${cpus()[0].model} × ${cpus().length}`);
const vertices = writeTown(folder, { vertices: 170_000, settlements: 5000, facilitiesPerType: 50 }), result = await computeCoverage(folder);
const page = await measure(`write the page (${vertices} vertices)`, 3, () => [...renderReportPage(result, assets, { tool: 'bench', lang: 'zh', isPublic: false })].join(''), (html) => html.length);
const { data, numbers } = packPage(result, false);
console.log(`  ${data.services.length} services; ${kilobytes(Buffer.byteLength(page))}: script ${kilobytes(assets.script.length)}, names ${kilobytes(Buffer.byteLength(JSON.stringify(data)))}, numbers ${kilobytes(numbers.length * 4 / 3)}`);
writeFileSync(file, page);
const browser = await chromium.launch({ executablePath: process.env['LIFECIRCLE_CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
console.log(`Chromium ${browser.version()}, drawing in software`);
for (const deviceScaleFactor of [1, 2]) {
  const tab = await (await browser.newContext({ viewport: { width: 1440, height: 1000 }, deviceScaleFactor })).newPage(), start = performance.now();
  await tab.goto(pathToFileURL(file).href);
  console.log(`${deviceScaleFactor}× pixels: opened in ${(performance.now() - start).toFixed(0)} ms; until the script is done ${(await tab.evaluate<number>('performance.getEntriesByType("navigation")[0].domComplete')).toFixed(0)} ms`);
  await time(tab, 'filter by kind', 'document.getElementById("f-kind-0").click(); document.getElementById("f-kind--1").click()', 2);
  await time(tab, 'filter by service', 'document.querySelector("tr[data-s] button").click()', 1);
  await time(tab, 'one step of a pan', 'const box = document.querySelector(".mapbox"), at = (type, x) => box.dispatchEvent(new PointerEvent(type, { pointerId: 1, button: 0, clientX: box.getBoundingClientRect().x + x, clientY: box.getBoundingClientRect().y + 200 })); box.setPointerCapture = () => {}; at("pointerdown", 100); for (let i = 0; i < 20; i++) at("pointermove", 105 + 4 * i); box.dispatchEvent(new PointerEvent("pointercancel", { pointerId: 1 }))', 20);
  await time(tab, 'zoom by a step', 'document.querySelector(".zoom button").click()', 1);
  await time(tab, 'choose a settlement, with its way', 'document.getElementById("f-search").value = "s77"; document.getElementById("f-search").dispatchEvent(new Event("input")); document.getElementById("f-search").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }))', 1);
  await time(tab, 'a walking circle of 15 minutes', '[...document.querySelectorAll(".circles button")].at(-1).click()', 1);
}
await browser.close();
rmSync(folder, { recursive: true });

/** Time of script until the next frame is drawn, a step. */
async function time(tab: Page, label: string, script: string, steps: number): Promise<void> {
  const times = await tab.evaluate<number[]>(`(async () => { const times = []; for (let run = 0; run < 5; run++) { const start = performance.now(); { ${script} } times.push(performance.now() - start); await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))); } return times; })()`);
  times.sort((a, b) => a - b);
  console.log(`  ${label.padEnd(40)} best ${(times[0] / steps).toFixed(1).padStart(7)} ms  median ${(times[2] / steps).toFixed(1).padStart(7)} ms`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}
