/** coverage.json: the machine-readable result. Its shape is in coverage-schema.ts. */
import type { CoverageFile } from '../coverage/coverage-schema.ts';
import type { CoverageResult, SettlementResult } from '../coverage/result.ts';

/**
 * In pieces, so that its length does not matter.
 * @param tool name and version of the program.
 */
export function* renderCoverageJson(result: CoverageResult, tool: string): Generator<string> {
  yield `{"schemaVersion":1,\n"manifest":${JSON.stringify(manifestOf(result, tool))},\n${result.bus === undefined ? '' : `"bus":${JSON.stringify(result.bus)},\n`}"network":${JSON.stringify(result.network)},\n"services":`;
  yield* renderList(result.services, (service) => service);
  yield ',\n"settlements":';
  yield* renderList(result.settlements, plainSettlement);
  yield ',\n"facilities":';
  yield* renderList(result.facilities, (facility) => facility);
  yield `,\n"summary":${JSON.stringify(totalsOf(result))},\n"indicators":`;
  yield* renderList(result.indicators, (indicator) => indicator);
  yield ',\n"notices":';
  yield* renderList(result.notices, (notice) => notice);
  yield '}\n';
}

/** What the file holds, without its text: a result that is compared at once need not be written and read. */
export function toCoverageFile(result: CoverageResult, tool: string): CoverageFile {
  const { bus, network, services, settlements, facilities, indicators, notices } = result;
  const file = {
    schemaVersion: 1, manifest: manifestOf(result, tool), ...(bus === undefined ? {} : { bus }), network, services,
    settlements: Array.from(settlements, plainSettlement), facilities: [...facilities], summary: totalsOf(result), indicators, notices,
  };
  return file as unknown as CoverageFile; // its lists are read-only here, and its shape is held to the schema by tests
}

function manifestOf({ project, inputs, parameters, checklist }: CoverageResult, tool: string): object {
  return { tool, project, inputs, parameters, checklist };
}

function plainSettlement(settlement: SettlementResult): object {
  return { ...settlement, services: toObject(settlement.services) };
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
