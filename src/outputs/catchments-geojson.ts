/** Catchments, what they serve together and more than once, and what they leave out: collections for a map. */
import { round } from '../core/units.ts';
import type { Ground } from '../isochrones/clip.ts';
import type { CatchmentsOfService } from '../isochrones/service-catchments.ts';

export const CATCHMENT_FILES = ['catchments.geojson', 'served.geojson', 'shared.geojson', 'uncovered.geojson'] as const;

/** The features of one service for each file, as lines. */
export function renderCatchments({ table, service, mode, catchments, served, servedSquareMetres, shared, sharedSquareMetres, uncovered }: CatchmentsOfService): Record<(typeof CATCHMENT_FILES)[number], string[]> {
  const { id, name, limitMinutes, limitMetres, profile } = service;
  const head = { table, service: id, nameZh: name.zh, nameEn: name.en, limitMinutes, limitMetres, mode, profile };
  return {
    'catchments.geojson': catchments.map((c) => feature(c.ground, {
      ...head, facilityId: c.facilityId, facility: c.facility, squareMetres: round(c.squareMetres, 0), sharedSquareMetres: round(c.sharedSquareMetres, 0),
      settlements: c.people.settlements, population: c.people.population, sharedSettlements: c.shared.settlements, sharedPopulation: c.shared.population,
    })),
    'served.geojson': [feature(served, { ...head, facilities: catchments.length, squareMetres: round(servedSquareMetres, 0), sharedSquareMetres: round(sharedSquareMetres, 0) })],
    'shared.geojson': [feature(shared, { ...head, facilities: catchments.length, squareMetres: round(sharedSquareMetres, 0) })],
    'uncovered.geojson': uncovered.map((u) => feature(u.uncovered, {
      ...head, township: u.township, squareMetres: round(u.squareMetres, 0), uncoveredSquareMetres: round(u.uncoveredSquareMetres, 0), uncoveredShare: round(u.uncoveredSquareMetres / u.squareMetres, 4),
      settlements: u.people.settlements, population: u.people.population, uncoveredSettlements: u.uncoveredPeople.settlements, uncoveredPopulation: u.uncoveredPeople.population,
    })),
  };
}

/** One collection out of the features of all services. */
export function* renderCollection(features: readonly string[]): Generator<string> {
  yield '{"type":"FeatureCollection","features":[\n';
  for (const [i, text] of features.entries()) yield i === 0 ? text : `,\n${text}`;
  yield '\n]}\n';
}

/** Without a geometry where there is no ground. */
function feature(ground: Ground, properties: object): string {
  return JSON.stringify({ type: 'Feature', properties, geometry: ground.length === 0 ? null : { type: 'MultiPolygon', coordinates: ground } });
}
