/** What a GeoPackage holds, asked with SQL. */
import { join } from 'node:path';
import Database from 'libsql';
import type { Reported } from '../support/command.ts';

export type Cells = Readonly<Record<string, unknown>>;

/** Rows of a query, by column name. */
export function rowsOf({ out }: Pick<Reported, 'out'>, sql: string): Cells[] {
  const database = new Database(join(out, 'coverage.gpkg'), { readonly: true });
  try {
    return database.prepare(sql).all() as Cells[];
  } finally {
    database.close();
  }
}
