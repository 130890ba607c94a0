/**
 * Work that is the same for many items: a question is prepared once, then each item is answered by itself. Who does it, one
 * thread alone or several side by side, is decided outside the rooms that compute: answers come in the order of the items
 * and are the same to the bit.
 */

/** A pure function over items. Question, items and packed answers are plain data and typed arrays, which threads can send each other. */
export interface Task<Question, Item, Answer, Packed> {
  /** By which another thread finds it. */
  readonly name: string;
  /** Prepare for a question. The answer to an item must not hang on the items before it. */
  readonly open: (question: Question) => (item: Item) => Answer;
  /** Between threads an answer goes as few arrays of numbers: copying objects one by one takes longer than computing them. */
  readonly pack: (answer: Answer) => Packed;
  /** @returns what was packed, to the bit. */
  readonly unpack: (packed: Packed) => Answer;
}

/** A question that items are brought to. */
export interface Session<Item, Answer> {
  /**
   * Computed as they are taken, in the order of the items.
   * @param item the i-th of `count`; may be asked for before its turn.
   * @throws what the task throws for an item, when its turn comes.
   */
  answers(count: number, item: (i: number) => Item): Iterable<Answer>;
  /** To be called when nothing more is asked. */
  close(): void;
}

export interface Crew {
  open<Question, Item, Answer, Packed>(task: Task<Question, Item, Answer, Packed>, question: Question): Session<Item, Answer>;
}

/** The thread that asks does all of it. */
export const ALONE: Crew = {
  open: (task, question) => {
    const answer = task.open(question);
    return {
      answers: function* (count, item) { for (let i = 0; i < count; i++) yield answer(item(i)); },
      close: () => undefined,
    };
  },
};

/** Answers of a session that is closed with the last of them, or when no more are taken. */
export function* askOnce<Question, Item, Answer, Packed>(crew: Crew, task: Task<Question, Item, Answer, Packed>, question: Question, count: number, item: (i: number) => Item): Generator<Answer> {
  const session = crew.open(task, question);
  try {
    yield* session.answers(count, item);
  } finally {
    session.close();
  }
}
