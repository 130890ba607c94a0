/** Walks from stops, within a limit: to other stops (transfers), or to whatever one rides for (egress legs). */
import { startsOf } from '../core/ranges.ts';

/** The walks from stop s are first[s] .. first[s + 1] - 1. */
export interface FootLinks {
  /** Length S + 1. */
  readonly first: Uint32Array;
  /** By walk: where it leads. */
  readonly to: Uint32Array;
  /** How long until one is there: at least `walkMs`, more where a timetable asks for it. */
  readonly ms: Uint32Array;
  readonly walkMs: Uint32Array;
  readonly mm: Uint32Array;
}

/** One walk, before it is put in order. */
export interface FootLink { readonly from: number; readonly to: number; readonly ms: number; readonly walkMs: number; readonly mm: number }

/** @param links in any order; those of one stop keep theirs. */
export function orderLinks(stopCount: number, links: readonly FootLink[]): FootLinks {
  const counts = new Uint32Array(stopCount);
  for (const { from } of links) counts[from]++;
  const first = startsOf(counts);
  const next = first.slice(), count = links.length, to = new Uint32Array(count), ms = new Uint32Array(count), walkMs = new Uint32Array(count), mm = new Uint32Array(count);
  for (const link of links) {
    const i = next[link.from]++;
    to[i] = link.to;
    ms[i] = link.ms;
    walkMs[i] = link.walkMs;
    mm[i] = link.mm;
  }
  return { first, to, ms, walkMs, mm };
}
