/** The walk layer out of OpenStreetMap: ways people may walk along, and the edges of areas they may walk on. */
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import type { NamedFile } from './files.ts';
import { footAccess, levelOf, type Tag } from './foot-access.ts';
import type { OsmData } from './osm-data.ts';
import { nameOf } from './osm-facilities.ts';
import type { OsmTags } from './osm-store.ts';
import type { WalkLinesBuilder } from './walk-lines.ts';

/**
 * Add every walkable way to `lines` under the id "w123", and the members of walkable multipolygons that
 * are no ways of their own under "r123". A way is cut where the file lacks a node.
 * @returns how many ways and areas were looked at, closed ones among them.
 */
export function walkLinesOfOsm(osm: OsmData, file: NamedFile, lines: WalkLinesBuilder, findings: Findings): number {
  let looked = 0, closed = 0;
  /** Where the object is open: 1 along its drawing, 2 against it, 3 both, 0 neither. */
  const directionOf = (tag: Tag): number => {
    looked++;
    const { forward, backward } = footAccess(tag, (key, value) => {
      findings.notice('unknown-value', file.name, `values of "${key}" that are not known; such lines are taken as walkable`, quote(value));
    });
    if (!forward && !backward) closed++;
    return (forward ? 1 : 0) | (backward ? 2 : 0);
  };
  const drawn = new Set<number>();
  for (const { id, tags } of osm.taggedWays) {
    if (!isWalked(tags)) continue;
    const tag = reader(tags), direction = directionOf(tag);
    drawn.add(id);
    if (direction !== 0) addLine(osm, id, { id: `w${id}`, name: nameOf(tags).trim(), direction, level: levelOf(tag) }, file, lines, findings);
  }
  for (const { id, tags, members } of osm.relations) {
    if (!isWalked(tags)) continue;
    const tag = reader(tags), direction = directionOf(tag) === 0 ? 0 : 3;
    for (const { type, ref } of direction === 0 ? [] : members) {
      if (type !== 'way' || drawn.has(ref)) continue;
      if (osm.ways.refsOf(ref) === undefined) findings.notice('missing-members', file.name, 'areas refer to ways that the file does not hold; these parts of their edge are left out', `r${id}`);
      else addLine(osm, ref, { id: `r${id}`, name: nameOf(tags).trim(), direction, level: levelOf(tag) }, file, lines, findings);
    }
  }
  if (closed > 0) findings.notice('closed-to-walking', file.name, 'lines are closed to people on foot by their tags and left out', '', closed);
  return looked;
}

function isWalked(tags: OsmTags): boolean {
  return tags.has('highway') || tags.get('railway') === 'platform' || tags.get('public_transport') === 'platform' || tags.get('man_made') === 'pier';
}

function reader(tags: OsmTags): Tag {
  return (key) => tags.get(key)?.trim() ?? '';
}

/** What a line is, whatever way it is drawn by. */
interface LineFacts { readonly id: string; readonly name: string; readonly direction: number; readonly level: number }

function addLine({ nodes, ways }: OsmData, wayId: number, { id, name, direction, level }: LineFacts, file: NamedFile, lines: WalkLinesBuilder, findings: Findings): void {
  let part: number[] = [], drawnParts = 0, missing = 0;
  const end = (): void => {
    if (part.length >= 2) {
      for (const index of part) lines.addVertex(nodes.lon(index), nodes.lat(index));
      lines.endLine(id, direction, 1, NaN, level, name);
      drawnParts++;
    }
    part = [];
  };
  for (const ref of ways.refsOf(wayId) ?? []) {
    const index = nodes.find(ref);
    if (index >= 0) part.push(index);
    else { missing++; end(); }
  }
  end();
  if (missing > 0) findings.notice('missing-nodes', file.name, 'ways refer to nodes that the file does not hold; they are cut there', id);
  if (drawnParts === 0) findings.notice('no-line', file.name, 'lines of fewer than two points are left out', id);
}
