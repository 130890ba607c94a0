/** The order of points along a Hilbert curve, on which neighbours on the ground are neighbours in memory. */

/**
 * @param lon,lat of each point, whole numbers of any unit.
 * @returns by point its place in the order; points of one cell of the curve keep theirs.
 */
export function rankAlongHilbert(lon: Int32Array, lat: Int32Array): Uint32Array {
  const count = lon.length, rank = new Uint32Array(count), keys = new Float64Array(count);
  // Place and point in one number, which is sorted several times as fast as by a comparison: 16 bits of each coordinate, fewer for more than two million points.
  const bits = Math.min(16, Math.floor((53 - Math.ceil(Math.log2(count + 1))) / 2)), [west, perColumn] = spread(lon, bits), [south, perRow] = spread(lat, bits);
  for (let i = 0; i < count; i++) keys[i] = placeOnCurve(Math.floor((lon[i] - west) * perColumn), Math.floor((lat[i] - south) * perRow), bits) * count + i;
  keys.sort();
  for (let i = 0; i < count; i++) rank[keys[i] % count] = i;
  return rank;
}

/** The lowest of the values, and how many of 2^bits cells there are to one unit of them. */
function spread(values: Int32Array, bits: number): readonly [low: number, perUnit: number] {
  let low = Infinity, high = -Infinity;
  for (const value of values) { low = Math.min(low, value); high = Math.max(high, value); }
  return [low, (2 ** bits - 1) / Math.max(1, high - low)];
}

/** How far along the curve a cell lies; the quadrants are turned so that the curve hangs together (Hilbert 1891, Math. Ann. 38:459). */
function placeOnCurve(column: number, row: number, bits: number): number {
  let x = column, y = row, place = 0;
  for (let side = 1 << (bits - 1); side > 0; side >>= 1) {
    const right = (x & side) === 0 ? 0 : 1, up = (y & side) === 0 ? 0 : 1;
    place += side * side * ((3 * right) ^ up);
    if (up === 1) continue;
    const turned = right === 1 ? ~x : x;
    x = right === 1 ? ~y : y;
    y = turned;
  }
  return place;
}
