/** A process that is asked again and again: a line of JSON in, a line of JSON out. What it may be asked is told in python/worker.py. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';

/** What one run took. */
export interface Taken { readonly seconds: number; readonly processorSeconds: number; readonly megabytes?: number }

/** A command and the folder it is run in. */
export interface Command { readonly words: readonly string[]; readonly folder: string }

export class Worker {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;
  #complaints = '';

  constructor({ words: [program, ...rest], folder }: Command) {
    this.#process = spawn(program, rest, { cwd: folder, stdio: 'pipe' });
    this.#process.on('error', (error) => { this.#complaints += error.message; });
    this.#process.stderr.on('data', (text: Buffer) => { this.#complaints = (this.#complaints + text.toString()).slice(-2000); });
    this.#process.stdin.on('error', () => undefined); // it has ended: its silence is told below
    const lines: Interface = createInterface({ input: this.#process.stdout });
    this.#answers = lines[Symbol.asyncIterator]();
  }

  /** @returns who answers: name and version. */
  async open(job: string, question: object): Promise<string> { return (await this.#ask<{ about: string }>({ open: job, ...question })).about; }

  async run(): Promise<Taken> { return await this.#ask<Taken>({ run: true }); }

  async write(path: string): Promise<void> { await this.#ask<object>({ write: path }); }

  end(): void { this.#process.kill(); }

  async #ask<T>(question: object): Promise<T> {
    this.#process.stdin.write(`${JSON.stringify(question)}\n`);
    const answer: IteratorResult<string, unknown> = await this.#answers.next();
    if (answer.done === true) throw new Error(this.#complaints.trim().split('\n').at(-1) ?? 'it ended without a word');
    const told = JSON.parse(answer.value) as T & { error?: string };
    if (told.error !== undefined) throw new Error(told.error);
    return told;
  }
}
