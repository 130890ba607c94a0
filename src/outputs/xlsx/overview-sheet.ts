/** The first sheet: what a reader wants before any table. */
import type { CoverageResult, ServiceResult } from '../../coverage/result.ts';
import { SEVERITIES } from '../gaps-table.ts';
import { taskName } from '../task-names.ts';
import { WORDS, type Lang } from '../words.ts';
import { gapSheetCount, limitOf, SHARE_CASES, tableName } from './sheet-parts.ts';
import { SHEET_WORDS } from './sheet-words.ts';
import type { CellLook } from './styles.ts';
import type { Cell, Sheet } from './workbook.ts';

const SERVICES_SHOWN = 10;
/** Widths of the columns: a label, then figures. */
const WIDTHS = [58, 13, 13, 13, 13, 13, 13];
/** Row and column where the legend begins. */
const FIRST_FACT = 3, LEGEND_COLUMN = 4;

type Row = readonly Cell[];
type Group = CoverageResult['summary']['total'];

/** @param mostRows that a sheet holds. */
export function overviewSheet(result: CoverageResult, lang: Lang, mostRows: number): Sheet {
  const w = SHEET_WORDS[lang], words = WORDS[lang], { summary } = result;
  const rows: Row[] = [
    [{ value: w.title(result.project[lang]), look: 'title' }],
    [{ value: w.subtitle(`${result.checklist.name[lang]} ${result.checklist.version}`), look: 'subtitle' }],
    [],
    section(w.facts, 2),
    fact(w.places, result.settlementCount), fact(w.people, result.population), fact(w.network, result.network.kilometres, 'tenths'),
    ...(result.bus === undefined ? [] : [fact(w.buses, result.bus.lines)]),
    ...(result.basicServiceEquity === null ? [] : [fact(w.share, result.basicServiceEquity.mean, 'share'), fact(w.worst, result.basicServiceEquity.worstDecile, 'share')]),
    [],
    section(w.gaps, 2),
    fact(w.gapsRequired, summary.total.gaps.required, 'required'), fact(w.gapsPilot, summary.total.gaps.pilot, 'pilot'), fact(w.gapsAdvisory, summary.total.gaps.advisory, 'advisory'),
    ...(gapSheetCount(result, mostRows) > 1 ? [[{ value: w.gapSheets(gapSheetCount(result, mostRows), mostRows), look: 'subtitle' } as const]] : []),
    [],
    section(w.checks, 2),
    fact(w.checksCovered, summary.total.checks.covered), fact(w.checksGap, summary.total.checks.gap), fact(w.checksUnknown, summary.total.checks.unknown),
    [],
    ...lackedTable(result, lang),
    [],
    ...groupTable(w.byTask, [...summary.tasks].map(([task, group]) => [taskName(task, lang), group]), lang),
    [],
    ...groupTable(w.byTier, [...summary.tiers].map(([tier, group]) => [words[tier as keyof typeof words], group]), lang),
    [],
    ...groupTable(w.byDimension, [...summary.dimensions].map(([dimension, group]) => [w.dimensions.get(dimension) ?? dimension, group]), lang),
  ];
  const rowOf = (title: string): number => rows.findIndex((row) => row.length > 0 && valueOf(row[0]) === title), lacked = rowOf(w.lacked);
  const coverage = { columns: [4, 4], fromRow: lacked + 2, toRow: lacked + 1 + SERVICES_SHOWN, cases: SHARE_CASES } as const;
  return { name: w.sheets.overview, headingRow: null, columns: WIDTHS.map((width) => ({ look: 'plain', width })), rows: withLegend(rows, lang), colours: [coverage], pageAtRow: rowOf(w.byTask) };
}

/** The legend stands to the right of the first facts. */
function withLegend(rows: readonly Row[], lang: Lang): Row[] {
  const w = SHEET_WORDS[lang], looks = ['least', 'few', 'some', 'many', 'most'] as const, cell = (value: string | null, look: CellLook): Cell => ({ value, look });
  const legend: Row[] = [
    [cell(w.legend, 'section'), cell(null, 'section'), cell(null, 'section')],
    ...w.legendCells.map((label, i): Row => [cell(i === 0 ? w.coverage : null, 'text'), cell(null, 'text'), cell(label, looks[i])]),
    [cell(null, 'text'), cell(null, 'text'), cell(w.unknown, 'unknown')],
  ];
  return rows.map((row, r) => (r < FIRST_FACT || r >= FIRST_FACT + legend.length ? row : [...row, ...Array<Cell>(LEGEND_COLUMN - row.length).fill(null), ...legend[r - FIRST_FACT]]));
}

function lackedTable({ services }: CoverageResult, lang: Lang): Row[] {
  const w = SHEET_WORDS[lang], lacking = (s: ServiceResult): number => s[s.denominator].gap;
  const most = services.filter((s) => lacking(s) > 0).sort((a, b) => lacking(b) - lacking(a)).slice(0, SERVICES_SHOWN);
  return [
    section(w.lacked, 6), headings([w.service, w.table, w.limit, w.peopleLacking, w.coverage, w.denominator]),
    ...most.map((s): Row => [
      { value: s.name[lang], look: 'text' }, { value: tableName(s, lang), look: 'centred' }, { value: limitOf(s, lang), look: 'centred' }, { value: lacking(s), look: 'count' }, { value: s.coverage, look: 'share' }, { value: WORDS[lang][s.denominator], look: 'centred' },
    ]),
  ];
}

function groupTable(title: string, groups: readonly (readonly [name: string, group: Group])[], lang: Lang): Row[] {
  const w = SHEET_WORDS[lang], words = WORDS[lang];
  return [
    section(title, 7), headings([w.group, w.covered, w.gap, w.unknown, ...SEVERITIES.map((severity) => words[severity])]),
    ...groups.map(([name, { checks, gaps }]): Row => [{ value: name, look: 'text' }, ...[checks.covered, checks.gap, checks.unknown, ...SEVERITIES.map((severity) => gaps[severity])].map((value): Cell => ({ value, look: 'count' }))]),
  ];
}

function section(title: string, width: number): Row {
  return Array.from({ length: width }, (_, c): Cell => ({ value: c === 0 ? title : null, look: 'section' }));
}

function headings(names: readonly string[]): Row {
  return names.map((value, c): Cell => ({ value, look: c === 0 ? 'firstHeading' : 'heading' }));
}

function fact(label: string, value: number, look: CellLook = 'count'): Row {
  return [{ value: label, look: 'note' }, { value, look }];
}

function valueOf(cell: Cell): unknown {
  return cell !== null && typeof cell === 'object' ? cell.value : cell;
}
