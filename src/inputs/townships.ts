/** The townships layer: the boundaries that settlements are summed up in. */
import type { Position } from 'geojson';
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import { AttributeReader } from './attributes.ts';
import type { FileFacts } from './geojson.ts';
import { readPlace } from './geometry.ts';
import { readLayer } from './layer.ts';
import type { LayerSource } from './project.ts';
import type { Settlement } from './settlements.ts';

/** Polygons of each township by the name that its settlements give. */
export type Townships = ReadonlyMap<string, readonly (readonly Position[][])[]>;

/** Read a file of boundaries into `townships`; those of one name are one township. Faults and oddities go to `findings`. */
export async function readTownships(source: LayerSource, townships: Map<string, (readonly Position[][])[]>, findings: Findings): Promise<FileFacts> {
  const attributes = new AttributeReader(source, ['name'], findings), file = source.file.name;
  const facts = await readLayer(source, findings, (feature) => {
    const name = attributes.text(feature, 'name');
    if (name === '') { findings.notice('boundary-without-name', file, 'boundaries of townships without a name are left out', feature.where, 1, { where: feature.where }); return; }
    const place = readPlace(feature, name, 'townships', file, findings);
    if (place.type === 'points') findings.fault('geometry-type', feature.where, `${quote(name)} is a point, expected a Polygon or MultiPolygon`, 'Put only polygons into townships');
    if (place.type === 'polygons') townships.set(name, [...(townships.get(name) ?? []), ...place.polygons]);
  });
  if (facts.features > 0) attributes.finish();
  return facts;
}

/** Names that stand in one of the layers only. @param file the files of the boundaries. */
export function checkTownshipNames(townships: Townships, settlements: readonly Settlement[], file: string, findings: Findings): void {
  const named = new Set(settlements.map(({ township }) => township).filter((name) => name !== ''));
  for (const name of named) if (!townships.has(name)) findings.notice('township-without-boundary', file, 'townships of settlements have no boundary by that name', quote(name));
  for (const name of townships.keys()) if (!named.has(name)) findings.notice('boundary-without-settlements', file, 'boundaries of townships that no settlement names', quote(name));
}
