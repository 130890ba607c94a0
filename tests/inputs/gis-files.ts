/** Reading one GIS file in a test, and making some with GDAL, which is the oracle where it is installed. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { InputError, Findings } from '../../src/core/problems.ts';
import { findCoordinateSystem } from '../../src/inputs/crs.ts';
import type { RawFeature } from '../../src/inputs/geojson.ts';
import { readLayer } from '../../src/inputs/layer.ts';

export const testWithGdal = test.skipIf(spawnSync('ogr2ogr', ['--version']).status !== 0);

/** @throws {Error} with what GDAL says, if it fails. */
export function ogr2ogr(...args: string[]): void {
  const { status, stderr } = spawnSync('ogr2ogr', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ogr2ogr ${args.join(' ')}: ${stderr}`);
}

/** How many features GDAL finds. */
export function featureCount(path: string): number {
  const { stdout } = spawnSync('ogrinfo', ['-so', '-al', path], { encoding: 'utf8' });
  return Number(/Feature Count: (\d+)/.exec(stdout)?.[1]);
}

export interface Read { readonly features: RawFeature[]; readonly faults: string[]; readonly notices: string[]; readonly count: number | null; readonly sha256: string | null }

/** Everything that comes out of a file. `crs` is what the project declares, if anything. */
export async function readGis(path: string, { crs, layer = null }: { crs?: string; layer?: string | null } = {}): Promise<Read> {
  const findings = new Findings(), features: RawFeature[] = [];
  const system = findCoordinateSystem(crs ?? 'EPSG:4326');
  if (system === undefined) throw new Error(`${crs ?? ''} is not known`);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const source = { file: { name, path }, attributes: new Map(), crs: system, isCrsDeclared: crs !== undefined, layer, mapping: null };
  const facts = await findings.collectLater(() => readLayer(source, findings, (feature) => features.push(feature)));
  let faults: string[] = [];
  try { findings.throwIfFaults(); } catch (error) { faults = (error as InputError).message.split('\n'); }
  return { features, faults, notices: findings.notices().map((n) => `${n.code} × ${n.count}: ${n.what}`), count: facts?.features ?? null, sha256: facts?.sha256 ?? null };
}

/** Write files into a folder. @returns the path of the first. */
export function put(folder: string, files: Readonly<Record<string, Uint8Array | string>>): string {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return join(folder, Object.keys(files)[0]);
}
