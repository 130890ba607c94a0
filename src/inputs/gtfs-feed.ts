/** The tables of a GTFS feed: a zip archive, whose files may lie in one folder inside, or a folder. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { quote } from '../core/printable.ts';
import { InputError } from '../core/problems.ts';
import { readChunks, type NamedFile } from './files.ts';
import type { TextSource } from './text-encoding.ts';
import { listZipParts, readZipPart, type ZipPart } from './zip-archive.ts';

/** The tables that are read. Fares, agencies and the like are not. */
const TABLES = ['calendar', 'calendar_dates', 'frequencies', 'routes', 'shapes', 'stop_times', 'stops', 'transfers', 'trips'] as const;
export type TableName = (typeof TABLES)[number];
const REQUIRED = ['routes', 'stop_times', 'stops', 'trips'] as const;

/** stop_times.txt of a whole country has 3 GB. */
const MOST_STOP_TIMES_BYTES = 2 ** 32, MOST_TABLE_BYTES = 2 ** 30;
/** Tables of real feeds pack to a fifth or a twentieth; a bomb to a thousandth. */
const MOST_UNFOLDING = 200, ALWAYS_ALLOWED_BYTES = 2 ** 24;

export interface Feed {
  /** As the user wrote it. */
  readonly name: string;
  /** Of the archive; of a folder, of the tables that are read, one after the other in the order of their names. */
  readonly sha256: string;
  /** Those that there are; the required ones and one of the calendars are among them. */
  readonly tables: Readonly<Record<(typeof REQUIRED)[number], TextSource>> & Readonly<Partial<Record<TableName, TextSource>>>;
}

/** @throws {InputError} if there is no such feed, it lacks a table, or an archive is broken or unfolds too far. */
export function openFeed(file: NamedFile): Feed {
  const isFolder = existsSync(file.path) && statSync(file.path).isDirectory();
  const { sha256, tables } = isFolder ? openFolder(file) : openArchive(file);
  const missing = REQUIRED.filter((name) => !tables.has(name)).map((name) => `${name}.txt`);
  if (!tables.has('calendar') && !tables.has('calendar_dates')) missing.push('calendar.txt or calendar_dates.txt');
  if (missing.length > 0) throw new InputError(missing.map((name) => ({ code: 'gtfs-missing-table', where: file.name, what: `has no ${name}`, fix: 'Get the whole GTFS feed' })));
  return { name: file.name, sha256, tables: Object.fromEntries(tables) as unknown as Feed['tables'] };
}

/** The table a path names, whatever the case and the folder. */
function tableOf(path: string): TableName | undefined {
  return TABLES.find((name) => basename(path).toLowerCase() === `${name}.txt`);
}

interface Opened { readonly sha256: string; readonly tables: Map<TableName, TextSource> }

function openFolder(file: NamedFile): Opened {
  const hash = createHash('sha256'), tables = new Map<TableName, TextSource>();
  for (const entry of readdirSync(file.path).sort()) {
    const table = tableOf(entry);
    if (table === undefined) continue;
    const part = { ...file, name: `${file.name}/${entry}`, path: join(file.path, entry) };
    refuseTwice(tables, table, file);
    for (const chunk of readChunks(part)) hash.update(chunk);
    tables.set(table, { name: part.name, chunks: () => readChunks(part) });
  }
  return { sha256: hash.digest('hex'), tables };
}

function openArchive(file: NamedFile): Opened {
  const hash = createHash('sha256'), tables = new Map<TableName, TextSource>();
  for (const chunk of readChunks({ name: file.name, path: file.path })) hash.update(chunk);
  for (const [table, part] of partsOfFeed(listZipParts(file), file)) {
    refuseTwice(tables, table, file);
    refuseBomb(part, table, file);
    tables.set(table, { name: `${file.name}/${table}.txt`, chunks: () => readZipPart(file, part) });
  }
  return { sha256: hash.digest('hex'), tables };
}

/** The tables of the one folder that has some. @throws {InputError} if several have: they are several feeds. */
function partsOfFeed(parts: readonly ZipPart[], file: NamedFile): [TableName, ZipPart][] {
  const found = parts.filter(({ path }) => !/(^|[\\/])(__MACOSX|\.)/.test(path)).flatMap((part): [TableName, ZipPart][] => {
    const table = tableOf(part.path.replaceAll('\\', '/'));
    return table === undefined ? [] : [[table, part]];
  });
  const folders = [...new Set(found.map(([, { path }]) => path.replaceAll('\\', '/').split('/').slice(0, -1).join('/')))];
  if (folders.length > 1) throw new InputError({ code: 'several-layers', where: file.name, what: `has tables in several folders: ${folders.slice(0, 8).map((folder) => quote(folder)).join(', ')}`, fix: 'Make one archive of each feed' });
  return found;
}

function refuseTwice(tables: ReadonlyMap<TableName, TextSource>, table: TableName, file: NamedFile): void {
  if (tables.has(table)) throw new InputError({ code: 'damaged-file', where: file.name, what: `has ${table}.txt twice`, fix: 'Remove one of them' });
}

function refuseBomb({ bytes, packedBytes }: ZipPart, table: TableName, file: NamedFile): void {
  const most = table === 'stop_times' ? MOST_STOP_TIMES_BYTES : MOST_TABLE_BYTES;
  if (bytes <= most && bytes <= Math.max(ALWAYS_ALLOWED_BYTES, packedBytes * MOST_UNFOLDING)) return;
  throw new InputError({ code: 'unfolds-too-far', where: file.name, what: `its ${table}.txt unfolds from ${packedBytes} to ${bytes} bytes; it may have ${most}, and ${MOST_UNFOLDING} times what it is packed to`, fix: 'Check that this is the right file; unpack it and name the folder in the project' });
}
