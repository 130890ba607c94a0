/** 考核: for every township what was there, what was promised by a day, and what is there of it. */
import { compareIds } from '../core/ids.ts';
import { round } from '../core/units.ts';
import type { CoverageFile } from '../coverage/coverage-schema.ts';
import type { PlannedProject } from '../inputs/action-plan.ts';

/** What is assessed: projects that are due, gaps of required services, coverage of all services, coverage of one. */
export type AssessedIndicator = { readonly kind: 'due-projects' | 'required-gaps' | 'coverage' } | { readonly kind: 'service'; readonly service: string };

export interface AssessmentRow {
  /** null for the whole district. */
  readonly township: string | null;
  readonly indicator: AssessedIndicator;
  /** Numbers, or shares with four decimals; null where nothing is known. */
  readonly baseline: number | null;
  readonly target: number | null;
  readonly actual: number | null;
  /** (actual - baseline) / (target - baseline); null where nothing was to change. */
  readonly completion: number | null;
}

/** A project that should stand and does not. */
export interface LateProject extends Pick<PlannedProject, 'number' | 'name' | 'id' | 'township' | 'service' | 'status'> {
  readonly due: string;
  readonly daysLate: number;
}

export interface Assessment {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** By township, the district last. */
  readonly rows: readonly AssessmentRow[];
  /** The longest late first. */
  readonly late: readonly LateProject[];
}

/** The district without the projects, with those that are due by the day, and with those that are done. */
export interface AssessedWorlds { readonly baseline: CoverageFile; readonly target: CoverageFile; readonly actual: CoverageFile }

const DAY_MS = 86_400_000;

/** Whether a project should stand on a day. */
export function isDue({ due }: Pick<PlannedProject, 'due'>, date: string): boolean {
  return due !== null && due <= date;
}

export function assessTownships(projects: readonly PlannedProject[], worlds: AssessedWorlds, date: string): Assessment {
  const names = [...new Set([...worlds.target.summary.townships.map(({ name }) => name), ...projects.map(({ township }) => township)])].sort(compareIds);
  const rowsOf = (township: string | null): AssessmentRow[] => {
    const own = projects.filter((project) => township === null || project.township === township), due = own.filter((project) => isDue(project, date)), done = due.filter(({ status }) => status === 'done');
    const row = (indicator: AssessedIndicator, measure: (of: CoverageFile) => number | null): AssessmentRow => rowOf(township, indicator, measure(worlds.baseline), measure(worlds.target), measure(worlds.actual));
    return [
      rowOf(township, { kind: 'due-projects' }, 0, due.length, done.length),
      row({ kind: 'required-gaps' }, (of) => areaOf(of, township)?.gaps.required ?? null),
      row({ kind: 'coverage' }, (of) => shareOf(Object.values(areaOf(of, township)?.services ?? {}))),
      ...[...new Set(due.map(({ service }) => service))].sort(compareIds).map((service) => row({ kind: 'service', service }, (of) => {
        const services = areaOf(of, township)?.services;
        return services !== undefined && Object.hasOwn(services, service) ? shareOf([services[service]]) : null;
      })),
    ];
  };
  return { date, rows: [...names.flatMap(rowsOf), ...rowsOf(null)], late: findLate(projects, date) };
}

function rowOf(township: string | null, indicator: AssessedIndicator, baseline: number | null, target: number | null, actual: number | null): AssessmentRow {
  const completion = baseline === null || target === null || actual === null || target === baseline ? null : round((actual - baseline) / (target - baseline), 4), shown = (value: number | null): number | null => value && round(value, 4);
  return { township, indicator, baseline: shown(baseline), target: shown(target), actual: shown(actual), completion };
}

type Area = Pick<CoverageFile['summary']['townships'][number], 'services' | 'gaps'>;

/** @param township null for the whole district. */
export function areaOf({ summary }: CoverageFile, township: string | null): Area | undefined {
  return township === null ? { services: summary.services, gaps: summary.total.gaps } : summary.townships.find(({ name }) => name === township);
}

/** Share covered of what is known, of people, each counted once for each service; of settlements where nobody is counted. */
export function shareOf(services: readonly CoverageFile['summary']['services'][string][]): number | null {
  const of = (unit: 'population' | 'settlements'): number | null => {
    const covered = services.reduce((sum, service) => sum + service[unit].covered, 0), gap = services.reduce((sum, service) => sum + service[unit].gap, 0);
    return covered + gap === 0 ? null : covered / (covered + gap);
  };
  return of('population') ?? of('settlements');
}

function findLate(projects: readonly PlannedProject[], date: string): LateProject[] {
  return projects.flatMap(({ number, name, id, township, service, status, due }): LateProject[] =>
    (due === null || due >= date || status === 'done' ? [] : [{ number, name, id, township, service, status, due, daysLate: Math.round((Date.parse(date) - Date.parse(due)) / DAY_MS) }]))
    .sort((a, b) => b.daysLate - a.daysLate || compareIds(a.id, b.id));
}
