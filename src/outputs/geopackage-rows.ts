/** Rows into the tables of a GeoPackage, and the spatial index over them. */
import type Database from 'libsql';
import { encodeGeometry, joinBoxes, type Box } from './geopackage-geometry.ts';
import { packRtree, type PlacedItems } from './packed-rtree.ts';
import type { Row, Table } from './geopackage.ts';

type Value = Row['values'][number] | Buffer;

/** Values given to SQLite in one call, which by itself takes as long as some ten of them. */
const VALUES_AT_ONCE = 600;

/** Add the rows of a table, whose spatial index is there and empty. @returns how many there are, and the box around them. */
export function addRows(database: Database.Database, table: Table): { count: number; box: Box | null } {
  const writer = writerOf(database, table), isPlaced = table.geometry !== null, placed = { firstIds: [] as number[], counts: [] as number[], boxes: [] as number[] };
  let count = 0, box: Box | null = null, last: Row['geometry'] = null, encoded: ReturnType<typeof encodeGeometry> | null = null;
  for (const { geometry, values } of table.rows) {
    count++;
    if (geometry === null) encoded = null;
    else if (geometry === last) placed.counts[placed.counts.length - 1]++;
    else {
      encoded = encodeGeometry(geometry);
      placed.firstIds.push(count);
      placed.counts.push(1);
      placed.boxes.push(...encoded.box);
      box = joinBoxes(box, encoded.box);
    }
    last = geometry;
    writer.add(isPlaced ? [count, encoded?.blob ?? null] : [count], values);
  }
  writer.end();
  if (box !== null) fillIndex(database, table.name, placed);
  return { count, box };
}

/** Rows of the values given, or of these and copies out of the rows they name. */
function writerOf(database: Database.Database, { name, geometry, of = [], columns }: Table): RowWriter {
  const first = geometry === null ? 1 : 2, width = first + of.length + columns.filter((c) => c.copyOf === undefined).length;
  if (of.length === 0) return new RowWriter(database, width, (rows) => `INSERT INTO "${name}" VALUES ${rows}`);
  let given = first + of.length;
  const values = [...Array.from({ length: first }, (_, i) => `r.column${i + 1}`), ...columns.map(({ copyOf }) => (copyOf === undefined ? `r.column${++given}` : copyOf.split('.').map((part) => `"${part}"`).join('.')))];
  const joins = of.map((other, i) => ` LEFT JOIN "${other}" ON "${other}"."fid" = r.column${first + i + 1}`);
  return new RowWriter(database, width, (rows) => `INSERT INTO "${name}" SELECT ${values.join(', ')} FROM (VALUES ${rows}) AS r${joins.join('')}`);
}

/** Adds rows several at a time. */
class RowWriter {
  readonly #width: number;
  readonly #atOnce: number;
  readonly #prepare: (rows: number) => Database.Statement;
  readonly #addMany: Database.Statement;
  #waiting: Value[] = [];

  /** @param sqlOf the statement that adds rows, given as "(?, ?), (?, ?)". */
  constructor(database: Database.Database, width: number, sqlOf: (rows: string) => string) {
    this.#width = width;
    this.#atOnce = Math.max(1, Math.floor(VALUES_AT_ONCE / width));
    this.#prepare = (rows) => database.prepare(sqlOf(Array<string>(rows).fill(`(${Array<string>(width).fill('?').join(', ')})`).join(', ')));
    this.#addMany = this.#prepare(this.#atOnce);
  }

  /** The values of a row, in two parts. */
  add(first: readonly Value[], rest: Row['values']): void {
    for (const value of first) this.#waiting.push(value);
    for (const value of rest) this.#waiting.push(typeof value === 'string' ? plain(value) : typeof value === 'boolean' ? Number(value) : value);
    if (this.#waiting.length < this.#atOnce * this.#width) return;
    this.#addMany.run(this.#waiting);
    this.#waiting = [];
  }

  /** Those that wait. Once, after the last. */
  end(): void {
    if (this.#waiting.length > 0) this.#prepare(this.#waiting.length / this.#width).run(this.#waiting);
  }
}

/** GIS programs take text to end at a NUL: what stands after it must not be lost. */
export function plain(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
}

/** What SQLite keeps an R-tree in: its nodes, the node above each, and the leaf of each row. */
function fillIndex(database: Database.Database, table: string, items: PlacedItems): void {
  const index = `rtree_${table}_geom`, { nodes, leaves } = packRtree(items), into = (part: string): RowWriter => new RowWriter(database, 2, (rows) => `INSERT INTO "${index}_${part}" VALUES ${rows}`);
  database.exec(`DELETE FROM "${index}_node"`); // the empty root
  const nodeRows = into('node'), parentRows = into('parent'), leafRows = into('rowid');
  let number = 0;
  for (const { bytes, parent } of nodes) {
    nodeRows.add([++number, bytes], []);
    if (parent !== null) parentRows.add([number, parent], []);
  }
  nodeRows.end();
  parentRows.end();
  for (const [id, leaf] of leaves) leafRows.add([id, leaf], []);
  leafRows.end();
}
