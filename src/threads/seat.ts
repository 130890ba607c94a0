/** One thread that answers, as the thread that asks sees it. */
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import type { Beginning, Reply, Request } from './messages.ts';

/** Built of worker.ts; seen from `src` and `dist` alike. */
const SCRIPT = new URL('../../dist/threads/worker.js', import.meta.url);
/** One that it works on, and one that lies ready. */
const MOST_CHUNKS = 2;

export class Seat {
  /** The sessions that were opened there. */
  readonly sessions = new Set<number>();
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

  /** Whether it takes one more chunk. */
  get isFree(): boolean { return this.#state === 'ready' && this.#chunks < MOST_CHUNKS; }

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
      if (reply.kind === 'answers') this.#chunks--; else this.#state = 'ready';
      replies.push(reply);
    }
  }

  /** It did not answer in time: nothing more is asked of it. */
  giveUp(): void { this.#state = 'lost'; }

  end(): void {
    this.#port.close();
    void this.#worker.terminate();
  }
}
