/** What a search knows of the nodes. */
export interface NodeLabels {
  /** Milliseconds to a node; UNREACHED where it is not reached within the limit. */
  readonly msOf: (node: number) => number;
  /** Only where it is reached. */
  readonly destinationOf: (node: number) => number;
  /** Millimetres; only where it is reached. */
  readonly mmOf: (node: number) => number;
}
