#!/usr/bin/env node
/**
 * Draws the demo district: an invented island county, the same to the last byte on every run.
 * `node data/demo/generate.js` writes the files beside itself.
 */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUS_FACTS } from './bus-facts.js';
import { runBuses } from './buses.js';
import { drawCandidates } from './candidates.js';
import { plantExhibits, PLOTS } from './exhibits.js';
import { drawRarities, makeFaults } from './faults.js';
import { drawLand, expressway } from './land.js';
import { agesOf, serveTowns, serveVillages, settleTowns, settleVillages } from './people.js';
import { createRandom, toDegrees } from './plane.js';
import { drawTownships } from './townships.js';

/**
 * @typedef {import('./plane.js').Point} Point
 * @typedef {import('./people.js').Shape} Shape
 * @typedef {import('./people.js').Settlement} Settlement
 * @typedef {import('./people.js').Facility} Facility
 */

const COUNTY = '示范岛县（虚构）';
/** Settlements of the towns, by their place in the list, given by their gates instead of by one point. */
const GATED = [16, 20];

/** The files of the demo district, text by file name. @returns {Map<string, string>} */
export function drawDemo() {
  const land = drawLand(Object.values(PLOTS));
  const settled = { towns: settleTowns(land), villages: settleVillages(land) };
  const served = [...serveTowns(land), ...serveVillages(land)];
  const faults = makeFaults(land);
  const rarities = drawRarities(land);
  const buses = runBuses(land);
  const exhibits = plantExhibits(land);

  const settlements = numbered('s', [...exhibits.settlements, ...settled.towns.map(withGates), ...settled.villages, ...faults.settlements]);
  const stops = buses.stops.map(({ name, at }) => /** @type {Facility} */ ({ type: 'bus_stop', name, shape: { type: 'Point', at } }));
  const facilities = numbered('f', toldApart([...exhibits.facilities, ...varied(served), ...faults.facilities, ...stops]));
  const ways = numbered('w', [...land.ways, ...exhibits.ways, ...rarities, ...expressway(), ...faults.ways]);

  return new Map([
    ['settlements.geojson', collection('settlements', settlementFeatures(settlements))],
    ['facilities.geojson', collection('facilities', facilities.map(facilityFeature))],
    ['walk.geojson', collection('walk', ways.map(({ id, tags, points }) => ({ type: 'Feature', id, properties: tags, geometry: lineString(points) })))],
    ['bus-lines.geojson', collection('bus lines', buses.lines.map(({ route, ...properties }) => ({ type: 'Feature', properties, geometry: lineString(route) })))],
    ['bus-stops.geojson', collection('bus stops', buses.stops.map(({ at, ...properties }) => ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: toDegrees(at) } })))],
    ['townships.geojson', collection('townships', drawTownships(land.coast, land.islets).map(({ name, rings }) => ({ type: 'Feature', properties: { name }, geometry: { type: 'MultiPolygon', coordinates: rings.map((at) => geometryOf({ type: 'Polygon', at })?.coordinates) } })))],
    ['candidates.geojson', collection('candidates', drawCandidates(settlements).map(({ at, ...properties }) => ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: toDegrees(at) } })))],
    ['coast.geojson', collection('coast', [['本岛', land.coast], ...Object.entries(land.islets)].map(([name, ring]) => ({ type: 'Feature', properties: { name }, geometry: geometryOf({ type: 'Polygon', at: /** @type {Point[]} */ (ring) }) })))],
    ['canals.geojson', collection('canals', Object.entries(land.canals).map(([name, line]) => ({ type: 'Feature', properties: { name }, geometry: lineString(line) })))],
    ['lifecircle.yaml', PROJECT],
    ['planted.json', plantedText([...exhibits.facts, ...BUS_FACTS], settlements, facilities, buses.stops)],
  ]);
}

/** Adds readable ids in the order of the list: f001, f002 … @template T @param {string} letter @param {T[]} list @returns {(T & {id: string})[]} */
function numbered(letter, list) {
  const digits = Math.max(3, String(list.length).length);
  return list.map((item, i) => ({ ...item, id: `${letter}${String(i + 1).padStart(digits, '0')}` }));
}

/** Numbers the names that occur again: 望洲银杏街药店（2）. @param {Facility[]} facilities @returns {Facility[]} */
function toldApart(facilities) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return facilities.map((facility) => {
    const times = (seen.get(facility.name) ?? 0) + 1;
    seen.set(facility.name, times);
    return times === 1 ? facility : { ...facility, name: `${facility.name}（${times}）` };
  });
}

/** Two estates as a MultiPoint of their gates. @param {Settlement} settlement @param {number} index @returns {Settlement} */
function withGates(settlement, index) {
  if (!GATED.includes(index) || settlement.shape?.type !== 'Point') return settlement;
  const [x, y] = settlement.shape.at;
  return { ...settlement, shape: { type: 'MultiPoint', at: [[x, y], [x + 34, y + 21]] } };
}

/** A few facilities that do not serve (yet, or any more, or the public). @param {Facility[]} facilities @returns {Facility[]} */
function varied(facilities) {
  const random = createRandom(700);
  const canClose = new Set(['ball_court', 'culture_room', 'fitness_point', 'public_toilet']);
  return facilities.map((facility) => {
    const chance = random.next();
    if (facility.shape?.type !== 'Point' || facility.owner || facility.type === 'community_service_station') return facility;
    if (chance < 0.025) return { ...facility, status: 'planned' };
    if (chance < 0.045) return { ...facility, status: 'closed' };
    return chance > 0.88 && canClose.has(facility.type) ? { ...facility, open: false } : facility;
  });
}

/** @param {(Settlement & {id: string})[]} settlements */
function settlementFeatures(settlements) {
  const random = createRandom(800);
  return settlements.map((settlement) => {
    const { id, name, township, village, kind, tier, population } = settlement;
    return { type: 'Feature', properties: { id, name, township, village, kind, tier, population, ...agesOf(settlement, random) }, geometry: geometryOf(settlement.shape) };
  });
}

/** @param {Facility & {id: string}} facility */
function facilityFeature({ id, type, name, provides, status, capacity, areaSquareMetres, owner, open, shape }) {
  return { type: 'Feature', properties: { id, type, name, provides, status, capacity, areaSquareMetres, owner, open }, geometry: geometryOf(shape) };
}

/** @param {Shape} shape in metres; a ring gets its closing point here */
function geometryOf(shape) {
  if (shape === null) return null;
  if (shape.type === 'Point') return { type: shape.type, coordinates: toDegrees(shape.at) };
  if (shape.type === 'MultiPoint') return { type: shape.type, coordinates: shape.at.map(toDegrees) };
  return { type: shape.type, coordinates: [anticlockwise([...shape.at, shape.at[0]]).map(toDegrees)] };
}

/** The winding RFC 7946 asks of an outer ring. @param {Point[]} ring closed */
function anticlockwise(ring) {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return twice < 0 ? [...ring].reverse() : ring;
}

/** @param {Point[]} points */
function lineString(points) {
  return { type: 'LineString', coordinates: points.map(toDegrees) };
}

/** One feature a line. @param {string} layer @param {object[]} features */
function collection(layer, features) {
  return `{"type":"FeatureCollection","name":"${COUNTY} ${layer}, invented","features":[\n${features.map((feature) => JSON.stringify(feature)).join(',\n')}\n]}\n`;
}

/**
 * The facts a run must find, with ids in place of keys and names.
 * @param {import('./exhibits.js').Fact[]} facts @param {(Settlement & {id: string})[]} settlements @param {(Facility & {id: string})[]} facilities @param {import('./buses.js').BusStop[]} busStops
 */
function plantedText(facts, settlements, facilities, busStops) {
  const idOf = (/** @type {{key?: string, name: string, id: string}[]} */ list, /** @type {string} */ called) => {
    const found = list.find((item) => item.key === called) ?? list.find((item) => item.name === called);
    if (!found) throw new RangeError(`nothing is called ${called}`);
    return found.id;
  };
  const rows = facts.map(({ settlement, service, status, severity, reason, facility, minutes, mode, line, stops, busStop, tripsPerDay, why }) => JSON.stringify({
    settlement: idOf(settlements, settlement), service, status, severity: severity ?? null, reason: reason ?? null,
    facility: facility === undefined ? null : idOf(facilities, facility), minutes: minutes ?? null,
    mode, line, stops: stops?.map((stop) => idOf(busStops, stop)), busStop: busStop && idOf(busStops, busStop), tripsPerDay, why,
  }));
  return `[\n${rows.join(',\n')}\n]\n`;
}

const PROJECT = `# The demo district of lifecircle: an invented island county. No place, name or figure in it is real.
# Made by generate.js; planted.json lists what a run must find.
name: {zh: ${COUNTY}, en: "Demo island county (invented)"}
crs: EPSG:4326              # WGS84 longitude and latitude, of every layer that does not say otherwise
layers:
  settlements: settlements.geojson
  facilities: facilities.geojson
  walk: walk.geojson
  # Services that the checklist lets villagers reach by bus (mode walk+bus) count a ride where it is faster than walking:
  # on average half of headwayMinutes is waited. Comment this out to see what people reach on foot alone.
  bus: {lines: bus-lines.geojson, stops: bus-stops.geojson}
  townships: townships.geojson  # boundaries, for "lifecircle catchments"
  candidates: candidates.geojson  # idle buildings and land, for "lifecircle plan"
checklist: chongming        # a built-in checklist; a path to a file of your own works as well
travel:
  walkMetresPerMinute: 60   # 300 m in 5 minutes, 900 m in 15
  elderlyMetresPerMinute: 48  # services meant for the elderly
  maxSnapMetres: 300        # farther from every way than this: not on the network
  searchMinutes: 60         # how far to look for the nearest facility of a gap
plan:                       # "lifecircle plan": what may be built with which money, in 万元; all of it invented
  years:
    - {year: 2027, private: 300, district: 900, eachTownship: 120, townships: {望洲镇: 260, 澜港镇: 200}}
    - {year: 2028, private: 300, district: 900, eachTownship: 120, townships: {望洲镇: 260, 澜港镇: 200}}
    - {year: 2029, private: 200, district: 700, eachTownship: 100}
  costs: {elder_canteen: {cost: 45, months: 5}, fitness_point: {cost: 10, months: 2}}
  rules:                    # for every column the first rule that fits and says something; what none says is left open (待定)
    - {services: [convenience_store, fresh_supermarket, pharmacy, breakfast_dining, parcel_station, smart_retail_terminal], implementer: 社会力量, funding: 社会资本, privateShare: 1}
    - {services: [neighborly_point, fitness_point, public_toilet, emergency_station], funding: 镇级财政, districtShare: 0}
    - {tasks: [8], implementer: 区教育局, department: 区教育局, funding: 区级财政, districtShare: 1}
    - {tasks: [9], department: 区民政局, funding: 区、镇两级财政, districtShare: 0.6}
    - {tasks: [10], department: 区卫生健康委, funding: 区级财政, districtShare: 1}
    - {implementer: "{township}人民政府", districtShare: 0.5}
  timeLimitSeconds: 20
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = dirname(fileURLToPath(import.meta.url));
  for (const [name, text] of drawDemo()) writeFileSync(join(folder, name), text);
}
