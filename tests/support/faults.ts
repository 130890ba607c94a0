import { InputError, type Findings } from '../../src/core/problems.ts';

/** The faults of findings, as "where: what. fix.". */
export function faultsIn(findings: Findings): string[] {
  try {
    findings.throwIfFaults();
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.faults.map(({ where, what, fix }) => `${where}: ${what}. ${fix}.`);
  }
}
