/** coverage.xlsx: the result for planners who work in Excel. Every number in it is one of coverage.json. */
import type { CoverageResult, IndicatorResult, ServiceResult } from '../../coverage/result.ts';
import { collectGaps, furtherColumns, gapValues, SEVERITIES, type Gap, type GapColumn } from '../gaps-table.ts';
import { taskName } from '../task-names.ts';
import { WORDS, type Lang } from '../words.ts';
import { notesSheet } from './notes-sheet.ts';
import { overviewSheet } from './overview-sheet.ts';
import { GAP_HEADINGS, SHEET_WORDS } from './sheet-words.ts';
import { gapSheetCount, limitOf, SHARE_CASES, tableName, withHeading } from './sheet-parts.ts';
import { RAMP, SEVERITY_COLOURS, type CellLook } from './styles.ts';
import { MOST_ROWS, renderWorkbook, type Cell, type ColourRule, type Column, type Sheet } from './workbook.ts';

/** @param tool name and version of the program. @param mostRows that a sheet holds. */
export function renderCoverageXlsx(result: CoverageResult, lang: Lang, tool: string, mostRows = MOST_ROWS): Generator<Uint8Array> {
  return renderWorkbook({
    title: SHEET_WORDS[lang].title(result.project[lang]), font: lang === 'zh' ? '微软雅黑' : 'Calibri',
    sheets: [overviewSheet(result, lang, mostRows), ...gapSheets(result, lang, mostRows), townshipSheet(result, lang), serviceSheet(result, lang), indicatorSheet(result, lang), notesSheet(result, lang, tool)],
  });
}

/** Those that people read first, and that are printed; then those for programs. */
const READ: readonly GapColumn[] = ['severity', 'township', 'village', 'settlement', 'population', 'task', 'service', 'limitMinutes', 'limitMetres', 'valueStatus', 'nearestMinutes', 'nearestMetres', 'shortfallMinutes', 'shortfallMetres', 'facility', 'mode'];
const KEYS: readonly GapColumn[] = ['kind', 'tier', 'class', 'dimensions', 'id', 'serviceId', 'facilityId', 'lon', 'lat'];
const GAP_LOOKS: Partial<Record<GapColumn, CellLook>> = {
  severity: 'centred', population: 'count', limitMinutes: 'general', limitMetres: 'count', nearestMinutes: 'tenths', nearestMetres: 'count', shortfallMinutes: 'tenths', shortfallMetres: 'count',
  walkMinutes: 'tenths', waitMinutes: 'tenths', rideMinutes: 'tenths', supplyRatio: 'general', lon: 'degrees', lat: 'degrees',
};
/** Gaps that miss their limit by so many minutes. */
const SHORTFALL_CASES: ColourRule['cases'] = [{ from: 0, below: 5, colour: RAMP.least }, { from: 5, below: 15, colour: RAMP.few }, { from: 15, below: 30, colour: RAMP.some }, { from: 30, below: 1e6, colour: RAMP.many }];

/** One sheet, or as many as Excel's rows ask for. */
function gapSheets(result: CoverageResult, lang: Lang, mostRows: number): Sheet[] {
  const w = SHEET_WORDS[lang], keys = [...READ, ...furtherColumns(result), ...KEYS], headings = keys.map((key) => GAP_HEADINGS[key][lang]);
  const gaps = collectGaps(result), none: Cell = { value: w.none(Number(result.parameters['searchMinutes'])), look: 'most' }, values = gapValues(result, lang);
  const cellsOf = keys.map((key): ((gap: Gap) => Cell) => (key === 'task' ? ({ service }) => taskName(service.task, lang) : key === 'facility' ? (gap) => (gap.found.facilityId === null ? none : values.facility(gap)) : values[key]));
  function* rows(): Generator<readonly Cell[]> {
    yield headings;
    for (let i = 0; i < mostRows - 1; i++) {
      const gap = gaps.next();
      if (gap.done === true) return;
      const { value } = gap;
      yield cellsOf.map((cellOf) => cellOf(value));
    }
  }
  const at = (key: GapColumn): [number, number] => [keys.indexOf(key), keys.indexOf(key)];
  return Array.from({ length: gapSheetCount(result, mostRows) }, (_, i): Sheet => ({
    name: i === 0 ? w.sheets.gaps : `${w.sheets.gaps} ${i + 1}`, headingRow: 0, frozenColumns: READ.indexOf('settlement') + 1, printedColumns: READ.length, rows: withHeading(rows()),
    columns: keys.map((key) => ({ look: GAP_LOOKS[key] ?? 'text' })),
    colours: [
      { columns: at('severity'), fromRow: 1, cases: SEVERITIES.map((severity) => ({ text: WORDS[lang][severity], colour: SEVERITY_COLOURS[severity] })) },
      { columns: at('shortfallMinutes'), fromRow: 1, cases: SHORTFALL_CASES },
    ],
  }));
}

/** Services in rows, townships in columns: what share of the people is covered. */
function townshipSheet({ summary, services, settlementCount, population }: CoverageResult, lang: Lang): Sheet {
  const w = SHEET_WORDS[lang], words = WORDS[lang];
  const areas = [
    { name: w.district, settlementCount, populationTotal: population, gaps: summary.total.gaps, checks: summary.total.checks, services: summary.services },
    ...summary.townships.map((t) => ({ ...t, name: t.name === '' ? w.noTownship : t.name })),
  ];
  const byTask = [...new Map(services.map((s) => [s.id, s])).values()].sort((a, b) => a.task - b.task);
  const limitsOf = (id: string): string => [...new Set(services.filter((s) => s.id === id).map((s) => limitOf(s, lang)))].join(' / ');
  const statusOf = (id: string): string => [...new Set(services.filter((s) => s.id === id).map((s) => words[s.valueStatus]))].join(' / ');
  const head: Column[] = [{ look: 'text' }, { look: 'text' }, { look: 'text' }, { look: 'centred' }, { look: 'text' }];
  const totals = (name: string, look: CellLook, of: (area: typeof areas[number]) => number): Cell[] => [w.whole, { value: name, look: 'label' }, null, null, null, ...areas.map((area) => ({ value: of(area), look }))];
  const rows: (readonly Cell[])[] = [
    [w.task, w.service, w.class, w.limit, w.valueStatus, ...areas.map(({ name }) => name)],
    totals(w.places, 'count', (a) => a.settlementCount), totals(w.people, 'count', (a) => a.populationTotal),
    ...SEVERITIES.map((severity) => totals(words[severity], 'count', (a) => a.gaps[severity])),
    totals(w.unknown, 'count', (a) => a.checks.unknown),
    [w.whole, { value: w.denominator, look: 'label' }, null, null, null, ...areas.map((a): Cell => ({ value: [...new Set([...a.services.values()].map((s) => words[s.denominator]))].join(' / '), look: 'centred' }))],
    ...byTask.map((s) => [
      taskName(s.task, lang), s.name[lang], words[s.class], limitsOf(s.id), statusOf(s.id),
      ...areas.map((area): Cell => {
        const found = area.services.get(s.id);
        return found === undefined ? { value: '–', look: 'centred' } : found.coverage === null ? { value: w.unknown, look: 'unknown' } : found.coverage;
      }),
    ]),
  ];
  return {
    name: w.sheets.townships, headingRow: 0, frozenColumns: 2, rows: withHeading(rows), columns: [...head, ...areas.map((): Column => ({ look: 'share' }))],
    colours: [{ columns: [head.length, head.length + areas.length - 1], fromRow: rows.length - byTask.length, cases: SHARE_CASES }],
  };
}

/** The checklist with the status of every figure, and what came of each service. */
function serviceSheet({ services, bus }: CoverageResult, lang: Lang): Sheet {
  const w = SHEET_WORDS[lang], words = WORDS[lang];
  const columns: readonly (readonly [heading: string, look: CellLook, of: (s: ServiceResult) => Cell, width?: number])[] = [
    [w.table, 'text', (s) => tableName(s, lang)], [w.task, 'text', (s) => taskName(s.task, lang)], [w.service, 'text', (s) => s.name[lang]], [w.class, 'text', (s) => words[s.class]], [w.classStatus, 'text', (s) => words[s.classStatus]],
    [w.limitMinutes, 'general', (s) => s.limitMinutes], [w.limitMetres, 'count', (s) => s.limitMetres], [w.valueStatus, 'text', (s) => words[s.valueStatus]], [w.mode, 'text', (s) => words[s.mode]], [w.profile, 'text', (s) => w[s.profile]],
    [w.coverage, 'share', (s) => s.coverage ?? { value: w.unknown, look: 'unknown' }], [w.denominator, 'text', (s) => words[s.denominator]],
    [w.peopleCovered, 'count', (s) => s.population.covered], [w.peopleLacking, 'count', (s) => s.population.gap], [w.peopleUnknown, 'count', (s) => s.population.unknown],
    [w.placesCovered, 'count', (s) => s.settlements.covered], [w.placesLacking, 'count', (s) => s.settlements.gap], [w.placesUnknown, 'count', (s) => s.settlements.unknown],
    ...(bus === undefined ? [] : [[w.gainedPlaces, 'count', (s: ServiceResult) => s.gainedByBus?.settlements ?? null], [w.gainedPeople, 'count', (s: ServiceResult) => s.gainedByBus?.population ?? null]] as const),
    [w.median, 'tenths', (s) => s.equity?.median ?? null], [w.mean, 'tenths', (s) => s.equity?.mean ?? null], [w.worstDecile, 'tenths', (s) => s.equity?.worstDecile ?? null], [w.unreached, 'share', (s) => s.equity?.unreachedShare ?? null],
    [w.serviceId, 'text', (s) => s.id], [w.source, 'text', (s) => s.source, 60],
  ];
  const coverage = columns.findIndex(([heading]) => heading === w.coverage);
  return {
    name: w.sheets.services, headingRow: 0, frozenColumns: 3, printedColumns: columns.findIndex(([heading]) => heading === w.placesUnknown) + 1, columns: columns.map(([, look, , width]) => ({ look, ...(width === undefined ? {} : { width }) })),
    rows: withHeading([columns.map(([heading]) => heading), ...services.map((s) => columns.map(([, , of]) => of(s)))]),
    colours: [{ columns: [coverage, coverage], fromRow: 1, cases: SHARE_CASES }],
  };
}

function indicatorSheet({ indicators }: CoverageResult, lang: Lang): Sheet {
  const w = SHEET_WORDS[lang], words = WORDS[lang];
  const statusOf = (status: keyof typeof words | null): string | null => status && words[status];
  const columns: readonly (readonly [heading: string, column: Column, of: (i: IndicatorResult) => Cell])[] = [
    [w.indicator, { look: 'note', width: lang === 'zh' ? 42 : 50 }, (i) => (lang === 'zh' ? i.name : i.nameEn)], [w.denominator, { look: 'text' }, (i) => words[i.denominator]], [w.total, { look: 'count', width: 12 }, (i) => i.total],
    [w.value, { look: 'share', width: 11 }, (i) => (i.value === null ? { value: w.unknown, look: 'unknown' } : i.kind === 'supply' ? { value: i.value, look: 'tenths' } : i.value)], [w.unknownShare, { look: 'share' }, (i) => i.unknownShare],
    [w.target, { look: 'share' }, (i) => i.target], [w.targetYear, { look: 'general' }, (i) => i.targetYear], [w.targetStatus, { look: 'text' }, (i) => statusOf(i.targetStatus)],
    [w.nameStatus, { look: 'text' }, (i) => words[i.nameStatus]], [w.definitionStatus, { look: 'text' }, (i) => words[i.definitionStatus]], [w.reason, { look: 'text' }, (i) => i.reason], [w.note, { look: 'note', width: 70 }, (i) => i.note[lang]],
  ];
  return { name: w.sheets.indicators, headingRow: 0, frozenColumns: 1, columns: columns.map(([, column]) => column), rows: withHeading([columns.map(([heading]) => heading), ...indicators.map((i) => columns.map(([, , of]) => of(i)))]) };
}
