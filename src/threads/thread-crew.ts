/** A crew of several threads, of which the one that asks is one. */
import type { Crew, Session, Task } from '../core/crew.ts';
import { Seats } from './seats.ts';
import { ThreadSession, type AnyTask, type Worth } from './thread-session.ts';

/** `npm run bench:threads` shows from when on threads pay. */
const WORTH: Worth = { doneMs: 100, startMs: 500, joinMs: 20 };

export class ThreadCrew implements Crew {
  readonly #threads: number;
  readonly #worth: Worth;
  readonly #seats: Seats;
  #sessions = 0;
  #open = 0;

  /** @param threads at least 2. */
  constructor(threads: number, worth: Worth = WORTH) {
    this.#threads = threads;
    this.#worth = worth;
    this.#seats = new Seats(threads - 1);
  }

  /** Have the other threads up before the first question. */
  start(): void {
    this.#seats.start();
    this.#seats.waitForAll();
  }

  open<Question, Item, Answer, Packed>(task: Task<Question, Item, Answer, Packed>, question: Question): Session<Item, Answer> {
    const session = new ThreadSession(this.#sessions++, task as unknown as AnyTask, question, this.#seats, this.#threads, this.#worth);
    this.#open++;
    return {
      answers: (count, item) => session.answers(count, item) as Iterable<Answer>,
      close: () => {
        session.close();
        // The threads stay for the next question of the same job, and end when this one is back at its queue of events.
        if (--this.#open === 0) setImmediate(() => { if (this.#open === 0) this.#seats.end(); }).unref();
      },
    };
  }
}
