import { closest, distance } from 'fastest-levenshtein';

/** 'Did you mean "x"?' if one of the choices is near, else the list of choices. */
export function suggest(given: string, choices: readonly string[]): string {
  const near = choices.length > 0 ? closest(given.toLowerCase(), choices) : '';
  if (near !== '' && distance(given.toLowerCase(), near.toLowerCase()) <= Math.max(2, given.length / 3)) return `Did you mean "${near}"`;
  return choices.length <= 12 ? `Choose one of: ${choices.join(', ')}` : `There are ${choices.length} choices, for example ${choices.slice(0, 5).join(', ')}`;
}
