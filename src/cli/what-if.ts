/** lifecircle what-if PROJECT --scenario FILE */
import { Option, type Command } from 'commander';
import type { Lang } from '../outputs/words.ts';
import { compareScenario } from '../pipeline-scenario.ts';
import { fileAt } from './arguments.ts';
import { cacheOption, type CacheOptions } from './cache.ts';
import { DIFF_FORMATS, writeComparison, type DiffFormat } from './diff.ts';
import { langOption } from './options.ts';
import { refuseToOverwrite, refuseToOverwriteInputs } from './overwriting.ts';
import { showStep } from './progress.ts';
import type { World } from './streams.ts';

interface WhatIfOptions extends CacheOptions { readonly scenario: string; readonly format: DiffFormat; readonly lang: Lang; readonly out?: string }

export function declareWhatIf(program: Command, world: World): void {
  program.command('what-if')
    .description('What a scenario would change: facilities that are added, removed, moved, of another type, opened or shared, new footways and bus lines')
    .argument('<project>', 'folder with a lifecircle.yaml, or the file itself; its files stay as they are')
    .requiredOption('--scenario <file>', 'what is changed in thought, as .yaml')
    .addOption(new Option('--format <format>', 'how to tell it').choices(DIFF_FORMATS).default('text'))
    .option('--out <file>', 'file to write (default: standard output)')
    .addOption(cacheOption(world))
    .addOption(langOption(world))
    .addHelpText('after', `
It tells what diff would between the project and a copy of it that was edited by hand. All outputs of the changed
project: lifecircle report my-town --scenario scenario.yaml

Example:
  lifecircle what-if my-town --scenario scenario.yaml --format md

A scenario:
  facilities:
    add: [{id: n1, type: wet_market, name: 新菜场, lon: 121.51, lat: 31.62}]
    open: [f032]
  walk:
    add: [{id: footbridge, coordinates: [[121.50, 31.60], [121.51, 31.60]]}]`)
    .action(async (project: string, options: WhatIfOptions) => { await whatIf(project, options, world); });
}

/** To --out or to standard output. @throws {InputError} for faults of the data or of the scenario. */
async function whatIf(project: string, { scenario, format, lang, out, cache }: WhatIfOptions, world: World): Promise<void> {
  if (out !== undefined) {
    refuseToOverwriteInputs(project, [out]);
    refuseToOverwrite([fileAt(scenario)], [out]);
  }
  const progress = showStep(lang, world), { comparison, measured } = await compareScenario(project, scenario, progress.begin, cache).finally(progress.end);
  world.stderr.write(lang === 'zh' ? `情景改变了 ${measured.services.length} 项服务所依据的数据（共 ${measured.of} 项），只重算这些\n` : `${measured.services.length} of ${measured.of} services measured again; for the others nothing changes\n`);
  writeComparison(comparison, { format, lang, out }, world);
}
