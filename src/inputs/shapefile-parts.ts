/**
 * The files a Shapefile is made of: side by side in a folder, whatever the case of their endings, or
 * together in a zip archive, which may not unfold to more than is allowed.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { quote } from '../core/printable.ts';
import { InputError } from '../core/problems.ts';
import { readChunks, type NamedFile } from './files.ts';
import { chooseLayer } from './layer-names.ts';
import { listZipParts, readZipPart } from './zip-archive.ts';

/** One of the files. */
export interface Part {
  readonly name: string;
  readonly chunks: () => Iterable<Buffer>;
}

export interface Parts { readonly shp: Part; readonly dbf: Part | null; readonly prj: Part | null; readonly cpg: Part | null }

const ENDINGS = ['shp', 'dbf', 'prj', 'cpg'] as const;
const LONGEST_ZIP_BYTES = 500 * 2 ** 20, MOST_UNFOLDED_BYTES = 500 * 2 ** 20;

interface Found {
  readonly parts: Parts;
  /** Of the archive, else of the .shp, .dbf, .prj and .cpg that there are, one after the other. */
  readonly sha256: string;
}

/**
 * @param layer which Shapefile of an archive, null if there is only one.
 * @throws {InputError} if there is none, or none of that name, or an archive has several and none is named.
 */
export function findParts(file: NamedFile, layer: string | null): Found {
  return /\.zip$/i.test(file.path) ? inArchive(file, layer) : inFolder(file, layer);
}

function inFolder(file: NamedFile, layer: string | null): Found {
  const stem = basename(file.path).replace(/\.\w+$/, ''), folder = dirname(file.path);
  chooseLayer([stem], layer, file);
  const siblings = existsSync(folder) ? readdirSync(folder) : [];
  const hash = createHash('sha256');
  const [shp, dbf, prj, cpg] = ENDINGS.map((ending): Part | null => {
    const own = file.path.toLowerCase().endsWith(`.${ending}`) ? basename(file.path) : undefined;
    const found = own ?? siblings.find((name) => name === `${stem}.${ending}`) ?? siblings.find((name) => name.startsWith(`${stem}.`) && name.slice(stem.length + 1).toLowerCase() === ending);
    if (found === undefined) return null;
    const part = { name: file.name.slice(0, file.name.length - basename(file.path).length) + found, path: join(folder, found), ...(ending === 'shp' ? { onBytes: file.onBytes } : {}) };
    for (const chunk of readChunks(part)) hash.update(chunk);
    return { name: part.name, chunks: () => readChunks(part) };
  });
  if (shp === null) throw new InputError({ code: 'shapefile-parts', where: file.name, what: 'is part of a Shapefile whose .shp is not there', fix: 'Put the .shp beside it and name that in the project' });
  return { parts: { shp, dbf, prj, cpg }, sha256: hash.digest('hex') };
}

function inArchive(file: NamedFile, layer: string | null): Found {
  const fail = (code: string, what: string, fix: string): never => { throw new InputError({ code, where: file.name, what, fix }); };
  const hash = createHash('sha256');
  let length = 0, unfolded = 0;
  for (const chunk of readChunks(file, hash)) {
    length += chunk.length;
    if (length > LONGEST_ZIP_BYTES) fail('too-large', `is longer than ${LONGEST_ZIP_BYTES} bytes`, 'Unpack it and name the .shp in the project');
  }
  const inside = listZipParts(file).filter(({ path }) => !/(^|\/)(__MACOSX|\.)/.test(path));
  const stems = inside.map(({ path }) => path).filter((path) => /\.shp$/i.test(path)).map((path) => path.slice(0, -4)).sort();
  if (stems.length === 0) fail('no-layer', 'is a zip archive without a Shapefile', 'Unpack it and name the file inside it');
  const short = stems.map((stem) => basename(stem)), names = new Set(short).size < short.length ? stems : short;
  const stem = stems[chooseLayer(names, layer, file)];
  const [shp, dbf, prj, cpg] = ENDINGS.map((ending): Part | null => {
    const part = inside.find(({ path }) => path.startsWith(`${stem}.`) && path.slice(stem.length + 1).toLowerCase() === ending);
    if (part === undefined) return null;
    unfolded += part.bytes;
    if (unfolded > MOST_UNFOLDED_BYTES) fail('unfolds-too-far', `its part ${quote(part.path)} unfolds from ${part.packedBytes} to ${part.bytes} bytes; all parts may have ${MOST_UNFOLDED_BYTES}`, 'Unpack it and name the .shp in the project');
    return { name: `${file.name}/${part.path}`, chunks: () => readZipPart({ name: file.name, path: file.path }, part) };
  });
  if (shp === null) return fail('damaged-file', 'is a broken zip archive', 'Get the whole file: it may be cut off');
  return { parts: { shp, dbf, prj, cpg }, sha256: hash.digest('hex') };
}
