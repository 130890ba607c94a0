/** Walkable lines in flat arrays: what every reader of a walk layer hands to the network room. */

/** Degrees are kept as whole 1e-7 degrees (about 1 cm), the precision of OpenStreetMap. */
export const DEGREE_UNITS = 1e7;

export interface WalkLines {
  readonly lineCount: number;
  /** Length lineCount + 1: the vertices of line i are firstVertex[i] .. firstVertex[i + 1] - 1. */
  readonly firstVertex: Uint32Array;
  /** 1e-7 degrees. */
  readonly lon: Int32Array;
  readonly lat: Int32Array;
  /** Id of the feature each line came from; the parts of one feature share it. */
  readonly id: readonly string[];
  /** The names of streets, each once; the first is '', of those without. */
  readonly names: readonly string[];
  /** Length lineCount: the name of each line, an index into `names`. */
  readonly nameOf: Uint32Array;
  /** 1: walkable along the drawing, 2: against it, 3: both. */
  readonly direction: Uint8Array;
  /** Speed on the line over walking speed. */
  readonly speedFactor: Float64Array;
  /** Walking length where the data gives one, NaN where it is the length of the drawing. */
  readonly givenMetres: Float64Array;
  /** Height above ground: 0, or `layer`, 1 on bridges, -1 in tunnels. */
  readonly level: Int8Array;
}

/** Gathers lines; grows by doubling. */
export class WalkLinesBuilder {
  #lon = new Int32Array(1 << 12);
  #lat = new Int32Array(1 << 12);
  #vertices = 0;
  readonly #first: number[] = [0];
  readonly #id: string[] = [];
  /** By name, its index: as they first occur. */
  readonly #names = new Map<string, number>([['', 0]]);
  readonly #nameOf: number[] = [];
  readonly #direction: number[] = [];
  readonly #speedFactor: number[] = [];
  readonly #givenMetres: number[] = [];
  readonly #level: number[] = [];

  /** @param before lines that come first. */
  constructor(before?: WalkLines) {
    if (before === undefined) return;
    const { firstVertex, lon, lat, id, names, nameOf, direction, speedFactor, givenMetres, level } = before;
    for (let line = 0; line < before.lineCount; line++) {
      for (let v = firstVertex[line]; v < firstVertex[line + 1]; v++) this.addVertex(lon[v], lat[v]);
      this.endLine(id[line], direction[line], speedFactor[line], givenMetres[line], level[line], names[nameOf[line]]);
    }
  }

  /** Add a vertex, in 1e-7 degrees, to the line that `endLine` will close. */
  addVertex(lon: number, lat: number): void {
    if (this.#vertices === this.#lon.length) {
      const longer = (old: Int32Array): Int32Array<ArrayBuffer> => { const grown = new Int32Array(old.length * 2); grown.set(old); return grown; };
      this.#lon = longer(this.#lon);
      this.#lat = longer(this.#lat);
    }
    this.#lon[this.#vertices] = lon;
    this.#lat[this.#vertices++] = lat;
  }

  /**
   * @param givenMetres walking length of the line, NaN where it is that of its drawing.
   * @param name of the street; '' where it has none.
   */
  endLine(id: string, direction: number, speedFactor: number, givenMetres: number, level: number, name = ''): void {
    this.#first.push(this.#vertices);
    this.#id.push(id);
    const known = this.#names.get(name) ?? this.#names.size;
    this.#names.set(name, known);
    this.#nameOf.push(known);
    this.#direction.push(direction);
    this.#speedFactor.push(speedFactor);
    this.#givenMetres.push(givenMetres);
    this.#level.push(level);
  }

  finish(): WalkLines {
    return {
      lineCount: this.#id.length,
      firstVertex: Uint32Array.from(this.#first),
      lon: this.#lon.slice(0, this.#vertices),
      lat: this.#lat.slice(0, this.#vertices),
      id: this.#id,
      names: [...this.#names.keys()],
      nameOf: Uint32Array.from(this.#nameOf),
      direction: Uint8Array.from(this.#direction),
      speedFactor: Float64Array.from(this.#speedFactor),
      givenMetres: Float64Array.from(this.#givenMetres),
      level: Int8Array.from(this.#level),
    };
  }
}
