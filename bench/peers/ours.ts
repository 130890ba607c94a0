// lifecircle as a process that is asked again and again, as worker.ts and python/worker.py say. Given "plain", it runs without WebAssembly.
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Question } from './our-jobs.ts';
import type { Taken } from './worker.ts';

if (process.argv[2] === 'plain') Reflect.deleteProperty(globalThis, 'WebAssembly');
const { JOBS } = await import('./our-jobs.ts');

interface Asked extends Question { readonly open?: string; readonly write?: string }
let job: Awaited<ReturnType<(typeof JOBS)[string]>> | null = null, answer: unknown;

for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(await reply(line).catch((error: unknown) => ({ error: String(error) }))));

async function reply(line: string): Promise<object> {
  const asked = JSON.parse(line) as Asked;
  if (asked.open !== undefined) {
    job = await JOBS[asked.open](asked);
    return { about: job.about };
  }
  if (job === null) throw new RangeError('nothing has been opened');
  if (asked.write === undefined) return await take(job.work);
  const written = job.answerOf(answer as never);
  writeFileSync(asked.write, written instanceof Uint32Array ? written : JSON.stringify(written));
  return {};
}

async function take(work: () => unknown): Promise<Taken> {
  const before = process.memoryUsage().rss, clock = performance.now(), processor = process.cpuUsage();
  answer = await work();
  const { user, system } = process.cpuUsage(processor);
  return { seconds: (performance.now() - clock) / 1000, processorSeconds: (user + system) / 1e6, megabytes: (process.resourceUsage().maxRSS * 1024 - before) / 1e6 };
}

