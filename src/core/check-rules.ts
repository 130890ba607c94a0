/** The rules of `lifecircle check` beside those of the data: how grave a finding is, what it says and what mends it. */
import type { ProblemSeverity } from './rules.ts';

export const CHECK_RULES = {
  'min-coverage': { severity: 'error', says: 'Less is covered than is asked for', mend: 'Add the facilities that are missing, or ask for less' },
  'max-unknown-share': { severity: 'error', says: 'More is unknown than may be', mend: 'Complete the data, or allow more' },
  'lost-required': { severity: 'error', says: 'A settlement loses a required service', mend: 'Restore it, or allow the loss in "checks.allow" of the project' },
  'lost-service': { severity: 'info', says: 'A settlement loses a service that is not required, or the loss of required ones is no failure', mend: 'Nothing, if it is meant' },
  'allowed-loss': { severity: 'info', says: 'A settlement loses a required service, which is allowed for a time', mend: 'Restore it before that day' },
  'settlement-removed': { severity: 'info', says: 'A settlement of the baseline is no more: whatever it reached is not compared', mend: 'Nothing, if it is meant' },
  'allowance-expired': { severity: 'warning', says: 'The time of an allowance is over', mend: 'Remove it, or give it another day' },
  'allowance-unused': { severity: 'warning', says: 'An allowance allows nothing', mend: 'Remove it, or correct the ids' },
} as const satisfies Readonly<Record<string, { severity: ProblemSeverity; says: string; mend: string }>>;

export type CheckRule = keyof typeof CHECK_RULES;
