// How a report grows. Run: npm run build && npm run bench:scale [-- vertices ...]
// Questions: how long does a whole report (coverage.json) take, as a process, from 0.1 to 10 million vertices, with a settlement to ten
// vertices and a facility of each service to 4,000; how much memory; and with what exponent does it grow?
// Record a figure in bench/RESULTS.md only with the commit, machine and Node version beside it. The plot is drawn into bench/scale.svg.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeTown } from './seeded-town.ts';

/** What a report of one size took. */
interface Point { readonly vertices: number; readonly settlements: number; readonly processorSeconds: number; readonly seconds: number; readonly megabytes: number; readonly writtenMegabytes: number }

const asked = process.argv.slice(2).map(Number), sizes = asked.length > 0 ? asked : [100_000, 300_000, 1_000_000, 3_000_000];
/** Twice the memory that the runtime takes of itself on a machine of 24 GB. */
const HEAP_MEGABYTES = 8192;

console.log(`Node ${process.version}, ${cpus()[0].model} × ${cpus().length}\n\n| vertices | settlements | processor time | time | largest resident size | coverage.json |\n|---|---|---|---|---|---|`);
const points: Point[] = [];
for (const vertices of sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'lifecircle-scale-'));
  try {
    const settlements = Math.round(vertices / 10), point = { settlements, vertices: writeTown(folder, { vertices, settlements, facilitiesPerType: Math.ceil(vertices / 4000) }), ...reportOn(folder) };
    points.push(point);
    console.log(`| ${[point.vertices.toLocaleString('en'), settlements.toLocaleString('en'), `${point.processorSeconds.toFixed(1)} s`, `${point.seconds.toFixed(1)} s`, `${point.megabytes.toFixed(0)} MB`, `${point.writtenMegabytes.toFixed(0)} MB`].join(' | ')} |`);
    if (points.length > 1) writeFileSync(join(import.meta.dirname, 'scale.svg'), drawGrowth(points, exponentOf(points)));
  } finally { rmSync(folder, { recursive: true }); }
}
if (points.length > 1) console.log(`\nProcessor time grows with the vertices to the power of ${exponentOf(points).toFixed(3)}.`);

function reportOn(folder: string): Omit<Point, 'vertices' | 'settlements'> {
  const out = join(folder, 'out'), script = `
    const { run } = await import(${JSON.stringify(resolve(import.meta.dirname, '../dist/cli/main.js'))}), began = performance.now();
    const code = await run(['report', ${JSON.stringify(folder)}, '--formats', 'json', '--out', ${JSON.stringify(out)}], { ...process, env: {}, stdout: { write() {} }, stderr: { write() {} } });
    if (code !== 0) throw new Error('the report ended with ' + code);
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    console.log(JSON.stringify({ processorSeconds: (userCPUTime + systemCPUTime) / 1e6, seconds: (performance.now() - began) / 1000, megabytes: maxRSS * 1024 / 1e6 }));`;
  const taken = execFileSync(process.execPath, [`--max-old-space-size=${HEAP_MEGABYTES}`, '--input-type=module', '-e', script], { encoding: 'utf8' });
  return { ...JSON.parse(taken) as Omit<Point, 'vertices' | 'settlements' | 'writtenMegabytes'>, writtenMegabytes: statSync(join(out, 'coverage.json')).size / 1e6 };
}

/** To which power of the vertices processor time grows: least squares on the logarithms. */
function exponentOf(measured: readonly Point[]): number {
  const logs = measured.map(({ vertices, processorSeconds }) => [Math.log(vertices), Math.log(processorSeconds)]), mean = (axis: number): number => logs.reduce((sum, p) => sum + p[axis], 0) / logs.length, x0 = mean(0), y0 = mean(1);
  return logs.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0) / logs.reduce((sum, [x]) => sum + (x - x0) ** 2, 0);
}

/** Both axes by tens; the line is linear growth from the first point. */
function drawGrowth(drawn: readonly Point[], exponent: number): string {
  const SIDE = 90, LEFT = 70, TOP = 40, decades = (values: readonly number[]): [number, number] => [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  const [x0, x1] = decades(drawn.map((p) => p.vertices)), [y0, y1] = decades(drawn.map((p) => p.processorSeconds)), width = (x1 - x0) * 2 * SIDE, height = (y1 - y0) * SIDE;
  const x = (vertices: number): number => LEFT + (Math.log10(vertices) - x0) * 2 * SIDE, y = (seconds: number): number => TOP + height - (Math.log10(seconds) - y0) * SIDE, at = (value: number): string => value.toFixed(1);
  const [first] = drawn, last = drawn[drawn.length - 1], straight = first.processorSeconds * last.vertices / first.vertices;
  const grid = [
    ...Array.from({ length: x1 - x0 + 1 }, (_, i) => `<path class="grid" d="M${x(10 ** (x0 + i))} ${TOP}v${height}"/><text x="${x(10 ** (x0 + i))}" y="${TOP + height + 20}" text-anchor="middle">${(10 ** (x0 + i)).toLocaleString('en')}</text>`),
    ...Array.from({ length: y1 - y0 + 1 }, (_, i) => `<path class="grid" d="M${LEFT} ${y(10 ** (y0 + i))}h${width}"/><text x="${LEFT - 8}" y="${y(10 ** (y0 + i)) + 4}" text-anchor="end">${(10 ** (y0 + i)).toLocaleString('en')} s</text>`),
  ];
  const dots = drawn.map((p) => `<circle cx="${at(x(p.vertices))}" cy="${at(y(p.processorSeconds))}" r="4"><title>${p.vertices.toLocaleString('en')} vertices: ${p.processorSeconds.toFixed(1)} s, ${p.megabytes.toFixed(0)} MB</title></circle>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + width + 60} ${TOP + height + 50}" font-family="sans-serif" font-size="12">
<style>.grid{stroke:#ccc}.linear{stroke:#888;stroke-dasharray:5 4}.measured{stroke:#0b6;stroke-width:2;fill:none}circle{fill:#0b6}</style>
<rect width="100%" height="100%" fill="#fff"/><text x="${LEFT}" y="20">Processor time of a report by vertices of its network: exponent ${exponent.toFixed(2)}; dashed: 1</text>
${grid.join('\n')}
<path class="linear" d="M${at(x(first.vertices))} ${at(y(first.processorSeconds))}L${at(x(last.vertices))} ${at(y(straight))}"/>
<path class="measured" d="M${drawn.map((p) => `${at(x(p.vertices))} ${at(y(p.processorSeconds))}`).join('L')}"/>
${dots.join('\n')}
<text x="${LEFT + width / 2}" y="${TOP + height + 42}" text-anchor="middle">vertices</text></svg>
`;
}
