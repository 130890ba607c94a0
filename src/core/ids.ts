/** Order of ids, and of all names in results: by UTF-16 code unit, so that it is the same in every locale. */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
