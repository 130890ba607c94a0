/** A check as SARIF 2.1.0 (OASIS), for the code scanning of GitHub and for editors. */
import { CHECK_RULES } from '../core/check-rules.ts';
import { ruleOf, RULES } from '../core/rules.ts';
import type { CheckFinding } from '../checks/check-finding.ts';
import type { CheckedProject } from './check-formats.ts';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;
const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/**
 * One run, a finding a result.
 * @param pathOf the path of a file of the project, from the folder that SARIF is read against.
 */
export function* renderCheckSarif({ findings, isFailure }: CheckedProject, version: string, pathOf: (file: string) => string): Generator<string> {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const driver = { name: 'lifecircle', version, rules: codes.map(describeRule) };
  yield `{"$schema":${JSON.stringify(SCHEMA)},"version":"2.1.0","runs":[{"tool":{"driver":${JSON.stringify(driver)}},"columnKind":"utf16CodeUnits","results":[`;
  for (const [i, finding] of findings.entries()) yield `${i === 0 ? '\n' : ',\n'}${JSON.stringify(resultOf(finding, codes.indexOf(finding.code), isFailure(finding), pathOf))}`;
  yield findings.length === 0 ? ']}]}\n' : '\n]}]}\n';
}

function describeRule(code: string): object {
  const own = Object.hasOwn(CHECK_RULES, code) ? CHECK_RULES[code as keyof typeof CHECK_RULES] : null, { severity } = own ?? (RULES.has(code) ? ruleOf(code) : { severity: 'error' as const });
  return { id: code, shortDescription: { text: own === null ? `Problem of the data: ${code}` : own.says }, ...(own === null ? {} : { help: { text: own.mend } }), defaultConfiguration: { level: LEVELS[severity] } };
}

function resultOf({ code, severity, file, line, column, featureId, what, fix, settlement, service, population, causes }: CheckFinding, ruleIndex: number, isFailure: boolean, pathOf: (file: string) => string): object {
  const names = [...new Set([featureId, settlement])].filter((name) => name !== null);
  return {
    ruleId: code, ruleIndex, level: isFailure ? 'error' : LEVELS[severity], message: { text: messageOf(`${what}. ${fix}.`) },
    locations: [{
      physicalLocation: { artifactLocation: { uri: uriOf(pathOf(file)) }, ...(line === null ? {} : { region: { startLine: line, ...(column === null ? {} : { startColumn: column }) } }) },
      ...(names.length === 0 ? {} : { logicalLocations: names.map((name) => ({ name, kind: 'element' })) }),
    }],
    // The same finding on another line is the same finding.
    partialFingerprints: { 'lifecircle/v1': [code, file, featureId ?? '', settlement ?? '', service ?? '', featureId === null && settlement === null ? what : ''].map(escapePart).join('/') },
    suppressions: code === 'allowed-loss' ? [{ kind: 'external', justification: what }] : [], // all results of a run have them, or none (3.27.23)
    properties: { settlement, service, population, causes },
  };
}

/** Braces are placeholders (3.11.5), and brackets before a parenthesis are links (3.11.6): a name is neither. */
function messageOf(text: string): string {
  return text.replaceAll(/[{}]/g, '$&$&').replaceAll(/[[\]](?=[^[\]]*\]?\()/g, '\\$&');
}

/** A relative reference, or a file URI; names are escaped. */
function uriOf(path: string): string {
  const escaped = path.split('/').map(escapePart).join('/');
  return path.startsWith('/') ? `file://${escaped}` : /^[a-z]:\//i.test(path) ? `file:///${escaped.replace('%3A', ':')}` : escaped;
}

/** Half a character has no place in a URI. */
function escapePart(text: string): string {
  return encodeURIComponent(text.replaceAll(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd'));
}
