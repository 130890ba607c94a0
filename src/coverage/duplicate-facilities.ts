/** Facilities that are in the data twice: same type, status and name, and nearly the same place. */
import Flatbush from 'flatbush';
import { degreeMetres, geodesicMetres } from '../core/geodesy.ts';
import type { Findings } from '../core/problems.ts';
import type { Facility } from '../inputs/facilities.ts';
import { pointFor } from '../network/access.ts';

const SAME_PLACE_METRES = 30;
/** Stops of one name stand on both sides of a street. */
const IN_PAIRS = 'bus_stop';

/** @param facilities sorted by id; the later of two is noted. */
export function checkDuplicateFacilities(facilities: readonly Facility[], file: string, findings: Findings): void {
  const placed = facilities.flatMap(({ id, type, status, name, place }) => {
    const point = pointFor(place), plain = name.normalize('NFKC').toLowerCase().replaceAll(/[\s\p{P}]/gu, '');
    return point === null || plain === '' || type === IN_PAIRS ? [] : [{ id, key: JSON.stringify([type, status, plain]), lon: point[0], lat: point[1] }];
  });
  if (placed.length === 0) return;
  const index = new Flatbush(placed.length);
  for (const { lon, lat } of placed) index.add(lon, lat);
  index.finish();
  placed.forEach(({ id, key, lon, lat }, i) => {
    const per = degreeMetres(lat), dLon = SAME_PLACE_METRES / per.lon, dLat = SAME_PLACE_METRES / per.lat;
    const near = index.search(lon - dLon, lat - dLat, lon + dLon, lat + dLat, (j) => j < i && placed[j].key === key && geodesicMetres(lon, lat, placed[j].lon, placed[j].lat) <= SAME_PLACE_METRES);
    if (near.length === 0) return;
    const first = placed[Math.min(...near)];
    findings.notice('duplicate-facility', file, `facilities of one type, status and name within ${SAME_PLACE_METRES} m of each other`,
      `${id} and ${first.id}, ${geodesicMetres(lon, lat, first.lon, first.lat).toFixed(0)} m apart`, 1, { id });
  });
}
