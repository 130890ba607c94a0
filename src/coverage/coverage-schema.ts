/** The shape of coverage.json, from which its published JSON Schema is written (npm run schema). */
import { z } from 'zod';
import { CAPACITY_UNITS, NEEDY } from '../inputs/capacity-rules.ts';

const bilingual = z.strictObject({ zh: z.string(), en: z.string() });
const count = z.int().min(0);
const amount = z.number().min(0);
const share = z.number().min(0).max(1);
const status = z.enum(['covered', 'gap', 'unknown']);
const figureStatus = z.enum(['seen', 'memory', 'proposed']);
const kind = z.enum(['urban', 'rural']);
const tier = z.enum(['core', 'central', 'general', 'village']);
const denominator = z.enum(['population', 'settlements']);
const tallyOf = <T extends z.ZodType>(value: T) => z.strictObject({ covered: value, gap: value, unknown: value });
const counts = { settlements: tallyOf(count), population: tallyOf(amount) };
const basis = z.string().optional().describe('digest of everything that decides these answers: where it is the same in two results, they are the same');
const gaps = z.strictObject({ required: count, pilot: count, advisory: count });
const spread = { mean: amount, worstDecile: amount, gini: share };

const serviceSummary = z.strictObject({ ...counts, coverage: share.nullable(), denominator })
  .describe('coverage: share covered of what is known, by the denominator');
const group = { ...counts, checks: tallyOf(count), gaps };
const groupSummary = z.strictObject(group)
  .describe('A settlement is a gap if it lacks one of the services of the group, covered if it reaches all, unknown otherwise; checks counts pairs of a settlement and a service');

const snap = z.strictObject({
  metres: amount.describe('straight distance to the network'),
  lon: z.number(), lat: z.number(),
  edge: count, line: z.string().nullable().describe('id of the line snapped to'),
  component: count.describe('0 is the largest part of the network'),
  avoidedIslandMetres: amount.nullable().describe('distance to a nearer island that was passed over'),
});

const ride = z.strictObject({
  line: z.string().describe('name or id'), fromStop: z.string(), toStop: z.string(), waitMinutes: amount, rideMinutes: amount,
  departure: z.string().nullable().describe('HH:MM:SS, past 24 h where it is of the next day; null where only the headway is known'),
});

const busStop = z.strictObject({
  id: z.string(), name: z.string(), minutes: amount, metres: amount, lines: z.array(z.string()),
  tripsPerDay: count.nullable().describe('departures, all lines and directions together; null where a line does not say its hours'),
  hubMinutes: amount.nullable().describe('from the stop to the nearest transit_hub, waiting included'),
});

const serviceOfSettlement = z.strictObject({
  status, severity: z.enum(['required', 'pilot', 'advisory']).nullable(),
  reason: z.enum(['settlement-not-on-network', 'no-such-facility-in-data', 'edge-of-data', 'capacity-not-in-data']).nullable(),
  minutes: amount.nullable(), metres: amount.nullable(), facilityId: z.string().nullable(),
  mode: z.enum(['walk', 'walk+bus']).nullable(),
  shortfallMinutes: amount.nullable(), shortfallMetres: amount.nullable(),
  bus: z.strictObject({ walkMinutes: amount, waitMinutes: amount, rideMinutes: amount, rides: z.array(ride) }).nullable().optional()
    .describe('of services on foot or by bus, where there is bus data: how the minutes are spent; null on foot'),
  departureShare: share.nullable().optional().describe('share of the departures within the limit in minutes; null by headway'),
  supplyRatio: amount.nullable().optional().describe('of services with a capacity rule: units in reach for each unit needed; null where nobody in reach needs any'),
  shortOf: z.enum(['time', 'capacity']).nullable().optional().describe('of services with a capacity rule: what a gap is short of'),
});

const place = { id: z.string(), name: z.string(), lon: z.number().nullable(), lat: z.number().nullable(), snapMetres: amount.nullable(), snaps: z.array(snap) };

export const coverageSchema = z.strictObject({
  schemaVersion: z.literal(1),
  manifest: z.strictObject({
    tool: z.string(),
    project: bilingual,
    inputs: z.array(z.strictObject({ layer: z.enum(['project', 'checklist', 'mapping', 'settlements', 'facilities', 'walk', 'busLines', 'busStops', 'townships', 'gtfs', 'scenario']), file: z.string(), sha256: z.string(), features: count.nullable() })),
    parameters: z.strictObject({
      walkMetresPerMinute: amount, elderlyMetresPerMinute: amount, maxSnapMetres: amount, searchMinutes: amount,
      depart: z.string().optional(), percentile: amount.optional(), waitShare: share.optional(), boardingSlackSeconds: amount.optional(),
      maxLegMinutes: amount.optional(), maxTransferMinutes: amount.optional(), maxRides: count.optional(),
      joinToleranceMetres: amount, joinCrossings: z.boolean(), extent: z.array(z.number()).length(4).nullable(),
    }),
    checklist: z.strictObject({ id: z.string(), version: z.string(), name: bilingual, note: bilingual }),
  }),
  bus: z.strictObject({ by: z.enum(['headway', 'timetable']), stops: count, lines: count, basis }).optional(),
  network: z.strictObject({ nodes: count, edges: count, kilometres: amount, components: count, islands: count }),
  services: z.array(z.strictObject({
    table: z.string(), id: z.string(), name: bilingual, task: count, dimensions: z.array(z.string()),
    class: z.enum(['basic', 'quality']), classStatus: figureStatus,
    limitMinutes: amount.nullable(), limitMetres: amount.nullable(), mode: z.enum(['walk', 'walk+bus']), profile: z.enum(['adult', 'elderly']),
    satisfiedBy: z.array(z.string()), valueStatus: figureStatus, source: z.string(), basis,
    ...counts, coverage: share.nullable(), denominator,
    gainedByBus: z.strictObject({ settlements: count, population: amount }).optional().describe('covered by bus, and not on foot alone'),
    capacity: z.strictObject({
      unit: z.enum(CAPACITY_UNITS), of: z.enum(NEEDY), perThousand: amount, minimumRatio: amount, status: figureStatus, short: z.strictObject({ settlements: count, population: amount }),
    }).optional().describe('left out where the service has no capacity rule; short: in time of a facility, but not of enough'),
    equity: z.strictObject({ ...spread, median: amount, unreachedShare: share }).nullable()
      .describe('of the minutes to the nearest; people with nothing within searchMinutes count with that'),
  })),
  settlements: z.array(z.strictObject({
    ...place, township: z.string(), village: z.string(), kind, tier, table: z.string(),
    population: amount, elderly: amount, children: amount, households: amount,
    gaps, busStop: busStop.nullable().optional(), services: z.record(z.string(), serviceOfSettlement),
  })),
  facilities: z.array(z.strictObject({
    ...place, type: z.string(), provides: z.array(z.string()), status: z.enum(['existing', 'planned', 'closed']), open: z.boolean(),
    capacity: amount.nullable(), areaSquareMetres: amount.nullable(), owner: z.string(), updated: z.string().nullable(),
  })),
  summary: z.strictObject({
    settlements: count, population: amount,
    total: groupSummary,
    services: z.record(z.string(), serviceSummary),
    townships: z.array(z.strictObject({ name: z.string(), settlementCount: count, populationTotal: amount, ...group, services: z.record(z.string(), serviceSummary) })),
    tiers: z.record(z.string(), groupSummary),
    tasks: z.record(z.string(), groupSummary),
    dimensions: z.record(z.string(), groupSummary),
    basicServiceEquity: z.strictObject(spread).nullable().describe('of the share of basic services in reach'),
  }),
  indicators: z.array(z.strictObject({
    name: z.string(), nameEn: z.string(), kind: z.enum(['reach', 'stop', 'supply']),
    denominator: z.enum(['population', 'settlements', 'residential-land', 'elderly', 'children']),
    value: amount.nullable(), reason: z.string().nullable(), total: amount, unknownShare: share.nullable(),
    target: share.nullable(), targetYear: z.int().nullable(), targetStatus: figureStatus.nullable(),
    nameStatus: figureStatus, definitionStatus: figureStatus, note: bilingual, basis,
  })),
  notices: z.array(z.strictObject({ code: z.string(), where: z.string(), what: z.string(), count })),
});

export type CoverageFile = z.output<typeof coverageSchema>;
