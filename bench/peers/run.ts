// lifecircle beside its peers, doing the same work on the same data in the same run. Run: npm run bench:peers [-- --help]
// Questions: are the answers the same, and how many times as fast are we? Each answer is compared before it is timed; then all take
// turns, and medians are compared. Peers are optional: one that cannot be had is a row with the reason.
// Record a figure in bench/RESULTS.md only with the commit, machine and Node version beside it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SnapIndex } from '../../src/network/snap.ts';
import { writeTown } from '../seeded-town.ts';
import { compareBus, compareIsochrones, compareJson, compareNothing, compareTimes, compareTimesWithin, isSame, type Agreement, type Compare } from './compare.ts';
import { buildOurs, installPython, installR5, type Missing } from './install.ts';
import { BUS, chooseBusPlaces, chooseIsochronePlaces, layBusPlaces, layGraph, openNearestWork, readNetwork, readPlanWork } from './work.ts';
import { Worker, type Command, type Taken } from './worker.ts';

const { values: options } = parseArgs({ options: {
  place: { type: 'string', default: join(tmpdir(), 'lifecircle-peers') }, data: { type: 'string', default: resolve(import.meta.dirname, '../../../shared/data') },
  python: { type: 'string', default: 'python3' }, only: { type: 'string', default: '' }, rounds: { type: 'string', default: '5' }, json: { type: 'string' }, help: { type: 'boolean', default: false },
} });
const USAGE = `npm run bench:peers -- [--place FOLDER] [--data FOLDER] [--python PROGRAM] [--only WORDS] [--rounds N] [--json FILE]
  --place   where the peers are installed, outside the repository (default: ${options.place})
  --data    the real data (default: ${options.data}); what needs it is skipped where it is absent
  --python  3.12 or newer (default: python3)
  --only    only the work whose name has these words
  --rounds  how often each of them runs, after once untimed (default: 5)
  --json    write the table there as well`;

/** cityseer sums metres of 32 bits along its arcs. */
const CITYSEER_MS = 100;

/** One of those who do a work. */
interface Doer { readonly name: string; readonly command: Command | null; readonly job: string; readonly isOurs?: boolean; /** Where its model is another than that of the work. */ readonly compare?: Compare }

/** A work, for ours and theirs. */
interface Work {
  readonly name: string;
  /** What it needs of the real data. */
  readonly needs: readonly string[];
  readonly doers: readonly Doer[];
  readonly compare: Compare;
  /** Lay what peers need into the folder; returns what is asked. */
  readonly lay: (folder: string) => Promise<object>;
  /** Whether each run is a process of its own, for its memory. */
  readonly isFresh?: boolean;
}

interface Row { readonly work: string; readonly ours: string; readonly peer: string; readonly oursSeconds?: number; readonly peerSeconds?: number; readonly ratio?: number; readonly clockRatio?: number; readonly memoryRatio?: number; readonly answers: string }

if (options.help) { console.log(USAGE); process.exit(0); }
const missing: Missing = new Map(), HERE = import.meta.dirname, folder = mkdtempSync(join(tmpdir(), 'lifecircle-peers-run-')), rounds = Number(options.rounds);
const python = installPython(options.place, options.python, missing), r5 = installR5(options.place, missing), program = buildOurs(), data = (name: string): string => join(options.data, name);

const ours = (job: string, name = 'lifecircle', words: readonly string[] = []): Doer => ({ name, job, isOurs: true, command: { words: [process.execPath, program, ...words], folder: HERE } });
const peer = (name: string, job: string): Doer => ({ name, job, command: missing.has(name) ? null : { words: [python, 'worker.py', `${name.replace('pyvalhalla', 'valhalla')}_peer`], folder: join(HERE, 'python') } });
const town = (): string => {
  const at = join(folder, 'town');
  if (!existsSync(at)) writeTown(at, { vertices: 800_000, settlements: 0, facilitiesPerType: 0 });
  return join(at, 'walk.geojson');
};

const WORKS: readonly Work[] = [
  ...[['town of 800,000 vertices', null, 15], ['town of 800,000 vertices', null, 60], ['Heidelberg', 'heidelberg/heidelberg.osm.pbf', 15], ['Heidelberg', 'heidelberg/heidelberg.osm.pbf', 60], ['Porto Alegre', 'porto-alegre/walk.geojson', 60]].map(([name, file, minutes]): Work => ({
    name: `nearest of 20 services within ${minutes} min, ${name}`, needs: file === null ? [] : [String(file)], compare: compareTimes,
    doers: [ours('nearest'), ours('nearest', 'lifecircle without WebAssembly', ['plain']), ours('prepared', 'lifecircle, network prepared'), peer('scipy', 'nearest'), peer('pandana', 'nearest'), peer('networkit', 'nearest'), ...(minutes === 15 && file !== null ? [{ ...peer('cityseer', 'nearest'), compare: compareTimesWithin(CITYSEER_MS) }] : [])],
    lay: async (at) => {
      const question = { walk: file === null ? town() : data(String(file)), minutes: Number(minutes) };
      layGraph(await openNearestWork(question), at);
      return question;
    },
  })),
  {
    name: '15-minute walking isochrones, Liechtenstein', needs: ['liechtenstein/liechtenstein.osm.pbf'], compare: compareIsochrones, doers: [ours('isochrones'), peer('pyvalhalla', 'isochrones')],
    lay: async (at) => {
      const walk = data('liechtenstein/liechtenstein.osm.pbf'), places = chooseIsochronePlaces(new SnapIndex(await readNetwork(walk)));
      writeFileSync(join(at, 'isochrones.json'), JSON.stringify(places.map(({ placeLon, placeLat }) => [placeLon, placeLat])));
      return { walk, extract: walk };
    },
  },
  {
    name: `${BUS.settlements} settlements by bus to ${BUS.services} services, 07:00-09:00, Porto Alegre`, needs: ['porto-alegre/porto-alegre.osm.pbf', 'porto-alegre/eptc-gtfs.zip', 'porto-alegre/trensurb-gtfs.zip'], compare: compareBus,
    doers: [ours('bus'), { name: 'r5', job: 'bus', command: r5 === null ? null : { words: ['java', '-Xmx4g', '-cp', r5, 'R5', folder, BUS.date, String(BUS.settings.window.startSeconds), String(BUS.settings.window.endSeconds), ...['porto-alegre.osm.pbf', 'eptc-gtfs.zip', 'trensurb-gtfs.zip'].map((name) => join(folder, name))], folder } }],
    lay: async (at) => {
      const question = { walk: data('porto-alegre/porto-alegre.osm.pbf'), feeds: ['eptc-gtfs.zip', 'trensurb-gtfs.zip'].map((name) => data(`porto-alegre/${name}`)) };
      layBusPlaces(chooseBusPlaces(new SnapIndex(await readNetwork(question.walk))), at);
      for (const file of [question.walk, ...question.feeds]) execFileSync('cp', [file, at]); // R5 writes beside its inputs
      return question;
    },
  },
  {
    name: 'fewest sites, and most people with four, San Francisco', needs: ['facility-location/san-francisco-network-distance.csv'], compare: compareJson, doers: [ours('plan'), peer('spopt', 'plan')],
    lay: async (at) => {
      const csv = data('facility-location/san-francisco-network-distance.csv'), { metres, ...rest } = readPlanWork(csv);
      writeFileSync(join(at, 'plan.json'), JSON.stringify({ ...rest, metres: metres.map((row) => row.map((m) => (m === Infinity ? 1e12 : m))) }));
      return await Promise.resolve({ csv });
    },
  },
  { name: 'read and build, town of 800,000 vertices', needs: [], compare: compareNothing, isFresh: true, doers: [ours('read'), { ...ours('json', 'JSON.parse'), isOurs: false }], lay: async () => await Promise.resolve({ walk: town() }) },
];

const rows: Row[] = [];
for (const work of WORKS.filter(({ name }) => name.includes(options.only))) {
  const absent = work.needs.find((name) => !existsSync(data(name)));
  if (absent !== undefined) rows.push({ work: work.name, ours: '', peer: '', answers: `skipped: no ${absent}` });
  else rows.push(...await comparison(work));
}
rmSync(folder, { recursive: true });
console.log(`\nCommit ${execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', cwd: HERE }).trim()}, ${cpus()[0].model} × ${cpus().length}, Node ${process.version}; medians of ${rounds} turns, seconds of processor time\n`);
console.log(markdownOf(rows));
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(rows, null, 1)}\n`);

/** One who does the work, and what its runs took. */
interface Contestant { readonly doer: Doer; readonly worker: Worker; readonly about: string; readonly answer: string; readonly taken: Taken[] }

async function comparison(work: Work): Promise<Row[]> {
  console.error(work.name);
  mkdirSync(folder, { recursive: true });
  const question = { ...await work.lay(folder), folder }, there: Contestant[] = [], failed: Row[] = [];
  const fail = ({ name }: Doer, reason: string): void => { failed.push({ work: work.name, ours: '', peer: name, answers: `not compared: ${reason}` }); };
  for (const [i, doer] of work.doers.entries()) {
    if (doer.command === null) { fail(doer, missing.get(doer.name) ?? 'not installed'); continue; }
    const worker = new Worker(doer.command), answer = join(folder, `answer-${i}`);
    try {
      const about = await worker.open(doer.job, question);
      await worker.run();
      await worker.write(answer);
      there.push({ doer, worker, about: doer.isOurs === true ? doer.name : about, answer, taken: [] });
    } catch (error) {
      worker.end();
      if (doer.isOurs === true) throw error;
      fail(doer, (error as Error).message);
    }
  }
  const ourselves = there.filter(({ doer }) => doer.isOurs), others = there.filter(({ doer }) => doer.isOurs !== true);
  for (const one of ourselves) if (!isSame(ourselves[0].answer, one.answer)) throw new Error(`${one.about} disagrees with ${ourselves[0].about}`);
  const agreements = new Map(others.map((one) => [one, (one.doer.compare ?? work.compare)(ourselves[0].answer, one.answer)]));
  for (let round = 0; round < rounds; round++) for (const { doer, worker, taken } of there) taken.push(work.isFresh === true ? await runFresh(doer, question) : await worker.run());
  for (const { worker } of there) worker.end();
  return [...others.flatMap((theirs) => ourselves.map((mine) => rowOf(work, mine, theirs, agreements.get(theirs)))), ...failed];
}

async function runFresh({ command, job }: Doer, question: object): Promise<Taken> {
  if (command === null) throw new RangeError('there is no command');
  const worker = new Worker(command);
  await worker.open(job, question);
  const taken = await worker.run();
  worker.end();
  return taken;
}

function rowOf({ name, isFresh }: Work, mine: Contestant, theirs: Contestant, agreement: Agreement | undefined): Row {
  const ratioOf = (of: (taken: Taken) => number): number => medianOf(theirs.taken.map(of)) / medianOf(mine.taken.map(of));
  return {
    work: name, ours: mine.about, peer: theirs.about, oursSeconds: medianOf(mine.taken.map((t) => t.processorSeconds)), peerSeconds: medianOf(theirs.taken.map((t) => t.processorSeconds)),
    ratio: ratioOf((t) => t.processorSeconds), clockRatio: ratioOf((t) => t.seconds), ...(isFresh === true ? { memoryRatio: 1 / ratioOf((t) => t.megabytes ?? NaN) } : {}),
    answers: `${agreement?.isAsExpected === false ? 'DISAGREES: ' : ''}${agreement?.words ?? ''}`,
  };
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function markdownOf(all: readonly Row[]): string {
  const number = (value: number | undefined): string => (value === undefined ? '' : String(Number(value.toPrecision(3))));
  return ['| work | ours | peer | ours, s | peer, s | times as fast | by the clock | answers |', '|---|---|---|---|---|---|---|---|', ...all.map((r) =>
    `| ${[r.work, r.ours, r.peer, number(r.oursSeconds), number(r.peerSeconds), number(r.ratio), number(r.clockRatio), `${r.answers}${r.memoryRatio === undefined ? '' : `; ${number(r.memoryRatio)} of its memory`}`].join(' | ')} |`)].join('\n');
}
