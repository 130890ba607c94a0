/** shapes.txt: the lines along which trips run. */
import type { Position } from 'geojson';
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import type { Feed } from './gtfs-feed.ts';
import { placeOf } from './gtfs-stops.ts';
import { readTable } from './gtfs-table.ts';
import { parseCount } from './gtfs-times.ts';

/** The wanted shapes of two points or more. @throws {InputError} if the table cannot be read. */
export async function readShapes({ tables: { shapes: table } }: Feed, wanted: ReadonlySet<string>, findings: Findings): Promise<Map<string, Position[]>> {
  if (table === undefined) return new Map();
  const points = new Map<string, { sequence: number; at: Position }[]>();
  await readTable(table, { required: ['shape_id', 'shape_pt_lat', 'shape_pt_lon', 'shape_pt_sequence'] }, findings, (row, line) => {
    const id = row.shape_id;
    if (id === '' || !wanted.has(id)) return;
    const place = placeOf(row.shape_pt_lon, row.shape_pt_lat), sequence = parseCount(row.shape_pt_sequence);
    if (place === null || sequence === null) {
      findings.notice('gtfs-shape-point', table.name, 'points of shapes whose place or sequence cannot be are left out', `${id} ${quote(`${row.shape_pt_lat},${row.shape_pt_lon}`)}`, 1, { id, where: `${table.name}:${line}` });
      return;
    }
    const point = { sequence, at: [place.lon, place.lat] }, ofShape = points.get(id);
    if (ofShape === undefined) points.set(id, [point]);
    else ofShape.push(point);
  });
  const shapes = new Map<string, Position[]>();
  for (const [id, ofShape] of points) if (ofShape.length >= 2) shapes.set(id, ofShape.sort((a, b) => a.sequence - b.sequence).map(({ at }) => at));
  return shapes;
}
