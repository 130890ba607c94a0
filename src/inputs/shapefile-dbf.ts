/**
 * Rows of a .dbf (dBASE III and later), one at a time. Which encoding its text has is said by the .cpg,
 * else by the language byte of the header, else found out: what is strictly UTF-8 is taken as that, what
 * is strictly GB18030 (GBK, CP936) as that.
 */
import { quote } from '../core/printable.ts';
import { InputError, type Findings } from '../core/problems.ts';
import { ByteQueue } from './byte-queue.ts';
import type { Part } from './shapefile-parts.ts';
import { noteUnread } from './unread-columns.ts';

export interface DbfRow {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly isDeleted: boolean;
}

interface Field { readonly name: string; readonly type: string; readonly start: number; readonly length: number }
interface Head { readonly rows: number; readonly rowBytes: number; readonly language: number; readonly fields: readonly { readonly name: Buffer; readonly type: string; readonly length: number }[] }

const HEADER_BYTES = 32, FIELD_BYTES = 32, END_OF_FIELDS = 0x0d, DELETED = 0x2a;
/** Types of columns that are read: not memos and times. */
const TYPES: ReadonlySet<string> = new Set('CNFLDIO+');
/** Encodings of the language byte (dBASE LDID), by the labels of the Encoding Standard. */
const LANGUAGES: ReadonlyMap<number, string> = new Map([[0x4d, 'gb18030'], [0x7a, 'gb18030'], [0x4f, 'big5'], [0x78, 'big5'], [0x7b, 'shift_jis'], [0x79, 'euc-kr'], [0x03, 'windows-1252'], [0x57, 'windows-1252'], [0x58, 'windows-1252'], [0x59, 'windows-1252']]);
/** A language byte that writers set whatever the text is. */
const SAID_WITHOUT_MEANING = new Set([0x03, 0x57, 0x58, 0x59]);

/** The encoding of the text, as a label of TextDecoder. @throws {InputError} if it is damaged or cannot be found out. */
export function findDbfEncoding(dbf: Part, declared: string, findings: Findings, file: string): string {
  const ofCpg = declared === '' ? undefined : labelOf(declared);
  if (ofCpg !== undefined) return ofCpg;
  if (declared !== '') findings.notice('unknown-encoding', file, 'the .cpg names an encoding that is not known; it was found out instead', quote(declared));
  const bytes = new ByteQueue(dbf.chunks()), { language, ...head } = readHead(bytes, dbf.name);
  const ofLanguage = LANGUAGES.get(language);
  if (ofLanguage !== undefined && !SAID_WITHOUT_MEANING.has(language)) return ofLanguage;
  const strict = new Map(['utf-8', 'gb18030'].map((label) => [label, new TextDecoder(label, { fatal: true })]));
  const drop = (pieces: readonly Buffer[]): void => {
    for (const [label, decoder] of strict) try { for (const piece of pieces) decoder.decode(trimCut(piece, label)); } catch { strict.delete(label); }
  };
  drop(head.fields.map((f) => f.name));
  const fields = placed(head.fields, (name) => name.toString('latin1'));
  for (let i = 0, row = bytes.take(head.rowBytes); row !== null && i < head.rows && strict.size > 0; i++, row = bytes.take(head.rowBytes)) {
    const text = row; // the fields of text alone: other fields are ASCII
    drop(fields.filter((f) => f.type === 'C').map((f) => text.subarray(f.start, f.start + f.length)));
  }
  const found = strict.keys().next().value;
  if (found === undefined) throw new InputError({ code: 'encoding', where: dbf.name, what: 'holds text neither in UTF-8 nor in GB18030', fix: 'Put a .cpg beside it that names its encoding, for example BIG5' });
  if (found === 'gb18030') findings.notice('gb18030', file, 'is in GB18030 (GBK), not in UTF-8; it was read as that');
  return found;
}

/** The rows in order. @throws {InputError} if it is damaged or cut off. */
export function* readDbf(dbf: Part, encoding: string, findings: Findings, file: string): Generator<DbfRow, undefined> {
  const bytes = new ByteQueue(dbf.chunks()), head = readHead(bytes, dbf.name);
  const decoder = new TextDecoder(encoding), decode = (piece: Buffer): string => decoder.decode(trimCut(piece, encoding));
  const fields = placed(head.fields, (name) => decode(name).trim());
  const twice = fields.filter(({ name }, i) => fields.findIndex((f) => f.name === name) < i);
  if (twice.length > 0) findings.notice('duplicate-heading', file, 'headings that are there twice; the first of the columns counts', twice.map((f) => quote(f.name)).join(', '), twice.length);
  const used = fields.filter((f) => !twice.includes(f) && TYPES.has(f.type));
  noteUnread(fields.filter((f) => !TYPES.has(f.type)).map((f) => f.name), file, findings);
  for (let i = 0; i < head.rows; i++) {
    const row = bytes.take(head.rowBytes);
    if (row === null) throw new InputError({ code: 'cut-off', where: dbf.name, what: `is cut off: it has ${i} of ${head.rows} rows`, fix: 'Get the whole file again' });
    yield { isDeleted: row[0] === DELETED, properties: Object.fromEntries(used.map((f) => [f.name, valueOf(row.subarray(f.start, f.start + f.length), f.type, decode)])) };
  }
  return undefined;
}

/** The label of an encoding as a .cpg spells it; undefined if it is not known. */
function labelOf(declared: string): string | undefined {
  const word = declared.toLowerCase().replace(/^(ansi|oem|cp|ms|windows)[\s_-]*(?=\d)/, '');
  if (['936', '54936', 'gb18030', 'gbk', 'gb2312', 'euc-cn'].includes(word)) return 'gb18030';
  if (['65001', 'utf8', 'utf-8'].includes(word)) return 'utf-8';
  if (word === '950') return 'big5';
  if (/^125\d$/.test(word)) return `windows-${word}`;
  try { return new TextDecoder(word.replace(/^88591$/, 'iso-8859-1')).encoding; } catch { return undefined; }
}

function readHead(bytes: ByteQueue, name: string): Head {
  const damaged = (what: string, code = 'damaged-file'): never => { throw new InputError({ code, where: name, what, fix: 'Get the file again' }); };
  const head = bytes.take(HEADER_BYTES) ?? damaged('is cut off: it ends in its header', 'cut-off');
  const rows = head.readUInt32LE(4), headerBytes = head.readUInt16LE(8), rowBytes = head.readUInt16LE(10);
  if (headerBytes < HEADER_BYTES + 1 || rowBytes < 1) damaged('is no .dbf file, or a damaged one');
  const list = bytes.take(headerBytes - HEADER_BYTES) ?? damaged('is cut off: it ends in its header', 'cut-off');
  const fields: { name: Buffer; type: string; length: number }[] = [];
  for (let at = 0; at + FIELD_BYTES <= list.length && list[at] !== END_OF_FIELDS; at += FIELD_BYTES) {
    const end = list.subarray(at, at + 11).indexOf(0), type = String.fromCharCode(list[at + 11]);
    const length = type === 'C' ? list.readUInt16LE(at + 16) : list[at + 16]; // long text has its high byte where decimals are
    fields.push({ name: list.subarray(at, at + (end < 0 ? 11 : end)), type, length });
  }
  if (fields.reduce((sum, f) => sum + f.length, 1) > rowBytes) damaged('is damaged: its fields are longer than its rows');
  return { rows, rowBytes, language: head[29], fields };
}

function placed(fields: Head['fields'], decode: (name: Buffer) => string): Field[] {
  let start = 1;
  return fields.map(({ name, type, length }) => { const field = { name: decode(name), type, start, length }; start += length; return field; });
}

/** Text without the padding, and without the beginning of a character that did not fit. */
function trimCut(piece: Buffer, encoding: string): Buffer {
  let end = piece.length;
  while (end > 0 && (piece[end - 1] === 0x20 || piece[end - 1] === 0)) end--;
  const isFull = end > piece.length - 3 || piece.length === 10;
  if (!isFull || end === 0 || piece[end - 1] < 0x80) return piece.subarray(0, end);
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let cut = 0; cut < 4 && cut < end; cut++) try { decoder.decode(piece.subarray(0, end - cut)); return piece.subarray(0, end - cut); } catch { /* cut one byte more */ }
  return piece.subarray(0, end);
}

function valueOf(piece: Buffer, type: string, decode: (piece: Buffer) => string): unknown {
  if (type === 'I' || type === '+') return piece.length === 4 ? piece.readInt32LE(0) : null;
  if (type === 'O') return piece.length === 8 ? piece.readDoubleLE(0) : null;
  const text = decode(piece);
  const word = text.replaceAll('\0', '').trim();
  switch (type) {
    case 'N': case 'F': {
      if (word === '' || /^\*+$/.test(word)) return null;
      const value = Number(word);
      return Number.isFinite(value) && /^[-+\d.eE]+$/.test(word) ? value : word;
    }
    case 'L': return /^[TtYy]$/.test(word) ? true : /^[FfNn]$/.test(word) ? false : null;
    case 'D': return /^\d{8}$/.test(word) ? `${word.slice(0, 4)}-${word.slice(4, 6)}-${word.slice(6)}` : null;
    case 'C': return word === '' ? null : text.replace(/[\0 ]+$/, '');
    default: return null;
  }
}
