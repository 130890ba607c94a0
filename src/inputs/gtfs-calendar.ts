/** On which days the services of a GTFS feed run: calendar.txt, and the exceptions of calendar_dates.txt. */
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import type { Feed } from './gtfs-feed.ts';
import { readTable } from './gtfs-table.ts';
import { parseDay, weekdayOf } from './gtfs-times.ts';
import type { TextSource } from './text-encoding.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

interface Service {
  /** From Monday; all false where calendar.txt does not have the service. */
  weekdays: readonly boolean[];
  first: number;
  last: number;
  /** Whether it runs on a day, whatever the weekday. */
  readonly exceptions: Map<number, boolean>;
}

/** Days are counted from 1970-01-01. */
export class Calendar {
  readonly #services = new Map<string, Service>();

  has(id: string): boolean { return this.#services.has(id); }

  runsOn(id: string, day: number): boolean {
    const service = this.#services.get(id);
    return service !== undefined && runsOn(service, day);
  }

  /** The first and the last day on which one of the services runs; null if none ever does. */
  span(ids: Iterable<string>): { readonly first: number; readonly last: number } | null {
    let first = Infinity, last = -Infinity;
    for (const id of ids) {
      const service = this.#services.get(id);
      if (service === undefined) continue;
      first = Math.min(first, endOf(service, 1));
      last = Math.max(last, endOf(service, -1));
    }
    return first <= last ? { first, last } : null;
  }

  /** The service of the id, which runs on no day if it is new. */
  at(id: string): Service {
    const service = this.#services.get(id) ?? { weekdays: WEEKDAYS.map(() => false), first: Infinity, last: -Infinity, exceptions: new Map<number, boolean>() };
    this.#services.set(id, service);
    return service;
  }
}

function runsOn({ weekdays, first, last, exceptions }: Service, day: number): boolean {
  return exceptions.get(day) ?? (day >= first && day <= last && weekdays[weekdayOf(day)]);
}

/** The first day with service (step 1) or the last (step -1); ±Infinity if there is none. */
function endOf(service: Service, step: 1 | -1): number {
  const added = [...service.exceptions].filter(([, runs]) => runs).map(([day]) => day);
  let end = added.reduce((best, day) => (step * day < step * best ? day : best), step * Infinity);
  if (!service.weekdays.includes(true)) return end;
  // Ends after a week, and a step for every day that is taken out.
  for (let day = step > 0 ? service.first : service.last; day >= service.first && day <= service.last && step * day < step * end; day += step) {
    if (runsOn(service, day)) end = day;
  }
  return end;
}

/** Read both tables, as far as they are there. @throws {InputError} if one of them cannot be read. */
export async function readCalendar({ tables }: Feed, findings: Findings): Promise<Calendar> {
  const calendar = new Calendar();
  if (tables.calendar !== undefined) await readWeeks(tables.calendar, calendar, findings);
  if (tables.calendar_dates !== undefined) await readExceptions(tables.calendar_dates, calendar, findings);
  return calendar;
}

async function readWeeks(table: TextSource, calendar: Calendar, findings: Findings): Promise<void> {
  const seen = new Map<string, { text: string; line: number }>();
  await readTable(table, { required: ['service_id', ...WEEKDAYS, 'start_date', 'end_date'] }, findings, (row, line) => {
    const id = row.service_id, days = WEEKDAYS.map((day) => row[day]), text = [...days, row.start_date, row.end_date].join(), where = `${table.name}:${line}`;
    const before = seen.get(id);
    if (before !== undefined) {
      if (before.text === text) findings.notice('gtfs-repeated-row', table.name, 'rows that are there twice count once', id, 1, { id, where });
      else findings.fault('duplicate-id', where, `the service_id ${quote(id)} is used already in line ${before.line}`, 'Give every service one row');
      return;
    }
    seen.set(id, { text, line });
    const service = calendar.at(id), first = parseDay(row.start_date), last = parseDay(row.end_date), odd = days.find((day) => day !== '0' && day !== '1');
    if (first === null || last === null || odd !== undefined) {
      findings.notice('gtfs-unreadable-service', table.name, 'services whose days or dates cannot be read run on no day, but for what calendar_dates.txt adds', `${id} ${quote(odd ?? (first === null ? row.start_date : row.end_date))}`, 1, { id, where });
      return;
    }
    Object.assign(service, { weekdays: days.map((day) => day === '1'), first, last });
  });
}

async function readExceptions(table: TextSource, calendar: Calendar, findings: Findings): Promise<void> {
  await readTable(table, { required: ['service_id', 'date', 'exception_type'] }, findings, (row, line) => {
    const id = row.service_id, day = parseDay(row.date), type = row.exception_type, place = { id, where: `${table.name}:${line}` };
    const { exceptions } = calendar.at(id);
    if (day === null || (type !== '1' && type !== '2')) {
      findings.notice('gtfs-unreadable-service', table.name, 'rows whose date or exception_type cannot be read are left out', `${id} ${quote(day === null ? row.date : type)}`, 1, place);
      return;
    }
    const before = exceptions.get(day);
    if (before !== undefined && before !== (type === '1')) findings.notice('gtfs-contradiction', table.name, 'services that are both added and removed on a day do not run on it', `${id} ${row.date}`, 1, place);
    exceptions.set(day, type === '1' && before !== false);
  });
}
