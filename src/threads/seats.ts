/** The other threads of a crew: started together, asked one by one, ended together. */
import type { Request } from './messages.ts';
import { Seat } from './seat.ts';

/** Items that are answered ahead of their turn. */
export interface Chunk {
  readonly count: number;
  /** null where the thread that asks answered itself. */
  readonly seat: Seat | null;
  /** null until they are there: packed, of the first items, as many as could be answered. */
  answers: readonly unknown[] | null;
}

/** Longer than any thread takes to start. */
const START_MS = 10_000;

export class Seats {
  readonly #count: number;
  readonly #signal = new Int32Array(new SharedArrayBuffer(4));
  readonly #asked = new Map<number, Chunk>();
  #seats: readonly Seat[] = [];
  #chunks = 0;

  constructor(count: number) {
    this.#count = count;
  }

  get areStarted(): boolean { return this.#seats.length > 0; }

  /** They are up some time later. */
  start(): void {
    if (!this.areStarted) this.#seats = Array.from({ length: this.#count }, () => new Seat(this.#signal));
  }

  /** Wait until all that can be had are up. */
  waitForAll(): void {
    while (this.#seats.some(({ isStarting }) => isStarting) && this.wait(START_MS));
  }

  /** One that takes another chunk of a session. */
  freeFor(session: number): Seat | undefined {
    return this.#seats.find((seat) => seat.isFreeFor(session));
  }

  ask(seat: Seat, session: number, items: readonly unknown[]): Chunk {
    const chunk: Chunk = { count: items.length, seat, answers: null };
    this.#asked.set(this.#chunks, chunk);
    seat.send({ kind: 'ask', session, chunk: this.#chunks++, items });
    return chunk;
  }

  tellWhoKnows(session: number, request: Request): void {
    for (const seat of this.#seats) if (seat.sessions.delete(session)) seat.send(request);
  }

  /** Bring what was answered to its chunk. @returns whether anything was said. */
  receive(): boolean {
    let isSaid = false;
    for (const seat of this.#seats) for (const reply of seat.receive()) {
      isSaid = true;
      if (reply.kind === 'ready') continue;
      const chunk = this.#asked.get(reply.chunk);
      if (chunk !== undefined) chunk.answers ??= reply.answers;
      this.#asked.delete(reply.chunk);
    }
    return isSaid;
  }

  /** @returns whether anything was said within the time. */
  wait(mostMs: number): boolean {
    for (;;) {
      const seen = Atomics.load(this.#signal, 0);
      if (this.receive()) return true;
      // The signal may belong to what was received before it was raised.
      if (Atomics.wait(this.#signal, 0, seen, mostMs) === 'timed-out') return this.receive();
    }
  }

  end(): void {
    for (const seat of this.#seats) seat.end();
    this.#seats = [];
    this.#asked.clear();
  }
}
