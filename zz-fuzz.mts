import { readFileSync, writeFileSync } from 'node:fs';
import { readGis } from './tests/inputs/zz-gis.ts';
const [,, file, ending, from, to] = process.argv;
const base = readFileSync(file);
for (let seed = +from; seed < +to; seed++) {
  let s = seed * 2654435761 >>> 0 || 1; const r = () => { s ^= s << 13; s ^= s >>> 17; s ^= s << 5; return (s >>> 0) / 2 ** 32; };
  const b = Buffer.from(base); const n = 1 + Math.floor(r() * 60);
  for (let i = 0; i < n; i++) b[Math.floor(r() * b.length)] = Math.floor(r() * 256);
  const path = `/tmp/gis/fz.${ending}`; writeFileSync(path, b);
  writeFileSync('/tmp/gis/seed', String(seed));
  const t = Date.now(); await readGis(path); if (Date.now() - t > 500) console.log('slow', seed, Date.now() - t);
}
console.log('ok', process.memoryUsage().rss / 1e6);
