/**
 * Features out of a GeoJSON FeatureCollection, a single Feature or geometry, or newline-delimited
 * GeoJSON, one at a time: the file is cut at the braces of its features and each is read by itself,
 * so that memory grows with what is kept of a feature, not with the text. Plain ones are read by
 * feature-scanner.ts, all others by JSON.parse.
 *
 * What is between the features is kept as a skeleton in which `{}` and its line ends stand for each
 * feature; parsing that checks the rest of the syntax and yields the other members of the collection.
 */
import { createHash } from 'node:crypto';
import { quote } from '../core/printable.ts';
import { InputError, type Findings } from '../core/problems.ts';
import { FeatureScanner, type ScannedFeature } from './feature-scanner.ts';
import { decodeUtf8, readChunks, type NamedFile } from './files.ts';
import { GrowingBytes } from './growing-bytes.ts';

/** One feature of any format: not checked beyond having properties. */
export interface RawFeature {
  /** "file:line", or the row or key where the file has no lines. */
  readonly where: string;
  readonly id: unknown;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: unknown;
  /** Out of a table: numbers may be written as text. */
  readonly isFromTable?: true;
  /** Out of a .dbf: names of columns are cut to ten bytes. */
  readonly hasShortNames?: true;
}

/** What is known of the file once all its features are read. */
export interface FileFacts {
  readonly sha256: string;
  readonly features: number;
}

/** Takes the features of a file one after the other, each with its line. */
interface Taker {
  /** One that is plain; it holds until the next. */
  readonly takeScanned: (feature: ScannedFeature, line: number) => void;
  /** The bytes of any other, which are for the engine's parser. */
  readonly takeBytes: (bytes: Uint8Array, line: number) => void;
}

const NEWLINE_DELIMITED = /\.(ndjson|geojsonl|geojsons|geojsonseq|jsonl)$/i;

/**
 * Read every feature; faults go to `findings`.
 * @param takesFlat whether `each` takes geometries as FlatGeometry too.
 * @throws {InputError} if the file cannot be read.
 */
export function readFeatures(file: NamedFile, declared: string, findings: Findings, each: (feature: RawFeature) => void, takesFlat = false): FileFacts {
  const hash = createHash('sha256');
  let features = 0;
  const takeJson = (value: unknown, line: number): void => { features += takeValue(value, declared, `${file.name}:${line}`, findings, each); };
  const taker: Taker = {
    takeScanned: ({ rest, geometry }, line) => { takeJson({ ...rest, geometry: takesFlat ? geometry : geometry.toNested() }, line); },
    takeBytes: (bytes, line) => {
      const value = parseJson(bytes, `${file.name}:${line}`, findings);
      if (value !== undefined) takeJson(value, line);
    },
  };
  const chunks = withoutMark(readChunks(file, hash), file, findings);
  if (NEWLINE_DELIMITED.test(file.path)) cutLines(chunks, file.name, taker);
  else {
    const skeleton = cutFeatures(chunks, file.name, taker);
    features += takeSkeleton(skeleton, declared, file, findings, each);
  }
  return { sha256: hash.digest('hex'), features };
}

function* withoutMark(chunks: Iterable<Buffer>, file: NamedFile, findings: Findings): Generator<Buffer> {
  let first = true;
  for (let chunk of chunks) {
    // UTF-16 begins with its mark, or has a zero in the first character, which is ASCII in JSON.
    if (first && (chunk[0] === 0xff || chunk[0] === 0xfe || (chunk.length > 1 && (chunk[0] === 0) !== (chunk[1] === 0)))) {
      throw new InputError({ code: 'encoding', where: file.name, what: 'is UTF-16 text', fix: 'Save it as UTF-8' });
    }
    if (first && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) {
      findings.notice('byte-order-mark', file.name, 'begins with a byte order mark, which was skipped');
      chunk = chunk.subarray(3);
    }
    first = false;
    yield chunk;
  }
}

const QUOTE = 0x22, BACKSLASH = 0x5c, NEWLINE = 0x0a, RETURN = 0x0d, COLON = 0x3a;
/** Stands before each feature where RFC 8142 is followed. */
const RECORD = 0x1e;
const EMPTY_FEATURE = Buffer.from('{}'), LINE_END = Buffer.of(NEWLINE);
const isOpen = (byte: number): boolean => byte === 0x7b || byte === 0x5b;   // { [
const isClose = (byte: number): boolean => byte === 0x7d || byte === 0x5d;  // } ]

interface Skeleton { readonly bytes: Buffer; readonly openFeatureLine: number | null; readonly hasFeatures: boolean }

/** Hand each object inside the root's "features" array to the taker; return everything else. */
function cutFeatures(chunks: Iterable<Buffer>, name: string, { takeScanned, takeBytes }: Taker): Skeleton {
  const scanner = FeatureScanner.open(), skeleton = new GrowingBytes(), begun = new GrowingBytes();
  let depth = 0, line = 1, inString = false, escaped = false;
  let inFeatures = false, hasFeatures = false, featureLine: number | null = null;
  let rootText = '', rootKey = '';
  const leaveOut = (firstLine: number): void => {
    skeleton.append(EMPTY_FEATURE, name);
    for (let end = firstLine; end < line; end++) skeleton.append(LINE_END, name);
  };
  for (const chunk of chunks) {
    scanner?.open(chunk);
    let start = 0; // of the piece not yet put anywhere
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i];
      if (byte === NEWLINE) line++;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
        if (depth === 1 && inString && rootText.length < 16) rootText += String.fromCharCode(byte);
      } else if (byte === QUOTE) {
        inString = true;
        rootText = '';
      } else if (byte === COLON) {
        if (depth === 1) rootKey = rootText;
      } else if (isOpen(byte)) {
        depth++;
        if (depth === 2 && byte === 0x5b && rootKey === 'features') inFeatures = hasFeatures = true;
        if (depth === 3 && inFeatures && byte === 0x7b) {
          skeleton.append(chunk, name, start, i);
          start = i;
          featureLine = line;
          const scanned = scanner?.scan(i) ?? null, whole = scanned ?? findWhole(chunk, i);
          if (whole === null) continue;
          depth--;
          line += whole.lines;
          if (scanned === null) takeBytes(chunk.subarray(start, whole.end), featureLine); else takeScanned(scanned, featureLine);
          leaveOut(featureLine);
          start = whole.end;
          i = start - 1;
          featureLine = null;
        }
      } else if (isClose(byte)) {
        depth--;
        if (depth === 2 && featureLine !== null) {
          const piece = chunk.subarray(start, i + 1);
          if (begun.length > 0) begun.append(piece, `${name}:${featureLine}`);
          takeBytes(begun.length > 0 ? begun.bytes : piece, featureLine);
          begun.clear();
          leaveOut(featureLine);
          start = i + 1;
          featureLine = null;
        }
        if (depth === 1) { inFeatures = false; rootKey = ''; }
      }
    }
    (featureLine === null ? skeleton : begun).append(chunk, featureLine === null ? name : `${name}:${featureLine}`, start);
  }
  return { bytes: skeleton.bytes, openFeatureLine: featureLine, hasFeatures };
}

/** A feature that begins here and ends in this chunk, as nearly all do, in one quick loop: how far it goes, over how many line ends. */
function findWhole(chunk: Buffer, begin: number): { end: number; lines: number } | null {
  let depth = 0, lines = 0;
  for (let i = begin; i < chunk.length; i++) {
    const byte = chunk[i];
    if (byte > QUOTE && byte < 0x5b) continue; // nine bytes in ten are of numbers
    if (byte === QUOTE) {
      for (i++; i < chunk.length && chunk[i] !== QUOTE; i++) {
        if (chunk[i] === BACKSLASH) i++;
        if (chunk[i] === NEWLINE) lines++;
      }
    } else if (byte === NEWLINE) lines++;
    else if (isOpen(byte)) depth++;
    else if (isClose(byte) && --depth === 0) return { end: i + 1, lines };
  }
  return null;
}

/** Hand each line that is not blank to the taker. */
function cutLines(chunks: Iterable<Buffer>, name: string, { takeScanned, takeBytes }: Taker): void {
  const scanner = FeatureScanner.open(), begun = new GrowingBytes();
  let line = 1;
  const takeRow = (): void => {
    const row = begun.bytes[0] === RECORD ? begun.bytes.subarray(1) : begun.bytes;
    if (!row.every((b) => b === 0x20 || b === RETURN || b === 0x09)) takeBytes(row, line);
    begun.clear();
  };
  for (const chunk of chunks) {
    scanner?.open(chunk);
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const brace = chunk[start] === RECORD ? start + 1 : start, scanned = begun.length === 0 && chunk[brace] === 0x7b ? scanner?.scan(brace) ?? null : null;
      if (scanned !== null && (scanned.end === end || (scanned.end === end - 1 && chunk[end - 1] === RETURN))) takeScanned(scanned, line);
      else {
        begun.append(chunk, `${name}:${line}`, start, end);
        takeRow();
      }
      start = end + 1;
      line++;
    }
    begun.append(chunk, `${name}:${line}`, start);
  }
  takeRow();
}

function takeSkeleton(skeleton: Skeleton, declared: string, file: NamedFile, findings: Findings, each: (feature: RawFeature) => void): number {
  if (skeleton.openFeatureLine !== null) {
    findings.fault('cut-off', `${file.name}:${skeleton.openFeatureLine}`, 'the file ends in the middle of the feature that begins here', 'Get the whole file: it was cut off');
    return 0;
  }
  if (skeleton.bytes.every((b) => b <= 0x20)) {
    findings.fault('empty-file', file.name, 'is empty', 'Give a GeoJSON FeatureCollection');
    return 0;
  }
  const root = parseJson(skeleton.bytes, file.name, findings);
  if (root === undefined) return 0;
  if (!skeleton.hasFeatures) return takeValue(root, declared, `${file.name}:1`, findings, each);
  const { features, crs } = root as { features: unknown; crs?: unknown };
  if (!Array.isArray(features)) findings.fault('json', file.name, `its "features" is ${quote(features)}, expected a list`, 'Leave one "features" member');
  else {
    const odd = features.findIndex((f) => !isRecord(f));
    if (odd >= 0) findings.fault('json', file.name, `element ${odd + 1} of "features" is ${quote(features[odd])}, expected a Feature`, 'Remove it');
  }
  checkCrs(crs, declared, file.name, findings);
  return 0;
}

/** A Feature is one feature, a bare geometry is a feature without attributes. */
function takeValue(value: unknown, declared: string, where: string, findings: Findings, each: (feature: RawFeature) => void): number {
  const { type, id, properties, geometry, crs } = (value ?? {}) as Record<string, unknown>;
  checkCrs(crs, declared, where, findings);
  if (type === 'Feature') {
    each({ where, id, properties: isRecord(properties) ? properties : {}, geometry: geometry ?? null });
    return 1;
  }
  if (typeof type === 'string' && /^(Multi)?(Point|LineString|Polygon)$|^GeometryCollection$/.test(type)) {
    each({ where, id, properties: {}, geometry: value });
    return 1;
  }
  if (type === 'FeatureCollection') {
    findings.fault('json', where, isRecord(value) && Array.isArray(value['features']) ? 'is a whole FeatureCollection, expected one feature a line' : 'is a FeatureCollection without a list of "features"',
      'Export the layer as GeoJSON, in a file whose name ends in .geojson');
    return 0;
  }
  const found = isRecord(value) ? `has "type": ${quote(type)}` : `is ${quote(value)}`;
  findings.fault('json', where, `${found}, expected a GeoJSON FeatureCollection or Feature`, 'Export the layer as GeoJSON');
  return 0;
}

/** A "crs" member, as GeoJSON of before 2016 has, must name the system that the project declares for the file. */
function checkCrs(crs: unknown, declared: string, where: string, findings: Findings): void {
  if (crs === undefined || crs === null) return;
  const properties = isRecord(crs) && isRecord(crs['properties']) ? crs['properties'] : {};
  const named = properties['name'] ?? properties['code'] ?? crs;
  const code = typeof named === 'string' || typeof named === 'number' ? /(?:^|\D)(\d{4,6}|CRS:?84)$/i.exec(String(named))?.[1].toUpperCase().replace(/^CRS:?84$/, '4326') : undefined;
  const isDegrees = code === '4326' || code === '4490';
  if (declared.startsWith('EPSG:') ? code === declared.slice(5) || (isDegrees && declared === 'EPSG:4326') : isDegrees) return;
  findings.fault('crs-mismatch', where, `its "crs" member names ${quote(named)}, the project says ${declared}`,
    code === undefined ? 'Export it in EPSG:4326' : `Give the file "crs: EPSG:${code}" in the project, or export it in EPSG:4326`);
}

function parseJson(bytes: Uint8Array, where: string, findings: Findings): unknown {
  try {
    return JSON.parse(decodeUtf8(bytes, where));
  } catch (error) {
    if (error instanceof InputError) {
      for (const { code, what, fix } of error.faults) findings.fault(code, where, what, fix);
    } else {
      const { at, what, fix } = describeSyntaxError(Buffer.from(bytes).toString('utf8'), (error as Error).message);
      const [, file = where, line = '1'] = /^(.*):(\d+)$/s.exec(where) ?? [];
      findings.fault('json', at === null ? where : `${file}:${Number(line) + at}`, what, fix);
    }
    return undefined;
  }
}

/** @returns the fault in words, and how many lines below the text's beginning it is, where that is known. */
function describeSyntaxError(text: string, message: string): { at: number | null; what: string; fix: string } {
  const lineOf = (position: number): number => text.slice(0, position).split('\n').length - 1;
  const odd = /[[,:\s](-?NaN|-?Infinity)\b/.exec(text);
  if (odd) return { at: lineOf(odd.index + 1), what: `holds ${odd[1]}, which is not JSON`, fix: 'Remove the value or the feature' };
  // V8 gives a position, or the ten characters before and after, or neither where the text ends.
  const around = /, (?<leadIn>\.\.\.|)"(?<snippet>.*)"(?:\.\.\.)? is not valid JSON/s.exec(message)?.groups;
  const position = /at position (\d+)/.exec(message)?.[1]
    ?? (around ? text.indexOf(around['snippet']) + (around['leadIn'] === '' ? 0 : 10) : message.includes('end of JSON') ? text.trimEnd().length : null);
  return {
    at: position === null ? null : lineOf(Number(position)),
    what: `is not JSON (${message.replace(/,? (in JSON )?at position.*|, (\.\.\.)?".*/s, '')})`,
    fix: message.includes('after JSON') ? 'If the file has a feature a line, end its name in .geojsonl' : 'Mend it or export it again: it may be cut off',
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
