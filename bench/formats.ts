// Load time and peak memory of each format of the walk layer, per size of town. Run: npm run bench:formats
// Each format is read in a process of its own, so that its largest resident size is its own; the checksums of a size must be equal.
// Record a figure in bench/RESULTS.md only with the commit, machine and Node version beside it.
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Findings } from '../src/core/problems.ts';
import { DEGREES } from '../src/inputs/crs.ts';
import { WalkLinesBuilder } from '../src/inputs/walk-lines.ts';
import { readWalk } from '../src/inputs/walk.ts';
import { writeTown } from './seeded-town.ts';

const SIZES = [17_000, 170_000, 800_000];

interface Line { readonly properties: { readonly highway: string }; readonly geometry: { readonly coordinates: readonly (readonly [number, number])[] } }

/** Each writes the lines of walk.geojson again, under the name beside it. */
const FORMATS: readonly { readonly name: string; readonly write: (folder: string, path: string) => Promise<void> | void }[] = [
  { name: 'walk.geojson', write: () => undefined },
  { name: 'walk.ndjson', write: async (folder, path) => { await rewrite(folder, path, '', (line) => `${JSON.stringify(line)}\n`, ''); } },
  { name: 'walk.csv', write: async (folder, path) => { await rewrite(folder, path, 'highway,wkt\n', ({ properties, geometry }) => `${properties.highway},"LINESTRING (${geometry.coordinates.map((c) => c.join(' ')).join(', ')})"\n`, ''); } },
  { name: 'walk.gb18030.csv', write: async (folder, path) => {
    await rewrite(folder, `${path}.txt`, 'highway,道路名称,wkt\n', ({ properties, geometry }) => `${properties.highway},人民路,"LINESTRING (${geometry.coordinates.map((c) => c.join(' ')).join(', ')})"\n`, '');
    execFileSync('iconv', ['-f', 'utf-8', '-t', 'gb18030', '-o', path, `${path}.txt`]);
  } },
  { name: 'walk.xlsx', write: (folder, path) => { execFileSync('ogr2ogr', [path, join(folder, 'walk.csv')], { stdio: 'ignore' }); } },
  { name: 'walk.osm', write: writeOsm },
  { name: 'walk.osm.gz', write: async (folder, path) => { await pipeline(createReadStream(join(folder, 'walk.osm')), createGzip(), createWriteStream(path)); } },
  { name: 'walk.gpkg', write: withGdal },
  { name: 'walk.shp', write: withGdal },
  { name: 'walk.fgb', write: withGdal },
  { name: 'walk.osm.pbf', write: (folder, path) => { execFileSync('osmium', ['cat', join(folder, 'walk.osm'), '-o', path], { stdio: 'ignore' }); } },
];

if (process.argv[2] === 'read') await read(process.argv[3]);
else await compare();

async function compare(): Promise<void> {
  console.log(`Node ${process.version}, ${cpus()[0].model} × ${cpus().length}`);
  const top = mkdtempSync(join(tmpdir(), 'lifecircle-bench-'));
  for (const size of SIZES) {
    const folder = join(top, String(size));
    console.log(`\n## ${writeTown(folder, { vertices: size, settlements: 1, facilitiesPerType: 1 }).toLocaleString('en')} vertices`);
    for (const { name, write } of FORMATS) {
      const path = join(folder, name);
      try {
        await write(folder, path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // the tool that writes it is not installed
        console.log(`${name.padEnd(16)} skipped: ${(error as Error).message}`);
        continue;
      }
      const read = execFileSync(process.execPath, ['--import', 'tsx', import.meta.filename, 'read', path], { encoding: 'utf8' });
      console.log(`${name.padEnd(16)} ${(statSync(path).size / 1e6).toFixed(1).padStart(7)} MB  ${read.trim()}`);
    }
  }
  rmSync(top, { recursive: true });
}

/** One format in a process of its own. The first run is the one that counts: a report reads each file once. */
async function read(path: string): Promise<void> {
  const start = performance.now(), builder = new WalkLinesBuilder(), findings = new Findings();
  await readWalk({ file: { name: path, path }, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null }, builder, findings);
  findings.throwIfFaults();
  const { lineCount, lon, lat } = builder.finish(), milliseconds = performance.now() - start;
  let sum = 0;
  for (let i = 0; i < lon.length; i++) sum = (Math.imul(sum, 31) + lon[i] + Math.imul(7, lat[i])) | 0;
  console.log(`${milliseconds.toFixed(0).padStart(6)} ms  at most ${(process.resourceUsage().maxRSS / 1000).toFixed(0).padStart(5)} MB  check ${lineCount} lines ${lon.length} vertices ${sum}`);
}

/** A FlatGeobuf without the index, which would put the lines in another order. */
function withGdal(folder: string, path: string): void {
  execFileSync('ogr2ogr', [...(path.endsWith('.fgb') ? ['-lco', 'SPATIAL_INDEX=NO'] : []), path, join(folder, 'walk.geojson')], { stdio: 'ignore' });
}

async function* linesOf(folder: string): AsyncGenerator<Line> {
  for await (const row of createInterface({ input: createReadStream(join(folder, 'walk.geojson')) })) {
    if (row.startsWith('{"type":"Feature",')) yield JSON.parse(row.replace(/,$/, '')) as Line;
  }
}

async function rewrite(folder: string, path: string, head: string, row: (line: Line) => string, foot: string): Promise<void> {
  await pipeline(async function* () {
    yield head;
    for await (const line of linesOf(folder)) yield row(line);
    yield foot;
  }, createWriteStream(path));
}

/** Nodes first, as extracts have them; points with equal coordinates are one node. */
async function writeOsm(folder: string, path: string): Promise<void> {
  const ids = new Map<string, number>(), nodes: string[] = [], ways: string[] = [];
  for await (const { properties, geometry } of linesOf(folder)) {
    const refs = geometry.coordinates.map(([lon, lat]) => {
      const key = `${lon} ${lat}`, known = ids.get(key);
      if (known !== undefined) return known;
      ids.set(key, ids.size + 1);
      nodes.push(`<node id="${ids.size}" lon="${lon}" lat="${lat}" version="1"/>`);
      return ids.size;
    });
    ways.push(`<way id="${ways.length + 1}" version="1">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}<tag k="highway" v="${properties.highway}"/></way>`);
  }
  writeFileSync(path, ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6" generator="bench">', ...nodes, ...ways, '</osm>', ''].join('\n'));
}
