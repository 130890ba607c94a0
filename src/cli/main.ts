/** The command line: which command, which language, which exit code. */
import { Command, CommanderError } from 'commander';
import { printable } from '../core/printable.ts';
import { InputError } from '../core/problems.ts';
import { allowWasm } from '../core/wasm.ts';
import { useThreads } from '../threads/threads.ts';
import { VERSION } from '../version.ts';
import { declareAssess } from './assess.ts';
import { declareCatchments } from './catchments.ts';
import { declareCheck } from './check.ts';
import { declareChecklist } from './checklist.ts';
import { declareDiff } from './diff.ts';
import { declareImport } from './import-osm.ts';
import { declareIsochrone } from './isochrone.ts';
import { declareMatrix } from './matrix.ts';
import { declarePlan } from './plan.ts';
import { declareReport } from './report.ts';
import { declareRoute } from './route.ts';
import type { End, World } from './streams.ts';
import { threadsOption } from './threads.ts';
import { declareValidate } from './validate.ts';
import { declareWhatIf } from './what-if.ts';

const EXIT = { done: 0, failed: 1, input: 2, bug: 3 } as const;

/**
 * Run one command.
 * @param args what stands after the program's name.
 * @returns the exit code: 0 done, 1 a check failed, 2 the input or the usage is wrong, 3 our own bug.
 */
export async function run(args: readonly string[], world: World): Promise<number> {
  let code: number = EXIT.done;
  const program = describeProgram(world, (end) => { code = EXIT[end]; });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.input;
    if (error instanceof InputError) {
      const { faults } = error;
      for (const { where, what, fix } of faults) world.stderr.write(`error: ${printable(where)}: ${printable(what)}. ${printable(fix)}.\n`);
      if (faults.length > 1) world.stderr.write(`${faults.length} faults; nothing was written.\n`);
      return EXIT.input;
    }
    world.stderr.write(`This is a bug in lifecircle ${VERSION}, not in your data. Please report it with what follows.\n${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
    return EXIT.bug;
  }
}

function describeProgram(world: World, end: End): Command {
  const program = new Command('lifecircle')
    .description('Which services does each settlement lack within fifteen minutes, and what should be built first?')
    .version(VERSION)
    .option('--no-wasm', 'compute in JavaScript only: slower, with the same results to the bit')
    .addOption(threadsOption())
    .hook('preAction', () => {
      const { wasm, threads } = program.opts<{ wasm: boolean; threads?: number }>();
      allowWasm(wasm);
      useThreads(threads ?? null);
    })
    .exitOverride()
    .configureOutput({ writeOut: (text) => { world.stdout.write(text); }, writeErr: (text) => { world.stderr.write(text); } })
    .showHelpAfterError('(lifecircle --help shows the commands, lifecircle COMMAND --help their options)')
    .addHelpText('after', '\nExit codes: 0 done, 1 a check failed, 2 the input or the usage is wrong, 3 a bug of ours.\n');

  declareReport(program, world);
  declareRoute(program, world);
  declareValidate(program, world, end);
  declareMatrix(program, world);
  declareIsochrone(program, world);
  declareCatchments(program, world);
  declarePlan(program, world);
  declareDiff(program, world);
  declareWhatIf(program, world);
  declareAssess(program, world);
  declareCheck(program, world, end);
  declareImport(program, world);
  declareChecklist(program, world);
  return program;
}
