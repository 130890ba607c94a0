/** Problems for people to read: by file, the kinds of a file one after the other, a few cases of each. */
import { printable } from '../core/printable.ts';
import type { Problem } from '../core/problems.ts';
import type { ProblemSeverity } from '../core/rules.ts';
import type { Lang } from './words.ts';

const CASES_SHOWN = 10;
const SEVERITIES = ['error', 'warning', 'info'] as const;
const WORDS = {
  zh: { error: '错误', warning: '警告', info: '提示', none: '没有发现问题', more: (n: number) => `…另有 ${n} 处（--format json 列出全部）` },
  en: { error: 'errors', warning: 'warnings', info: 'infos', none: 'no problems', more: (n: number) => `… and ${n} more (--format json lists all)` },
} as const;

export function countProblems(problems: readonly Problem[]): Record<ProblemSeverity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of problems) counts[severity]++;
  return counts;
}

/** @param problems in the order of the files. */
export function* renderProblemsText(problems: readonly Problem[], lang: Lang): Generator<string> {
  const words = WORDS[lang];
  for (const [file, ofFile] of groupBy(problems, (p) => p.file)) {
    yield `${printable(file)}\n`;
    const kinds = [...groupBy(ofFile, (p) => p.code)].sort(([, [a]], [, [b]]) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
    for (const [code, cases] of kinds) {
      for (const { severity, line, column, what, fix } of cases.slice(0, CASES_SHOWN)) {
        const at = line === null ? '' : `${line}${column === null ? '' : `:${column}`}`;
        yield `  ${at.padStart(7)}  ${severity.padEnd(7)}  ${code}: ${printable(what)}. ${printable(fix)}.\n`;
      }
      if (cases.length > CASES_SHOWN) yield `  ${''.padStart(7)}  ${''.padEnd(7)}  ${code}: ${words.more(cases.length - CASES_SHOWN)}\n`;
    }
    yield '\n';
  }
  const counts = countProblems(problems);
  yield problems.length === 0 ? `${words.none}\n` : `${SEVERITIES.map((s) => `${words[s]}: ${counts[s]}`).join(lang === 'zh' ? '，' : ', ')}\n`;
}

/** In the order of the first of each group. */
export function groupBy(problems: readonly Problem[], keyOf: (problem: Problem) => string): Map<string, Problem[]> {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const group = groups.get(keyOf(problem));
    if (group === undefined) groups.set(keyOf(problem), [problem]);
    else group.push(problem);
  }
  return groups;
}
