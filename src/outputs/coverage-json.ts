/** coverage.json: the machine-readable result, in pieces, so that its length does not matter. Its shape is in coverage-schema.ts. */
import type { CoverageResult } from '../coverage/result.ts';

/** @param tool name and version of the program. */
export function* renderCoverageJson(result: CoverageResult, tool: string): Generator<string> {
  const { summary } = result;
  const manifest = { tool, project: result.project, inputs: result.inputs, parameters: result.parameters, checklist: result.checklist };
  yield `{"schemaVersion":1,\n"manifest":${json(manifest)},\n"network":${json(result.network)},\n"services":`;
  yield* renderList(result.services);
  yield ',\n"settlements":';
  yield* renderList(result.settlements);
  yield ',\n"facilities":';
  yield* renderList(result.facilities);
  const { total, services, townships, tiers, tasks, dimensions } = summary;
  const totals = { settlements: result.settlementCount, population: result.population, total, services, townships, tiers, tasks, dimensions, basicServiceEquity: result.basicServiceEquity };
  yield `,\n"summary":${json(totals)},\n"indicators":`;
  yield* renderList(result.indicators);
  yield ',\n"notices":';
  yield* renderList(result.notices);
  yield '}\n';
}

function* renderList(items: Iterable<unknown>): Generator<string> {
  let separator = '[\n';
  for (const item of items) {
    yield separator + json(item);
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]' : '\n]';
}

/** Maps become objects. fromEntries makes own properties even of names like __proto__. */
function json(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) => (v instanceof Map ? Object.fromEntries(v as Map<string, unknown>) : v));
}
