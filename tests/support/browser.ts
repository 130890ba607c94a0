/** A real browser for tests of report.html. Where none is found they are skipped, visibly. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

const BROWSERS = [process.env['LIFECIRCLE_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const found = BROWSERS.find((path) => path !== undefined && existsSync(path));
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run', '--font-render-hinting=none'];

/** A group of tests that need a browser. */
export const describeBrowser = describe.skipIf(found === undefined);

/** A page that is watched: what it says on the console, throws, or asks the network for. */
export interface Watched { readonly page: Page; readonly said: string[]; readonly asked: string[] }

/** Opens reports in one browser for a group of tests. Every page that was opened must have kept silent and to itself. */
export class Reports {
  #browser: Browser | null = null;
  #folder = '';
  readonly #opened: Watched[] = [];

  constructor() {
    beforeAll(async () => {
      this.#folder = mkdtempSync(join(tmpdir(), 'lifecircle-page-'));
      this.#browser = await chromium.launch({ executablePath: found, headless: true, args: FLAGS });
    });
    afterAll(async () => {
      await this.#browser?.close();
      rmSync(this.#folder, { recursive: true, force: true });
      expect(this.#opened.flatMap(({ said, asked }) => [...said, ...asked])).toEqual([]);
    });
  }

  /** @param address what stands after the file's name, with its #. */
  async open(html: string, address = '', options: BrowserContextOptions = {}): Promise<Page> {
    if (this.#browser === null) throw new RangeError('no browser');
    const file = join(this.#folder, 'report.html'), url = pathToFileURL(file).href;
    writeFileSync(file, html);
    const context = await this.#browser.newContext({ viewport: { width: 1440, height: 1000 }, ...options }), page = await context.newPage(), watched: Watched = { page, said: [], asked: [] };
    this.#opened.push(watched);
    page.on('console', (message) => { watched.said.push(`${message.type()}: ${message.text()}`); });
    page.on('pageerror', (error) => { watched.said.push(error.stack ?? error.message); });
    await page.route('**', async (route) => {
      if (route.request().url().split('#')[0] === url) { await route.continue(); return; }
      watched.asked.push(route.request().url());
      await route.abort();
    });
    await page.goto(`${url}${address}`);
    return page;
  }
}
