/**
 * A GeoPackage that opens in QGIS as it should look: layers with their spatial index, what their columns and values are
 * called, and their styles. SQLite (libsql) writes the file; rows are taken one at a time.
 */
import Database from 'libsql';
import { WGS84_ID, type GeoPackageGeometry } from './geopackage-geometry.ts';
import { addRows, plain } from './geopackage-rows.ts';
import { CORE_TABLES, PRAGMAS, spatialIndex, triggers, WRITTEN_AT } from './geopackage-sql.ts';

/** What the values of a column mean, for people. */
export interface Choices { readonly name: string; readonly labels: ReadonlyMap<string, string> }

export interface Column {
  /** Small letters, digits and _. */
  readonly name: string;
  readonly type: 'TEXT' | 'INTEGER' | 'DOUBLE' | 'BOOLEAN' | 'DATE';
  /** What people call it. */
  readonly alias: string;
  readonly choices?: Choices;
  /** "table.column" of one of the tables in `of`, where the value is a copy. */
  readonly copyOf?: string;
}

export interface Row {
  /** The very same object in rows one after the other that are in the same place. */
  readonly geometry: GeoPackageGeometry | null;
  /** For each table in `of` the place of a row in it, from 1, or null; then one for each column that is no copy. */
  readonly values: readonly (string | number | boolean | null)[];
}

export interface Table {
  /** Small letters and _. */
  readonly name: string;
  /** What people call it; no two alike. */
  readonly title: string;
  readonly description: string;
  /** null for a table without a map. */
  readonly geometry: 'POINT' | 'LINESTRING' | 'MULTIPOLYGON' | null;
  /** Other tables that rows take values from, which SQLite copies faster than it can be given them. */
  readonly of?: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: Iterable<Row>;
  /** Style of the layer in QML. */
  readonly qml: string | null;
}

/**
 * Write the tables into a file that is not there yet.
 * @param manifest JSON on how the file came about, kept in its metadata.
 */
export function writeGeoPackage(path: string, tables: readonly Table[], manifest: string): void {
  const database = new Database(path);
  try {
    database.exec(PRAGMAS);
    database.exec('BEGIN');
    database.exec(CORE_TABLES);
    database.prepare('INSERT INTO gpkg_metadata VALUES (1, \'dataset\', \'https://json-schema.org\', \'application/json\', ?)').run(plain(manifest));
    database.prepare('INSERT INTO gpkg_metadata_reference VALUES (\'geopackage\', NULL, NULL, NULL, ?, 1, NULL)').run(WRITTEN_AT);
    for (const choices of new Map(tables.flatMap((t) => t.columns.flatMap((c) => (c.choices ? [[c.choices.name, c.choices] as const] : [])))).values()) addChoices(database, choices);
    for (const table of tables) addTable(database, table);
    for (const table of [...tables.filter(({ of }) => of === undefined), ...tables.filter(({ of }) => of !== undefined)]) fillTable(database, table);
    database.prepare('INSERT INTO gpkg_ogr_contents VALUES (\'layer_styles\', ?)').run(tables.filter((t) => t.qml !== null).length);
    database.exec('COMMIT');
  } finally {
    database.close();
  }
}

function addChoices(database: Database.Database, { name, labels }: Choices): void {
  const add = database.prepare('INSERT INTO gpkg_data_column_constraints VALUES (?, \'enum\', ?, NULL, NULL, NULL, NULL, ?)');
  for (const [value, label] of labels) add.run(name, value, plain(label));
}

/** A table without rows, and what GIS programs are told of it. */
function addTable(database: Database.Database, table: Table): void {
  const { name, title, description, geometry, columns, qml } = table;
  database.prepare('INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, ?)').run(name, geometry === null ? 'attributes' : 'features', plain(title), plain(description), WRITTEN_AT, geometry === null ? 0 : WGS84_ID);
  database.exec(`CREATE TABLE "${name}" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL${geometry === null ? '' : `, "geom" ${geometry}`}${columns.map((c) => `, "${c.name}" ${c.type}`).join('')})`);
  describeColumns(database, table);
  if (geometry !== null) {
    database.prepare('INSERT INTO gpkg_geometry_columns VALUES (?, \'geom\', ?, ?, 0, 0)').run(name, geometry, WGS84_ID);
    database.exec(spatialIndex(name));
  }
  // An empty catalogue and schema, not NULL: with NULL QGIS does not find the style.
  if (qml !== null) database.prepare('INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) VALUES (\'\', \'\', ?, \'geom\', ?, ?, \'\', 1, ?, \'\', NULL, ?)').run(name, plain(title), qml, plain(title), WRITTEN_AT);
}

function fillTable(database: Database.Database, table: Table): void {
  const { name, geometry } = table, { count, box } = addRows(database, table);
  if (box !== null) database.prepare('UPDATE gpkg_contents SET min_x = ?, max_x = ?, min_y = ?, max_y = ? WHERE table_name = ?').run(...box, name);
  database.prepare('INSERT INTO gpkg_ogr_contents VALUES (?, ?)').run(name, count);
  if (geometry !== null) database.exec(triggers(name));
}

/** A column's name for people must be its own within the table: a second one has the column beside it. */
function describeColumns(database: Database.Database, { name, columns }: Table): void {
  const add = database.prepare('INSERT INTO gpkg_data_columns VALUES (?, ?, ?, ?, NULL, NULL, ?)'), taken = new Set<string>();
  for (const column of columns) {
    const alias = plain(column.alias);
    add.run(name, column.name, taken.has(alias) ? `${alias} (${column.name})` : alias, alias, column.choices?.name ?? null);
    taken.add(alias);
  }
}
