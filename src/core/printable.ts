/** The user's text and values as they stand in a message: on one line, short, and without power over a terminal. */

/** Characters that end a line, move the cursor or turn the direction of writing. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

const LONGEST_VALUE = 60;
const MEMBERS_SHOWN = 4;

/** Text with control characters written as escapes. */
export function printable(text: string): string {
  return text.replace(CONTROL, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The beginning of a text that is longer than `most` characters, and how long it is. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
}

/** A value that was parsed from JSON or YAML, whatever its size and depth. */
export function quote(value: unknown, depth = 2): string {
  if (typeof value === 'string') return printable(JSON.stringify(shorten(value, LONGEST_VALUE)));
  if (typeof value !== 'object' || value === null) return String(value); // JSON would make null of 1e400
  const isList = Array.isArray(value), keys = Object.keys(value);
  const shown = depth === 0 ? [] : keys.slice(0, MEMBERS_SHOWN).map((key) => {
    const member = quote((value as Record<string, unknown>)[key], depth - 1);
    return isList ? member : `${quote(key)}: ${member}`;
  });
  const members = [...shown, ...(shown.length < keys.length ? ['…'] : [])].join(', ');
  return isList ? `[${members}]` : `{${members}}`;
}
