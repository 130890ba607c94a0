/** Options that several commands have. */
import { Option } from 'commander';
import type { WalkProfile } from '../core/units.ts';
import type { Lang } from '../outputs/words.ts';
import { parseDay, positiveUpTo } from './arguments.ts';
import type { World } from './streams.ts';

/** Places of a project, and who goes. */
export interface PlaceOptions { readonly settlement?: string[]; readonly service?: string; readonly profile?: WalkProfile['id'] }

export function dateOption(says: string): Option {
  return new Option('--date <day>', says).default(new Date().toISOString().slice(0, 10), 'today').argParser(parseDay);
}

export function profileOption(): Option {
  return new Option('--profile <people>', "of the project: whose walking speed (default: the service's, else adult)").choices(['adult', 'elderly']);
}

export function walkSpeedOption(): Option {
  return new Option('--walk-speed <metres>', 'metres per minute, without a project').default(60).argParser(positiveUpTo(500));
}

export function maxSnapOption(): Option {
  return new Option('--max-snap <metres>', 'longest straight leg to the network, without a project').default(300).argParser(positiveUpTo(5000));
}

export function langOption({ env }: World): Option {
  return new Option('--lang <lang>', 'language of tables and summaries').choices(['zh', 'en']).default(langOf(env), 'from the locale');
}

/** Chinese where the locale is, else English. */
function langOf(env: World['env']): Lang {
  const given = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => env[name] ?? '').find((value) => value !== ''); // POSIX: empty is unset
  const locale = given ?? Intl.DateTimeFormat().resolvedOptions().locale;
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
