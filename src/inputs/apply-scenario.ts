/** The layers of a project with a scenario in them: as if its files had been edited by hand. What is not changed stays the same object. */
import { degreeMetres } from '../core/geodesy.ts';
import { compareIds } from '../core/ids.ts';
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import { suggest } from '../core/suggest.ts';
import { readBusLines } from './bus-lines.ts';
import { readBusStops, type BusStop } from './bus-stops.ts';
import { readFacilities, type Facility } from './facilities.ts';
import type { RawFeature } from './geojson.ts';
import { OsmFiles } from './osm-files.ts';
import type { LayerSource, Project } from './project.ts';
import type { InputFile, ReadLayers } from './read-inputs.ts';
import type { AddedBusLine, FacilityEdit, Scenario } from './scenario.ts';
import { readWalk } from './walk.ts';
import { withLines } from './walk-layer.ts';
import { DEGREE_UNITS, WalkLinesBuilder, type WalkLines } from './walk-lines.ts';

/** @param layers each file read by itself; they are left as they are. What is wrong with the scenario is in `findings`. */
export async function applyScenario(layers: ReadLayers, scenario: Scenario, project: Project, findings: Findings): Promise<ReadLayers> {
  const { facilitiesAdded, edits, waysAdded, busLinesAdded, file, sha256 } = scenario;
  const counted = (added: LayerSource): number => added.features?.length ?? 1, rows: InputFile[] = [{ layer: 'scenario', file: file.name, sha256, features: counted(facilitiesAdded) + counted(waysAdded) + edits.length + busLinesAdded.length }];
  const row = (layer: InputFile['layer'], features: number): void => { if (features > 0) rows.push({ layer, file: file.name, sha256, features }); };
  /** Of what is added out of a file of its own. */
  const rowOfFile = (layer: InputFile['layer'], source: LayerSource, facts: Pick<InputFile, 'sha256' | 'features'> | undefined): void => { if (source.features === undefined && facts) rows.push({ layer, file: source.file.name, sha256: facts.sha256, features: facts.features }); };

  const facilityIds = layers.ids.facilities.copy(), facilities = editFacilities(layers.facilities, edits, findings);
  const added = await findings.collectLater(() => readFacilities(facilitiesAdded, facilityIds, facilities, findings));
  row('facilities', edits.length + (facilitiesAdded.features?.length ?? 0));
  rowOfFile('facilities', facilitiesAdded, added);

  let { walk } = layers;
  if (waysAdded.features?.length !== 0) {
    if (walk.lines === null) throw new RangeError('the lines of the walk layer were not read');
    const builder = new WalkLinesBuilder(walk.lines), ways = await findings.collectLater(() => readWalk(waysAdded, builder, findings));
    row('walk', waysAdded.features?.length ?? 0);
    rowOfFile('walk', waysAdded, ways);
    const longer = builder.finish();
    if (!project.network.joinCrossings) noteLooseEnds(longer, walk.lineCount, project.network.joinToleranceMetres, file.name, findings);
    walk = withLines(walk, longer);
  }
  const bus = busLinesAdded.length === 0 ? null : await addBusLines(layers, busLinesAdded, scenario, project, findings);
  row('busLines', busLinesAdded.length);
  row('busStops', (bus?.busStops.length ?? 0) - (bus === null ? 0 : layers.busStops.length));
  return { ...layers, walk, ...bus, facilities: facilities.sort((a, b) => compareIds(a.id, b.id)), inputs: [...layers.inputs, ...rows], ids: { ...layers.ids, facilities: facilityIds } };
}

function editFacilities(before: readonly Facility[], edits: readonly FacilityEdit[], findings: Findings): Facility[] {
  const byId = new Map(before.map((facility) => [facility.id, facility]));
  for (const edit of edits) {
    const facility = byId.get(edit.id), edited = facility && editFacility(facility, edit);
    if (facility === undefined) findings.fault('unknown-facility', edit.where, `there is no facility ${quote(edit.id)}`, suggest(edit.id, [...byId.keys()]));
    else if (edited === null) byId.delete(edit.id);
    else if (edited === facility) findings.notice('edit-without-effect', edit.where.replace(/:\d+(:\d+)?$/, ''), 'edits that change nothing: it is so already', `${edit.kind} ${edit.id}`, 1, { where: edit.where });
    else if (edited !== undefined) byId.set(edit.id, edited);
  }
  return [...byId.values()];
}

/** null where it is removed; the same object where nothing changes. */
function editFacility(facility: Facility, { kind, to: { at, type, types = [] } }: FacilityEdit): Facility | null {
  switch (kind) {
    case 'remove': return null;
    case 'move': return at === undefined ? facility : { ...facility, place: { type: 'points', points: [[...at]] } };
    case 'retype': return type === undefined || type === facility.type ? facility : { ...facility, type };
    case 'open': return facility.open && facility.status === 'existing' ? facility : { ...facility, open: true, status: 'existing' };
    case 'provide': {
      const provides = [...new Set([...facility.provides, ...types])];
      return provides.length === facility.provides.length ? facility : { ...facility, provides };
    }
  }
}

/** Ends of added ways that lie at no point of the walk layer: nobody gets onto them there. */
function noteLooseEnds({ firstVertex, lon, lat, id, lineCount }: WalkLines, firstAdded: number, toleranceMetres: number, file: string, findings: Findings): void {
  for (let line = firstAdded; line < lineCount; line++) {
    for (const end of [firstVertex[line], firstVertex[line + 1] - 1]) {
      const per = degreeMetres(lat[end] / DEGREE_UNITS);
      let nearest = -1, metres = Infinity;
      for (let v = 0; v < firstVertex[lineCount]; v++) {
        if (v >= firstVertex[line] && v < firstVertex[line + 1]) continue;
        const away = Math.hypot((lon[v] - lon[end]) * per.lon, (lat[v] - lat[end]) * per.lat) / DEGREE_UNITS;
        if (away < metres) { metres = away; nearest = v; }
      }
      if (metres <= toleranceMetres) continue;
      const beside = nearest < 0 ? '' : `, the nearest is ${(lon[nearest] / DEGREE_UNITS).toFixed(7)},${(lat[nearest] / DEGREE_UNITS).toFixed(7)}, ${metres.toFixed(1)} m off`;
      findings.notice('way-not-joined', file, 'ways of the scenario that end at no point of the walk layer; there nobody gets onto them', `${id[line]} at ${(lon[end] / DEGREE_UNITS).toFixed(7)},${(lat[end] / DEGREE_UNITS).toFixed(7)}${beside}`);
    }
  }
}

async function addBusLines(layers: ReadLayers, added: readonly AddedBusLine[], { file }: Scenario, project: Project, findings: Findings): Promise<Pick<ReadLayers, 'busLines' | 'busStops' | 'isBusSound'>> {
  if (project.gtfs !== null) findings.fault('bus-by-timetable', added[0].where, 'adds a bus line by headway to a project whose buses have a timetable (GTFS)', 'Give the project lines and stops, or add the trips to a feed');
  const before = findings.faultCount, busStops: BusStop[] = [...layers.busStops], busLines = [...layers.busLines], osm = new OsmFiles([], findings);
  const source = (features: readonly RawFeature[]): LayerSource => ({ file, features, attributes: new Map(), crs: project.layers.walk[0].crs, isCrsDeclared: false, layer: null, mapping: null });
  const stops = added.flatMap(({ stops: served, where }) => served.flatMap(({ id, at, name }): RawFeature[] => (at === null ? [] : [{ id, where, properties: { id, name }, geometry: { type: 'Point', coordinates: [...at] } }])));
  await readBusStops(source(stops), layers.ids.busStops.copy(), busStops, findings, osm);
  const placeOf = new Map(busStops.flatMap(({ id, at }) => (at === null ? [] : [[id, at]])));
  const lines = added.map(({ id, where, coordinates, properties, stops: served }): RawFeature => ({
    id, where, properties: { id, ...properties, stops: served.map((stop) => stop.id) },
    geometry: { type: 'LineString', coordinates: coordinates?.map((at) => [...at]) ?? served.flatMap((stop) => { const at = placeOf.get(stop.id); return at === undefined ? [] : [[...at]]; }) },
  }));
  await readBusLines(source(lines), layers.ids.busLines.copy(), busLines, findings, osm);
  return { busLines, busStops, isBusSound: layers.isBusSound && findings.faultCount === before };
}
