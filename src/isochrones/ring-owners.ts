/**
 * To which outer ring each hole belongs, of rings that do not touch each other.
 *
 * From the westernmost point of a hole straight west, the first ring met is the outer one around the hole, or another
 * hole of it that begins farther west and has its answer already. The sides of all rings are sorted into level strips,
 * so that a look west meets only those of one strip.
 */

/** Points of a plane; the first is repeated at the end. */
export type PlaneRing = (readonly [x: number, y: number])[];

/** Sides to a strip, on average. */
const STRIP_SIDES = 64;

/**
 * @returns by ring the place of its outer ring: its own of an outer ring.
 * @throws {RangeError} if a hole lies in no ring.
 */
export function findRingOwners(rings: readonly PlaneRing[], isHole: readonly boolean[]): Int32Array {
  const owners = Int32Array.from(rings, (_, r) => r), holes: { r: number; at: PlaneRing[number] }[] = [];
  isHole.forEach((is, r) => { if (is) holes.push({ r, at: westernmost(rings[r]) }); });
  if (holes.length === 0) return owners;
  const strips = new Strips(rings);
  for (const { r, at } of holes.sort((a, b) => a.at[0] - b.at[0])) {
    const west = strips.ringWestOf(at, r), owner = west < 0 ? r : owners[west];
    if (!strips.isWithin(owner, at)) throw new RangeError('a hole lies in no polygon');
    owners[r] = owner;
  }
  return owners;
}

function westernmost(ring: PlaneRing): PlaneRing[number] {
  return ring.reduce((best, point) => (point[0] < best[0] ? point : best));
}

class Strips {
  readonly #rings: readonly PlaneRing[];
  readonly #south: number;
  readonly #height: number;
  /** The sides in strip s are #first[s] .. #first[s + 1] - 1: their rings and the places of their ends in them. */
  readonly #first: Uint32Array;
  readonly #ring: Uint32Array;
  readonly #end: Uint32Array;

  constructor(rings: readonly PlaneRing[]) {
    let south = Infinity, north = -Infinity, sides = 0;
    for (const ring of rings) for (const [, y] of ring) { south = Math.min(south, y); north = Math.max(north, y); sides++; }
    const count = Math.ceil(sides / STRIP_SIDES);
    this.#rings = rings;
    this.#south = south;
    this.#height = (north - south) / count;
    this.#first = new Uint32Array(count + 1);
    this.#eachSide((_ring, _end, strip) => { this.#first[strip + 1]++; });
    for (let s = 0; s < count; s++) this.#first[s + 1] += this.#first[s];
    const next = this.#first.slice();
    this.#ring = new Uint32Array(this.#first[count]);
    this.#end = new Uint32Array(this.#first[count]);
    this.#eachSide((ring, end, strip) => { const i = next[strip]++; this.#ring[i] = ring; this.#end[i] = end; });
  }

  /** The first ring met from a point to the west, but for one; -1 if there is none. */
  ringWestOf([x, y]: PlaneRing[number], but: number): number {
    let nearest = -1, nearestX = -Infinity;
    this.#eachCrossing(y, (ring, at) => { if (ring !== but && at < x && at > nearestX) { nearest = ring; nearestX = at; } });
    return nearest;
  }

  /** Whether a point lies in a ring that it is not on. */
  isWithin(ring: number, [x, y]: PlaneRing[number]): boolean {
    let isInside = false;
    this.#eachCrossing(y, (other, at) => { if (other === ring && at < x) isInside = !isInside; });
    return isInside;
  }

  /** Where the sides of rings cross a level. */
  #eachCrossing(y: number, take: (ring: number, x: number) => void): void {
    const strip = this.#stripOf(y);
    for (let i = this.#first[strip]; i < this.#first[strip + 1]; i++) {
      const ring = this.#rings[this.#ring[i]], [x1, y1] = ring[this.#end[i] - 1], [x2, y2] = ring[this.#end[i]];
      if ((y1 > y) !== (y2 > y)) take(this.#ring[i], x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
    }
  }

  #eachSide(take: (ring: number, end: number, strip: number) => void): void {
    this.#rings.forEach((ring, r) => {
      for (let i = 1; i < ring.length; i++) {
        const a = this.#stripOf(ring[i - 1][1]), b = this.#stripOf(ring[i][1]);
        for (let strip = Math.min(a, b); strip <= Math.max(a, b); strip++) take(r, i, strip);
      }
    });
  }

  #stripOf(y: number): number {
    return Math.min(this.#first.length - 2, Math.floor((y - this.#south) / this.#height));
  }
}
