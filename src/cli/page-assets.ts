/** The script and the style of report.html, which the package is built with. */
import { readFileSync } from 'node:fs';
import type { PageAssets } from '../outputs/html/report-page.ts';

/** Beside the compiled package, seen from `src` and `dist` alike. */
const BUILT = new URL('../../dist/page/', import.meta.url);

export function readPageAssets(): PageAssets {
  return { script: readFileSync(new URL('main.js', BUILT), 'utf8'), style: readFileSync(new URL('page.css', BUILT), 'utf8') };
}
