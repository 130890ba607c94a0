/**
 * The encoding of a table of text. Spreadsheets in China save CSV in GB18030 as well as in UTF-8: what is
 * not strictly UTF-8 and strictly GB18030 is taken as that, unless it is plainly UTF-8 with a few broken bytes.
 */
import { InputError } from '../core/problems.ts';

export type Encoding = 'utf-8' | 'gb18030';

/** Text that can be gone through more than once. */
export interface TextSource {
  /** For messages. */
  readonly name: string;
  /** A chunk may be reused by the next step. */
  readonly chunks: () => Iterable<Buffer>;
}

/** @throws {InputError} if it is no text, or text in neither encoding. */
export function findEncoding(source: TextSource): Encoding {
  const isAll = (encoding: Encoding): boolean => {
    try {
      const pieces = decode(textChunks(source), encoding);
      while (pieces.next().done !== true);
      return true;
    } catch (error) {
      if (error instanceof InputError) throw error;
      return false;
    }
  };
  if (isAll('utf-8')) return 'utf-8';
  const { line, isMostlyUtf8 } = lookAtBroken(source);
  if (!isMostlyUtf8 && isAll('gb18030')) return 'gb18030';
  throw new InputError({
    code: 'encoding', where: `${source.name}:${line}`, what: isMostlyUtf8 ? 'has bytes that are not UTF-8 in a text that otherwise is' : 'is text neither in UTF-8 nor in GB18030',
    fix: isMostlyUtf8 ? 'Mend the line: a value may have been cut within a character' : 'Save it as UTF-8',
  });
}

/** @throws {TypeError} where a strict decoder meets bytes that are not of the encoding. */
export function* decode(chunks: Iterable<Buffer>, encoding: Encoding, fatal = true): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal });
  for (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** The text as UTF-8 without its mark, in chunks of their own. */
export function* utf8Chunks({ chunks }: TextSource, encoding: Encoding): Generator<Buffer> {
  if (encoding === 'gb18030') {
    for (const text of decode(chunks(), encoding)) yield Buffer.from(text);
    return;
  }
  let isFirst = true;
  for (const chunk of chunks()) {
    yield Buffer.from(isFirst && hasMark(chunk) ? chunk.subarray(3) : chunk);
    isFirst = false;
  }
}

/** @throws {InputError} at bytes that no text has. */
function* textChunks({ name, chunks }: TextSource): Generator<Buffer> {
  let isFirst = true;
  for (const chunk of chunks()) {
    if (isFirst && ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff))) throw new InputError({ code: 'encoding', where: name, what: 'is UTF-16 text', fix: 'Save it as UTF-8' });
    if (isFirst && chunk[0] === 0x50 && chunk[1] === 0x4b && chunk[2] === 3) throw new InputError({ code: 'wrong-format', where: name, what: 'is a zip archive and no CSV', fix: 'If it is an Excel file, end its name in .xlsx' });
    if (chunk.includes(0)) throw new InputError({ code: 'wrong-format', where: name, what: 'is no text', fix: 'Save it as CSV in UTF-8' });
    isFirst = false;
    yield chunk;
  }
}

/** Where a text that is not UTF-8 first is not, and whether most of it is: of GB18030 hardly a character is. */
function lookAtBroken({ chunks }: TextSource): { line: number; isMostlyUtf8: boolean } {
  let line = 0, lines = 1, sound = 0, broken = 0;
  for (const text of decode(chunks(), 'utf-8', false)) {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 0x0a) lines++;
      else if (code === 0xfffd) { broken++; line ||= lines; }
      else if (code > 0x7f) sound++;
    }
  }
  return { line, isMostlyUtf8: sound > broken };
}

const hasMark = (chunk: Buffer): boolean => chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
