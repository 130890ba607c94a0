/** The peers in a place of their own, outside the repository: a virtual environment of Python, and the libraries of R5. What cannot be had is told, and left out. */
import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { buildSync } from 'esbuild';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const HERE = import.meta.dirname, MINUTES = 60_000;

/** Why a package is not there; none of those that are. */
export type Missing = Map<string, string>;

/** @returns the Python of the environment, which is made if need be. */
export function installPython(place: string, python: string, missing: Missing): string {
  const program = join(place, 'venv', 'bin', 'python');
  if (!existsSync(program)) call(python, ['-m', 'venv', join(place, 'venv')]);
  const installed = call(program, ['-m', 'pip', 'freeze']).split('\n');
  for (const requirement of readFileSync(join(HERE, 'requirements.txt'), 'utf8').trim().split('\n')) {
    if (installed.some((line) => line.toLowerCase() === requirement)) continue;
    try {
      console.error(`installing ${requirement}`);
      call(program, ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', requirement]);
    } catch (error) { missing.set(requirement.split('==')[0], lastWords(error)); }
  }
  return program;
}

/** R5 of Maven Central, and its driver compiled. @returns the class path; null where it cannot be had. */
export function installR5(place: string, missing: Missing): string | null {
  const jars = join(place, 'r5', 'jars'), classes = join(place, 'r5', 'classes'), sources = join(HERE, 'r5'), path = [classes, join(jars, '*')].join(':');
  try {
    mkdirSync(classes, { recursive: true });
    if (!existsSync(jars)) call('mvn', ['-q', '-B', '-f', join(sources, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`]);
    writeFileSync(join(classes, 'logback.xml'), '<configuration/>'); // R5 tells every step otherwise
    call('javac', ['-cp', path, '-d', classes, ...readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.java')).map((name) => join(sources, name))]);
    return path;
  } catch (error) {
    missing.set('r5', lastWords(error));
    return null;
  }
}

/**
 * Our side as users run it. With tsx every closure is given its name anew each time it is made, which takes several times as long as what it does.
 * @returns the script, beside the packages that it needs.
 */
export function buildOurs(): string {
  const script = join(HERE, '../../node_modules/.cache/lifecircle-peers/ours.js');
  buildSync({ entryPoints: [join(HERE, 'ours.ts')], outfile: script, bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external', logLevel: 'warning' });
  return script;
}

function call(program: string, rest: readonly string[]): string {
  const options: ExecFileSyncOptions = { encoding: 'utf8', timeout: 10 * MINUTES, stdio: ['ignore', 'pipe', 'pipe'] };
  return execFileSync(program, rest, options).toString();
}

/** The last line that a program complained with. */
function lastWords(error: unknown): string {
  const { stderr = '', message } = error as Error & { stderr?: string };
  return stderr.trim().split('\n').findLast((line) => line.trim() !== '') ?? message;
}
