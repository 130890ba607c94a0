/** The crew that the jobs work with, and how many threads it has. */
import { availableParallelism } from 'node:os';
import { ALONE, type Crew } from '../core/crew.ts';
import { ThreadCrew } from './thread-crew.ts';

/** More are taken only where they are asked for: each has a memory of its own. */
const MOST_BY_DEFAULT = 8;
export const MOST_THREADS = 64;

let crew: Crew | null = null;

/**
 * With how many threads jobs compute from now on; their results do not hang on it. Threads are started where a job is long
 * enough to gain by them, and end with it.
 * @param count from 1, for this thread alone, to 64; null for as many as there are cores, up to 8, which holds until something else is said.
 * @throws {RangeError} for any other.
 */
export function useThreads(count: number | null): void {
  const threads = count ?? Math.min(MOST_BY_DEFAULT, availableParallelism());
  if (!Number.isInteger(threads) || threads < 1 || threads > MOST_THREADS) throw new RangeError(`the number of threads is ${threads}, expected a whole number from 1 to ${MOST_THREADS}`);
  crew = threads === 1 ? ALONE : new ThreadCrew(threads);
}

/** Asked of whoever works when a question is opened. */
export const CREW: Crew = {
  open: (task, question) => {
    if (crew === null) useThreads(null);
    return (crew ?? ALONE).open(task, question);
  },
};
