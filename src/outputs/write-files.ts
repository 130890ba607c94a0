/** Files written whole: each under a temporary name first, so that a broken run leaves no half of one. */
import { closeSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../core/problems.ts';

/** A file by its content, or by what writes it under a path where there is no file yet. */
export type OutputFile = { readonly name: string } & ({ readonly pieces: Iterable<string | Uint8Array> } | { readonly write: (path: string) => void });

/** Of SQLite, where it was asked for something impossible; its other errors are those of a disk. */
const OUR_MISTAKES = /^SQLITE_(ERROR|CONSTRAINT|MISMATCH|RANGE|MISUSE|TOOBIG)/;

/**
 * Write files into a folder, which is made if need be.
 * @returns the size of each file in bytes.
 * @throws {InputError} if the folder cannot be made or written to.
 */
export function writeFiles(folder: string, files: readonly OutputFile[]): Map<string, number> {
  const written: { from: string; to: string }[] = [];
  try {
    mkdirSync(folder, { recursive: true });
    const sizes = new Map<string, number>();
    for (const file of files) {
      const to = join(folder, file.name), from = `${to}.${process.pid}.tmp`;
      written.push({ from, to });
      sizes.set(file.name, 'pieces' in file ? writePieces(from, file.pieces) : writeFresh(from, file.write));
    }
    for (const { from, to } of written) renameSync(from, to);
    return sizes;
  } catch (error) {
    for (const { from } of written) rmSync(from, { force: true });
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined || OUR_MISTAKES.test(code) || error instanceof InputError) throw error;
    const what = code === 'EEXIST' ? 'is a file, expected a folder for the results'
      : code === 'ENOTDIR' ? 'lies below a file, expected a folder for the results' : `cannot be written to (${code})`;
    throw new InputError({ code: 'not-writable', where: folder, what, fix: 'Give another folder with --out' }, error);
  }
}

/**
 * Remove the files of a folder that were written longest ago until the others have no more than so many bytes.
 * @param isOurs of a file's name: others are neither counted nor touched.
 * @param kept the name of one that stays in any case.
 */
export function removeOldest(folder: string, isOurs: RegExp, mostBytes: number, kept: string): void {
  const files = readdirSync(folder).filter((name) => isOurs.test(name)).flatMap((name) => {
    const stat = statSync(join(folder, name), { throwIfNoEntry: false }); // another run may have removed it
    return stat?.isFile() ? [{ name, bytes: stat.size, at: name === kept ? Infinity : stat.mtimeMs }] : [];
  });
  let bytes = 0;
  for (const file of files.sort((a, b) => b.at - a.at)) {
    bytes += file.bytes;
    if (bytes > mostBytes && file.name !== kept) rmSync(join(folder, file.name), { force: true });
  }
}

/** A database is not written in pieces: its file is there from the first row. What a killed run left under the same name goes. */
function writeFresh(path: string, write: (path: string) => void): number {
  rmSync(path, { force: true });
  write(path);
  return statSync(path).size;
}

function writePieces(path: string, pieces: Iterable<string | Uint8Array>): number {
  const descriptor = openSync(path, 'w');
  let bytes = 0, waiting = '';
  const write = (chunk: string | Uint8Array): void => {
    writeFileSync(descriptor, chunk);
    bytes += Buffer.byteLength(chunk);
  };
  try {
    for (const piece of pieces) {
      if (typeof piece !== 'string') { write(piece); continue; }
      waiting += piece;
      if (waiting.length > 1 << 20) { write(waiting); waiting = ''; }
    }
    write(waiting);
  } finally {
    closeSync(descriptor);
  }
  return bytes;
}
