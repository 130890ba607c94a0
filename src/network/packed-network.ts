/** A network, its index and the order in which it is eliminated as sections of a packed file, and back. */
import type { Elimination } from './elimination.ts';
import type { PackedArray, Sections } from './packed-file.ts';
import { SnapIndex } from './snap.ts';
import type { WalkNetwork } from './walk-network.ts';

/**
 * Of the sections, of what building makes of lines, and of the order: whoever changes any of them raises it, so that no network
 * of before is taken for one of now. `tests/network/packed-network.test.ts` fails until it is done.
 */
export const NETWORK_VERSION = 2;

/** The arrays of a network that are sections of the same name. */
type Arrays = { [K in keyof WalkNetwork as WalkNetwork[K] extends PackedArray ? K : never]: WalkNetwork[K] };

/** Every array of a network, by name: the compiler misses one that is added. */
const ARRAYS: Readonly<Record<keyof Arrays, true>> = {
  edgeFrom: true, edgeTo: true, edgeMetres: true, edgeDirection: true, edgeSpeedFactor: true, firstShape: true,
  shapeLon: true, shapeLat: true, shapeMetres: true, shapeLine: true, lineName: true, nodeComponent: true, componentVertices: true,
};

const ORDER = ['rank', 'firstArc', 'arcHead'] as const;

/** What of a built walk layer is kept. */
export interface Ground {
  /** Its network has an edge at least. */
  readonly index: SnapIndex;
  /** By line: its height above ground, as `WalkLines.level`. */
  readonly lineLevel: Int8Array;
  /** Of its network; null where searching it is always as good, which has no sections. */
  readonly order: Elimination | null;
}

/** @returns sections whose names begin with "network.", "index.", "lines." and "order.". */
export function packGround({ index: { network, boxes }, lineLevel, order }: Ground): Sections {
  if (boxes.tree === null) throw new RangeError('the network has no edge');
  return new Map<string, PackedArray>([
    ...(Object.keys(ARRAYS) as (keyof Arrays)[]).map((name): [string, PackedArray] => [`network.${name}`, network[name]]),
    ...packTexts('network.lineId', network.lineId), ...packTexts('network.names', network.names),
    ['lines.level', lineLevel], ['index.edge', boxes.edge], ['index.shape', boxes.shape], ['index.tree', boxes.tree],
    ...(order === null ? [] : ORDER.map((name): [string, PackedArray] => [`order.${name}`, order[name]])),
  ]);
}

/** The ground of such sections, on their own memory. */
export function unpackGround(sections: Sections): Ground {
  const arrays = Object.fromEntries(Object.keys(ARRAYS).map((name) => [name, sectionOf(sections, `network.${name}`)])) as unknown as Arrays;
  const network: WalkNetwork = {
    ...arrays, nodeCount: arrays.nodeComponent.length, edgeCount: arrays.edgeMetres.length,
    lineId: unpackTexts(sections, 'network.lineId'), names: unpackTexts(sections, 'network.names'),
  };
  const boxes = { edge: sectionOf(sections, 'index.edge') as Uint32Array, shape: sectionOf(sections, 'index.shape') as Uint32Array, tree: sectionOf(sections, 'index.tree') as Uint8Array };
  const [rank, firstArc, arcHead] = ORDER.map((name) => sections.get(`order.${name}`) as Uint32Array | undefined), order = rank && firstArc && arcHead ? { rank, firstArc, arcHead } : null;
  return { index: new SnapIndex(network, boxes), lineLevel: sectionOf(sections, 'lines.level') as Int8Array, order };
}

/** Texts as the code units of all of them and where each ends: so that halves of characters come back as well, which UTF-8 has not. */
export function packTexts(name: string, texts: readonly string[]): [string, PackedArray][] {
  const ends = new Uint32Array(texts.length);
  texts.forEach((text, i) => { ends[i] = (i === 0 ? 0 : ends[i - 1]) + text.length; });
  const units = new Uint16Array(ends.at(-1) ?? 0);
  let at = 0;
  for (const text of texts) for (let i = 0; i < text.length; i++) units[at++] = text.charCodeAt(i);
  return [[`${name}.units`, units], [`${name}.ends`, ends]];
}

/** More arguments would be too many for one call. */
const UNITS_A_CALL = 8192;

export function unpackTexts(sections: Sections, name: string): string[] {
  const units = sectionOf(sections, `${name}.units`), ends = sectionOf(sections, `${name}.ends`);
  let all = '', from = 0;
  for (let i = 0; i < units.length; i += UNITS_A_CALL) all += String.fromCharCode(...units.subarray(i, i + UNITS_A_CALL));
  return Array.from(ends, (end) => all.slice(from, from = end));
}

function sectionOf(sections: Sections, name: string): PackedArray {
  const section = sections.get(name);
  if (section === undefined) throw new RangeError(`section "${name}" is missing`);
  return section;
}
