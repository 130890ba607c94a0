/** coverage.json: the machine-readable result, in pieces, so that its length does not matter. Its shape is in coverage-schema.ts. */
import type { CoverageResult } from '../coverage/result.ts';

/** @param tool name and version of the program. */
export function* renderCoverageJson(result: CoverageResult, tool: string): Generator<string> {
  const manifest = { tool, project: result.project, inputs: result.inputs, parameters: result.parameters, checklist: result.checklist };
  yield `{"schemaVersion":1,\n"manifest":${JSON.stringify(manifest)},\n${result.bus === undefined ? '' : `"bus":${JSON.stringify(result.bus)},\n`}"network":${JSON.stringify(result.network)},\n"services":`;
  yield* renderList(result.services, (service) => service);
  yield ',\n"settlements":';
  yield* renderList(result.settlements, (settlement) => ({ ...settlement, services: toObject(settlement.services) }));
  yield ',\n"facilities":';
  yield* renderList(result.facilities, (facility) => facility);
  yield `,\n"summary":${JSON.stringify(totalsOf(result))},\n"indicators":`;
  yield* renderList(result.indicators, (indicator) => indicator);
  yield ',\n"notices":';
  yield* renderList(result.notices, (notice) => notice);
  yield '}\n';
}

function totalsOf({ summary, settlementCount, population, basicServiceEquity }: CoverageResult): object {
  return {
    settlements: settlementCount, population, total: summary.total, services: toObject(summary.services),
    townships: summary.townships.map((township) => ({ ...township, services: toObject(township.services) })),
    tiers: toObject(summary.tiers), tasks: toObject(summary.tasks), dimensions: toObject(summary.dimensions), basicServiceEquity,
  };
}

/** fromEntries makes own properties even of names like __proto__. */
function toObject<V>(map: ReadonlyMap<string | number, V>): Record<string, V> {
  return Object.fromEntries(map);
}

function* renderList<T>(items: Iterable<T>, toPlain: (item: T) => object): Generator<string> {
  let separator = '[\n';
  for (const item of items) {
    yield separator + JSON.stringify(toPlain(item));
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]' : '\n]';
}
