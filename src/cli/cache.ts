/** --cache: a folder in which the network is kept between runs. */
import { existsSync, statSync } from 'node:fs';
import { InvalidArgumentError, Option } from 'commander';
import { printable } from '../core/printable.ts';
import type { Cache, CacheOutcome } from '../pipeline-network.ts';
import { ERASE_LINE } from './progress.ts';
import type { World } from './streams.ts';

export interface CacheOptions { readonly cache?: Cache }

/** What became of it goes to standard error, and into no result. */
export function cacheOption({ stderr }: World): Option {
  return new Option('--cache <dir>', 'keep the network in this folder, and take it from there while the walk layer stays as it is; of a project').argParser((folder): Cache => {
    if (existsSync(folder) && !statSync(folder).isDirectory()) throw new InvalidArgumentError('It is a file: give a folder.');
    return { folder, onOutcome: (outcome) => { stderr.write(`${stderr.isTTY === true ? ERASE_LINE : ''}cache: ${printable(describe(outcome, folder))}\n`); } };
  });
}

const FAULTS = {
  'foreign': 'is none of ours', 'other-version': 'is of another version', 'other-byte-order': 'is of another kind of machine', 'other-key': 'is of other data',
  'cut-off': 'is cut off', 'damaged': 'is damaged',
} as const;

function describe(outcome: CacheOutcome, folder: string): string {
  switch (outcome.kind) {
    case 'taken': return `the network was taken from ${folder}`;
    case 'kept': return outcome.fault === null ? `the network was built, and kept in ${folder}` : `the network was built anew, and kept in ${folder}: the file there ${FAULTS[outcome.fault]}`;
    case 'not-kept': return `the network was built, and not kept: ${outcome.why}`;
  }
}
