/** The real data beside a checkout. It is not part of the project: tests that need it are skipped, visibly, where it is absent. */
import { existsSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe } from 'vitest';

export const SHARED = resolve(import.meta.dirname, '../../../shared');

export const describeReal = describe.skipIf(!existsSync(join(SHARED, 'data')));

/** A project over one of the real data sets, in a fresh folder. */
export function realProject(name: 'liechtenstein' | 'porto-alegre', extra = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'lifecircle-real-'));
  for (const layer of ['settlements', 'facilities', 'walk']) symlinkSync(join(SHARED, 'data', name, `${layer}.geojson`), join(folder, `${layer}.geojson`));
  writeFileSync(join(folder, 'lifecircle.yaml'), `name: ${name}
layers: {settlements: settlements.geojson, facilities: facilities.geojson, walk: walk.geojson}
checklist: chongming
${extra}`);
  return folder;
}
