/** A check for people and programs: text, JSON, JUnit XML. Annotations of GitHub are those of problems, SARIF is in check-sarif.ts. */
import { printable } from '../core/printable.ts';
import type { CheckFinding, CheckPass } from '../checks/check-finding.ts';
import { renderProblemsJunit } from './problems-formats.ts';
import { countProblems, renderProblemsText } from './problems-text.ts';
import type { Lang } from './words.ts';

/** Services that a check measured; the others are as in the baseline, because nothing that decides them has changed. */
export interface Measured {
  /** "table/service". */
  readonly services: readonly string[];
  /** How many services there are. */
  readonly of: number;
}

/** What the formats show of a check. */
export interface CheckedProject {
  readonly findings: readonly CheckFinding[];
  readonly passes: readonly CheckPass[];
  readonly isPassed: boolean;
  readonly isComputed: boolean;
  /** null without a coverage or without a baseline. */
  readonly measured: Measured | null;
  readonly isFailure: (finding: Pick<CheckFinding, 'severity'>) => boolean;
}

/** Findings by file, rules that hold, and the verdict. */
export function* renderCheckText({ findings, passes, isPassed, isComputed, measured }: CheckedProject, lang: Lang): Generator<string> {
  const zh = lang === 'zh';
  yield* renderProblemsText(findings, lang);
  for (const { code, what } of passes) yield `${zh ? '通过' : 'ok'}  ${code}: ${printable(what)}\n`;
  if (!isComputed) yield zh ? '数据有错误，未计算覆盖\n' : 'the data has errors: no coverage was computed\n';
  if (measured !== null) {
    const { services: { length: anew }, of } = measured;
    yield zh ? `重新计算 ${anew} / ${of} 项服务，其余与基线相同\n` : `measured ${anew} of ${of} services anew; nothing that decides the others has changed since the baseline\n`;
  }
  yield zh ? `检查${isPassed ? '通过' : '未通过'}\n` : `check ${isPassed ? 'passed' : 'failed'}\n`;
}

/** One finding a line. Its shape is in check-schema.ts. */
export function* renderCheckJson({ findings, passes, isPassed, isComputed, measured }: CheckedProject, tool: string): Generator<string> {
  const list = function* (name: string, rows: readonly object[]): Generator<string> {
    yield `,\n"${name}":[`;
    for (const [i, row] of rows.entries()) yield `${i === 0 ? '\n' : ',\n'}${JSON.stringify(row)}`;
    yield rows.length === 0 ? ']' : '\n]';
  };
  yield `{"schemaVersion":1,"tool":${JSON.stringify(tool)},"passed":${isPassed},"computed":${isComputed},"measured":${JSON.stringify(measured)},"counts":${JSON.stringify(countProblems(findings))}`;
  yield* list('findings', findings);
  yield* list('passes', passes);
  yield '}\n';
}

/** As problems of the data; a rule that holds is a case that passes. */
export function renderCheckJunit({ findings, passes, isFailure }: CheckedProject): Generator<string> {
  return renderProblemsJunit([...findings, ...passes.map((pass) => ({ ...pass, severity: 'info' as const, featureId: null, fix: '' }))], isFailure, 'check');
}
