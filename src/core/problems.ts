/** What went wrong with the user's data: fatal (Fault, thrown as InputError) or survivable (Notice). */
import { printable, shorten } from './printable.ts';
import { ruleOf, type ProblemSeverity } from './rules.ts';

/** A fault the user can mend. */
export interface Fault {
  /** Stable kebab-case name of the kind: "duplicate-id". */
  readonly code: string;
  /** File, and line or feature where known: "stops.geojson:41". */
  readonly where: string;
  /** What is wrong, with the offending value. */
  readonly what: string;
  /** What would make it right. */
  readonly fix: string;
}

interface NoticeCase extends CasePlace { readonly example: string; readonly count: number }

/** The notices of one kind in one place, as they are gathered. */
interface NoticeGroup { readonly code: string; readonly where: string; readonly what: string; cases: string[]; more: number; count: number; kept: NoticeCase[]; calls: number }

/** Notices as plain data that JSON holds, to be taken up elsewhere. */
export type RecordedNotices = readonly (readonly [key: string, group: Readonly<NoticeGroup>])[];

/** Something odd that the run could live with: a value, counted and shown in the report. */
export interface Notice {
  /** Stable kebab-case name of the kind: "unknown-facility-type". */
  readonly code: string;
  readonly where: string;
  readonly what: string;
  /** How many features, values or services it speaks of. */
  readonly count: number;
}

/** One finding with its place: what `lifecircle validate` lists. */
export interface Problem {
  readonly code: string;
  readonly severity: ProblemSeverity;
  /** As the project names it. */
  readonly file: string;
  /** From 1; null where only the file is known. */
  readonly line: number | null;
  readonly column: number | null;
  /** As in the data, not made printable; null where it is not of one feature. */
  readonly featureId: string | null;
  readonly what: string;
  readonly fix: string;
}

/** The place of one case of a notice, where it is known. */
export interface CasePlace {
  /** "file:line". */
  readonly where?: string;
  readonly id?: string;
}

/** One or more faults in the user's data. The CLI prints them without a stack and exits with 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly faults: readonly Fault[];

  constructor(faults: Fault | readonly Fault[], cause?: unknown) {
    const list = Array.isArray(faults) ? (faults as readonly Fault[]) : [faults as Fault];
    super(list.map((f) => `${f.where}: ${f.what}. ${f.fix}.`).join('\n'), { cause });
    this.faults = list;
  }
}

/** So many cases of a notice are named, none at greater length; the rest are counted. */
const SHOWN = 8, LONGEST_EXAMPLE = 120;
/** So many cases of a notice in one place are kept with their places; the rest are counted. */
const CASES_KEPT = 500;
/** So many faults of one kind in one file are listed one by one; the rest are counted. */
const FAULTS_SHOWN = 20;

/**
 * Gathers what readers find, so that one run shows all of it. Faults of one kind in one file
 * are listed up to a limit and then counted; notices of one kind in one file become one notice
 * that counts its cases and names the first few.
 */
export class Findings {
  readonly #faults = new Map<string, { shown: Fault[]; more: number }>();
  readonly #notices = new Map<string, NoticeGroup>();
  #calls = 0;

  /** How often something was noted here: whether anything was since an earlier look. */
  get calls(): number { return this.#calls; }

  /**
   * Note a fault. Those of one code in one file are listed up to the 20th and then counted.
   * @param code stable name of the kind.
   * @param of what part of the code is counted on its own (an attribute).
   */
  fault(code: string, where: string, what: string, fix: string, of = ''): void {
    this.#calls++;
    const file = where.replace(/:\d+(:\d+)?$/, '');
    const key = `${code}\u0000${of}\u0000${file}`;
    const group = this.#faults.get(key) ?? { shown: [], more: 0 };
    if (group.shown.length < FAULTS_SHOWN) group.shown.push({ code, where: printable(where), what: printable(what), fix: printable(fix) });
    else group.more++;
    this.#faults.set(key, group);
  }

  /**
   * Note an oddity.
   * @param code stable name of the kind.
   * @param where the file (or "project", "checklist").
   * @param what a sentence that holds for every case of this code in this place.
   * @param example the case at hand (an id, a value), named in the notice.
   * @param count how many features this case stands for.
   * @param place the line and the feature, where they are known.
   */
  notice(code: string, where: string, what: string, example = '', count = 1, place: CasePlace = {}): void {
    this.#calls++;
    const key = `${code}\u0000${where}\u0000${what}`;
    const group = this.#notices.get(key) ?? { code, where: printable(where), what: printable(what), cases: [], more: 0, count: 0, kept: [], calls: 0 };
    group.count += count;
    group.calls++;
    if (group.kept.length < CASES_KEPT) group.kept.push({ example: printable(shorten(example, LONGEST_EXAMPLE)), count, ...place });
    if (example !== '' && group.cases.length < SHOWN) group.cases.push(printable(shorten(example, LONGEST_EXAMPLE)));
    else if (example !== '') group.more++;
    this.#notices.set(key, group);
  }

  /** The same so far; what is added to either is not in the other. */
  copy(): Findings {
    const copy = new Findings();
    copy.takeUp(this);
    return copy;
  }

  /** Note what others found after what is here, as if it had been noted here. */
  takeUp(others: Findings): void {
    for (const [key, { shown, more }] of others.#faults) {
      const group = this.#faults.get(key) ?? { shown: [], more: 0 }, fitting = shown.slice(0, FAULTS_SHOWN - group.shown.length);
      this.#faults.set(key, { shown: [...group.shown, ...fitting], more: group.more + shown.length - fitting.length + more });
    }
    this.takeUpNotices(others.recordNotices());
  }

  /** The same for notices that were recorded. */
  takeUpNotices(recorded: RecordedNotices): void {
    for (const [key, { code, where, what, cases, more, count, kept, calls }] of recorded) {
      const group = this.#notices.get(key) ?? { code, where, what, cases: [], more: 0, count: 0, kept: [], calls: 0 }, fitting = cases.slice(0, SHOWN - group.cases.length);
      this.#notices.set(key, {
        ...group, count: group.count + count, calls: group.calls + calls, more: group.more + cases.length - fitting.length + more,
        cases: [...group.cases, ...fitting], kept: [...group.kept, ...kept.slice(0, CASES_KEPT - group.kept.length)],
      });
    }
  }

  recordNotices(): RecordedNotices { return [...this.#notices]; }

  /** Run a reader; if it gives up with an InputError, keep its faults and go on. undefined then. */
  collect<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      for (const { code, where, what, fix } of error.faults) this.fault(code, where, what, fix);
      return undefined;
    }
  }

  /** The same for a reader that takes its time. */
  async collectLater<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      this.collect(() => { throw error; });
      return undefined;
    }
  }

  get hasFaults(): boolean { return this.#faults.size > 0; }

  get faultCount(): number { return [...this.#faults.values()].reduce((sum, { shown, more }) => sum + shown.length + more, 0); }

  /** @throws {InputError} with every fault noted so far, if there is one. */
  throwIfFaults(): void {
    if (!this.hasFaults) return;
    throw new InputError([...this.#faults.values()].flatMap(({ shown, more }) => more === 0 ? shown : [
      ...shown,
      { code: shown[0].code, where: shown[0].where.replace(/:\d+(:\d+)?$/, ''), what: `${more} more of the same kind as: ${shown[0].what}`, fix: shown[0].fix },
    ]));
  }

  /** Every fault and every case of a notice, each with its place; in the order they were found. */
  problems(): Problem[] {
    const faults = [...this.#faults.values()].flatMap(({ shown, more }) => [
      ...shown.map(({ code, where, what, fix }): Problem => ({ code, severity: 'error', ...partsOf(where), featureId: null, what, fix })),
      ...(more === 0 ? [] : [{ code: shown[0].code, severity: 'error' as const, file: partsOf(shown[0].where).file, line: null, column: null, featureId: null, what: `${more} more of the same kind as: ${shown[0].what}`, fix: shown[0].fix }]),
    ]);
    const notices = [...this.#notices.values()].flatMap(({ code, where, what, kept, calls }) => {
      const { severity, mend: fix } = ruleOf(code), whole = partsOf(where);
      const cases = kept.map(({ example, count, where: at, id }): Problem => ({
        code, severity, ...(at === undefined ? whole : partsOf(printable(at))), featureId: id ?? null, fix,
        what: `${what}${example === '' ? '' : `: ${example}`}${example === '' && count > 1 ? ` (${count})` : ''}`,
      }));
      return calls === kept.length ? cases : [...cases, { code, severity, ...whole, featureId: null, what: `${calls - kept.length} more of the same kind as: ${what}`, fix }];
    });
    return [...faults, ...notices];
  }

  /** The notices so far, in the order of their first case. */
  notices(): Notice[] {
    return [...this.#notices.values()].map(({ code, where, what, cases, more, count }) => {
      const named = cases.join(', ') + (more > 0 ? `, and ${more} more` : '');
      return { code, where, what: named === '' ? what : `${what}: ${named}`, count };
    });
  }
}

/** "file:line:column" apart. */
export function partsOf(where: string): Pick<Problem, 'file' | 'line' | 'column'> {
  const found = /^(?<file>.*?):(?<line>\d+)(?::(?<column>\d+))?$/s.exec(where);
  const { file = where, line, column } = (found?.groups ?? {}) as { file?: string; line?: string; column?: string };
  return { file, line: line === undefined ? null : Number(line), column: column === undefined ? null : Number(column) };
}
