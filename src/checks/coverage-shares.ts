/** How much of a service, a class, a township or an indicator is covered, by the names that rules use. */
import { InputError } from '../core/problems.ts';
import { suggest } from '../core/suggest.ts';
import type { CoverageFile } from '../coverage/coverage-schema.ts';

type Summary = Pick<CoverageFile['summary']['services'][string], 'settlements' | 'population'>;

export interface CoverageShare {
  /** Of what is known; null where nothing is. */
  readonly share: number | null;
  /** People without it; null where they are not counted for one service. */
  readonly lacking: number | null;
  /** The service that it speaks of, if it is one. */
  readonly service: string | null;
}

const CLASSES = ['basic', 'quality'] as const;

/**
 * @param of a service, table/service, class:basic, class:quality, township:NAME, township:NAME/service, indicator:NAME or
 * indicator:NAME/denominator.
 * @param where the rule stands, for the message.
 * @throws {InputError} if there is no such service, class, township or indicator; the message suggests one.
 */
export function coverageShareOf(of: string, { services, summary, indicators }: CoverageFile, where: string): CoverageShare {
  const unknown = (what: string, given: string, choices: readonly string[]): InputError => new InputError({ code: what === 'service' ? 'unknown-service' : 'unknown-reference', where, what: `there is no ${what} "${given}"`, fix: suggest(given, choices) });
  const [kind, name] = /^(class|township|indicator):(.*)$/s.exec(of)?.slice(1) ?? ['service', of];
  if (kind === 'class') {
    if (!(CLASSES as readonly string[]).includes(name)) throw unknown(kind, name, CLASSES);
    return shareOfAll(services.filter((service) => service.class === name));
  }
  if (kind === 'indicator') {
    const rows = named(name, (n) => indicators.filter((row) => row.name === n || row.nameEn === n)), chosen = rows?.found.filter((row) => rows.rest === null || row.denominator === rows.rest) ?? [];
    if (rows === null) throw unknown(kind, name, indicators.flatMap((row) => [row.name, row.nameEn]));
    if (chosen.length === 0) throw unknown('denominator', rows.rest ?? '', rows.found.map(({ denominator }) => denominator));
    return { share: (chosen.find(({ denominator }) => denominator === 'population') ?? chosen[0]).value, lacking: null, service: null };
  }
  if (kind === 'township') {
    const township = named(name, (n) => summary.townships.filter((t) => t.name === n));
    if (township === null) throw unknown(kind, name, summary.townships.map((t) => t.name));
    const [{ services: ofTownship }] = township.found, { rest: id } = township;
    if (id === null) return shareOfAll(Object.values(ofTownship));
    if (!Object.hasOwn(ofTownship, id)) throw unknown('service', id, Object.keys(ofTownship));
    return shareOfOne(ofTownship[id], id);
  }
  if (Object.hasOwn(summary.services, of)) return shareOfOne(summary.services[of], of);
  const row = services.find(({ table, id }) => `${table}/${id}` === of);
  if (row === undefined) throw unknown('service', of, of.includes('/') ? services.map(({ table, id }) => `${table}/${id}`) : Object.keys(summary.services));
  return shareOfOne(row, row.id);
}

/** What bears the name, or the name before the last stroke of it, which names themselves may have. */
function named<T>(name: string, find: (name: string) => readonly T[]): { readonly found: readonly T[]; readonly rest: string | null } | null {
  const whole = find(name), at = name.lastIndexOf('/');
  if (whole.length > 0) return { found: whole, rest: null };
  const before = at < 0 ? [] : find(name.slice(0, at));
  return before.length === 0 ? null : { found: before, rest: name.slice(at + 1) };
}

function shareOfOne(summary: Summary, service: string): CoverageShare {
  return { ...shareOfAll([summary]), lacking: summary.population.gap, service };
}

/** By people; by settlements where nobody is counted. */
function shareOfAll(summaries: readonly Summary[]): CoverageShare {
  const sum = (by: 'population' | 'settlements', status: 'covered' | 'gap'): number => summaries.reduce((total, summary) => total + summary[by][status], 0);
  for (const by of ['population', 'settlements'] as const) {
    const covered = sum(by, 'covered'), known = covered + sum(by, 'gap');
    if (known > 0) return { share: covered / known, lacking: null, service: null };
  }
  return { share: null, lacking: null, service: null };
}
