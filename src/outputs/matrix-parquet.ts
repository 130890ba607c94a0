/** A travel-time matrix as Parquet: the columns of the CSV, typed, in row groups that are written as they fill. */
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { mmToMetres, round, UNREACHED } from '../core/units.ts';
import type { BusPair } from '../travel/bus-matrix.ts';
import type { Pair } from '../travel/matrix.ts';

/** Rows held at a time. */
const ROW_GROUP = 100_000;

/** A column of ids, or of numbers that may be missing. */
interface Column<P> { readonly name: string; readonly type: 'STRING' | 'DOUBLE'; readonly valueOf: (pair: P) => string | number | null }

/** from_id, to_id, seconds, metres. Ids as they are. */
export function renderMatrixParquet(pairs: Iterable<Pair>, fromIds: readonly string[], toIds: readonly string[]): Generator<Uint8Array> {
  return renderColumns(pairs, [
    ...idColumns(fromIds, toIds),
    { name: 'seconds', type: 'DOUBLE', valueOf: ({ ms }) => secondsOf(ms) }, { name: 'metres', type: 'DOUBLE', valueOf: ({ mm }) => mmToMetres(mm) },
  ]);
}

/** With buses: seconds by percentile, share, walk_seconds, walk_metres; null where the limit is passed, and for the share by headway. */
export function renderBusMatrixParquet(pairs: Iterable<BusPair>, fromIds: readonly string[], toIds: readonly string[], percentiles: readonly number[]): Generator<Uint8Array> {
  return renderColumns(pairs, [
    ...idColumns(fromIds, toIds),
    ...percentiles.map((p, i): Column<BusPair> => ({ name: `seconds_p${p}`, type: 'DOUBLE', valueOf: ({ ms }) => secondsOf(ms[i]) })),
    { name: 'share', type: 'DOUBLE', valueOf: ({ share }) => (share === null ? null : round(share, 4)) },
    { name: 'walk_seconds', type: 'DOUBLE', valueOf: ({ walkMs }) => secondsOf(walkMs) }, { name: 'walk_metres', type: 'DOUBLE', valueOf: ({ walkMs, walkMm }) => (walkMs === UNREACHED ? null : mmToMetres(walkMm)) },
  ]);
}

function idColumns<P extends { origin: number; destination: number }>(fromIds: readonly string[], toIds: readonly string[]): Column<P>[] {
  return [{ name: 'from_id', type: 'STRING', valueOf: ({ origin }) => fromIds[origin] }, { name: 'to_id', type: 'STRING', valueOf: ({ destination }) => toIds[destination] }];
}

function secondsOf(ms: number): number | null {
  return ms === UNREACHED ? null : ms / 1000;
}

function* renderColumns<P>(pairs: Iterable<P>, columns: readonly Column<P>[]): Generator<Uint8Array> {
  const bytes = new ByteWriter(), writer = new ParquetWriter({
    writer: bytes, createdBy: 'lifecircle',
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(({ name, type }) => (type === 'STRING' ? { name, type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const, repetition_type: 'REQUIRED' as const } : { name, type, repetition_type: 'OPTIONAL' as const }))],
  });
  /** What is written so far; the offset goes on. */
  const take = (): Uint8Array => {
    const piece = new Uint8Array(bytes.buffer.slice(0, bytes.index));
    bytes.index = 0;
    return piece;
  };
  let rows: P[] = [];
  const writeGroup = (): Uint8Array => {
    void writer.write({ rowGroupSize: ROW_GROUP, columnData: columns.map(({ name, valueOf }) => ({ name, data: rows.map(valueOf) })) });
    rows = [];
    return take();
  };
  for (const pair of pairs) {
    rows.push(pair);
    if (rows.length === ROW_GROUP) yield writeGroup();
  }
  if (rows.length > 0) yield writeGroup();
  // The tables at the end; without them nothing of the file can be read.
  void writer.finish();
  yield take();
}
