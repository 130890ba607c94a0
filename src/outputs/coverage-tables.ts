/** The layers and tables of coverage.gpkg: what a result holds, as rows. */
import type { Position } from 'geojson';
import { round } from '../core/units.ts';
import type { ServiceResult, CoverageResult, FacilityResult, ServiceOfSettlement } from '../coverage/result.ts';
import type { CatchmentsOfService } from '../isochrones/service-catchments.ts';
import type { Column, Row, Table } from './geopackage.ts';
import type { GeoPackageGeometry } from './geopackage-geometry.ts';
import { MAP_WORDS } from './map-words.ts';
import { choicesOf, servicesOf, settlementColumns, type ValueColumn } from './settlement-columns.ts';
import { WORDS, type Lang } from './words.ts';

type EdgeResult = CoverageResult['edges'] extends Iterable<infer E> ? E : never;
type Snap = CoverageResult['snaps'] extends Iterable<infer S> ? S : never;

/** A table before it has a style. */
export type Layer = Omit<Table, 'qml'>;
export type LayerName = 'settlements' | 'gaps' | 'facilities' | 'catchments' | 'served' | 'snaps' | 'network' | 'townships' | 'services';

/**
 * Every table of a result, in the order in which QGIS lists them.
 * @param ground of the services that have facilities; null where it was not asked for.
 */
export function coverageTables(result: CoverageResult, ground: readonly CatchmentsOfService[] | null, lang: Lang): ReadonlyMap<LayerName, Layer> {
  return new Map<LayerName, Layer>([
    ['settlements', settlements(result, lang)], ['gaps', gaps(result, lang)], ['facilities', facilities(result, lang)],
    ...(ground === null ? [] : [['catchments', catchments(ground, lang)] as const, ['served', served(ground, lang)] as const]), ['townships', townships(result, lang)],
    ['snaps', snaps(result, lang)], ['network', network(result, lang)], ['services', services(result, lang)],
  ]);
}

function settlements(result: CoverageResult, lang: Lang): Layer {
  const m = MAP_WORDS[lang];
  return { name: 'settlements', title: m.settlements, description: m.aboutSettlements, geometry: 'POINT', ...tableOf(result.settlements, settlementColumns(result, lang), pointOf) };
}

interface Gap { readonly found: ServiceOfSettlement; readonly facility: FacilityResult | null }

/** By settlement, then in the order of the checklist. The place of a gap is its settlement's; where the nearest facility is, stands in columns. */
function gaps(result: CoverageResult, lang: Lang): Layer {
  const w = WORDS[lang], m = MAP_WORDS[lang];
  const copy = (copyOf: string, type: Column['type'], name: string, alias: string, choices?: Column['choices']): Column & { copyOf: string } => ({ name, copyOf, type, alias, ...(choices === undefined ? {} : { choices }) });
  const columns: (ReturnType<typeof copy> | (ValueColumn<Gap> & { readonly copyOf?: undefined }))[] = [
    copy('settlements.id', 'TEXT', 'settlement_id', m.settlementId), copy('settlements.name', 'TEXT', 'settlement', w.settlement), copy('settlements.township', 'TEXT', 'township', w.township), copy('settlements.village', 'TEXT', 'village', m.village),
    copy('settlements.kind', 'TEXT', 'kind', w.kind, choicesOf('kind', ['urban', 'rural'], w)), copy('settlements.tier', 'TEXT', 'tier', w.tier, choicesOf('tier', ['core', 'central', 'general', 'village'], w)), copy('settlements.population', 'DOUBLE', 'population', w.population),
    { ...text<Gap>('severity', w.severity, (g) => g.found.severity), choices: choicesOf('severity', ['required', 'pilot', 'advisory'], w) },
    copy('services.id', 'TEXT', 'service_id', w.serviceId), copy(`services.name_${lang}`, 'TEXT', 'service', w.service), copy('services.task', 'INTEGER', 'task', w.task), copy('services.dimensions', 'TEXT', 'dimensions', w.dimensions), copy('services.class', 'TEXT', 'class', w.class, choicesOf('class', ['basic', 'quality'], w)),
    copy('services.limit_minutes', 'DOUBLE', 'limit_minutes', w.limitMinutes), copy('services.limit_metres', 'DOUBLE', 'limit_metres', w.limitMetres), copy('services.value_status', 'TEXT', 'limit_status', w.valueStatus, figureStatus(lang)),
    double('nearest_minutes', w.nearestMinutes, (g) => g.found.minutes), double('nearest_metres', w.nearestMetres, (g) => g.found.metres), double('shortfall_minutes', w.shortfallMinutes, (g) => g.found.shortfallMinutes), double('shortfall_metres', w.shortfallMetres, (g) => g.found.shortfallMetres),
    copy('facilities.id', 'TEXT', 'facility_id', w.facilityId), copy('facilities.name', 'TEXT', 'facility', w.facility), { ...text<Gap>('mode', w.mode, (g) => g.found.mode), choices: choicesOf('mode', ['walk', 'walk+bus'], w) },
    ...(result.bus === undefined ? [] : [
      double<Gap>('walk_minutes', w.walkMinutes, (g) => g.found.bus?.walkMinutes ?? null), double<Gap>('wait_minutes', w.waitMinutes, (g) => g.found.bus?.waitMinutes ?? null), double<Gap>('ride_minutes', w.rideMinutes, (g) => g.found.bus?.rideMinutes ?? null),
      text<Gap>('bus_lines', w.busLines, (g) => g.found.bus?.rides.map((r) => r.line).join(' → ') ?? null),
    ]),
    double('facility_lon', m.facilityLon, (g) => g.facility?.lon ?? null), double('facility_lat', m.facilityLat, (g) => g.facility?.lat ?? null),
  ];
  const own = columns.flatMap((column) => (column.copyOf === undefined ? [column] : []));
  return { name: 'gaps', title: m.gaps, description: m.aboutGaps, geometry: 'POINT', of: ['settlements', 'services', 'facilities'], columns, rows: { [Symbol.iterator]: () => gapRows(result, own) } };
}

/** Each with its rows in the tables of settlements, services and facilities. */
function* gapRows(result: CoverageResult, own: readonly ValueColumn<Gap>[]): Generator<Row> {
  const serviceRows = new Map<string, Map<string, number>>(), facilityRows = new Map<string, number>(), facilities = [...result.facilities];
  result.services.forEach(({ table, id }, i) => serviceRows.set(table, (serviceRows.get(table) ?? new Map<string, number>()).set(id, i + 1)));
  facilities.forEach(({ id }, i) => facilityRows.set(id, i + 1));
  let settlementRow = 0;
  for (const settlement of result.settlements) {
    const rowOf = serviceRows.get(settlement.table), geometry = pointOf(settlement);
    settlementRow++;
    for (const [id, found] of settlement.services) {
      if (found.severity === null) continue;
      const facilityRow = found.facilityId === null ? null : facilityRows.get(found.facilityId) ?? null, gap = { found, facility: facilityRow === null ? null : facilities[facilityRow - 1] };
      yield { geometry, values: [settlementRow, rowOf?.get(id) ?? null, facilityRow, ...own.map(({ valueOf }) => valueOf(gap) ?? null)] };
    }
  }
}

function facilities(result: CoverageResult, lang: Lang): Layer {
  const w = WORDS[lang], m = MAP_WORDS[lang];
  const columns: ValueColumn<FacilityResult>[] = [
    text('id', m.id, (f) => f.id), text('name', w.name, (f) => f.name), text('type', m.type, (f) => f.type), text('provides', m.provides, (f) => f.provides.join(' ')),
    { ...text<FacilityResult>('status', w.status, (f) => f.status), choices: choicesOf('facility_status', ['existing', 'planned', 'closed'], m) }, { name: 'open', type: 'BOOLEAN', alias: m.openToPublic, valueOf: (f) => f.open },
    double('capacity', m.capacity, (f) => f.capacity), double('area_square_metres', m.areaSquareMetres, (f) => f.areaSquareMetres), text('owner', m.owner, (f) => f.owner), { name: 'updated', type: 'DATE', alias: m.updated, valueOf: (f) => f.updated },
    double('snap_metres', m.snapMetres, (f) => f.snapMetres),
  ];
  return { name: 'facilities', title: m.facilities, description: m.aboutFacilities, geometry: 'POINT', ...tableOf(result.facilities, columns, pointOf) };
}

/** A row for each service of a table and facility. */
function catchments(ground: readonly CatchmentsOfService[], lang: Lang): Layer {
  type Row = { readonly of: CatchmentsOfService; readonly facility: CatchmentsOfService['catchments'][number] };
  const w = WORDS[lang], m = MAP_WORDS[lang];
  const columns: ValueColumn<Row>[] = [
    ...serviceOfGround<Row>(({ of }) => of, lang), text('facility_id', w.facilityId, (r) => r.facility.facilityId), text('facility', w.facility, (r) => r.facility.facility),
    double('square_metres', m.areaSquareMetres, (r) => round(r.facility.squareMetres, 0)), double('shared_square_metres', m.sharedSquareMetres, (r) => round(r.facility.sharedSquareMetres, 0)),
    integer('settlements', w.settlements, (r) => r.facility.people.settlements), double('population', w.population, (r) => r.facility.people.population), integer('shared_settlements', m.sharedSettlements, (r) => r.facility.shared.settlements), double('shared_population', m.sharedPopulation, (r) => r.facility.shared.population),
  ];
  function* rows() { for (const of of ground) for (const facility of of.catchments) yield { of, facility }; }
  return { name: 'catchments', title: m.catchments, description: m.aboutCatchments, geometry: 'MULTIPOLYGON', ...tableOf({ [Symbol.iterator]: rows }, columns, (r) => polygonsOf(r.facility.ground)) };
}

/** A row for each service of a table: the ground of all its facilities together. */
function served(ground: readonly CatchmentsOfService[], lang: Lang): Layer {
  const m = MAP_WORDS[lang];
  const columns: ValueColumn<CatchmentsOfService>[] = [
    ...serviceOfGround<CatchmentsOfService>((of) => of, lang), integer('facilities', m.facilities, (of) => of.catchments.length),
    double('square_metres', m.areaSquareMetres, (of) => round(of.servedSquareMetres, 0)), double('shared_square_metres', m.sharedSquareMetres, (of) => round(of.sharedSquareMetres, 0)),
  ];
  return { name: 'served', title: m.served, description: m.aboutServed, geometry: 'MULTIPOLYGON', ...tableOf(ground, columns, (of) => polygonsOf(of.served)) };
}

function serviceOfGround<T>(groundOf: (item: T) => CatchmentsOfService, lang: Lang): ValueColumn<T>[] {
  const w = WORDS[lang], serviceOf = (item: T): CatchmentsOfService['service'] => groundOf(item).service;
  return [
    text('table', MAP_WORDS[lang].table, (item) => groundOf(item).table), text('service_id', w.serviceId, (item) => serviceOf(item).id), text('service', w.services, (item) => serviceOf(item).name[lang]), integer('task', w.task, (item) => serviceOf(item).task),
    double('limit_minutes', w.limitMinutes, (item) => serviceOf(item).limitMinutes), double('limit_metres', w.limitMetres, (item) => serviceOf(item).limitMetres), { ...text<T>('limit_status', w.valueStatus, (item) => serviceOf(item).valueStatus), choices: figureStatus(lang) },
    { ...text<T>('mode', w.mode, (item) => groundOf(item).mode), choices: choicesOf('mode', ['walk', 'walk+bus'], w) },
  ];
}

function townships(result: CoverageResult, lang: Lang): Layer {
  type Township = CoverageResult['summary']['townships'][number];
  const w = WORDS[lang], m = MAP_WORDS[lang];
  const areas = lazily(() => new Map([...result.townshipAreas].map((area) => [area.name, area])));
  const columns: ValueColumn<Township>[] = [
    text('name', w.name, (t) => t.name), { ...text<Township>('area', m.area, ({ name }) => areas().get(name)?.kind ?? null), choices: choicesOf('township_area', ['boundary', 'hull'], m) }, integer('settlements', w.settlements, (t) => t.settlementCount), double('population', w.population, (t) => t.populationTotal),
    integer('gaps_required', w.required, (t) => t.gaps.required), integer('gaps_pilot', w.pilot, (t) => t.gaps.pilot), integer('gaps_advisory', w.advisory, (t) => t.gaps.advisory), integer('unknown', m.checksUnknown, (t) => t.checks.unknown),
    ...servicesOf(result).map((s) => double<Township>(`coverage_${s.id}`, lang === 'zh' ? `${s.name}：${w.coverage}` : `${s.nameEn}: ${w.coverage}`, (t) => t.services.get(s.id)?.coverage ?? null)),
  ];
  const geometryOf = ({ name }: Township): GeoPackageGeometry | null => {
    return polygonsOf(areas().get(name)?.polygons ?? []);
  };
  return { name: 'townships', title: m.townships, description: m.aboutTownships, geometry: 'MULTIPOLYGON', ...tableOf(result.summary.townships, columns, geometryOf) };
}

/** Legs that have a length: the others cannot be drawn. */
function snaps(result: CoverageResult, lang: Lang): Layer {
  const m = MAP_WORDS[lang];
  const columns: ValueColumn<Snap>[] = [
    { ...text<Snap>('layer', m.layer, (s) => s.layer), choices: choicesOf('layer', ['settlements', 'facilities'], m) }, text('id', m.id, (s) => s.id), { ...text<Snap>('status', WORDS[lang].status, (s) => s.status), choices: choicesOf('snap_status', ['ok', 'far'], m) },
    double('metres', WORDS[lang].metres, (s) => s.metres), text('line', m.line, (s) => s.line), integer('component', m.component, (s) => s.component), double('avoided_island_metres', m.avoidedIsland, (s) => s.avoidedIslandMetres),
  ];
  function* drawn() { for (const snap of result.snaps) if (hasLength(snap.path)) yield snap; }
  return { name: 'snaps', title: m.snaps, description: m.aboutSnaps, geometry: 'LINESTRING', ...tableOf({ [Symbol.iterator]: drawn }, columns, lineOf) };
}

function network(result: CoverageResult, lang: Lang): Layer {
  const m = MAP_WORDS[lang];
  const columns: ValueColumn<EdgeResult>[] = [
    integer('edge', m.edge, (e) => e.edge), integer('component', m.component, (e) => e.component), { name: 'is_island', type: 'BOOLEAN', alias: m.isIsland, valueOf: (e) => e.isIsland }, double('length_metres', m.lengthMetres, (e) => e.lengthMetres),
    { ...text<EdgeResult>('direction', m.direction, (e) => e.direction), choices: choicesOf('direction', ['both', 'forward', 'backward'], m) }, double('speed_factor', m.speedFactor, (e) => e.speedFactor), text('lines', m.lines, (e) => e.lines.join(' ')),
  ];
  return { name: 'network', title: m.network, description: m.aboutNetwork, geometry: 'LINESTRING', ...tableOf(result.edges, columns, lineOf) };
}

function services(result: CoverageResult, lang: Lang): Layer {
  const w = WORDS[lang], m = MAP_WORDS[lang];
  const columns: ValueColumn<ServiceResult>[] = [
    text('table', m.table, (s) => s.table), text('id', w.serviceId, (s) => s.id), text('name_zh', '中文名', (s) => s.name.zh), text('name_en', 'English name', (s) => s.name.en), integer('task', w.task, (s) => s.task), text('dimensions', w.dimensions, (s) => s.dimensions.join(' ')),
    { ...text<ServiceResult>('class', w.class, (s) => s.class), choices: choicesOf('class', ['basic', 'quality'], w) }, { ...text<ServiceResult>('class_status', m.classStatus, (s) => s.classStatus), choices: figureStatus(lang) },
    double('limit_minutes', w.limitMinutes, (s) => s.limitMinutes), double('limit_metres', w.limitMetres, (s) => s.limitMetres), { ...text<ServiceResult>('value_status', w.valueStatus, (s) => s.valueStatus), choices: figureStatus(lang) },
    { ...text<ServiceResult>('mode', w.mode, (s) => s.mode), choices: choicesOf('mode', ['walk', 'walk+bus'], w) }, { ...text<ServiceResult>('profile', m.profile, (s) => s.profile), choices: { name: 'profile', labels: new Map([['adult', m.adult], ['elderly', m.elderlyProfile]]) } }, text('source', m.source, (s) => s.source),
    integer('settlements_covered', m.coveredSettlements, (s) => s.settlements.covered), integer('settlements_gap', m.gapSettlements, (s) => s.settlements.gap), integer('settlements_unknown', m.unknownSettlements, (s) => s.settlements.unknown),
    double('population_covered', m.coveredPeople, (s) => s.population.covered), double('population_gap', m.gapPeople, (s) => s.population.gap), double('population_unknown', m.unknownPeople, (s) => s.population.unknown), double('coverage', w.coverage, (s) => s.coverage), text('denominator', w.denominator, (s) => s.denominator),
  ];
  return { name: 'services', title: m.services, description: `${m.aboutServices} · ${result.checklist.name[lang]}`, geometry: null, ...tableOf(result.services, columns, () => null) };
}

const text = <T>(name: string, alias: string, valueOf: (item: T) => string | null): ValueColumn<T> => ({ name, type: 'TEXT', alias, valueOf });
const double = <T>(name: string, alias: string, valueOf: (item: T) => number | null): ValueColumn<T> => ({ name, type: 'DOUBLE', alias, valueOf });
const integer = <T>(name: string, alias: string, valueOf: (item: T) => number | null): ValueColumn<T> => ({ name, type: 'INTEGER', alias, valueOf });
const figureStatus = (lang: Lang) => choicesOf('figure_status', ['seen', 'memory', 'proposed'], WORDS[lang]);

function tableOf<T>(items: Iterable<T>, columns: readonly ValueColumn<T>[], geometryOf: (item: T) => GeoPackageGeometry | null): Pick<Table, 'columns' | 'rows'> {
  function* rows(): Generator<Row> {
    for (const item of items) yield { geometry: geometryOf(item), values: columns.map(({ valueOf }) => valueOf(item) ?? null) };
  }
  return { columns, rows: { [Symbol.iterator]: rows } };
}

function pointOf({ lon, lat }: { lon: number | null; lat: number | null }): GeoPackageGeometry | null {
  return lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] };
}

function polygonsOf(polygons: readonly (readonly (readonly Readonly<Position>[])[])[]): GeoPackageGeometry | null {
  return polygons.length === 0 ? null : { type: 'MultiPolygon', coordinates: polygons as Position[][][] };
}

function lineOf({ path }: { path: readonly (readonly [number, number])[] }): GeoPackageGeometry | null {
  return hasLength(path) ? { type: 'LineString', coordinates: path as [number, number][] } : null;
}

function hasLength(path: readonly (readonly [number, number])[]): boolean {
  return path.some(([lon, lat]) => lon !== path[0][0] || lat !== path[0][1]);
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
