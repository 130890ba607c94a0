/** Notices on how settlements and facilities met the network. */
import type { Findings } from '../core/problems.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { Settlement } from '../inputs/settlements.ts';
import type { Access } from '../network/snap.ts';

interface Accesses {
  readonly settlements: readonly Settlement[];
  readonly settlementAccess: readonly (readonly Access[])[];
  readonly facilities: readonly Facility[];
  readonly facilityAccess: readonly (readonly Access[])[];
}

/** Note what is off the network and which islands were passed over. */
export function noteAccess({ settlements, settlementAccess, facilities, facilityAccess }: Accesses, maxSnapMetres: number, findings: Findings): void {
  settlements.forEach(({ id, place }, i) => {
    if (settlementAccess[i].length === 0 && place.type !== 'unlocated') findings.notice('settlement-not-on-network', 'settlements', `settlements further than ${maxSnapMetres} m from the network are unknown`, id, 1, { id });
    noteIslands('settlements', id, settlementAccess[i], findings);
  });
  facilities.forEach(({ id, place }, i) => {
    if (facilityAccess[i].length === 0 && place.type !== 'unlocated') findings.notice('facility-not-on-network', 'facilities', `facilities further than ${maxSnapMetres} m from the network cannot be reached`, id, 1, { id });
    noteIslands('facilities', id, facilityAccess[i], findings);
  });
}

/** Note a place that a nearer island was passed over for. */
export function noteIslands(layer: string, id: string, accesses: readonly Access[], findings: Findings): void {
  if (accesses.some((a) => a.avoidedIslandMetres !== null)) findings.notice('island-avoided', layer, 'places nearer to an island of the network than to the network itself were put on the network', id, 1, { id });
}
