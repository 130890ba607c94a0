/** A comparison for programs. Its shape is in comparison/comparison-schema.ts. */
import type { Comparison } from '../comparison/compare.ts';

/** @param tool name and version of the program. */
export function* renderComparisonJson({ data, changes, services, townships, total, populationBefore, populationAfter }: Comparison, tool: string): Generator<string> {
  const head = {
    facilities: [...data.facilities.values()], settlementsAdded: data.settlementsAdded.map(({ id }) => id), settlementsRemoved: data.settlementsRemoved.map(({ id }) => id),
    settlementsMoved: [...data.settlementsMoved], settlementsReclassed: [...data.settlementsReclassed], populationsChanged: [...data.populationsChanged],
    servicesAdded: data.servicesAdded, servicesRemoved: data.servicesRemoved, servicesChanged: Object.fromEntries(data.servicesChanged),
    parameters: data.parameters, layers: [...data.layers], isOtherTool: data.isOtherTool, populationBefore, populationAfter,
  };
  yield `{"schemaVersion":1,"tool":${JSON.stringify(tool)},\n"data":${JSON.stringify(head)},\n"total":${JSON.stringify(total)},\n"services":${JSON.stringify(Object.fromEntries(services))},\n"townships":${JSON.stringify(Object.fromEntries(townships))},\n"changes":[`;
  for (const [i, change] of changes.entries()) yield `${i === 0 ? '\n' : ',\n'}${JSON.stringify(change)}`;
  yield changes.length === 0 ? ']}\n' : '\n]}\n';
}
