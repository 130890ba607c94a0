/** Where in the files the cause of a change stands. */
import type { StatusChange } from '../comparison/compare.ts';
import type { CoverageFile } from '../coverage/coverage-schema.ts';

type LayerName = CoverageFile['manifest']['inputs'][number]['layer'];

/** What is known of the files of a project. */
export interface FilePlaces {
  /** "file:line" of an id. */
  readonly whereOf: Readonly<Record<'settlements' | 'facilities', (id: string) => string | undefined>>;
  readonly project: string;
  /** The file of the checklist; the project's where it is a built-in one. */
  readonly checklist: string;
  /** The first file of some layers that is not as it was; the first of them if all are. */
  readonly changedFile: (layers: readonly LayerName[]) => string;
}

/** @param before null if there is no baseline. */
export function describePlaces(whereOf: FilePlaces['whereOf'], before: CoverageFile | null, after: CoverageFile, checklist: string | null): FilePlaces {
  const project = after.manifest.inputs.find(({ layer }) => layer === 'project')?.file ?? '';
  const sums = new Map(before?.manifest.inputs.map(({ layer, file, sha256 }) => [`${layer} ${file}`, sha256]));
  return {
    whereOf, project, checklist: checklist ?? project,
    changedFile: (layers) => {
      const files = after.manifest.inputs.filter(({ layer }) => layers.includes(layer)), changed = files.find(({ layer, file, sha256 }) => sums.get(`${layer} ${file}`) !== sha256);
      return (changed ?? files.at(0))?.file ?? project;
    },
  };
}

/** "file:line" of the surest cause of a change, and the feature that stands there. A facility that is gone has its file only. */
export function placeOfCause({ settlementId, causes: [{ kind, of }] }: StatusChange, places: FilePlaces): { readonly where: string; readonly featureId: string | null } {
  const atSettlement = { where: places.whereOf.settlements(settlementId) ?? places.changedFile(['settlements']), featureId: settlementId };
  switch (kind) {
    case 'facility-added': case 'facility-moved': case 'facility-retyped': case 'facility-opened': case 'facility-closed': case 'facility-resized':
      return { where: places.whereOf.facilities(of[0]) ?? places.changedFile(['facilities']), featureId: of[0] };
    case 'facility-removed': return { where: places.changedFile(['facilities']), featureId: of[0] };
    case 'checklist-changed': return { where: places.checklist, featureId: null };
    case 'network-changed': return { where: places.changedFile(['walk']), featureId: null };
    case 'bus-changed': return { where: places.changedFile(['busLines', 'busStops', 'gtfs']), featureId: null };
    case 'parameters-changed': return { where: places.project, featureId: null };
    case 'need-changed': return { where: places.changedFile(['settlements']), featureId: null };
    case 'settlement-moved': case 'settlement-reclassed': case 'tool-changed': case 'unexplained': return atSettlement;
  }
}
