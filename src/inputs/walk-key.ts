/**
 * What a network was made of, as one hash: of everything that reading the walk layer and building its
 * network depend on, and of nothing else, so that a project may change its speeds and keep its network.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readChunks, type NamedFile } from './files.ts';
import { isOsm } from './osm-files.ts';
import type { LayerSource, Project } from './project.ts';
import { isInOtherLayers } from './read-inputs.ts';

/**
 * @param versions of the program and of whatever is kept under the key.
 * @returns SHA-256 as 64 hexadecimal digits.
 * @throws {InputError} if a file cannot be read.
 */
export function keyOfWalk(project: Project, versions: readonly (string | number)[]): string {
  const { layers: { walk }, network: { joinToleranceMetres, joinCrossings } } = project, isShared = isInOtherLayers(project);
  // Engines and processors may differ in the last bit of a sine, and so in lengths.
  const machine = [process.versions.v8, process.arch];
  const sources = walk.map((source) => [...describe(source), isOsm(source.file) && isShared(source), partsOf(source.file).map((path) => [basename(path), hashOf(path, source.file)])]);
  return createHash('sha256').update(JSON.stringify([versions, machine, joinToleranceMetres, joinCrossings, sources])).digest('hex');
}

/** How a file is read, and what its notices call it. */
function describe({ file: { name }, crs, isCrsDeclared, layer, attributes }: LayerSource): unknown[] {
  return [name, crs.name, crs.definition, isCrsDeclared, layer, [...attributes]];
}

/** The files that are read for one: the parts of a Shapefile, and what a GeoPackage that is open elsewhere has not taken in yet. */
function partsOf({ path }: NamedFile): string[] {
  if (!existsSync(path)) return [path];
  if (/\.(shp|dbf|prj|cpg|shx)$/i.test(path)) {
    const folder = dirname(path), stem = basename(path).replace(/\.\w+$/, '');
    return readdirSync(folder).filter((name) => name.startsWith(`${stem}.`) && /\.(shp|dbf|prj|cpg)$/i.test(name)).sort().map((name) => join(folder, name));
  }
  if (/\.gpkg$/i.test(path)) return [path, ...['-wal', '-journal'].map((end) => realpathSync(path) + end).filter((beside) => existsSync(beside))];
  return [path];
}

function hashOf(path: string, { name }: NamedFile): string {
  const hash = createHash('sha256');
  for (const chunk of readChunks({ name, path })) hash.update(chunk);
  return hash.digest('hex');
}
