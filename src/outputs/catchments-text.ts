/** What catchments amount to, in a terminal: a line for each service. */
import type { CatchmentsOfService } from '../isochrones/service-catchments.ts';
import { renderTable } from './text-table.ts';
import { WORDS, type Lang } from './words.ts';

const HEADINGS = {
  zh: ['', '服务', '限值', '方式', '设施', '服务范围（km²）', '其中重叠', '未覆盖的地', '未覆盖的人口', '全与他人重叠的设施'],
  en: ['', 'service', 'limit', 'mode', 'facilities', 'served, km²', 'of it shared', 'ground uncovered', 'people uncovered', 'facilities wholly shared'],
} as const;

/** The line of one service. A facility is wholly shared if it serves somebody, and all whom it serves reach another as well. */
export function renderCatchmentLine({ table, service, mode, catchments, servedSquareMetres, sharedSquareMetres, uncovered }: CatchmentsOfService, lang: Lang): (string | number)[] {
  const w = WORDS[lang], ground = sum(uncovered.map((u) => u.squareMetres)), shares = catchments.filter(({ people, shared }) => people.settlements > 0 && people.settlements === shared.settlements).length;
  const limits = [...(service.limitMinutes === null ? [] : [`${service.limitMinutes} ${w.minutes}`]), ...(service.limitMetres === null ? [] : [`${service.limitMetres} ${w.metres}`])];
  return [
    table === 'urban' || table === 'rural' ? w[table] : table, service.name[lang], limits.join(' / '), w[mode], catchments.length, (servedSquareMetres / 1e6).toFixed(2), percent(sharedSquareMetres, servedSquareMetres),
    percent(sum(uncovered.map((u) => u.uncoveredSquareMetres)), ground), uncovered.length === 0 ? '' : Math.round(sum(uncovered.map((u) => u.uncoveredPeople.population))).toLocaleString('en'), shares,
  ];
}

/** All lines, with a heading. */
export function renderCatchmentLines(lines: readonly (readonly (string | number)[])[], lang: Lang): string {
  return lines.length === 0 ? '' : `${renderTable(HEADINGS[lang], lines, 4).join('\n')}\n`;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '' : `${(100 * part / whole).toFixed(1)} %`;
}
