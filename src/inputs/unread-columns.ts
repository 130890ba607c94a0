/** Columns of GIS files that are of a kind with no place among the attributes. */
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';

/** Tell of them, once for a file. */
export function noteUnread(columns: readonly string[], file: string, findings: Findings): void {
  for (const column of columns) findings.notice('unread-columns', file, 'columns of binary data, memos or times are left out', quote(column));
}
