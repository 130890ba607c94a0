/** A geometry with all its numbers in one array, as feature-scanner.ts has them. One object for all features: it holds until the next. */
export class FlatGeometry {
  /** The other members of the geometry; `coordinates` is []. */
  members: Readonly<Record<string, unknown>> = {};
  /** Lists above the positions: none in a Point, one in a LineString. */
  depth = 0;
  /** Numbers of a position, two to four. */
  stride = 2;
  /** Of `numbers`, as far as they are of this geometry. */
  length = 0;
  /** How many members each list above the positions has, in the order in which they open. */
  readonly counts: Uint32Array;
  readonly numbers: Float64Array;

  constructor(counts: Uint32Array, numbers: Float64Array) {
    this.counts = counts;
    this.numbers = numbers;
  }

  get type(): unknown { return this.members['type']; }

  /** Put another pair of numbers in the place of each position; heights are left out. */
  mapPositions(map: (x: number, y: number) => readonly [number, number]): void {
    const { numbers, stride, length } = this;
    let end = 0;
    for (let n = 0; n < length; n += stride) [numbers[end++], numbers[end++]] = map(numbers[n], numbers[n + 1]);
    this.stride = 2;
    this.length = end;
  }

  /** As in GeoJSON, on its own. */
  toNested(): object {
    const { counts, numbers, stride } = this;
    let list = 0, n = 0;
    const nest = (depth: number): unknown[] => {
      if (depth === 0) return stride === 2 ? [numbers[n++], numbers[n++]] : Array.from(numbers.subarray(n, n += stride));
      const members: unknown[] = [];
      for (let left = counts[list++]; left > 0; left--) members.push(nest(depth - 1));
      return members;
    };
    return { ...this.members, coordinates: nest(this.depth) };
  }
}
