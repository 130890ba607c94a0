/** lifecircle checklist list | show | validate */
import type { Command } from 'commander';
import { Findings } from '../core/problems.ts';
import { builtIn, builtInChecklists, readChecklist, type Checklist } from '../inputs/checklist.ts';
import type { NamedFile } from '../inputs/files.ts';
import { renderChecklist } from '../outputs/checklist-text.ts';
import type { Lang } from '../outputs/words.ts';
import { fileAt } from './arguments.ts';
import { langOption } from './options.ts';
import type { World } from './streams.ts';

export function declareChecklist(program: Command, world: World): void {
  const checklist = program.command('checklist').description('The checklists: which services, in which time')
    .addHelpText('after', '\nExample:\n  lifecircle checklist show chongming');
  checklist.command('list').description('the built-in checklists').addOption(langOption(world))
    .action((options: { lang: Lang }) => { listChecklists(options.lang, world); });
  checklist.command('show').description('every service of a checklist, with its limits and their status')
    .argument('<id>', 'a built-in id, or a .yaml file').addOption(langOption(world)).option('--json', 'as JSON')
    .action((id: string, options: { lang: Lang; json?: boolean }) => { showChecklist(id, options, world); });
  checklist.command('validate').description('every fault of a checklist of your own').argument('<file>', 'a .yaml file')
    .action((file: string) => { validateChecklist(file, world); });
}

function listChecklists(lang: Lang, { stdout }: World): void {
  for (const id of builtInChecklists()) {
    const { name, tables } = read(builtIn(id, 'checklist'), new Findings());
    stdout.write(`${id}\t${name[lang]}\t${tables.map((t) => `${t.name[lang]}: ${t.services.length}`).join(', ')}\n`);
  }
}

/** @throws {InputError} if there is no such checklist or it has faults. */
function showChecklist(id: string, { lang, json }: { lang: Lang; json?: boolean }, { stdout }: World): void {
  const checklist = read(/\.ya?ml$/i.test(id) ? fileAt(id) : builtIn(id, 'checklist'), new Findings());
  stdout.write(json ? `${JSON.stringify(checklist, null, 2)}\n` : renderChecklist(checklist, lang));
}

/** @throws {InputError} with every fault of the file. */
function validateChecklist(path: string, { stdout, stderr }: World): void {
  const findings = new Findings();
  const { id, version, tables } = read(fileAt(path), findings);
  for (const { where, what } of findings.notices()) stderr.write(`notice: ${where}: ${what}\n`);
  stdout.write(`${path} is a sound checklist: ${id} ${version}, ${tables.map((t) => `${t.services.length} services in table ${t.id}`).join(', ')}\n`);
}

function read(file: NamedFile, findings: Findings): Checklist {
  const checklist = readChecklist(file, findings);
  findings.throwIfFaults();
  if (checklist === null) throw new RangeError('readChecklist returned null without a fault');
  return checklist.checklist;
}
