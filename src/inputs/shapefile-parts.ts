/**
 * The files a Shapefile is made of: side by side in a folder, whatever the case of their endings, or
 * together in a zip archive, which is unpacked in memory and within limits.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { quote } from '../core/printable.ts';
import { InputError } from '../core/problems.ts';
import { readChunks, type NamedFile } from './files.ts';
import { chooseLayer } from './layer-names.ts';

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
  const hash = createHash('sha256'), chunks: Buffer[] = [];
  let length = 0;
  for (const chunk of readChunks(file, hash)) {
    length += chunk.length;
    if (length > LONGEST_ZIP_BYTES) fail('too-large', `is longer than ${LONGEST_ZIP_BYTES} bytes`, 'Unpack it and name the .shp in the project');
    chunks.push(Buffer.from(chunk));
  }
  if (length === 0) fail('empty-file', 'is empty', 'Get the file again');
  const archive = Buffer.concat(chunks);
  const paths = listPaths(archive, file), stems = paths.filter((path) => /\.shp$/i.test(path)).map((path) => path.slice(0, -4)).sort();
  if (stems.length === 0) fail('no-layer', 'is a zip archive without a Shapefile', 'Unpack it and name the file inside it');
  const whole = stems.map(textOf), short = whole.map((stem) => basename(stem));
  const names = new Set(short).size < short.length ? whole : short;
  const stem = stems[chooseLayer(names, layer, file)];
  const wanted = ENDINGS.map((ending) => paths.find((path) => path.startsWith(`${stem}.`) && path.slice(stem.length + 1).toLowerCase() === ending) ?? null);
  const unpacked = unpack(archive, file, wanted.filter((path) => path !== null));
  const [shp, dbf, prj, cpg] = wanted.map((path): Part | null => {
    const bytes = path === null ? undefined : unpacked.get(path);
    return path === null || bytes === undefined ? null : { name: `${file.name}/${textOf(path)}`, chunks: () => [Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)] };
  });
  if (shp === null) return fail('damaged-file', 'is a broken zip archive', 'Get the whole file: it may be cut off');
  return { parts: { shp, dbf, prj, cpg }, sha256: hash.digest('hex') };
}

/** A path in an archive that does not say it is UTF-8, as it was meant: UTF-8 or GB18030. It comes a byte a character. */
function textOf(path: string): string {
  if (!/^[\u0000-\u00ff]*[\u0080-\u00ff][\u0000-\u00ff]*$/.test(path)) return path;
  for (const encoding of ['utf-8', 'gb18030']) try { return new TextDecoder(encoding, { fatal: true }).decode(Buffer.from(path, 'latin1')); } catch { /* not this one */ }
  return path;
}

function listPaths(archive: Buffer, file: NamedFile): string[] {
  const paths: string[] = [];
  unzipWithin(archive, file, ({ name }) => { if (!/(^|\/)(__MACOSX|\.)/.test(name)) paths.push(name); return false; });
  return paths;
}

function unpack(archive: Buffer, file: NamedFile, paths: readonly string[]): Map<string, Uint8Array> {
  let unfolded = 0;
  return unzipWithin(archive, file, ({ name, size, originalSize }) => {
    if (!paths.includes(name)) return false;
    unfolded += originalSize;
    if (unfolded > MOST_UNFOLDED_BYTES) {
      throw new InputError({ code: 'unfolds-too-far', where: file.name, what: `its part ${quote(textOf(name))} unfolds from ${size} to ${originalSize} bytes; all parts may have ${MOST_UNFOLDED_BYTES}`, fix: 'Unpack it and name the .shp in the project' });
    }
    return true;
  });
}

function unzipWithin(archive: Buffer, file: NamedFile, filter: (part: { name: string; size: number; originalSize: number }) => boolean): Map<string, Uint8Array> {
  try {
    return new Map(Object.entries(unzipSync(archive, { filter })));
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError({ code: 'damaged-file', where: file.name, what: 'is no zip archive, or a broken one', fix: 'Get the whole file: it may be cut off' }, cause);
  }
}
