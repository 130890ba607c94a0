/** --threads: with how many threads a command computes. */
import { InvalidArgumentError, Option } from 'commander';
import { MOST_THREADS } from '../threads/threads.ts';

export function threadsOption(): Option {
  return new Option('--threads <n>', 'compute with so many threads; the results are the same (default: as many as there are cores, up to 8; short work takes one)').argParser((text) => {
    const threads = /^\d+$/.test(text) ? Number(text) : 0;
    if (threads < 1 || threads > MOST_THREADS) throw new InvalidArgumentError(`Give a whole number from 1 to ${MOST_THREADS}.`);
    return threads;
  });
}
