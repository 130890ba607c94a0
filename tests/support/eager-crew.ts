/** A crew whose threads are all up before the first item, however short the work: so that tests of it are not a matter of time. */
import type { Session, Task } from '../../src/core/crew.ts';
import type { ThreadCrew } from '../../src/threads/thread-crew.ts';

export const eager = (Crew: typeof ThreadCrew) => class extends Crew {
  constructor(threads: number) { super(threads, { doneMs: 0, startMs: 0, joinMs: 0 }); }

  override open<Question, Item, Answer, Packed>(task: Task<Question, Item, Answer, Packed>, question: Question): Session<Item, Answer> {
    this.start();
    return super.open(task, question);
  }
};
