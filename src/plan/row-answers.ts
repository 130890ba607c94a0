/** The answers that a plan is made from, and those that its projects are measured by: as a report gives them, with its rules of capacity. */
import { holdToRule } from '../coverage/capacity.ts';
import { Measure, type Answer, type Ground } from '../coverage/measure.ts';
import type { Settlement } from '../inputs/settlements.ts';
import type { PlanRow } from './plan-gaps.ts';

export interface RowAnswer extends Answer {
  /** Units in reach for each unit needed, for the settlements of the row; null without a capacity rule. */
  readonly ratio: Float64Array | null;
}

/** The answers of rows. @param rows with one of a service that has a rule come those of all tables that have it, for they share its facilities. */
export function answersOf(ground: Ground, rows: readonly PlanRow[], settlements: readonly Settlement[]): RowAnswer[] {
  const measure = new Measure(ground), byTime = askTables(measure, rows), found = new Map(rows.map((row, i): [PlanRow, RowAnswer] => [row, { ...byTime[i], ratio: null }]));
  for (const id of new Set(rows.filter(({ rule }) => rule !== null).map(({ service }) => service.id))) {
    const asked = rows.flatMap((row, i) => (row.service.id === id && row.rule !== null ? [{ row, members: row.members, demand: row.demand, rule: row.rule, answer: byTime[i] }] : []));
    holdToRule(asked, settlements, ground.facilities, measure).forEach(({ answer, supply }, i) => found.set(asked[i].row, { ...answer, ratio: supply.ratio }));
  }
  return rows.flatMap((row) => found.get(row) ?? []);
}

/** The answers by time alone, whatever a facility holds. */
export function answersByTime(ground: Ground, rows: readonly PlanRow[]): Answer[] {
  return askTables(new Measure(ground), rows);
}

/** Indices of the rows that some facility may change: those that count its type, and all others of a service with a rule that one of them has. */
export function rowsCounting(type: string, rows: readonly PlanRow[]): number[] {
  const shared = new Set(rows.filter(({ demand, rule }) => rule !== null && demand.types.has(type)).map(({ service }) => service.id));
  return [...rows.keys()].filter((row) => rows[row].demand.types.has(type) || (rows[row].rule !== null && shared.has(rows[row].service.id)));
}

/** Those of one table, whose settlements are the same, are asked together. */
function askTables(measure: Measure, rows: readonly PlanRow[]): Answer[] {
  const found = new Map<PlanRow, Answer>();
  for (const table of new Set(rows.map((row) => row.table))) {
    const own = rows.filter((row) => row.table === table);
    measure.answerAll(own.map(({ demand }) => demand), own[0].members).forEach((answer, i) => { found.set(own[i], answer); });
  }
  return rows.flatMap((row) => found.get(row) ?? []);
}
