/** What a state selects: services, settlements, and how many services each settlement lacks. */
import { findGapClasses } from '../outputs/gap-classes.ts';
import { CELL, FIRST_UNKNOWN } from '../outputs/html/page-shape.ts';
import { limitFor, type Model } from './model.ts';
import { SEVERITIES, type State } from './state.ts';

export interface Selection {
  /** Places of the services that are looked at. */
  readonly services: readonly number[];
  /** Length N: whether a settlement is. */
  readonly isIn: Uint8Array;
  /** Length N: class of its dot, 0 to 4 from nothing missing to most; UNKNOWN_DOT where nothing is known. */
  readonly dot: Uint8Array;
  /** Length N: services missing. */
  readonly missing: Uint16Array;
  /** Where each class but the first begins: numbers of services missing. Empty where one service is chosen. */
  readonly breaks: readonly number[];
  /** Sum of the weights of each class, and of those unknown. */
  readonly people: readonly number[];
  readonly settlementCount: number;
  readonly weight: number;
}

export const UNKNOWN_DOT = 5;

/** Whether a service is looked at, the one chosen aside. */
export function isServiceIn({ data }: Model, { task, dimension, severities }: State, s: number): boolean {
  const service = data.services[s], has = (wanted: 'basic' | 'quality'): boolean => service.limits.some((limit) => limit?.class === wanted);
  return (task === 0 || service.task === task) && (dimension === '' || service.dimensions.includes(dimension))
    && (((severities.required || severities.pilot) && has('basic')) || (severities.advisory && has('quality')));
}

export function select(model: Model, state: State): Selection {
  const { count, weight, data: { settlements } } = model, isIn = new Uint8Array(count), missing = new Uint16Array(count), known = new Uint16Array(count), dot = new Uint8Array(count);
  const services = model.data.services.map((_, s) => s).filter((s) => isServiceIn(model, state, s));
  let settlementCount = 0, sum = 0;
  for (let n = 0; n < count; n++) {
    if ((state.township >= 0 && settlements.township[n] !== state.township) || (state.kind >= 0 && settlements.kind[n] !== state.kind)) continue;
    isIn[n] = 1;
    settlementCount++;
    sum += weight[n];
  }
  const counts = countedCodes(state);
  for (const s of services) {
    const { code } = model.columns[s];
    for (let n = 0; n < count; n++) {
      if (code[n] !== CELL.absent && code[n] < FIRST_UNKNOWN) known[n]++;
      missing[n] += counts[code[n]];
    }
  }
  const breaks = state.service >= 0 ? [] : findGapClasses(Array.from(isIn.keys()).filter((n) => isIn[n] === 1).map((n) => ({ missing: missing[n], weight: weight[n] }))), people = [0, 0, 0, 0, 0, 0];
  for (let n = 0; n < count; n++) {
    dot[n] = state.service >= 0 ? classByMinutes(model, state.service, n) : known[n] === 0 ? UNKNOWN_DOT : classByCount(missing[n], breaks);
    if (isIn[n] === 1) people[dot[n]] += weight[n];
  }
  return { services, isIn, dot, missing, breaks, people, settlementCount, weight: sum };
}

/** 1 for the codes of gaps that are counted. */
function countedCodes({ severities }: State): Uint8Array {
  const counts = new Uint8Array(Object.keys(CELL).length);
  for (const severity of SEVERITIES) if (severities[severity]) counts[CELL[severity]] = 1;
  return counts;
}

function classByCount(missing: number, breaks: readonly number[]): number {
  return breaks.reduce((found, from, i) => (missing >= from ? i + 1 : found), 0);
}

/** Of one service: within the limit, up to twice, up to three times, further, nothing within the search. */
function classByMinutes(model: Model, service: number, n: number): number {
  const { code, hundredths, tenths } = model.columns[service], limit = limitFor(model, service, n);
  if (code[n] === CELL.absent || code[n] >= FIRST_UNKNOWN || limit === null) return UNKNOWN_DOT;
  if (code[n] === CELL.covered) return 0;
  if (hundredths[n] < 0) return 4;
  const times = Math.max(limit.limitMinutes === null ? 0 : hundredths[n] / 100 / limit.limitMinutes, limit.limitMetres === null ? 0 : tenths[n] / 10 / limit.limitMetres);
  return times <= 2 ? 1 : times <= 3 ? 2 : 3;
}
