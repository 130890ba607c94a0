/** Tables in a terminal. */
import stringWidth from 'string-width';
import { printable } from '../core/printable.ts';

/**
 * Lines of equal columns, a rule below the heading; Chinese characters are two columns wide.
 * @param leftColumns so many columns stand left, the rest right.
 */
export function renderTable(heading: readonly string[], rows: readonly (readonly (string | number)[])[], leftColumns: number): string[] {
  const cells = [heading, ...rows].map((row) => row.map((cell) => printable(String(cell))));
  const widths = heading.map((_, c) => cells.reduce((most, row) => Math.max(most, stringWidth(row[c])), 0));
  const pad = (text: string, c: number): string => {
    const space = ' '.repeat(widths[c] - stringWidth(text));
    return c < leftColumns ? text + space : space + text;
  };
  const lines = cells.map((row) => row.map(pad).join('  ').trimEnd());
  return [lines[0], widths.map((width) => '─'.repeat(width)).join('  '), ...lines.slice(1)];
}
