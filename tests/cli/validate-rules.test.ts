/** Every rule has a project that breaks it; the table fails when a rule has none. */
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { RULES } from '../../src/core/rules.ts';
import { validateProject } from '../../src/pipeline.ts';
import { BASE, halts, partsOf, table, TUESDAY, type Tables } from '../inputs/gtfs-feeds.ts';
import { dbf, DEGREES_PRJ, fgb, flatCell, gpkg, gpkgBlob, shape, shp, XIAN_PRJ, type Geometry } from '../inputs/gis-handmade.ts';
import { area, CHECKLIST, collection, facility, feature, FACILITIES, LAYERS, line, point, settlement, SETTLEMENTS, WALK, writeProject, type ProjectParts } from '../support/project.ts';
import { toDegrees } from '../support/town.ts';

const gcoord = createRequire(import.meta.url)('gcoord') as { transform: (at: [number, number], from: unknown, to: unknown) => [number, number]; WGS84: unknown; GCJ02: unknown };
const csv = (text: string | Uint8Array, more: object = {}): ProjectParts => ({ project: { layers: { ...LAYERS, settlements: { file: 's.csv', ...more } } }, files: { 's.csv': text } });
/** A line along the street with three stops, the first of which stands so far beside it. */
const bus = (ofLine: object, ofStop: object = {}, metresBeside = 9): ProjectParts => ({
  project: { layers: { ...LAYERS, bus: { lines: 'l.geojson', stops: 's.geojson' } } },
  files: {
    'l.geojson': collection([feature('L1', line([0, 0], [2000, 0]), { headwayMinutes: 20, stops: ['s1', 's2', 's3'], ...ofLine })]),
    's.geojson': collection([feature('s1', point(0, metresBeside), ofStop), feature('s2', point(900, 0)), feature('s3', point(2000, 0))]),
  },
});
/** A feed whose tables are laid over those of a sound one. */
const gtfs = (tables: Tables, date = TUESDAY): ProjectParts => ({ project: { layers: { ...LAYERS, bus: { gtfs: 'feed', date } } }, files: Object.fromEntries(Object.entries(partsOf(tables)).map(([name, bytes]) => [`feed/${name}`, bytes])) });
/** The boundary of one township. */
const boundaries = (properties: object): ProjectParts => ({ project: { layers: { ...LAYERS, townships: 't.geojson' } }, files: { 't.geojson': collection([feature('t', area([-50, -50], [2050, -50], [2050, 50], [-50, 50]), properties)]) } });
const poi = (text: string): ProjectParts => ({ project: { layers: { ...LAYERS, facilities: { file: 'p.csv', mapping: 'amap' } } }, files: { 'p.csv': text } });
const walkFile = (name: string, text: string | Uint8Array): ProjectParts => ({ project: { layers: { ...LAYERS, walk: name } }, files: { [name]: text } });
const osm = (body: string): ProjectParts => walkFile('w.osm', `<osm><node id="1" lon="121.5" lat="31.6"/><node id="2" lon="121.52" lat="31.6"/>${body}</osm>`);
/** All three layers out of one extract: a street of 2 km, the body, and what stands on the nodes. */
const extract = (body: string): ProjectParts => ({ project: { layers: { settlements: 'w.osm', facilities: 'w.osm', walk: 'w.osm' } }, files: { 'w.osm': `<osm>${osmNode(1, 121.5, 31.6)}${osmNode(2, 121.52, 31.6)}<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="path"/></way>${body}</osm>` } });
const osmNode = (id: number, lon: number, lat: number, tags: Readonly<Record<string, string>> = {}): string => `<node id="${id}" lon="${lon}" lat="${lat}">${osmTags(tags)}</node>`;
const osmTags = (tags: Readonly<Record<string, string>>): string => Object.entries(tags).map(([k, v]) => `<tag k="${k}" v="${v}"/>`).join('');
const osmSquare = (id: number, tags: Readonly<Record<string, string>>): string => [[0, 0], [1, 0], [1, 1], [0, 1]].map(([x, y], i) => osmNode(10 * id + i, 121.5 + 0.001 * x, 31.6 + 0.001 * y)).join('') + `<way id="${id}">${[0, 1, 2, 3, 0].map((i) => `<nd ref="${10 * id + i}"/>`).join('')}${osmTags(tags)}</way>`;
/** Buses out of an extract: ways 7, 8 and 9 one after the other, a route along those given, and two poles of one stop. */
const routes = (...ways: number[]): ProjectParts => {
  const street = [7, 8, 9].map((id) => `<way id="${id}"><nd ref="${id + 4}"/><nd ref="${id + 5}"/></way>`).join(''), nodes = [11, 12, 13, 14].map((id) => osmNode(id, 121.5 + 0.001 * id, 31.6)).join('');
  const poles = [15, 16].map((id) => osmNode(id, 121.511, 31.6 + id * 1e-5, { highway: 'bus_stop', name: 'S' })).join('');
  const members = ways.map((ref) => `<member type="way" ref="${ref}" role=""/>`).join('');
  const { files } = extract(`${nodes}${poles}${street}<relation id="5">${members}${osmTags({ type: 'route', route: 'bus' })}</relation>`);
  return { files, project: { layers: { ...LAYERS, bus: { lines: 'w.osm', stops: 'w.osm' } } } };
};
const at = (x: number, y: number, more: object = {}): object => feature('x', { type: 'Point', coordinates: [x, y] }, { type: 'market', township: 'T', ...more });
const rows = Array.from({ length: 25 }, (_, i) => i);
const shifted = rows.map((i) => feature(`s${i}`, { type: 'Point', coordinates: gcoord.transform(toDegrees([80 * i, 0]), gcoord.WGS84, gcoord.GCJ02) }, { township: 'T', population: 9 }));
const tables = (change: (urban: (typeof CHECKLIST.tables)[0], rural: (typeof CHECKLIST.tables)[0]) => object[]): ProjectParts => ({ checklist: { tables: change(CHECKLIST.tables[0], CHECKLIST.tables[1]) } });

/** Settlements out of a GIS file, which is the first. */
const gis = (files: Readonly<Record<string, Uint8Array | string>>, layers: object = {}): ProjectParts => ({ project: { layers: { ...LAYERS, settlements: { file: Object.keys(files)[0], ...layers } } }, files });
const SPOT: Geometry = { type: 'Point', coordinates: [121.5, 31.6] }, RING = [[121.5, 31.6], [121.5, 31.61], [121.51, 31.61], [121.5, 31.6]];
const SHP = shp([shape(SPOT)]), DBF = dbf([{ name: 'id' }], [['x']]), HOMES = { name: 'homes', rows: [[1, gpkgBlob(SPOT), 'x']] };

const CASES: Readonly<Record<string, ProjectParts>> = {
  'broken-geometry': gis({ 's.gpkg': gpkg([{ ...HOMES, rows: [[1, Buffer.from('no'), 'x']] }]) }),
  'coordinate-not-a-number': { settlements: [feature('x', { type: 'Point', coordinates: ['a', 1] })] },
  'coordinate-range': { settlements: [at(200, 10)] },
  'coordinate-text': csv('id,lon,lat\n1,east,31.6\n'),
  'coordinates-in-metres': { settlements: [at(500_000, 3_500_000)] },
  'coordinates-swapped': { settlements: [at(31.6, 121.5)] },
  'crs-datum': gis({ 's.shp': SHP, 's.dbf': DBF, 's.prj': XIAN_PRJ }),
  'crs-mismatch': { settlements: collection(SETTLEMENTS, { crs: { type: 'name', properties: { name: 'EPSG:3857' } } }) },
  'crs-missing': gis({ 's.shp': SHP, 's.dbf': DBF }),
  'crs-range': { project: { crs: 'EPSG:4549' } },
  'crs-unknown': gis({ 's.gpkg': gpkg([{ ...HOMES, srs: 99 }], [[99, 'EPSG', 1234, 'undefined']]) }),
  csv: csv('id,lon,lat\n1,"121.5,31.6\n'),
  'cut-off': { settlements: collection(SETTLEMENTS).slice(0, 90) },
  'damaged-file': walkFile('w.osm.gz', 'no archive'),
  'duplicate-coordinate-heading': csv('id,lon,lon,lat\n1,121.5,121.5,31.6\n'),
  'duplicate-id': { settlements: [SETTLEMENTS[0], SETTLEMENTS[0]] },
  'duplicate-service': tables((urban, rural) => [{ ...urban, services: [...urban.services, urban.services[0]] }, rural]),
  'duplicate-table': tables((urban, rural) => [urban, { ...rural, id: urban.id }]),
  'empty-file': { settlements: '' },
  'empty-layer': { walk: [feature('w', line([0, 0], [0, 0]))] },
  encoding: { settlements: Uint8Array.of(...Buffer.from('{"type":"Feature","id":"'), 0xff, 0xc0, ...Buffer.from('"}')) },
  'file-in-use': gis({ 's.gpkg': gpkg([HOMES]), 's.gpkg-journal': 'x' }),
  'geometry-type': { settlements: [feature('x', line([0, 0], [1, 1]))] },
  'gtfs-missing-table': gtfs({ stops: null }),
  json: { settlements: 'hello' },
  'layer-offset': { settlements: shifted },
  'long-row': csv('id,lon,lat\n1,121.5,31.6,more\n'),
  'missing-column': { project: { layers: { ...LAYERS, settlements: { file: 'settlements.geojson', attributes: { population: '人数' } } } } },
  'missing-id': { settlements: [feature(null, point(0, 0))] },
  'missing-type': { facilities: [facility('f', null, [0, 0])] },
  'no-coordinate-columns': csv('id,name\n1,a\n'),
  'no-layer': gis({ 's.gpkg': gpkg([HOMES]) }, { layer: 'hoems' }),
  number: { settlements: [settlement('x', [0, 0], { population: 'many' })] },
  'osm-number': osm('<way id="1"><nd ref="x"/></way>'),
  'path-leaves-folder': { project: { layers: { ...LAYERS, walk: '../walk.geojson' } } },
  schema: { project: { travel: { maxSnapMetres: -1 } } },
  'several-layers': gis({ 's.gpkg': gpkg([HOMES, { ...HOMES, name: 'others' }]) }),
  'shapefile-parts': gis({ 's.shp': SHP, 's.dbf': dbf([{ name: 'id' }], []), 's.prj': DEGREES_PRJ }),
  'table-kinds': tables((urban) => [urban]),
  'unknown-checklist': { project: { checklist: 'chongmin' } },
  'unknown-mapping': { project: { layers: { ...LAYERS, facilities: { file: 'facilities.geojson', mapping: 'amp' } } } },
  'unknown-reference': tables((urban, rural) => [{ ...urban, services: [{ ...urban.services[0], satisfiedBy: ['nowhere'] }] }, rural]),
  'unreadable-file': { project: { layers: { ...LAYERS, walk: 'gone.geojson' } } },
  'unsupported-format': walkFile('w.kmz', 'x'),
  wkt: csv('id,wkt\n1,POINT 1 2\n'),
  'wkt-srid': csv('id,wkt\n1,SRID=4549;POINT (121.5 31.6)\n'),
  'wrong-format': csv(Uint8Array.of(0x50, 0x4b, 3, 4, 1, 1)),
  xml: walkFile('w.osm', '<osm><node'),
  'yaml-syntax': { project: 'a: [1' },

  'boundary-without-name': boundaries({ name: '' }),
  'boundary-without-settlements': boundaries({ name: 'Nowhere' }),
  'byte-order-mark': { settlements: `\ufeff${collection(SETTLEMENTS)}` },
  'capacity-missing': { project: { capacity: { market: { of: 'population', perThousand: 10 } } } },
  'capacity-no-need': { project: { capacity: { market: { of: 'children', perThousand: 10 } } } },
  'closed-to-walking': { walk: [...WALK, feature('m', line([0, 50], [500, 50]), { highway: 'motorway' })] },
  'coordinate-columns': csv('id,lon,lat,location\n1,121.5,31.6,"121.5,31.6"\n'),
  'crossings-joined': { project: { network: { joinCrossings: true } } },
  'deleted-rows': gis({ 's.shp': shp([shape(SPOT), shape(SPOT)]), 's.dbf': dbf([{ name: 'id' }], [['x'], ['y']], { deleted: [1] }), 's.prj': DEGREES_PRJ }),
  'duplicate-heading': csv('id,name,name,lon,lat\n1,a,b,121.5,31.6\n'),
  'duplicate-line': { walk: [...WALK, feature('again', line([0, 0], [500, 0]))] },
  'empty-heading': csv('id,,lon,lat\n1,x,121.5,31.6\n'),
  'facility-not-in-use': { facilities: [facility('f', 'market', [0, 0], { status: 'closed' })] },
  'facility-not-on-network': { facilities: [...FACILITIES, facility('f', 'market', [0, 900])] },
  gb18030: csv(Uint8Array.of(...Buffer.from('id,name,lon,lat\n1,'), 0xb4, 0xe5, 0xd7, 0xaf, 0xb4, 0xe5, 0xd7, 0xaf, ...Buffer.from(',121.5,31.6\n'))),
  'gtfs-blank-time': gtfs({ stop_times: table('stop_times', ...halts('T', 'A 07:00:00', 'B')) }),
  'gtfs-contradiction': gtfs({ calendar_dates: table('calendar_dates', 'WK,20240604,1', 'WK,20240604,2') }),
  'gtfs-frequency': gtfs({ frequencies: table('frequencies', 'T,08:00:00,09:00:00,0') }),
  'gtfs-frequency-laid-out': gtfs({ frequencies: table('frequencies', 'T,08:00:00,09:00:00,600') }),
  'gtfs-interpolated-time': gtfs({ stop_times: table('stop_times', ...halts('T', 'A 07:00:00', 'B', 'C 07:20:00')) }),
  'gtfs-repeated-row': gtfs({ routes: table('routes', 'R,1路,', 'R,1路,') }),
  'gtfs-shape-point': gtfs({ trips: 'trip_id,route_id,service_id,shape_id\nT,R,WK,s\n', shapes: table('shapes', 's,north,121.5,1') }),
  'gtfs-short-trip': gtfs({ stop_times: table('stop_times', ...halts('T', 'A 07:00:00')) }),
  'gtfs-stop-sequence': gtfs({ stop_times: table('stop_times', 'T,A,1,07:00:00,07:00:00', 'T,B,1,07:10:00,07:10:00') }),
  'gtfs-time-backwards': gtfs({ stop_times: table('stop_times', ...halts('T', 'A 07:00:00', 'B 06:00:00')) }),
  'gtfs-transfer': gtfs({ transfers: table('transfers', 'A,Q,2,60') }),
  'gtfs-transfer-limited': gtfs({ transfers: 'from_stop_id,to_stop_id,transfer_type,from_trip_id\nA,B,3,T\n' }),
  'gtfs-unknown-route': gtfs({ routes: table('routes', 'S,2路,') }),
  'gtfs-unknown-service': gtfs({ trips: table('trips', 'T,R,no') }),
  'gtfs-unknown-stop': gtfs({ stop_times: BASE['stop_times'].replace(',B,', ',Q,') }),
  'gtfs-unknown-trip': gtfs({ stop_times: `${BASE['stop_times']}${halts('Q', 'A 07:00:00').join()}\n` }),
  'gtfs-unlocated-stop': gtfs({ stops: table('stops', 'A,,31.6,121.5', 'B,,0,0', 'C,,31.6,121.52') }),
  'gtfs-unreadable-service': gtfs({ calendar_dates: table('calendar_dates', 'WK,tomorrow,1') }),
  'gtfs-unreadable-time': gtfs({ stop_times: table('stop_times', ...halts('T', 'A 7h00', 'B 07:10:00')) }),
  'heading-row': csv('Villages of 2024\nid,lon,lat\n1,121.5,31.6\n'),
  'heights-left-out': gis({ 's.fgb': fgb([{ name: 'id', type: 11 }], [{ geometry: { type: 'Point', coordinates: [121.5, 31.6, 4] }, cells: [flatCell.text(0, 'x')] }]) }),
  'island-avoided': { walk: [feature('w', line(...Array.from({ length: 60 }, (_, i): [number, number] => [30 * i, 0]))), feature('i', line([0, 60], [50, 60]))], settlements: [settlement('a', [10, 50])] },
  'layer-not-used': { project: { layers: { ...LAYERS, settlements: { file: 'settlements.geojson', layer: 'homes' } } } },
  'line-out-of-hours': bus({ firstDeparture: '09:30', lastDeparture: '18:00' }),
  'line-against-stops': bus({ stops: ['s3', 's2', 's1'] }),
  'line-without-stops': bus({ stops: ['s1'] }),
  'layer-apart': { settlements: [at(120.1, 30.1)] },
  'loose-ring': gis({ 's.shp': shp([shape({ type: 'Polygon', coordinates: [RING, RING.map(([x, y]) => [x + 1, y]).reverse()] })]), 's.dbf': DBF, 's.prj': DEGREES_PRJ }),
  'missing-members': osm('<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="path"/></way><relation id="5"><member type="way" ref="9" role="outer"/><tag k="type" v="multipolygon"/><tag k="highway" v="pedestrian"/></relation>'),
  'missing-nodes': osm('<way id="1"><nd ref="1"/><nd ref="2"/><nd ref="7"/><tag k="highway" v="path"/></way>'),
  'near-miss-joined': { walk: [...WALK, feature('n', line([2000.3, 0], [2500, 0]))] },
  'no-attributes': gis({ 's.shp': SHP, 's.prj': DEGREES_PRJ }),
  'no-departure-in-window': gtfs({ stop_times: BASE['stop_times'].replaceAll(/0[78]:(\d\d:00)/g, '11:$1') }),
  'no-facilities': { facilities: [] },
  'no-line': { walk: [...WALK, feature('n', null)] },
  'no-headway': bus({ headwayMinutes: null }),
  'no-speed': bus({ speedKmh: null }),
  'no-rows': csv('id,lon,lat\n'),
  'no-service-on-date': gtfs({}, '2024-06-02'),
  'no-township': { settlements: [settlement('a', [0, 0], { township: '' })] },
  'open-elsewhere': gis({ 's.gpkg': gpkg([HOMES]), 's.gpkg-wal': 'x' }),
  'open-ring': { facilities: [feature('f', { type: 'Polygon', coordinates: [[[0, 0], [50, 0], [50, 50], [0, 50]].map(([x, y]) => toDegrees([x, y]))] }, { type: 'market' })] },
  'osm-broken-area': extract(osmNode(5, 121.5, 31.6, { place: 'village' }) + '<relation id="7"><member type="way" ref="1" role="outer"/><tag k="type" v="multipolygon"/><tag k="landuse" v="residential"/></relation>'),
  'osm-duplicate-id': osm('<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="path"/></way><way id="1"><nd ref="2"/><nd ref="1"/><tag k="highway" v="path"/></way>'),
  'osm-homes': extract(osmSquare(7, { building: 'apartments' })),
  'osm-large-place': extract(osmNode(5, 121.5, 31.6, { place: 'town', population: '20001' })),
  'osm-mapped-twice': extract(osmSquare(7, { amenity: 'pharmacy', name: 'P' }) + osmNode(5, 121.5005, 31.6005, { amenity: 'pharmacy', name: 'P' }) + osmNode(6, 121.5, 31.6, { place: 'village' })),
  'osm-no-population': extract(osmNode(5, 121.5, 31.6, { place: 'village' })),
  'osm-place-label': extract(osmNode(5, 121.5, 31.6, { place: 'city' })),
  'osm-place-unused': extract(osmNode(5, 121.5, 31.6, { place: 'locality' })),
  'osm-population': extract(osmNode(5, 121.5, 31.6, { place: 'village', population: 'many' })),
  'osm-route-gap': routes(7, 9),
  'osm-route-order': routes(8, 9, 7),
  'osm-stops-merged': routes(7),
  'osm-population-text': extract(osmNode(5, 121.5, 31.6, { place: 'village', population: '~500' })),
  'other-tables': gis({ 's.gpkg': gpkg([HOMES, { name: 'notes', type: 'attributes', rows: [] }]) }),
  'poi-low-confidence': poi('id,name,typecode,location\n1,某某,130105,"121.5,31.6"\n'),
  'poi-no-codes': poi('id,name,location\n1,某某菜市场,"121.5,31.6"\n'),
  'poi-unmatched': poi('id,name,typecode,location\n1,某某,999999,"121.5,31.6"\n'),
  'settlement-not-on-network': { settlements: [settlement('a', [0, 900]), SETTLEMENTS[1]] },
  'short-row': csv('id,lon,lat,name,village\n1,121.5,31.6\n2,121.5,31.6,a,b\n'),
  'type-not-measured': { checklist: { notMeasured: [...CHECKLIST.notMeasured, { ...CHECKLIST.notMeasured[0], id: 'mill' }] }, facilities: [facility('f', 'mill', [0, 0])] },
  'township-without-boundary': boundaries({ name: 'Reedham' }),
  'unknown-attribute': { project: { layers: { ...LAYERS, settlements: { file: 'settlements.geojson', attributes: { poplation: 'name' } } } } },
  'unknown-encoding': gis({ 's.shp': SHP, 's.dbf': DBF, 's.prj': DEGREES_PRJ, 's.cpg': 'klingon' }),
  'unknown-line': bus({}, { lines: ['L9'] }),
  'unknown-stop': bus({ stops: ['s1', 's2', 's9'] }),
  'unserved-stop': bus({ stops: ['s2', 's3'] }),
  'unknown-facility-type': { facilities: [facility('f', 'markt', [0, 0])] },
  'unknown-key': { project: { colour: 'red' } },
  'unknown-value': { settlements: [settlement('a', [0, 0], { kind: 'urbn' })] },
  unlocated: { settlements: [settlement('a', [0, 0]), feature('b', null)] },
  'unreadable-value': { settlements: [settlement('a', [0, 0], { name: { zh: 'x' } })] },
  yaml: { project: `name: !odd x\nlayers: ${JSON.stringify(LAYERS)}\nchecklist: checklist.yaml\n` },
  'unread-columns': gis({ 's.gpkg': gpkg([{ ...HOMES, columns: 'id TEXT, photo BLOB', rows: [[1, gpkgBlob(SPOT), 'x', null]] }]) }),
  'zero-length-line': { walk: [...WALK, feature('z', line([0, 0], [0, 0]))] },

  'dangling-end': { walk: [...WALK, feature('d', line([1000, 300], [1000, 4]))] },
  'data-outdated': { checklist: { maxAgeMonths: 12 }, facilities: [facility('f', 'market', [0, 0], { updated: '2025-06-29' })] },
  'data-undated': { checklist: { maxAgeMonths: 12 } },
  'duplicate-facility': { facilities: [facility('f', 'market', [0, 0], { name: '城桥 菜市场' }), facility('g', 'market', [0, 29], { name: '城桥菜市场' })] },
  'far-from-network': { settlements: [settlement('a', [0, 101])] },
  'network-island': { walk: [feature('w', line(...Array.from({ length: 60 }, (_, i): [number, number] => [30 * i, 0]))), feature('i', line([0, 60], [50, 60]))] },
  'one-way-trap': { walk: [...WALK, feature('o', line([500, 0], [500, 300]), { 'oneway:foot': 'yes' })] },
  'polygon-crosses-itself': { facilities: [feature('bow', area([0, 0], [50, 50], [50, 0], [0, 50]), { type: 'market' })] },
  'population-missing': { settlements: [settlement('a', [0, 0]), settlement('b', [9, 0], { population: 0 })] },
  'population-outlier': { settlements: rows.map((i) => settlement(`s${i}`, [10 * i, 0], { population: i === 7 ? 100_000 : 100 })) },
  'repeated-point': { facilities: [feature('f', area([0, 0], [50, 0], [50, 0], [50, 50]), { type: 'market' })] },
  'stop-not-on-network': bus({}, {}, 400),
  'stop-not-served': bus({}, {}, 501),
  'stop-off-line': bus({}, {}, 51),
  'stop-out-of-order': bus({ stops: ['s1', 's3', 's2'] }),
  'shared-place': { settlements: [settlement('a', [0, 0]), settlement('b', [0, 0])] },
};

/** Of other commands, or only in a report: their tests are with these. */
const ELSEWHERE = ['bus-by-timetable', 'duplicate-edit', 'edit-without-effect', 'empty-scenario', 'way-not-joined', 'candidate-not-on-network', 'catchment-on-foot', 'capacity-proposed', 'cost-proposed', 'no-budget', 'plan-no-capacity', 'plan-no-cost', 'plan-on-foot', 'unknown-plan-name', 'edge-of-data', 'file-exists', 'no-such-facility-in-data', 'isochrone-empty', 'no-facility', 'no-ground', 'not-writable', 'point-not-on-network', 'overwrites-input', 'service-not-for-kind', 'unknown-facility', 'unknown-service', 'unknown-settlement', 'unknown-type', 'value-memory', 'value-proposed', 'walked-only', 'no-project'];
/** Of workbooks, large files and decisions of a mapping: tested with their readers. */
const OF_READERS = ['error-cell', 'merged-cells', 'no-sheet', 'other-sheets', 'poi-none', 'too-large', 'unfolds-too-far'];

for (const [code, parts] of Object.entries(CASES)) {
  test(`a project with ${code} is found out`, async () => {
    const { problems } = await validateProject(writeProject(parts), '2026-06-30');
    const found = problems.filter((p) => p.code === code);
    expect(found.length, JSON.stringify(problems)).toBeGreaterThan(0);
    for (const { severity, what, fix, file } of found) {
      expect(severity).toBe(RULES.get(code)?.severity);
      expect([what, fix, file].every((t) => t !== '')).toBe(true);
    }
  });
}

test('every rule has a case', () => {
  expect([...Object.keys(CASES), ...ELSEWHERE, ...OF_READERS].sort()).toEqual([...RULES.keys()].sort());
});
