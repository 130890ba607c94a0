/** Whether bus lines and stops name each other as they should. */
import { quote } from '../core/printable.ts';
import { partsOf, type Findings } from '../core/problems.ts';
import type { BusLine } from './bus-lines.ts';
import type { BusStop } from './bus-stops.ts';

/**
 * Ids of the stops that each line serves: those it names, in its order; where it names none, those that name it, in the order of
 * the stops layer. By the id of the line.
 */
export function stopsOfLines(lines: readonly BusLine[], stops: readonly BusStop[]): ReadonlyMap<string, readonly string[]> {
  const served = new Map(lines.map(({ id, stops: named }) => [id, [...named]])), isSilent = new Set(lines.filter((line) => line.stops.length === 0).map(({ id }) => id));
  for (const { id, lines: named } of stops) for (const line of new Set(named)) if (isSilent.has(line)) served.get(line)?.push(id);
  return served;
}

export function checkBusReferences(lines: readonly BusLine[], stops: readonly BusStop[], findings: Findings): void {
  const lineIds = new Set(lines.map(({ id }) => id)), stopIds = new Set(stops.map(({ id }) => id)), stopsOf = stopsOfLines(lines, stops), served = new Set([...stopsOf.values()].flat());
  for (const { id, where } of lines) {
    const { file } = partsOf(where), named = stopsOf.get(id) ?? [], known = named.filter((stop) => stopIds.has(stop));
    for (const stop of new Set(named)) if (!stopIds.has(stop)) findings.notice('unknown-stop', file, 'stops of bus lines that are not in the stops layer are passed over', `${quote(stop)} of ${id}`, 1, { id, where });
    if (known.length < 2) findings.notice('line-without-stops', file, 'bus lines with fewer than two known stops; nobody can ride them', id, 1, { id, where });
  }
  for (const { id, lines: named, where } of stops) {
    const { file } = partsOf(where);
    for (const line of new Set(named)) if (!lineIds.has(line)) findings.notice('unknown-line', file, 'lines of bus stops that are not in the lines layer are passed over', `${quote(line)} of ${id}`, 1, { id, where });
    if (!served.has(id)) findings.notice('unserved-stop', file, 'bus stops that no line serves', id, 1, { id, where });
  }
}
