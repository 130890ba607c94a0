/** OpenStreetMap XML, an element at a time. */
import { SaxesParser } from 'saxes';
import { quote } from '../core/printable.ts';
import { InputError } from '../core/problems.ts';
import type { OsmMember, OsmSink } from './osm-store.ts';

/** @throws {InputError} if it is not XML, cut off, or no OpenStreetMap file. */
export async function readXml(chunks: Iterable<Buffer> | AsyncIterable<Buffer>, name: string, sink: OsmSink): Promise<void> {
  const parser = new SaxesParser<{ position: true; xmlns: false }>({ position: true, xmlns: false });
  const fail = (code: string, what: string, fix: string): never => { throw new InputError({ code, where: `${name}:${parser.line}`, what, fix }); };
  let depth = 0, isDeleted = false;
  let refs: number[] = [], members: OsmMember[] = [], tags: [string, string][] = [];
  const numberOf = (attributes: Record<string, string>, key: string): number => {
    const value = Object.hasOwn(attributes, key) ? attributes[key] : '';
    return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : fail('osm-number', `"${key}" is ${quote(value)}, expected a number`, 'Correct it or remove the element');
  };
  parser.on('error', (error) => fail('xml', `is not XML (${error.message.replace(/^\d+:\d+: |\.$/g, '')})`, 'Get the file again: it may be cut off'));
  parser.on('opentag', ({ name: element, attributes }) => {
    if (depth++ === 0 && element !== 'osm') fail('wrong-format', `begins with <${element}>, expected <osm>`, 'Check that this is an OpenStreetMap file');
    if (element === 'node' || element === 'way' || element === 'relation') {
      refs = [];
      members = [];
      tags = [];
      isDeleted = attributes['action'] === 'delete' || attributes['visible'] === 'false';
    } else if (element === 'nd') refs.push(numberOf(attributes, 'ref'));
    else if (element === 'tag') tags.push([attributes['k'] ?? '', attributes['v'] ?? '']);
    else if (element === 'member') members.push({ type: attributes['type'] as OsmMember['type'], ref: numberOf(attributes, 'ref'), role: attributes['role'] ?? '' });
  });
  parser.on('closetag', ({ name: element, attributes }) => {
    depth--;
    if (isDeleted) return;
    if (element === 'node') sink.node(numberOf(attributes, 'id'), numberOf(attributes, 'lon'), numberOf(attributes, 'lat'), tags);
    else if (element === 'way') sink.way(numberOf(attributes, 'id'), refs, tags);
    else if (element === 'relation') sink.relation(numberOf(attributes, 'id'), members, tags);
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Buffer): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      return fail('encoding', 'is not UTF-8 text', 'Save it as UTF-8');
    }
  };
  for await (const chunk of chunks) parser.write(decode(chunk));
  parser.write(decode()).close();
}
