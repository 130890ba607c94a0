import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { UNREACHED } from '../../src/core/units.ts';
import { renderBusMatrixParquet, renderMatrixParquet } from '../../src/outputs/matrix-parquet.ts';
import { command } from '../support/command.ts';
import { temporaryFolder, writeProject } from '../support/project.ts';

function joined(pieces: Iterable<Uint8Array>): ArrayBuffer {
  const bytes = Buffer.concat([...pieces]);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
}

test('pairs are rows, ids as they are, row groups of a hundred thousand', async () => {
  const pairs = Array.from({ length: 250_000 }, (_, i) => ({ origin: i % 2, destination: i % 3, ms: i, mm: 100 * i })), from = ['=1+1', '甲'], to = ['x', 'y,"', ''];
  const pieces = [...renderMatrixParquet(pairs, from, to)], file = joined(pieces), { row_groups: groups, created_by: writer } = parquetMetadata(file);
  expect([groups.map(({ num_rows: rows }) => Number(rows)), writer, pieces.length]).toEqual([[100_000, 100_000, 50_000], 'lifecircle', 4]);
  const rows = await parquetReadObjects({ file });
  expect(rows).toHaveLength(250_000);
  expect([rows[0], rows[199_999]]).toEqual([{ from_id: '=1+1', to_id: 'x', seconds: 0, metres: 0 }, { from_id: '甲', to_id: 'y,"', seconds: 199.999, metres: 19_999.9 }]);
});

test('what is not reached is null, and no pairs are a file of no rows', async () => {
  const pair = { origin: 0, destination: 0, ms: [61_500, UNREACHED], walkMs: UNREACHED, walkMm: UNREACHED, share: 1 / 3 };
  expect(await parquetReadObjects({ file: joined(renderBusMatrixParquet([pair, { ...pair, share: null, walkMs: 90_000, walkMm: 90_000 }], ['a'], ['b'], [25, 50])) })).toEqual([
    { from_id: 'a', to_id: 'b', seconds_p25: 61.5, seconds_p50: null, share: 0.3333, walk_seconds: null, walk_metres: null },
    { from_id: 'a', to_id: 'b', seconds_p25: 61.5, seconds_p50: null, share: null, walk_seconds: 90, walk_metres: 90 },
  ]);
  expect(await parquetReadObjects({ file: joined(renderMatrixParquet([], [], [])) })).toEqual([]);
});

test('the ending of --out decides, and the rows are those of the CSV', async () => {
  const folder = writeProject(), out = join(temporaryFolder(), '时间.parquet'), args = ['matrix', '--walk', join(folder, 'walk.geojson'), '--from', join(folder, 'settlements.geojson'), '--to', join(folder, 'facilities.geojson')];
  const written = await command([...args, '--out', out]), { stdout } = await command(args), bytes = readFileSync(out);
  expect([written.code, written.stdout]).toEqual([0, '']);
  const rows = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) });
  expect(['from_id,to_id,seconds,metres', ...rows.map((row) => Object.values(row).join()), ''].join('\n')).toBe(stdout);
});
