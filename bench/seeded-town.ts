/**
 * A seeded town as a project on disk: a jittered grid of streets with shape points, as long as
 * `vertices` asks for; settlements and facilities of every type of the Chongming checklist spread over it.
 */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { builtIn, readChecklist } from '../src/inputs/checklist.ts';
import { Findings } from '../src/core/problems.ts';
import { seeded } from '../tests/support/random.ts';

const SHAPE_POINTS = 3, BLOCK_DEGREES = 0.001;

export interface TownSize { readonly vertices: number; readonly settlements: number; readonly facilitiesPerType: number }

/** Write the town into a folder and return how many vertices it has. */
export function writeTown(folder: string, { vertices, settlements, facilitiesPerType }: TownSize): number {
  mkdirSync(folder, { recursive: true });
  const side = Math.round(Math.sqrt(vertices / (1 + 2 * SHAPE_POINTS))), random = seeded(vertices);
  const origin = { lon: 121.3, lat: 31.4 };
  const junction = (x: number, y: number): [number, number] => {
    const jitter = seeded(1 + y * side + x);
    return [origin.lon + BLOCK_DEGREES * (x + 0.3 * jitter()), origin.lat + BLOCK_DEGREES * (y + 0.3 * jitter())];
  };
  const walk = collection(join(folder, 'walk.geojson'));
  let written = side * side;
  const street = (a: [number, number], b: [number, number], highway: string): void => {
    const line = Array.from({ length: SHAPE_POINTS + 2 }, (_, i) => {
      const t = i / (SHAPE_POINTS + 1), bend = i === 0 || i === SHAPE_POINTS + 1 ? 0 : 0.05 * BLOCK_DEGREES;
      return [degrees(a[0] + t * (b[0] - a[0]) + bend * (random() - 0.5)), degrees(a[1] + t * (b[1] - a[1]) + bend * (random() - 0.5))];
    });
    written += SHAPE_POINTS;
    walk.add({ highway }, { type: 'LineString', coordinates: line });
  };
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) {
    if (x + 1 < side && random() > 0.05) street(junction(x, y), junction(x + 1, y), 'residential');
    if (y + 1 < side && random() > 0.05) street(junction(x, y), junction(x, y + 1), 'footway');
  }
  walk.end();
  const place = () => ({ type: 'Point', coordinates: [degrees(origin.lon + BLOCK_DEGREES * side * random()), degrees(origin.lat + BLOCK_DEGREES * side * random())] });
  const homes = collection(join(folder, 'settlements.geojson'));
  for (let i = 0; i < settlements; i++) homes.add({ id: `s${i}`, name: `居民点${i}`, township: `镇${i % 18}`, kind: i % 2 ? 'rural' : 'urban', population: Math.floor(500 * random()) }, place());
  homes.end();
  const services = readChecklist(builtIn('chongming', 'bench'), new Findings())?.checklist.tables.flatMap((t) => t.services.map((s) => s.id)) ?? [];
  const facilities = collection(join(folder, 'facilities.geojson'));
  for (const type of new Set(services)) for (let i = 0; i < facilitiesPerType; i++) facilities.add({ id: `${type}${i}`, type, name: type }, place());
  facilities.end();
  writeFileSync(join(folder, 'lifecircle.yaml'), 'layers: {settlements: settlements.geojson, facilities: facilities.geojson, walk: walk.geojson}\n');
  return written;
}

function degrees(value: number): number {
  return Math.round(value * 1e7) / 1e7;
}

function collection(path: string) {
  const file = openSync(path, 'w');
  let waiting = '{"type":"FeatureCollection","features":[\n', separator = '';
  const flush = (): void => { writeSync(file, waiting); waiting = ''; };
  return {
    add: (properties: object, geometry: object): void => {
      waiting += `${separator}${JSON.stringify({ type: 'Feature', properties, geometry })}`;
      separator = ',\n';
      if (waiting.length > 1 << 20) flush();
    },
    end: (): void => { waiting += '\n]}\n'; flush(); closeSync(file); },
  };
}
