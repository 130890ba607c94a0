/** heatmap.svg: every service in every township, by the share of people who reach it in time. */
import type { CoverageResult, ServiceResult } from '../../coverage/result.ts';
import { taskName } from '../task-names.ts';
import type { Lang } from '../words.ts';
import { PICTURE_WORDS } from './picture-words.ts';
import { CELL_RAMP, fit, GREY, HAIRLINE, INK, lettersOf, line, picture, rect, text, UNKNOWN, widthOf } from './svg.ts';

const MARGIN = 44, TOP = 122, ROW = 23, LIMIT = 92, SIZE = 14;
/** Widths of the columns of tasks and of services. */
const TASK = { zh: 130, en: 160 } as const, NAME = { zh: 340, en: 400 } as const;
/** Least share of each colour of the ramp. */
const FROM = [0.85, 0.6, 0.3, 0.1, 0] as const, RANGES = ['≥ 85 %', '60–85', '30–60', '10–30', '< 10'] as const;

interface Area { readonly name: string; readonly services: CoverageResult['summary']['services'] }

export function renderHeatmapSvg({ project, checklist, services, summary }: CoverageResult, lang: Lang): string {
  const w = PICTURE_WORDS[lang];
  const areas: Area[] = [{ name: w.all, services: summary.services }, ...summary.townships.map((t) => ({ name: t.name === '' ? w.noTownship : t.name, services: t.services }))];
  const rows = [...new Map(services.map((s) => [s.id, s])).values()].sort((a, b) => a.task - b.task);
  const task = TASK[lang], name = NAME[lang], cell = Math.max(lang === 'zh' ? 46 : 58, Math.min(76, (1131 - 2 * MARGIN - task - name - LIMIT) / areas.length));
  const left = MARGIN + task + name + LIMIT, right = left + areas.length * cell, width = Math.max(1131, right + MARGIN);
  const longest = areas.reduce((most, area) => Math.max(most, widthOf(area.name, SIZE)), 0), isTurned = longest > cell - 6, head = isTurned ? Math.min(170, longest + 16) : 28;
  const first = TOP + head, bottom = first + rows.length * ROW, height = bottom + 142;
  const marks = rows.flatMap((service, r) => {
    const y = first + r * ROW, baseline = y + ROW - 7, isNewTask = r === 0 || rows[r - 1].task !== service.task;
    return [
      line(MARGIN, y, right, y, isNewTask ? INK : HAIRLINE, isNewTask ? 1 : 0.8),
      ...(isNewTask ? [text(MARGIN, baseline, fit(taskName(service.task, lang), SIZE, task - 8), { size: SIZE, isBold: true })] : []),
      text(MARGIN + task, baseline, fit(service.name[lang], SIZE, name - 10), { size: SIZE }),
      text(left - 12, baseline, limitsOf(services.filter((s) => s.id === service.id)), { size: SIZE, anchor: 'end', colour: GREY }),
      ...drawCells(service, areas, { left, y, cell }, lang),
    ];
  });
  return picture(width, height, w.heatTitle, lang, [
    text(MARGIN, 58, w.heatTitle, { size: 34, isBold: true }), text(MARGIN, 94, fit(w.heatSubtitle(project[lang]), 18, width - 2 * MARGIN), { size: 18, colour: GREY }),
    text(MARGIN, first - 9, w.task, { size: SIZE, colour: GREY }), text(MARGIN + task, first - 9, w.service, { size: SIZE, colour: GREY }), text(left - 12, first - 9, w.limit, { size: SIZE, anchor: 'end', colour: GREY }),
    ...areas.map((area, a) => drawName(area.name, left + (a + 0.5) * cell, first - 9, a === 0, isTurned)),
    ...marks, line(MARGIN, bottom, right, bottom, INK),
    // The whole district stands apart from its townships.
    line(left + cell, first, left + cell, bottom, INK, 1.4),
    drawLegend(bottom + 36, lang),
    text(MARGIN, bottom + 72, fit(w.limitNote, 15, width - 2 * MARGIN), { size: 15, colour: GREY }),
    text(MARGIN, bottom + 96, fit(`${w.noPeople}${lang === 'zh' ? '' : ' '}${w.nothing}`, 15, width - 2 * MARGIN), { size: 15, colour: GREY }),
    text(MARGIN, bottom + 120, fit(w.note(`${checklist.name[lang]} ${checklist.version}`), 15, width - 2 * MARGIN), { size: 15, colour: GREY }),
  ]);
}

function drawCells({ id }: ServiceResult, areas: readonly Area[], { left, y, cell }: { left: number; y: number; cell: number }, lang: Lang): string[] {
  const w = PICTURE_WORDS[lang], found = areas.map((area) => area.services.get(id));
  if (found.every((of) => of === undefined || of.coverage === null)) {
    // Nothing is known anywhere: one band, named once.
    const words = w.unknownCell, width = areas.length * cell, x = left + cell / 2;
    return [rect(left, y + 0.5, width, ROW - 1, 'fill="url(#hatch)"'), rect(x - widthOf(words, 13) / 2 - 4, y + 3, widthOf(words, 13) + 8, ROW - 6, 'fill="#fff"'), text(x, y + ROW - 7, words, { size: 13, anchor: 'middle', colour: UNKNOWN })];
  }
  return found.flatMap((of, a) => {
    const x = left + a * cell, middle = x + cell / 2, at = y + ROW - 7;
    if (of === undefined) return [text(middle, at, '–', { size: SIZE, anchor: 'middle', colour: UNKNOWN })];
    if (of.coverage === null) return [rect(x + 0.5, y + 0.5, cell - 1, ROW - 1, 'fill="url(#hatch)"'), rect(middle - widthOf(w.unknownCell, 12) / 2 - 2, y + 3, widthOf(w.unknownCell, 12) + 4, ROW - 6, 'fill="#fff"'), text(middle, at, w.unknownCell, { size: 12, anchor: 'middle', colour: UNKNOWN })];
    const { coverage } = of, c = FROM.findIndex((from) => coverage >= from);
    return [rect(x + 0.5, y + 0.5, cell - 1, ROW - 1, `fill="${CELL_RAMP[c]}"`), text(middle, at, percent(coverage), { size: SIZE, anchor: 'middle', isBold: a === 0, ...(c === CELL_RAMP.length - 1 ? { colour: '#fff' } : {}) })];
  });
}

/** No false 0 and 100. */
function percent(share: number): string {
  return share > 0 && share < 0.005 ? '<1' : share < 1 && share >= 0.995 ? '>99' : String(Math.round(100 * share));
}

/** Across; where names are longer than a column, Chinese ones are set upright and others turned. */
function drawName(name: string, x: number, y: number, isBold: boolean, isTurned: boolean): string {
  if (!isTurned) return text(x, y, name, { size: SIZE, anchor: 'middle', isBold });
  const letters = lettersOf(name);
  if (/^[\p{Script=Han}（）()]+$/u.test(name) && letters.length <= 10) return letters.map((letter, i) => text(x, y - (letters.length - 1 - i) * (SIZE + 1), letter, { size: SIZE, anchor: 'middle', isBold })).join('\n');
  return text(x + SIZE * 0.35, y, fit(name, SIZE, 158), { size: SIZE, isBold, turned: -90 });
}

/** Minutes in the tables of the checklist, with the mark of each figure's status: "5° / 15*". */
function limitsOf(services: readonly ServiceResult[]): string {
  const limits = services.map(({ limitMinutes, limitMetres, valueStatus }) => (limitMinutes === null ? `${limitMetres ?? ''} m` : String(limitMinutes)) + { seen: '', memory: '°', proposed: '*' }[valueStatus]);
  return [...new Set(limits)].join(' / ');
}

function drawLegend(y: number, lang: Lang): string {
  const w = PICTURE_WORDS[lang], start = MARGIN + widthOf(w.legend, 15) + 20;
  return [
    text(MARGIN, y, w.legend, { size: 15, isBold: true }),
    ...RANGES.map((range, c) => rect(start + 124 * c, y - 14, 34, 18, `fill="${CELL_RAMP[c]}"`) + text(start + 124 * c + 42, y, range, { size: 15 })),
    rect(start + 124 * RANGES.length, y - 14, 34, 18, 'fill="url(#hatch)"'), text(start + 124 * RANGES.length + 42, y, w.unknownCell, { size: 15 }),
  ].join('\n');
}
