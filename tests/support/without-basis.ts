/** Rows of services or indicators without their basis, which hangs on the bytes of the files: what two projects of other files have in common. */
export function withoutBasis<Row extends { readonly basis?: string | undefined }>(rows: readonly Row[]): Row[] {
  return rows.map((row) => ({ ...row, basis: undefined }));
}
