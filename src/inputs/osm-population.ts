/** Populations as they stand in OpenStreetMap, where they are free text. */
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import type { NamedFile } from './files.ts';

/** More people live in no settlement: a slip, or the number of a whole country. */
const MOST = 1e8;

/** A number of people out of "1234", "1,234", "1 234", "~500", "500 (2010)"; null where there is none, with a notice where there is something else. */
export function readPopulation(text: string | undefined, id: string, file: NamedFile, findings: Findings): number | null {
  if (text === undefined || text.trim() === '') return null;
  const match = /^\s*(?:~|≈|约|ca\.?|circa|about)?\s*(?<digits>\d{1,3}(?:[ ,.'’\u00a0\u202f]\d{3})+|\d+)\s*(?:人|\([^)]*\))?\s*$/i.exec(text)?.groups;
  const value = Number(match?.['digits'].replaceAll(/\D/g, '') ?? NaN);
  if (!(value <= MOST)) {
    findings.notice('osm-population', file.name, 'populations that are no number are left out', `${id} ${quote(text)}`);
    return null;
  }
  if (!/^\s*\d+\s*$/.test(text)) findings.notice('osm-population-text', file.name, 'populations that are written in words or with signs were read as a number', `${id} ${quote(text)} as ${value}`);
  return value;
}
