/** What an earlier result answers for this one, where both have the same basis. */
import type { CoverageFile } from './coverage-schema.ts';
import { REASON_NAMES, STATUS_NAMES, type Answer } from './measure.ts';
import type { StopResult } from './bus-result.ts';
import type { IndicatorResult, ServiceOfSettlement, ServiceResult } from './result.ts';

/** The answer to a service as a result has published it: rounded, and with what was computed of the exact one. */
export interface EarlierAnswer extends Pick<Answer, 'status' | 'reason'>, Pick<ServiceResult, 'equity' | 'gainedByBus'> {
  /** In the order of the settlements asked about. */
  readonly rows: readonly ServiceOfSettlement[];
}

/** An earlier result, looked up by basis. Of a result without bases it knows nothing. */
export class EarlierAnswers {
  readonly #file: CoverageFile;
  readonly #settlements: ReadonlyMap<string, CoverageFile['settlements'][number]>;
  readonly #services: ReadonlyMap<string, CoverageFile['services'][number]>;

  constructor(file: CoverageFile) {
    this.#file = file;
    this.#settlements = new Map(file.settlements.map((settlement) => [settlement.id, settlement]));
    this.#services = new Map(file.services.map((service) => [`${service.table}/${service.id}`, service]));
  }

  /** null where the basis is another, or a settlement has no row. @param settlements ids, in the order of the answer. */
  answer(table: string, service: string, basis: string, settlements: readonly string[]): EarlierAnswer | null {
    const found = this.#services.get(`${table}/${service}`);
    if (found === undefined || found.basis !== basis) return null;
    const rows: ServiceOfSettlement[] = []; // with flatMap a run that measures nothing took a third longer
    for (const id of settlements) {
      const row = this.#rowOf(id, service);
      if (row === undefined) return null;
      rows.push(row);
    }
    const { equity, gainedByBus } = found;
    return {
      rows, equity, ...(gainedByBus === undefined ? {} : { gainedByBus }),
      status: Uint8Array.from(rows, (row) => STATUS_NAMES.indexOf(row.status)), reason: Uint8Array.from(rows, (row) => REASON_NAMES.indexOf(row.reason)),
    };
  }

  /** The values of an indicator, one for each denominator; null where the basis is another. */
  indicator(basis: string): readonly IndicatorResult[] | null {
    const values = this.#file.indicators.filter((value) => value.basis === basis);
    return values.length === 0 ? null : values;
  }

  /** The stop of each settlement by its id; null where the basis is another, or a settlement is not there. */
  stops(basis: string, settlements: readonly string[]): ReadonlyMap<string, StopResult | null> | null {
    if (this.#file.bus?.basis !== basis) return null;
    const stops = settlements.flatMap((id): [string, StopResult | null][] => { const stop = this.#settlements.get(id)?.busStop; return stop === undefined ? [] : [[id, stop]]; });
    return stops.length < settlements.length ? null : new Map(stops);
  }

  #rowOf(settlement: string, service: string): ServiceOfSettlement | undefined {
    const services = this.#settlements.get(settlement)?.services;
    return services !== undefined && Object.hasOwn(services, service) ? services[service] : undefined;
  }
}
