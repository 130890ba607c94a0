/** The columns of settlements on a map: of settlements.geojson, of the layer in coverage.gpkg, and of the style of both. */
import type { CoverageResult, SettlementResult } from '../coverage/result.ts';
import type { Choices, Column } from './geopackage.ts';
import { MAP_WORDS } from './map-words.ts';
import { WORDS, type Lang } from './words.ts';

/** A column and its value; undefined where the settlement is not asked that. */
export interface ValueColumn<T> extends Column { readonly valueOf: (item: T) => string | number | boolean | null | undefined }

/** Values of a column with what people call them. */
export function choicesOf(name: string, values: readonly string[], words: Readonly<Record<string, string>>): Choices {
  return { name, labels: new Map(values.map((value) => [value, words[value]])) };
}

/** Attributes, counts, with bus data the nearest stop, then each service: status, minutes to the nearest, and where buses count the mode. */
export function settlementColumns(result: CoverageResult, lang: Lang): ValueColumn<SettlementResult>[] {
  const w = WORDS[lang], m = MAP_WORDS[lang];
  const text = (name: string, alias: string, valueOf: (s: SettlementResult) => string, choices?: Choices): ValueColumn<SettlementResult> => ({ name, type: 'TEXT', alias, valueOf, ...(choices === undefined ? {} : { choices }) });
  const number = (type: 'INTEGER' | 'DOUBLE', name: string, alias: string, valueOf: (s: SettlementResult) => number | null): ValueColumn<SettlementResult> => ({ name, type, alias, valueOf });
  const statuses = (s: SettlementResult, status: string): number => [...s.services.values()].filter((found) => found.status === status).length;
  return [
    text('id', m.id, (s) => s.id), text('name', w.name, (s) => s.name), text('township', w.township, (s) => s.township), text('village', m.village, (s) => s.village),
    text('kind', w.kind, (s) => s.kind, choicesOf('kind', ['urban', 'rural'], w)), text('tier', w.tier, (s) => s.tier, choicesOf('tier', ['core', 'central', 'general', 'village'], w)), text('table', m.table, (s) => s.table),
    number('DOUBLE', 'population', w.population, (s) => s.population), number('DOUBLE', 'elderly', m.elderly, (s) => s.elderly), number('DOUBLE', 'children', m.children, (s) => s.children), number('DOUBLE', 'households', m.households, (s) => s.households),
    number('DOUBLE', 'snap_metres', m.snapMetres, (s) => s.snapMetres),
    number('INTEGER', 'gaps_required', w.required, (s) => s.gaps.required), number('INTEGER', 'gaps_pilot', w.pilot, (s) => s.gaps.pilot), number('INTEGER', 'gaps_advisory', w.advisory, (s) => s.gaps.advisory),
    number('INTEGER', 'covered', m.coveredServices, (s) => statuses(s, 'covered')), number('INTEGER', 'unknown', m.unknownServices, (s) => statuses(s, 'unknown')),
    ...(result.bus === undefined ? [] : busColumns(lang)),
    ...servicesOf(result).flatMap((service) => serviceColumns(service, result.bus !== undefined, lang)),
  ];
}

function busColumns(lang: Lang): ValueColumn<SettlementResult>[] {
  const m = MAP_WORDS[lang];
  return [
    { name: 'bus_stop', type: 'TEXT', alias: m.busStop, valueOf: ({ busStop }) => busStop?.name ?? null }, { name: 'bus_stop_minutes', type: 'DOUBLE', alias: m.busStopMinutes, valueOf: ({ busStop }) => busStop?.minutes ?? null },
    { name: 'bus_lines', type: 'TEXT', alias: m.busLines, valueOf: ({ busStop }) => busStop?.lines.join(' ') ?? null }, { name: 'bus_trips_per_day', type: 'INTEGER', alias: m.busTrips, valueOf: ({ busStop }) => busStop?.tripsPerDay ?? null },
    { name: 'bus_hub_minutes', type: 'DOUBLE', alias: m.busHub, valueOf: ({ busStop }) => busStop?.hubMinutes ?? null },
  ];
}

/** A service by its id, all tables together. */
export interface ServiceOfMap { readonly id: string; readonly name: string; readonly nameEn: string; readonly task: number; readonly isByBus: boolean; readonly hasCapacity: boolean }

/** In the order of the tables; name and task are those of the first table that has it. */
export function servicesOf({ services }: CoverageResult): ServiceOfMap[] {
  const byId = new Map<string, ServiceOfMap>();
  for (const { id, name, task, mode, capacity } of services) {
    const known = byId.get(id), isByBus = mode === 'walk+bus', hasCapacity = capacity !== undefined;
    byId.set(id, known === undefined ? { id, name: name.zh, nameEn: name.en, task, isByBus, hasCapacity } : { ...known, isByBus: known.isByBus || isByBus, hasCapacity: known.hasCapacity || hasCapacity });
  }
  return [...byId.values()];
}

function serviceColumns({ id, name, nameEn, isByBus, hasCapacity }: ServiceOfMap, hasBus: boolean, lang: Lang): ValueColumn<SettlementResult>[] {
  const w = WORDS[lang], m = MAP_WORDS[lang], label = lang === 'zh' ? `${name}：` : `${nameEn}: `;
  return [
    { name: `status_${id}`, type: 'TEXT', alias: label + m.statusOf, valueOf: (s) => s.services.get(id)?.status, choices: choicesOf('status', ['covered', 'gap', 'unknown'], w) },
    { name: `minutes_${id}`, type: 'DOUBLE', alias: `${label}${m.nearest} (${w.minutes})`, valueOf: (s) => s.services.get(id)?.minutes },
    ...(hasBus && isByBus ? [{ name: `mode_${id}`, type: 'TEXT' as const, alias: label + w.mode, valueOf: (s: SettlementResult) => modeOf(s, id), choices: choicesOf('mode', ['walk', 'walk+bus'], w) }] : []),
    ...(hasCapacity ? [{ name: `ratio_${id}`, type: 'DOUBLE' as const, alias: label + w.supplyRatio, valueOf: (s: SettlementResult) => s.services.get(id)?.supplyRatio }] : []),
  ];
}

/** undefined where buses do not count. */
function modeOf({ services }: SettlementResult, id: string): string | null | undefined {
  const found = services.get(id);
  return found?.bus === undefined ? undefined : found.mode;
}
