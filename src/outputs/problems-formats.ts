/** Problems for programs: JSON, JUnit XML for test reports, annotations for GitHub. */
import { printable } from '../core/printable.ts';
import type { Problem } from '../core/problems.ts';
import { countProblems, groupBy } from './problems-text.ts';

/** One problem a line. Its shape is in problems-schema.ts. */
export function* renderProblemsJson(problems: readonly Problem[], tool: string): Generator<string> {
  yield `{"schemaVersion":1,"tool":${JSON.stringify(tool)},"counts":${JSON.stringify(countProblems(problems))},"problems":[`;
  for (const [i, { code, severity, file, line, column, featureId, what, fix }] of problems.entries()) {
    yield `${i === 0 ? '\n' : ',\n'}${JSON.stringify({ code, severity, file, line, column, featureId, what, fix })}`;
  }
  yield problems.length === 0 ? ']}\n' : '\n]}\n';
}

/**
 * One suite per file and one case per problem, as Ant and Jenkins read it. What fails the command is a
 * failure; the rest passes and tells its problem in system-out. Without problems, one case passes.
 */
export function* renderProblemsJunit(problems: readonly Problem[], isFailure: (problem: Problem) => boolean, command: 'validate' | 'check' = 'validate'): Generator<string> {
  const totals = (of: readonly Problem[]): string => `tests="${Math.max(1, of.length)}" failures="${of.filter(isFailure).length}" errors="0"`;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="lifecircle ${command}" ${totals(problems)}>\n`;
  if (problems.length === 0) yield `  <testsuite name="lifecircle ${command}" ${totals([])}>\n    <testcase name="no problems" classname="lifecircle"/>\n  </testsuite>\n`;
  for (const [file, ofFile] of groupBy(problems, (p) => p.file)) {
    yield `  <testsuite name="${xml(file)}" ${totals(ofFile)}>\n`;
    for (const problem of ofFile) {
      const { code, line, featureId, what, fix } = problem;
      const name = [code, line === null ? '' : `line ${line}`, featureId ?? ''].filter((t) => t !== '').join(' ');
      const text = `${file}${line === null ? '' : `:${line}`}: ${what}.${fix === '' ? '' : ` ${fix}.`}`;
      const told = isFailure(problem) ? `<failure type="${xml(code)}" message="${xml(what)}">${xml(text)}</failure>` : `<system-out>${xml(`${problem.severity}: ${text}`)}</system-out>`;
      yield `    <testcase name="${xml(name)}" classname="${xml(file)}">${told}</testcase>\n`;
    }
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

/**
 * Workflow commands of GitHub Actions, one a line.
 * @param pathOf the path that GitHub finds a file of the project under.
 */
export function* renderProblemsGithub(problems: readonly Problem[], pathOf: (file: string) => string): Generator<string> {
  for (const { code, severity, file, line, column, what, fix } of problems) {
    const properties = [`file=${property(pathOf(file))}`, ...(line === null ? [] : [`line=${line}`]), ...(column === null ? [] : [`col=${column}`]), `title=${property(code)}`];
    yield `::${severity === 'info' ? 'notice' : severity} ${properties.join(',')}::${data(`${what}. ${fix}.`)}\n`;
  }
}

/** Characters that XML 1.0 has no place for, beside the control characters that `printable` escapes. */
const NOT_XML = /[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function xml(text: string): string {
  return printable(text).replaceAll(NOT_XML, '\ufffd').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
