/** The shape of `diff --format json`, from which its published JSON Schema is written (npm run schema). */
import { z } from 'zod';
import { coverageSchema } from '../coverage/coverage-schema.ts';

const count = z.int().min(0);
const amount = z.number().min(0);
const ids = z.array(z.string());
const degrees = z.number().nullable();
const tally = z.strictObject({ settlements: count, population: amount });
const balance = z.strictObject({ better: tally, worse: tally, other: tally }).describe('pairs of a settlement and a service, and the people in these settlements, once for each pair');
const standing = coverageSchema.shape.settlements.element.shape.services.valueType;

const causeSchema = z.strictObject({
  kind: z.enum([
    'facility-added', 'facility-removed', 'facility-moved', 'facility-retyped', 'facility-opened', 'facility-closed', 'facility-resized', 'settlement-moved', 'settlement-reclassed', 'need-changed',
    'checklist-changed', 'network-changed', 'bus-changed', 'parameters-changed', 'tool-changed', 'unexplained',
  ]),
  of: ids.describe('facilities or the settlement, fields of the service, names of parameters; empty where the whole layer is meant'),
});

export const comparisonSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.string(),
  data: z.strictObject({
    facilities: z.array(z.strictObject({
      id: z.string(), name: z.string(), type: z.string(),
      changes: z.array(z.enum(['added', 'removed', 'moved', 'retyped', 'opened', 'closed', 'resized'])).min(1), lon: degrees, lat: degrees,
    })),
    settlementsAdded: ids, settlementsRemoved: ids, settlementsMoved: ids, settlementsReclassed: ids, populationsChanged: ids,
    servicesAdded: ids, servicesRemoved: ids, servicesChanged: z.record(z.string(), ids).describe('fields by "table/service"'),
    parameters: ids, layers: z.array(z.enum(['walk', 'bus', 'facilities', 'settlements'])), isOtherTool: z.boolean(),
    populationBefore: amount, populationAfter: amount,
  }),
  total: balance,
  services: z.record(z.string(), balance).describe('by "table/service"'),
  townships: z.record(z.string(), balance),
  changes: z.array(z.strictObject({
    settlementId: z.string(), settlement: z.string(), township: z.string(), lon: degrees, lat: degrees, population: amount,
    table: z.string(), service: z.string(), effect: z.enum(['better', 'worse', 'other']), before: standing, after: standing, causes: z.array(causeSchema).min(1),
  })),
});
