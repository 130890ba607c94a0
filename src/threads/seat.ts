/** One thread that answers, as the thread that asks sees it. */
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import type { Beginning, Reply, Request } from './messages.ts';

/** Built of worker.ts; seen from `src` and `dist` alike. */
const SCRIPT = new URL('../../dist/threads/worker.js', import.meta.url);

export class Seat {
  /** The sessions that were opened there, with the milliseconds that it took for an item of the last chunk; null before the first. */
  readonly sessions = new Map<number, number | null>();
  readonly #worker: Worker;
  readonly #port: MessagePort;
  #state: 'starting' | 'ready' | 'lost' = 'starting';
  #chunks = 0;

  /** @param signal raised with each reply. */
  constructor(signal: Int32Array) {
    const { port1, port2 } = new MessageChannel(), beginning: Beginning = { port: port2, signal };
    this.#port = port1;
    this.#worker = new Worker(SCRIPT, { workerData: beginning, transferList: [port2], execArgv: [] });
    // Where no thread can be had (no script, no memory) it never is ready, and the thread that asks does the work.
    this.#worker.on('error', () => { this.#state = 'lost'; });
    this.#worker.unref();
    this.#port.unref();
  }

  get isStarting(): boolean { return this.#state === 'starting'; }

  /** Whether it takes one more chunk: one that it works on and one that lies ready, but only one until its pace is known. */
  isFreeFor(session: number): boolean {
    return this.#state === 'ready' && this.#chunks < (typeof this.sessions.get(session) === 'number' ? 2 : 1);
  }

  send(request: Request): void {
    if (request.kind === 'ask') this.#chunks++;
    this.#port.postMessage(request);
  }

  /** What it has said since the last time. */
  receive(): Reply[] {
    const replies: Reply[] = [];
    for (;;) {
      const received = receiveMessageOnPort(this.#port);
      if (received === undefined) return replies;
      const reply = received.message as Reply;
      if (reply.kind === 'ready') this.#state = 'ready'; else this.#take(reply);
      replies.push(reply);
    }
  }

  #take({ session, answers, ms }: Reply & { kind: 'answers' }): void {
    this.#chunks--;
    if (this.sessions.has(session)) this.sessions.set(session, ms / Math.max(1, answers.length));
  }

  /** It did not answer in time: nothing more is asked of it. */
  giveUp(): void { this.#state = 'lost'; }

  end(): void {
    this.#port.close();
    void this.#worker.terminate();
  }
}
