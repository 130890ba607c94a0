/** What must hold for `lifecircle check` to pass: the part `checks` of the project file. */
import { z } from 'zod';
import { lastDayOf } from '../core/calendar.ts';
import { suggest } from '../core/suggest.ts';
import type { NamedFile } from './files.ts';

const label = z.string('expected text').min(1, 'expected text');
const share = z.number('expected a share from 0 to 1').min(0, 'expected a share from 0 to 1').max(1, 'expected a share from 0 to 1');
const id = z.union([label, z.number().transform(String)], 'expected an id');
const lastDay = z.string('expected a day such as 2026-12-31').refine((text) => /^\d{4}-\d\d-\d\d$/.test(text) && lastDayOf(text) === text, 'Write a day of the calendar as 2026-12-31');

/** As zod calls an issue that it has no name for; no code of a fault. */
const ISSUE_OF_OURS = 'custom';

/** A key that means nothing is a fault here, and not a notice as elsewhere: a misspelt check would pass for ever. */
export function knowing<S extends z.ZodRawShape>(shape: S, message: string) {
  return z.looseObject(shape, message).superRefine((given, context) => {
    for (const key of Object.keys(given)) if (!Object.hasOwn(shape, key)) context.addIssue({ code: ISSUE_OF_OURS, path: [key], message: suggest(key, Object.keys(shape)) });
  });
}

export const checksSchema = knowing({
  baseline: label.optional(),
  minCoverage: z.record(z.string(), share, 'expected {service: share}').default({}),
  maxUnknownShare: share.optional(),
  noLostRequired: z.boolean('expected true or false').optional(),
  allow: z.array(knowing({ settlement: id, service: label, until: lastDay, why: label.optional() }, 'expected {settlement: ..., service: ..., until: ...}'), 'expected a list of {settlement: ..., service: ..., until: ...}').default([]),
}, 'expected {baseline: ..., minCoverage: ..., maxUnknownShare: ..., noLostRequired: ..., allow: ...}');

/** So much of something must be covered. */
export interface MinCoverage {
  /** A service, table/service, class:basic, township:NAME, township:NAME/service or indicator:NAME. */
  readonly of: string;
  readonly share: number;
  /** Where the rule stands: "lifecircle.yaml:12:5" or "--min-coverage". */
  readonly where: string;
}

/** A settlement may lose a service up to a day, inclusive. */
export interface Allowance {
  readonly settlement: string;
  readonly service: string;
  /** YYYY-MM-DD. */
  readonly until: string;
  readonly why: string;
  readonly where: string;
}

export interface ProjectChecks {
  /** A coverage.json. */
  readonly baseline: NamedFile | null;
  readonly minCoverage: readonly MinCoverage[];
  readonly maxUnknownShare: { readonly share: number; readonly where: string } | null;
  /** null where the project does not say. */
  readonly noLostRequired: boolean | null;
  readonly allow: readonly Allowance[];
}

/** @param place "file:line:column" of the value at a path of keys. */
export function describeChecks({ minCoverage, maxUnknownShare, noLostRequired, allow }: z.output<typeof checksSchema>, baseline: NamedFile | null, place: (path: readonly PropertyKey[]) => string): ProjectChecks {
  return {
    baseline, noLostRequired: noLostRequired ?? null,
    minCoverage: Object.entries(minCoverage).map(([of, least]) => ({ of, share: least, where: place(['checks', 'minCoverage', of]) })),
    maxUnknownShare: maxUnknownShare === undefined ? null : { share: maxUnknownShare, where: place(['checks', 'maxUnknownShare']) },
    allow: allow.map(({ settlement, service, until, why = '' }, i) => ({ settlement, service, until, why, where: place(['checks', 'allow', i]) })),
  };
}
