/** The files of the walk layer, read one by one; or, of a layer whose network is kept, what reading them had told. */
import { Findings, type RecordedNotices } from '../core/problems.ts';
import type { FileFacts } from './geojson.ts';
import { isOsm, type OsmFiles } from './osm-files.ts';
import type { LayerSource } from './project.ts';
import { WalkLinesBuilder, type WalkLines } from './walk-lines.ts';
import { readWalk } from './walk.ts';

/** What the rest of a project asks of its walk layer beside the network; plain data that JSON holds. */
export interface WalkFacts {
  readonly lineCount: number;
  /** 1e-7 degrees; null where no line has a point. */
  readonly box: WalkBox | null;
  /** In the order of the project; `facts` are null of a file that cannot be read. */
  readonly files: readonly { readonly facts: FileFacts | null; readonly notices: RecordedNotices }[];
}

export interface WalkBox { readonly west: number; readonly south: number; readonly east: number; readonly north: number }

export interface WalkLayer extends WalkFacts {
  /** null where the network is kept, and nobody needs them. */
  readonly lines: WalkLines | null;
  readonly hasFaults: boolean;
}

/**
 * @param kept of the same files, read before; null to read them.
 * @param isShared whether an extract is read for other layers too. It is parsed for all of them then, and tells itself what is odd about it.
 */
export async function readWalkLayer(sources: readonly LayerSource[], kept: WalkFacts | null, osmFiles: OsmFiles, isShared: (source: LayerSource) => boolean, findings: Findings): Promise<WalkLayer> {
  const builder = new WalkLinesBuilder(), files: WalkFacts['files'][number][] = [];
  let hasFaults = false;
  for (const [i, source] of sources.entries()) {
    if (isOsm(source.file) && isShared(source)) await osmFiles.read(source.file, findings);
    if (kept !== null) {
      findings.takeUpNotices(kept.files[i].notices);
      continue;
    }
    const own = new Findings(), facts = await own.collectLater(() => readWalk(source, builder, own, osmFiles)) ?? null;
    hasFaults ||= own.hasFaults || facts === null;
    files.push({ facts, notices: own.recordNotices() });
    findings.takeUp(own);
  }
  if (kept !== null) return { ...kept, lines: null, hasFaults };
  const lines = builder.finish();
  return { lines, lineCount: lines.lineCount, box: boxOf(lines), files, hasFaults };
}

/** The layer with other lines in it; its files stay as they are. */
export function withLines(layer: WalkLayer, lines: WalkLines): WalkLayer {
  return { ...layer, lines, lineCount: lines.lineCount, box: boxOf(lines) };
}

function boxOf({ lon, lat }: WalkLines): WalkBox | null {
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  for (const l of lon) { west = Math.min(west, l); east = Math.max(east, l); }
  for (const l of lat) { south = Math.min(south, l); north = Math.max(north, l); }
  return lon.length === 0 ? null : { west, south, east, north };
}
