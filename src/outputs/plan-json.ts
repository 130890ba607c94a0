/** plan.json: the whole plan for programs. Its shape is in plan-schema.ts. */
import type { PlanResult } from '../plan/plan-result.ts';

/** @param tool name and version of the program. */
export function* renderPlanJson({ project, inputs, parameters, checklist, sites, solution, ...lists }: PlanResult, tool: string): Generator<string> {
  yield `{"schemaVersion":1,\n"manifest":${JSON.stringify({ tool, project, inputs, parameters, checklist })},\n"sites":${JSON.stringify(sites)},\n"solution":${JSON.stringify(solution)}`;
  for (const key of ['years', 'projects', 'stages', 'settlements', 'services', 'unmet', 'spare', 'notices'] as const) {
    const rows: readonly object[] = lists[key];
    yield `,\n"${key}":[${rows.map((row) => `\n${JSON.stringify(row, withoutPlace)}`).join(',')}${rows.length === 0 ? '' : '\n'}]`;
  }
  yield '}\n';
}

/** The place of a project is in blueprint.geojson. */
function withoutPlace(key: string, value: unknown): unknown {
  return key === 'place' ? undefined : value;
}
