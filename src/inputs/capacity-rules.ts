/**
 * For which services a full facility is a gap: a rule of the checklist (`capacity.minimumRatio`), or of the part `capacity` of the
 * project file, which stands in its place. Without a rule only the time counts.
 */
import { z } from 'zod';
import type { Findings } from '../core/problems.ts';
import { suggest } from '../core/suggest.ts';
import type { Checklist, FigureStatus, Service } from './checklist.ts';
import type { Settlement } from './settlements.ts';

export const NEEDY = ['population', 'elderly', 'children', 'households'] as const satisfies (keyof Settlement)[];
export const CAPACITY_UNITS = ['squareMetres', 'seats', 'beds', 'places', 'classes'] as const;
const positive = z.number('expected a number above 0').positive('expected a number above 0').max(1e6, 'expected at most 1000000');

/** By service. Without `of` and `perThousand` those of the checklist hold. */
export const capacitySchema = z.record(z.string(), z.strictObject({
  of: z.enum(NEEDY).optional(), perThousand: positive.optional(), unit: z.enum(CAPACITY_UNITS).optional(), minimumRatio: positive.default(1), status: z.enum(['seen', 'memory', 'proposed'], 'expected seen, memory or proposed').default('proposed'),
}, 'expected {of: ..., perThousand: ..., minimumRatio: ...}'), 'expected {service: {of: ..., perThousand: ...}}');

/** A rule as the project gives it. */
export interface ProjectCapacity extends z.output<typeof capacitySchema.valueType> {
  readonly service: string;
  /** "lifecircle.yaml:12:5". */
  readonly where: string;
}

/** A rule that can be tested. */
export interface CapacityRule {
  /** What a facility's `capacity` counts; of square metres it is its `areaSquareMetres`. */
  readonly unit: (typeof CAPACITY_UNITS)[number];
  /** So many units for a thousand of these are needed. */
  readonly of: (typeof NEEDY)[number];
  readonly perThousand: number;
  /** Fewer units in reach than so many times the need are too few. */
  readonly minimumRatio: number;
  readonly status: FigureStatus;
}

/** @param place "file:line:column" of the value at a path of keys. */
export function describeCapacity(given: z.output<typeof capacitySchema>, place: (path: readonly PropertyKey[]) => string): ProjectCapacity[] {
  return Object.entries(given).map(([service, rule]) => ({ service, ...rule, where: place(['capacity', service]) }));
}

/** The rule of a service; null where it has none. */
export function capacityRuleOf({ capacity }: Pick<Service, 'capacity'>): CapacityRule | null {
  if (capacity === null) return null;
  const { unit, of, perThousand, minimumRatio, status } = capacity;
  return minimumRatio === undefined || of === null || perThousand === null ? null : { unit, of, perThousand, minimumRatio, status };
}

/** The checklist with the rules of a project in it; a rule for no service, or without figures, is a fault. */
export function withCapacityRules(checklist: Checklist, rules: readonly ProjectCapacity[], findings: Findings): Checklist {
  const byService = new Map(rules.map((rule) => [rule.service, rule])), services = checklist.tables.flatMap((table) => table.services);
  for (const { service, where, of, perThousand } of rules) {
    const rows = services.filter(({ id }) => id === service);
    if (rows.length === 0) findings.fault('unknown-service', where, `"${service}" is no service of the checklist ${checklist.id}`, suggest(service, [...new Set(services.map(({ id }) => id))]));
    else if ((of === undefined) !== (perThousand === undefined)) findings.fault('schema', where, `capacity.${service} has ${of === undefined ? 'perThousand, and no of' : 'of, and no perThousand'}`, 'Give both, or neither for those of the checklist');
    else if (of === undefined && rows.some(({ capacity }) => capacity === null || capacity.of === null || capacity.perThousand === null)) {
      findings.fault('schema', where, `capacity.${service} has no figures, and neither has the checklist ${checklist.id}`, 'Give of and perThousand');
    }
  }
  return { ...checklist, tables: checklist.tables.map((table) => ({ ...table, services: table.services.map((service) => withRule(service, byService.get(service.id))) })) };
}

function withRule(service: Service, rule: ProjectCapacity | undefined): Service {
  if (rule === undefined) return service;
  const { capacity } = service, { of = capacity?.of ?? null, perThousand = capacity?.perThousand ?? null, minimumRatio, status } = rule;
  const unit = rule.unit ?? (rule.of === undefined ? capacity?.unit : undefined) ?? 'places';
  return { ...service, capacity: { minimum: (capacity?.unit === unit ? capacity.minimum : null) ?? null, note: capacity?.note ?? null, unit, of, perThousand, minimumRatio, status } };
}
