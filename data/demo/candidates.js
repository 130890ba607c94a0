/**
 * Idle buildings and land of the demo district, drawn like everything else in it: in each township an idle building at its centre,
 * and beside some of its villages an old school or a plot.
 */
import { createRandom, roundTo } from './plane.js';

/** @typedef {import('./plane.js').Point} Point @typedef {import('./people.js').Settlement} Settlement @typedef {{id: string, name: string, kind: 'building'|'land', allows: string[], cost: number, areaSquareMetres: number, township: string, at: Point}} Candidate */

/** What an old building may become, and what needs ground of its own. */
const IN_BUILDINGS = ['community_service_complex', 'culture_center', 'elder_service_center', 'elder_day_care', 'elder_canteen', 'childcare', 'health_station', 'community_school', 'maker_space', 'employment_service_station', 'civilization_practice_center', 'culture_room', 'digital_service_point', 'mother_baby_room'];
const IN_SCHOOLS = ['community_service_station', 'culture_room', 'elder_doorstep_station', 'elder_canteen', 'elder_activity_room', 'neighborly_point', 'health_station', 'convenience_store', 'parcel_station', 'civilization_practice_center', 'emergency_station', 'digital_service_point'];
const ON_LAND = ['community_park', 'pocket_park', 'public_square', 'ball_court', 'fitness_point', 'public_toilet', 'wet_market', 'emergency_shelter', 'kindergarten'];

/** Every so many settlements of towns and villages have something idle beside them. */
const EVERY_TOWN = 6, EVERY_VILLAGE = 8;

/** @param {readonly (Settlement & {id: string})[]} settlements @returns {Candidate[]} */
export function drawCandidates(settlements) {
  const random = createRandom(900), placed = settlements.filter(({ shape }) => shape?.type === 'Point');
  const towns = placed.filter(({ kind }) => kind === 'urban').filter((_, i) => i % EVERY_TOWN === 0), villages = placed.filter(({ kind }) => kind === 'rural').filter((_, i) => i % EVERY_VILLAGE === 0);
  /** @param {Settlement} settlement @param {string} what @param {'building'|'land'} kind @param {string[]} allows @returns {Omit<Candidate, 'id'>} */
  const beside = ({ name, township, shape }, what, kind, allows) => {
    const [x, y] = /** @type {{at: Point}} */ (shape).at;
    return { name: `${name}${what}`, kind, allows, cost: random.whole(1, 6) * 10, areaSquareMetres: random.whole(3, 24) * 100, township, at: [roundTo(x + random.between(-35, 35), 10), roundTo(y + random.between(-35, 35), 10)] };
  };
  const drawn = [
    ...towns.map((s, i) => (i % 3 === 2 ? beside(s, '闲置地块', 'land', ON_LAND) : beside(s, '闲置楼', 'building', IN_BUILDINGS))),
    ...villages.map((s, i) => (i % 4 === 3 ? beside(s, '村口空地', 'land', ON_LAND) : beside(s, '老校舍', 'building', IN_SCHOOLS))),
  ];
  return drawn.map((candidate, i) => ({ ...candidate, id: `c${String(i + 1).padStart(2, '0')}` }));
}
