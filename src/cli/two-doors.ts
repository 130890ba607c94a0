/** Commands that are asked of a project, or of single files: which of the two it is. */
import type { Command } from 'commander';

/** Options by their names in the code. */
export interface Doors {
  readonly ofProject: readonly string[];
  readonly ofFiles: readonly string[];
  /** Of `ofFiles`, those without which files cannot be asked. */
  readonly needed: readonly string[];
}

/**
 * The project that the command is asked of; null where it is asked of files.
 * @throws {CommanderError} where options of one stand beside the other, or needed ones are missing.
 */
export function projectOf(command: Command, project: string | undefined, { ofProject, ofFiles, needed }: Doors): string | null {
  const flagsOf = (names: readonly string[]): string[] => command.options.filter((o) => names.includes(o.attributeName())).map((o) => o.long ?? '');
  const given = (names: readonly string[]): string[] => flagsOf(names.filter((name) => isGiven(command, name)));
  if (project !== undefined) {
    const stray = given(ofFiles).at(0);
    if (stray !== undefined) command.error(`error: ${stray} does not go with a project, which has layers, speeds and buses of its own`);
    return project;
  }
  const stray = given(ofProject).at(0);
  if (stray !== undefined) command.error(`error: ${stray} asks a project: name its folder`);
  if (given(needed).length < needed.length) command.error(`error: give a project, or ${flagsOf(needed).join(', ').replace(/, (?=[^,]*$)/, ' and ')}`);
  return null;
}

/** Whether an option stands on the command line, rather than having its default. */
export function isGiven(command: Command, name: string): boolean {
  return command.getOptionValueSource(name) === 'cli';
}
