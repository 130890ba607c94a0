/** What the threads of a crew tell each other. */
import type { MessagePort } from 'node:worker_threads';

/** What a thread begins with. */
export interface Beginning {
  readonly port: MessagePort;
  /** One number in shared memory, raised with each message to the thread that asks: it waits on it, as its own queue of events stands still meanwhile. */
  readonly signal: Int32Array;
}

/** To a thread that answers. */
export type Request =
  | { readonly kind: 'open'; readonly session: number; readonly task: string; readonly question: unknown; readonly isWasmAllowed: boolean }
  | { readonly kind: 'ask'; readonly session: number; readonly chunk: number; readonly items: readonly unknown[] }
  | { readonly kind: 'close'; readonly session: number };

/** From it. */
export type Reply =
  | { readonly kind: 'ready' }
  /** Those before the first item that failed; of all items if none did. Packed; and how long they took. */
  | { readonly kind: 'answers'; readonly session: number; readonly chunk: number; readonly answers: readonly unknown[]; readonly ms: number };
