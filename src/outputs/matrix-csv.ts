/** A travel-time matrix as CSV for programs: no byte order mark, a line end after each row. */
import { mmToMetres, round, UNREACHED } from '../core/units.ts';
import type { BusPair } from '../travel/bus-matrix.ts';
import type { Pair } from '../travel/matrix.ts';
import { csvCell } from './csv.ts';

const PIECE_LENGTH = 1 << 16;

/**
 * One row a pair, as they come. Seconds have three decimals (whole milliseconds), metres one.
 * Ids that a spreadsheet would run as a formula begin with an apostrophe.
 */
export function* renderMatrixCsv(pairs: Iterable<Pair>, fromIds: readonly string[], toIds: readonly string[]): Generator<string> {
  const from = fromIds.map(csvCell), to = toIds.map(csvCell);
  let piece = 'from_id,to_id,seconds,metres\n';
  for (const { origin, destination, ms, mm } of pairs) {
    piece += `${from[origin]},${to[destination]},${ms / 1000},${mmToMetres(mm)}\n`;
    if (piece.length > PIECE_LENGTH) { yield piece; piece = ''; }
  }
  yield piece;
}

/**
 * The same with buses: seconds by percentile, the share of the departures that make it (empty by headway), and the
 * way on foot alone. Cells are empty where the limit is passed.
 */
export function* renderBusMatrixCsv(pairs: Iterable<BusPair>, fromIds: readonly string[], toIds: readonly string[], percentiles: readonly number[]): Generator<string> {
  const from = fromIds.map(csvCell), to = toIds.map(csvCell), seconds = (ms: number): string => (ms === UNREACHED ? '' : String(ms / 1000));
  let piece = `from_id,to_id,${percentiles.map((p) => `seconds_p${p}`).join(',')},share,walk_seconds,walk_metres\n`;
  for (const { origin, destination, ms, walkMs, walkMm, share } of pairs) {
    piece += `${from[origin]},${to[destination]},${ms.map(seconds).join(',')},${share === null ? '' : round(share, 4)},${seconds(walkMs)},${walkMs === UNREACHED ? '' : mmToMetres(walkMm)}\n`;
    if (piece.length > PIECE_LENGTH) { yield piece; piece = ''; }
  }
  yield piece;
}
