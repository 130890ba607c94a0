/** The script of a thread that answers. It is bundled (`npm run build:worker`), so that it starts from one file, and from source under tests as well. */
import { workerData } from 'node:worker_threads';
import { allowWasm } from '../core/wasm.ts';
import type { Beginning, Reply, Request } from './messages.ts';
import { TASKS } from './tasks.ts';

const { port, signal } = workerData as Beginning;
/** By session: packed answers. None where the question cannot be prepared: the thread that asks will meet the same fault itself. */
const sessions = new Map<number, ((item: unknown) => unknown) | null>();

port.on('message', (request: Request) => {
  switch (request.kind) {
    case 'open': sessions.set(request.session, open(request)); break;
    case 'ask': send(answer(request)); break;
    case 'close': sessions.delete(request.session); break;
  }
});
send({ kind: 'ready' });

function open({ task: name, question, isWasmAllowed }: Request & { kind: 'open' }): ((item: unknown) => unknown) | null {
  const task = TASKS.find((known) => known.name === name);
  if (task === undefined) return null;
  allowWasm(isWasmAllowed);
  try {
    const answerOf = task.open(question);
    return (item) => task.pack(answerOf(item));
  } catch {
    return null;
  }
}

function answer({ session, chunk, items }: Request & { kind: 'ask' }): Reply {
  const answerOf = sessions.get(session) ?? null, answers: unknown[] = [], began = performance.now();
  try {
    if (answerOf !== null) for (const item of items) answers.push(answerOf(item));
  } catch {
    // What is missing is computed by the thread that asks, which throws there what it threw here.
  }
  return { kind: 'answers', session, chunk, answers, ms: performance.now() - began };
}

function send(reply: Reply): void {
  port.postMessage(reply);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
}
