/** Which layer of a file of several is read: the one that the project names, or the only one. */
import { quote } from '../core/printable.ts';
import { InputError } from '../core/problems.ts';
import { suggest } from '../core/suggest.ts';
import type { NamedFile } from './files.ts';

/** So many layers are named in a message. */
const SHOWN = 20;

/**
 * @param names of the layers there are, at least one.
 * @param wanted the name in the project, null if there is none.
 * @returns its number among the names.
 * @throws {InputError} if there is none of that name, or there are several and the project names none.
 */
export function chooseLayer(names: readonly string[], wanted: string | null, file: NamedFile): number {
  if (wanted !== null) {
    const found = names.indexOf(wanted);
    if (found < 0) throw new InputError({ code: 'no-layer', where: file.name, what: `has no layer ${quote(wanted)}`, fix: suggest(wanted, names) });
    return found;
  }
  if (names.length === 1) return 0;
  const list = names.slice(0, SHOWN).map((name) => quote(name)).join(', ') + (names.length > SHOWN ? ', …' : '');
  throw new InputError({ code: 'several-layers', where: file.name, what: `has ${names.length} layers, and the project names none: ${list}`, fix: `Name one in the project: {file: ..., layer: ${quote(names[0])}}` });
}
