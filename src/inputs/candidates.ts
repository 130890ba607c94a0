/** The candidates layer: idle buildings and land where something may be built (资源清单). */
import area from '@turf/area';
import type { Position } from 'geojson';
import type { Findings } from '../core/problems.ts';
import { AttributeReader, UniqueIds } from './attributes.ts';
import type { FileFacts } from './geojson.ts';
import { readPlace, type Place } from './geometry.ts';
import { readLayer } from './layer.ts';
import type { LayerSource, Project } from './project.ts';
import type { InputFile } from './read-inputs.ts';

const ATTRIBUTES = ['id', 'name', 'kind', 'allows', 'cost', 'holds', 'areaSquareMetres', 'township'] as const;
const CANDIDATE_KINDS = ['building', 'land'] as const;

/** A place where services may be built. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly kind: (typeof CANDIDATE_KINDS)[number];
  /** Types that it may become; none for all. */
  readonly allows: readonly string[];
  /** Of making it ready, whatever comes into it; null if it does not say. */
  readonly cost: number | null;
  /** What a service here would hold, in the unit of its rule; null if it does not say. */
  readonly holds: number | null;
  /** As given, else of its polygon, else null. */
  readonly areaSquareMetres: number | null;
  /** '' if it does not say. */
  readonly township: string;
  /** To seven decimals, as results give it: what is promised for it holds for what they say. */
  readonly place: Place;
}

/** All files of the layer; none where the project has none. */
export async function readCandidateFiles({ layers }: Pick<Project, 'layers'>, findings: Findings): Promise<{ candidates: Candidate[]; inputs: InputFile[] }> {
  const candidates: Candidate[] = [], inputs: InputFile[] = [], ids = new UniqueIds();
  for (const source of layers.candidates) {
    const facts = await findings.collectLater(() => readCandidates(source, ids, candidates, findings));
    if (facts) inputs.push({ layer: 'candidates', file: source.file.name, ...facts });
  }
  return { candidates, inputs };
}

/** Read a file of candidates into `candidates`; faults and oddities go to `findings`. */
async function readCandidates(source: LayerSource, ids: UniqueIds, candidates: Candidate[], findings: Findings): Promise<FileFacts> {
  const attributes = new AttributeReader(source, ATTRIBUTES, findings), file = source.file.name, places = new Map(candidates.map((c) => [JSON.stringify(c.place), c.id]));
  const facts = await readLayer(source, findings, (feature) => {
    const id = attributes.id(feature);
    if (id === null || !ids.add(id, feature.where, findings)) return;
    const place = toSevenDecimals(readPlace(feature, id, 'candidates', file, findings)), key = JSON.stringify(place), other = places.get(key);
    if (place.type !== 'unlocated' && other !== undefined) findings.notice('shared-place', file, 'candidates at the same place; each may be built on', `${other} and ${id}`, 1, { id, where: feature.where });
    places.set(key, other ?? id);
    candidates.push({
      id, place,
      name: attributes.text(feature, 'name'),
      kind: attributes.choice(feature, 'kind', CANDIDATE_KINDS, 'building'),
      allows: attributes.words(feature, 'allows'),
      cost: attributes.number(feature, 'cost', null),
      holds: attributes.number(feature, 'holds', null),
      areaSquareMetres: attributes.number(feature, 'areaSquareMetres', null) ?? areaOf(place),
      township: attributes.text(feature, 'township'),
    });
  });
  if (facts.features > 0) attributes.finish();
  return facts;
}

export function toSevenDecimals(place: Place): Place {
  const round = ([lon, lat]: Position): Position => [Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
  if (place.type === 'points') return { type: 'points', points: place.points.map(round) };
  return place.type === 'polygons' ? { type: 'polygons', polygons: place.polygons.map((rings) => rings.map((ring) => ring.map(round))) } : place;
}

function areaOf(place: Place): number | null {
  return place.type === 'polygons' ? area({ type: 'MultiPolygon', coordinates: place.polygons.map((rings) => rings.map((ring) => [...ring])) }) : null;
}
