/**
 * One question to several threads. The one that asks answers the first items itself; where enough are left it has chunks of
 * them answered ahead of their turn, by itself when it would wait otherwise. Answers come out in the order of the items.
 * Those who take them know no promises: where nothing else is to be done this thread waits on shared memory.
 *
 * Nothing hangs on the other threads: items that they failed at, or did not answer in time, are answered here when their
 * turn comes. So faults are thrown by the same code in the same order, whatever the number of threads.
 */
import type { Session, Task } from '../core/crew.ts';
import { isWasmAllowed } from '../core/wasm.ts';
import type { Seat } from './seat.ts';
import type { Chunk, Seats } from './seats.ts';
import { shareArrays } from './shared-arrays.ts';

/** A task whose types do not matter. */
export type AnyTask = Task<unknown, unknown, unknown, unknown>;

/** When others help. */
export interface Worth {
  /** Work done here before threads are started: so that it is known how long items take. */
  readonly doneMs: number;
  /** Work left for which it pays to start them: with less, this one is done before another is up and its code is compiled. */
  readonly startMs: number;
  /** Work left for which it pays to bring the question to threads that are up. */
  readonly joinMs: number;
}

/** What a chunk should take: many times what it takes to send it, and little of all there is to do. */
const CHUNK_MS = 30;
/** Chunks of each thread that may be ahead of those taken: they are held in memory. */
const CHUNKS_AHEAD = 4;
/** What takes so many times as long as it should, and this at least, is not waited for. */
const PATIENCE = 20, PATIENCE_MS = 10_000;

export class ThreadSession implements Session<unknown, unknown> {
  readonly #number: number;
  readonly #task: AnyTask;
  readonly #question: unknown;
  readonly #seats: Seats;
  readonly #threads: number;
  readonly #worth: Worth;
  #answerOf: ((item: unknown) => unknown) | null = null;
  #shared: unknown;
  #doneMs = 0;
  #done = 0;

  constructor(number: number, task: AnyTask, question: unknown, seats: Seats, threads: number, worth: Worth) {
    this.#number = number;
    this.#task = task;
    this.#question = question;
    this.#seats = seats;
    this.#threads = threads;
    this.#worth = worth;
  }

  *answers(count: number, item: (i: number) => unknown): Generator {
    const ahead = new Map<number, Chunk>(); // by their first item
    let next = 0;
    for (let at = 0; at < count;) {
      this.#seats.receive();
      while (next < count && next - at < this.#mostAhead()) {
        const seat = this.#helper(count - next);
        if (seat === undefined) break;
        const first = next, size = Math.min(this.#chunkFor(seat), Math.ceil((count - first) / (2 * this.#threads)));
        ahead.set(first, this.#seats.ask(seat, this.#number, Array.from({ length: size }, (_, i) => item(first + i))));
        next += size;
      }
      const chunk = ahead.get(at);
      if (chunk === undefined) {
        next = at + 1;
        yield this.#answer(item(at++));
      } else if (chunk.answers !== null) {
        const { answers, seat } = chunk, end = at + chunk.count;
        ahead.delete(at);
        for (const answer of answers) { at++; yield seat === null ? answer : this.#task.unpack(answer); }
        while (at < end) yield this.#answer(item(at++));
      } else if (next < count && next - at < this.#mostAhead()) {
        ahead.set(next, this.#answerAhead(item(next)));
        next++;
      } else if (!this.#seats.wait(Math.max(PATIENCE_MS, PATIENCE * this.#msOf(chunk.count)))) {
        chunk.seat?.giveUp();
        chunk.answers = [];
      }
    }
  }

  close(): void {
    this.#seats.tellWhoKnows(this.#number, { kind: 'close', session: this.#number });
  }

  /** Who may be given some of the items that are left. */
  #helper(left: number): Seat | undefined {
    const { doneMs, startMs, joinMs } = this.#worth, leftMs = this.#msOf(left);
    if (left < 2) return undefined;
    if (!this.#seats.areStarted && this.#doneMs >= doneMs && leftMs >= startMs) this.#seats.start();
    const seat = leftMs >= joinMs ? this.#seats.freeFor(this.#number) : undefined;
    if (seat !== undefined && !seat.sessions.has(this.#number)) {
      this.#shared ??= shareArrays(this.#question);
      seat.sessions.set(this.#number, null);
      seat.send({ kind: 'open', session: this.#number, task: this.#task.name, question: this.#shared, isWasmAllowed: isWasmAllowed() });
    }
    return seat;
  }

  /** How long items take, as far as is known: nothing, before the first. */
  #msOf(items: number): number {
    return this.#done === 0 ? 0 : items * this.#doneMs / this.#done;
  }

  /** Items by the pace of the thread that is asked: one is slow until its code is compiled, and gets a single item first. */
  #chunkFor(seat: Seat): number {
    return itemsIn(seat.sessions.get(this.#number) ?? CHUNK_MS);
  }

  #mostAhead(): number {
    return CHUNKS_AHEAD * this.#threads * itemsIn(this.#msOf(1));
  }

  #answer(item: unknown): unknown {
    this.#answerOf ??= this.#task.open(this.#question);
    const began = performance.now(), answer = this.#answerOf(item);
    this.#doneMs += performance.now() - began;
    this.#done++;
    return answer;
  }

  /** What it throws is thrown when its turn has come. */
  #answerAhead(item: unknown): Chunk {
    try {
      return { count: 1, seat: null, answers: [this.#answer(item)] };
    } catch {
      return { count: 1, seat: null, answers: [] };
    }
  }
}

/** How many items a chunk has. */
function itemsIn(itemMs: number): number {
  return Math.max(1, Math.floor(CHUNK_MS / Math.max(itemMs, 1e-3)));
}
