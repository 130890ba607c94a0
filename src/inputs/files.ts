/** Opening the user's files: every failure of the file system becomes a fault that names the file. */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { InputError } from '../core/problems.ts';

/** A file as the user wrote it and where it is. */
export interface NamedFile {
  /** As written in the project or on the command line; used in messages and in the manifest. */
  readonly name: string;
  readonly path: string;
  /** Told of the bytes read so far each time some more were; from 0 again where a reader goes over the file twice. */
  readonly onBytes?: (read: number, total: number) => void;
}

/** The longest chunk. */
export const CHUNK_BYTES = 1 << 20;

/**
 * The bytes of a file in chunks. The chunk is reused: copy what must outlive the next step.
 * @param hash receives every byte, if given.
 * @throws {InputError} if the file is missing, a folder, or may not be read.
 */
export function* readChunks(file: NamedFile, hash?: ReturnType<typeof createHash>): Generator<Buffer> {
  let descriptor: number, total: number;
  try {
    const stat = statSync(file.path);
    total = stat.size;
    if (stat.isDirectory()) {
      throw new InputError({ code: 'unreadable-file', where: file.name, what: 'is a folder, expected a file', fix: 'Name the file inside it' });
    }
    descriptor = openSync(file.path, 'r');
  } catch (error) {
    throw unreadable(file, error);
  }
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let read = 0; ;) {
      const length = readSync(descriptor, chunk, 0, CHUNK_BYTES, null);
      if (length === 0) return;
      const bytes = chunk.subarray(0, length);
      hash?.update(bytes);
      read += length;
      file.onBytes?.(read, total);
      yield bytes;
    }
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The whole text of a small file.
 * @throws {InputError} if it cannot be read, is longer than `maxBytes` or is not UTF-8.
 */
export function readText(file: NamedFile, maxBytes: number): { text: string; sha256: string } {
  const hash = createHash('sha256'), parts: Buffer[] = [];
  let bytes = 0;
  for (const chunk of readChunks(file, hash)) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw new InputError({ code: 'too-large', where: file.name, what: `is longer than ${maxBytes} bytes`, fix: 'Check that this is the right file' });
    }
    parts.push(Buffer.from(chunk));
  }
  return { text: decodeUtf8(Buffer.concat(parts), file.name), sha256: hash.digest('hex') };
}

/** More bytes than one view of memory may have on every machine. */
const MOST_WHOLE_BYTES = 2 ** 31 - 1;

/** The bytes of a file in one piece of memory of its own; null where there is none that can be read, and of more than 2 GiB. */
export function readWhole(path: string): ArrayBuffer | null {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, 'r');
    const { size } = fstatSync(descriptor);
    if (size > MOST_WHOLE_BYTES) return null;
    const bytes = new Uint8Array(size);
    let read = 0;
    for (let more = 1; more > 0 && read < size; read += more) more = readSync(descriptor, bytes, read, size - read, null);
    return read === size ? bytes.buffer : bytes.buffer.slice(0, read);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return null;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true });

/** @throws {InputError} if the bytes are not UTF-8. A byte order mark is removed. */
export function decodeUtf8(bytes: Uint8Array, where: string): string {
  try {
    return STRICT_UTF8.decode(bytes);
  } catch (cause) {
    throw new InputError({ code: 'encoding', where, what: 'is not UTF-8 text', fix: 'Save it as UTF-8' }, cause);
  }
}

/**
 * A file named inside a project folder.
 * @throws {InputError} if a relative name leaves the folder.
 */
export function fileInFolder(folder: string, name: string, where: string): NamedFile {
  const path = resolve(folder, name);
  if (!isAbsolute(name)) {
    const inside = relative(folder, path);
    if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
      throw new InputError({ code: 'path-leaves-folder', where, what: `the path "${name}" leaves the project folder`, fix: 'Move the file into the folder or give its absolute path' });
    }
  }
  return { name: isAbsolute(name) ? basename(name) : name, path };
}

/** The folder a file is in. */
export function folderOf(path: string): string {
  return dirname(resolve(path));
}

/** The failure of the file system as a fault that names the file. */
export function unreadable(file: NamedFile, error: unknown): InputError {
  if (error instanceof InputError) return error;
  const code = (error as NodeJS.ErrnoException).code;
  const what = code === 'ENOENT' || code === 'ENOTDIR' ? 'there is no such file'
    : code === 'EACCES' || code === 'EPERM' ? 'may not be read' : `cannot be read (${code ?? String(error)})`;
  return new InputError({ code: 'unreadable-file', where: file.name, what, fix: `Check the path ${file.path}` }, error);
}
