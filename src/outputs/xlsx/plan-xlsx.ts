/** plan.xlsx: the plan for offices that work in Excel. Every number in it is one of plan.json. */
import type { PlanResult, ServicePlanResult, TallyResult, UnmetResult } from '../../plan/plan-result.ts';
import { SEVERITIES } from '../gaps-table.ts';
import { PLAN_WORDS, projectName } from '../plan-words.ts';
import { projectRows } from '../projects-table.ts';
import { WORDS, type Lang } from '../words.ts';
import { notesTable, originRows, sheetOfNotes } from './notes-sheet.ts';
import { PLAN_SHEET_WORDS } from './plan-sheet-words.ts';
import { SHARE_CASES, withHeading } from './sheet-parts.ts';
import { GAP_HEADINGS, SHEET_WORDS } from './sheet-words.ts';
import { SEVERITY_COLOURS, type CellLook } from './styles.ts';
import { MOST_ROWS, renderWorkbook, type Cell, type Sheet } from './workbook.ts';

type SheetColumn<T> = readonly [heading: string, look: CellLook, of: (item: T) => Cell];

/** @param tool name and version of the program. */
export function renderPlanXlsx(plan: PlanResult, lang: Lang, tool: string): Generator<Uint8Array> {
  return renderWorkbook({
    title: PLAN_SHEET_WORDS[lang].title(plan.project[lang]), font: lang === 'zh' ? '微软雅黑' : 'Calibri',
    sheets: [projectSheet(plan, lang), yearSheet(plan, lang), effectSheet(plan, lang), ...unmetSheets(plan, lang), spareSheet(plan, lang), planNotes(plan, lang, tool)],
  });
}

/** Looks of the columns of projects.csv, by their English headings; the others are text. */
const PROJECT_LOOKS: ReadonlyMap<string, CellLook> = new Map([['number', 'centred'], ['cost_10000_yuan', 'general'], ['year', 'general'], ['newly_covered', 'count'], ['duplication', 'share'], ['lon', 'degrees'], ['lat', 'degrees']]);
/** The columns up to this one are printed. */
const LAST_PRINTED = 'duplication';

function projectSheet(plan: PlanResult, lang: Lang): Sheet {
  const [headings = []] = projectRows(plan, 'en'), names = headings.map(String);
  return {
    name: PLAN_SHEET_WORDS[lang].sheets.projects, headingRow: 0, frozenColumns: names.indexOf('project') + 1, printedColumns: names.indexOf(LAST_PRINTED) + 1,
    columns: names.map((name) => ({ look: PROJECT_LOOKS.get(name) ?? 'text' })), rows: withHeading(projectRows(plan, lang)),
  };
}

/** A row for each year, followed by one for each payer where several pay. */
function yearSheet({ years }: PlanResult, lang: Lang): Sheet {
  const w = PLAN_SHEET_WORDS[lang], { payers } = PLAN_WORDS[lang], { yes, no } = SHEET_WORDS[lang];
  const rows = years.flatMap((y): Cell[][] => [
    [y.year, payers.total, null, y.projects, y.income, y.spent, y.left, y.due, y.isOverdue ? w.overdue : no, y.isProven ? yes : no],
    ...y.payers.filter(({ payer }) => payer !== 'total').map(({ payer, township, income, spent }): Cell[] => [y.year, payers[payer], township, null, income, spent]),
    ...(y.private === null ? [] : [[y.year, payers.private, null, null, y.private.income, y.private.spent]]),
  ]);
  const looks: CellLook[] = ['general', 'text', 'text', 'count', 'general', 'general', 'general', 'text', 'text', 'text'];
  return { name: w.sheets.years, headingRow: 0, frozenColumns: 1, columns: looks.map((look) => ({ look })), rows: withHeading([[w.year, w.payer, GAP_HEADINGS.township[lang], w.projects, w.income, w.spent, w.left, w.due, w.isOverdue, w.isProven], ...rows]) };
}

/** What is reached before the plan, at the end of each year and when all is built: in the whole district, then in each township. */
function effectSheet({ stages }: PlanResult, lang: Lang): Sheet {
  const w = PLAN_SHEET_WORDS[lang], s = SHEET_WORDS[lang], { before, all, yearEnd, total } = PLAN_WORDS[lang];
  interface Effect { readonly stage: string; readonly area: string; readonly projects: number | null; readonly tally: TallyResult }
  const effects = stages.flatMap(({ stage: at, projects, total: tally, townships }): Effect[] => {
    const stage = at === 'before' ? before : at === 'all' ? all : yearEnd(at);
    return [{ stage, area: total, projects, tally }, ...townships.map((t) => ({ stage, area: t.name === '' ? s.noTownship : t.name, projects: null, tally: t }))];
  });
  const columns: SheetColumn<Effect>[] = [
    [w.stage, 'text', (e) => e.stage], [GAP_HEADINGS.township[lang], 'text', (e) => e.area], [w.built, 'count', (e) => e.projects],
    [s.coverage, 'share', ({ tally }) => tally.coverage ?? { value: s.unknown, look: 'unknown' }],
    ...SEVERITIES.map((severity): SheetColumn<Effect> => [w.gaps(WORDS[lang][severity]), 'count', ({ tally }) => tally.gaps[severity]]),
    [w.pairs(s.covered), 'count', ({ tally }) => tally.pairs.covered], [w.pairs(s.gap), 'count', ({ tally }) => tally.pairs.gap], [w.pairs(s.unknown), 'count', ({ tally }) => tally.pairs.unknown],
    [w.people(s.covered), 'count', ({ tally }) => tally.people.covered], [w.people(s.gap), 'count', ({ tally }) => tally.people.gap], [w.people(s.unknown), 'count', ({ tally }) => tally.people.unknown],
  ];
  const coverage = columns.findIndex(([heading]) => heading === s.coverage);
  return { ...sheetOf(w.sheets.effect, columns, effects, 2), colours: [{ columns: [coverage, coverage], fromRow: 1, cases: SHARE_CASES }] };
}

/** One sheet, or as many as Excel's rows ask for. */
function unmetSheets({ unmet, services }: PlanResult, lang: Lang): Sheet[] {
  const w = PLAN_SHEET_WORDS[lang], words = WORDS[lang], nameOf = serviceNames(services, lang), { reasons } = PLAN_WORDS[lang], perSheet = MOST_ROWS - 1;
  const columns: SheetColumn<UnmetResult>[] = [
    [GAP_HEADINGS.severity[lang], 'centred', (u) => words[u.severity]], [GAP_HEADINGS.township[lang], 'text', (u) => u.township], [GAP_HEADINGS.settlement[lang], 'text', (u) => u.name], [GAP_HEADINGS.service[lang], 'text', (u) => nameOf(u.service)],
    [GAP_HEADINGS.population[lang], 'count', (u) => u.people], [w.reason, 'text', (u) => reasons[u.reason]], [GAP_HEADINGS.id[lang], 'text', (u) => u.settlement], [GAP_HEADINGS.serviceId[lang], 'text', (u) => u.service],
  ];
  return Array.from({ length: Math.max(1, Math.ceil(unmet.length / perSheet)) }, (_, i): Sheet => ({
    ...sheetOf(i === 0 ? w.sheets.unmet : `${w.sheets.unmet} ${i + 1}`, columns, unmet.slice(i * perSheet, (i + 1) * perSheet), 3),
    colours: [{ columns: [0, 0], fromRow: 1, cases: SEVERITIES.map((severity) => ({ text: words[severity], colour: SEVERITY_COLOURS[severity] })) }],
  }));
}

function spareSheet({ spare, services }: PlanResult, lang: Lang): Sheet {
  const w = PLAN_SHEET_WORDS[lang], nameOf = serviceNames(services, lang);
  return sheetOf(w.sheets.spare, [
    [w.facility, 'text', (f) => f.name], [w.type, 'text', (f) => f.type], [w.serves, 'text', (f) => f.services.map(nameOf).join(lang === 'zh' ? '、' : ', ')],
    [w.facilityId, 'text', (f) => f.id], [GAP_HEADINGS.lon[lang], 'degrees', (f) => f.lon], [GAP_HEADINGS.lat[lang], 'degrees', (f) => f.lat],
  ], spare, 1);
}

/** How good the plan is known to be, what its figures rest on, and what each project costs. */
function planNotes(plan: PlanResult, lang: Lang, tool: string): Sheet {
  const w = PLAN_SHEET_WORDS[lang], { yes, no } = SHEET_WORDS[lang], { solution, projects } = plan;
  return sheetOfNotes([
    ...notesTable(w.solution, [], [
      [w.budget, { value: solution.budget, look: 'text' }], [w.cost, { value: solution.cost, look: 'text' }], [w.openedSites, { value: solution.openedSites, look: 'text' }],
      [w.value, { value: solution.value, look: 'text' }], [w.bound, { value: solution.bound, look: 'text' }], [w.proofGap, { value: solution.gap, look: 'text' }], [w.isProven, solution.isProven ? yes : no],
    ]),
    ...notesTable(w.meaning, [], w.meanings.map(([word, meaning]) => [word, meaning])),
    ...originRows(plan, lang, tool),
    ...notesTable(w.costs, [w.project, w.costBasis, w.cost, w.siteCost], projects.map((p) => [
      `${p.number} ${projectName(p, lang)}`, p.costStatus === 'proposed' ? WORDS[lang].proposed : w.ofProject, { value: p.cost, look: 'general' }, { value: p.siteCost, look: 'text' },
    ])),
  ], lang);
}

function sheetOf<T>(name: string, columns: readonly SheetColumn<T>[], items: readonly T[], frozenColumns: number): Sheet {
  return { name, headingRow: 0, frozenColumns, columns: columns.map(([, look]) => ({ look })), rows: withHeading([columns.map(([heading]) => heading), ...items.map((item) => columns.map(([, , of]) => of(item)))]) };
}

/** What a service is called; its id where the plan does not list it. */
function serviceNames(services: readonly ServicePlanResult[], lang: Lang): (id: string) => string {
  const names = new Map(services.map(({ id, name }) => [id, name[lang]]));
  return (id) => names.get(id) ?? id;
}
