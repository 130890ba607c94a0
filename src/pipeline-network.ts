/** The network of a project: built of its walk layer, or, where a folder keeps it from before, taken from there. */
import { join } from 'node:path';
import { Findings, InputError, type RecordedNotices } from './core/problems.ts';
import { readWhole } from './inputs/files.ts';
import type { Project } from './inputs/project.ts';
import { keyOfWalk } from './inputs/walk-key.ts';
import type { WalkFacts, WalkLayer } from './inputs/walk-layer.ts';
import type { WalkLines } from './inputs/walk-lines.ts';
import { buildNetwork } from './network/build-network.ts';
import { insertCrossings } from './network/crossings.ts';
import { packSections, unpackSections, type PackedFault } from './network/packed-file.ts';
import { NETWORK_VERSION, packGround, packTexts, unpackGround, unpackTexts, type Ground } from './network/packed-network.ts';
import { SnapIndex } from './network/snap.ts';
import type { WalkNetwork } from './network/walk-network.ts';
import { removeOldest, writeFiles } from './outputs/write-files.ts';
import { findOrder, takeOrder } from './travel/prepared.ts';
import { VERSION } from './version.ts';

/** A folder in which networks are kept between runs. What is in it changes no result. */
export interface Cache {
  readonly folder: string;
  /** Told once for each project what became of it. */
  readonly onOutcome?: (outcome: CacheOutcome) => void;
}

export type CacheOutcome =
  | { readonly kind: 'taken' }
  /** `fault` says why the file that was there was not trusted, null where there was none. */
  | { readonly kind: 'kept'; readonly fault: PackedFault | null }
  | { readonly kind: 'not-kept'; readonly why: string };

/** The files of the cache, and what a killed run may have left of one. */
const OURS = /^network-[0-9a-f]{64}\.bin(\.\d+\.tmp)?$/;
/** The files written longest ago go when there are more. */
const MOST_BYTES = 1e9;

/** The network of a walk layer, and where places can be joined to it. */
export interface BuiltGround extends Pick<Ground, 'lineLevel'> {
  readonly network: WalkNetwork;
  /** null where no line of the network has any length. */
  readonly index: SnapIndex | null;
}

/** What a cache has for a project. */
export interface Found {
  readonly cache: Cache;
  /** null where a file of the walk layer cannot be read. */
  readonly key: string | null;
  readonly kept: { readonly facts: WalkFacts; readonly ground: Ground; readonly notices: RecordedNotices } | null;
  readonly fault: PackedFault | null;
}

/** Look a project up; null without a cache. */
export function findGround(project: Project, cache: Cache | null): Found | null {
  if (cache === null) return null;
  const key = findKey(project), bytes = key === null ? null : readWhole(join(cache.folder, fileOf(key)));
  if (key === null || bytes === null) return { cache, key, kept: null, fault: null };
  const sections = unpackSections(bytes, NETWORK_VERSION, key);
  if (typeof sections === 'string') return { cache, key, kept: null, fault: sections };
  return { cache, key, fault: null, kept: { ground: unpackGround(sections), ...JSON.parse(unpackTexts(sections, 'about')[0]) as { facts: WalkFacts; notices: RecordedNotices } } };
}

/**
 * The ground of a walk layer: that which was found, or a built one, which is kept.
 * @param found by `findGround`, whose facts the layer was read with.
 * @param onBuild called before it is built.
 */
export function makeGround(layer: WalkLayer, project: Project, found: Found | null, findings: Findings, onBuild: () => void): BuiltGround {
  if (found?.kept) {
    const { ground: { index, lineLevel, order }, notices } = found.kept;
    takeOrder(index.network, order);
    findings.takeUpNotices(notices);
    found.cache.onOutcome?.({ kind: 'taken' });
    return { network: index.network, index, lineLevel };
  }
  if (layer.lines === null) throw new RangeError('the lines were not read, and no network was found');
  onBuild();
  const own = new Findings(), built = build(layer.lines, project, own);
  findings.takeUp(own);
  if (found !== null) {
    const outcome = keep(layer, built, own.recordNotices(), project, found);
    found.cache.onOutcome?.(outcome);
  }
  return built;
}

/** The walk layer as a network, its crossings joined where the project asks for it. */
function build(lines: WalkLines, { network: { joinToleranceMetres, joinCrossings } }: Project, findings: Findings): BuiltGround {
  const joined = joinCrossings ? insertCrossings(lines, joinToleranceMetres) : { lines, crossings: 0 };
  if (joinCrossings) findings.notice('crossings-joined', 'walk', 'crossings and T-junctions without a shared point were joined, as asked for', '', joined.crossings);
  const network = buildNetwork(joined.lines, joinToleranceMetres, findings);
  return { network, index: network.edgeCount === 0 ? null : new SnapIndex(network), lineLevel: joined.lines.level };
}

function keep({ lineCount, box, files, hasFaults }: WalkLayer, { index, lineLevel }: BuiltGround, notices: RecordedNotices, project: Project, { cache: { folder }, key, fault }: Found): CacheOutcome {
  if (hasFaults || index === null || key === null) return { kind: 'not-kept', why: 'the walk layer has faults' };
  if (findKey(project) !== key) return { kind: 'not-kept', why: 'the walk layer changed while it was read' };
  const facts: WalkFacts = { lineCount, box, files }, name = fileOf(key), order = findOrder(index.network);
  // Made as it is kept, though this run may ask too little for it: whoever keeps a network comes back, and then to sweep at once.
  takeOrder(index.network, order);
  const bytes = packSections(new Map([...packGround({ index, lineLevel, order }), ...packTexts('about', [JSON.stringify({ facts, notices })])]), NETWORK_VERSION, key);
  try {
    writeFiles(folder, [{ name, pieces: [bytes] }]);
    removeOldest(folder, OURS, MOST_BYTES, name);
  } catch (error) {
    const isOfDisk = error instanceof InputError || (error as NodeJS.ErrnoException).code !== undefined;
    if (!isOfDisk) throw error;
    return { kind: 'not-kept', why: error instanceof InputError ? `${folder} ${error.faults[0].what}` : `${folder} cannot be tidied (${(error as NodeJS.ErrnoException).code ?? ''})` };
  }
  return { kind: 'kept', fault };
}

/** null where a file cannot be read: the reader tells why. */
function findKey(project: Project): string | null {
  try {
    return keyOfWalk(project, [NETWORK_VERSION, VERSION]);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

function fileOf(key: string): string {
  return `network-${key}.bin`;
}
