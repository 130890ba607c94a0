/**
 * Chance and plane geometry for the demo district.
 * Metres, x to the east and y to the north of the middle of the island. Only + - * / and square
 * roots, whose results the IEEE standard fixes, so that every engine draws the same last digit.
 *
 * @typedef {[number, number]} Point
 */

const ORIGIN = { lon: 123, lat: 31.4 };
/** WGS84 at 31.4 degrees north: enough for an island 9 km high (0.05 %). */
const METRES_PER_DEGREE = { lon: 95102.4, lat: 110876.4 };

/** Metres to `[lon, lat]`, seven decimals (1 cm). @param {Point} point @returns {Point} */
export function toDegrees([x, y]) {
  return [roundTo(ORIGIN.lon + x / METRES_PER_DEGREE.lon, 1e7), roundTo(ORIGIN.lat + y / METRES_PER_DEGREE.lat, 1e7)];
}

/** @param {number} value @param {number} unitsPerOne */
export function roundTo(value, unitsPerOne) {
  return Math.round(value * unitsPerOne) / unitsPerOne;
}

/** A seeded stream of chance: Marsaglia's xorshift32. @param {number} seed */
export function createRandom(seed) {
  let state = Math.imul(seed, 2654435761) >>> 0 || 1;
  /** Uniform in [0, 1). */
  function next() {
    state = (state ^ (state << 13)) >>> 0;
    state = (state ^ (state >>> 17)) >>> 0;
    state = (state ^ (state << 5)) >>> 0;
    return state / 4294967296;
  }
  for (let i = 0; i < 8; i++) next();
  return {
    next,
    between: (/** @type {number} */ low, /** @type {number} */ high) => low + (high - low) * next(),
    whole: (/** @type {number} */ low, /** @type {number} */ high) => low + Math.floor((high - low + 1) * next()),
    chance: (/** @type {number} */ share) => next() < share,
    /** @template T @param {T[]} list @returns {T} */
    pick: (list) => list[Math.floor(list.length * next())],
    /** Fisher-Yates into a new list. @template T @param {T[]} list @returns {T[]} */
    shuffle(list) {
      const mixed = [...list];
      for (let i = mixed.length - 1; i > 0; i--) {
        const j = Math.floor((i + 1) * next());
        [mixed[i], mixed[j]] = [mixed[j], mixed[i]];
      }
      return mixed;
    },
  };
}
/** @typedef {ReturnType<typeof createRandom>} Random */

/** @param {Point} a @param {Point} b */
export function distance(a, b) {
  const dx = b[0] - a[0], dy = b[1] - a[1];
  return Math.sqrt(dx * dx + dy * dy);
}

/** @param {Point} a @param {Point} b @param {number} t @returns {Point} */
export function between(a, b, t) {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
}

/** The point `aside` metres to the left of a to b, at the share t of the way. @param {Point} a @param {Point} b @param {number} t @param {number} aside @returns {Point} */
export function beside(a, b, t, aside) {
  const length = distance(a, b) || 1;
  const [x, y] = between(a, b, t);
  return [x - ((b[1] - a[1]) / length) * aside, y + ((b[0] - a[0]) / length) * aside];
}

/** @param {Point[]} line */
export function lengthOf(line) {
  let length = 0;
  for (let i = 1; i < line.length; i++) length += distance(line[i - 1], line[i]);
  return length;
}

/**
 * A believable road or shore through waypoints: a Catmull-Rom spline with a shape point about every
 * `stepMetres`, each pushed sideways by a smoothed random walk of about `swayMetres`. Goes exactly through the waypoints.
 * @param {Point[]} waypoints
 * @param {{random: Random, stepMetres?: number, swayMetres?: number, closed?: boolean}} options
 * @returns {Point[]} a closed line does not repeat its first point
 */
export function bend(waypoints, { random, stepMetres = 50, swayMetres = 6, closed = false }) {
  const count = waypoints.length;
  const at = (/** @type {number} */ i) =>
    closed ? waypoints[(i + count) % count] : waypoints[Math.min(Math.max(i, 0), count - 1)];
  /** @type {Point[]} */
  const line = [];
  let sway = 0;
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const pieces = Math.max(1, Math.round(distance(p1, p2) / (stepMetres * random.between(0.8, 1.25))));
    for (let k = 0; k < pieces; k++) {
      const t = k / pieces;
      sway = 0.75 * sway + random.between(-swayMetres, swayMetres);
      line.push(beside(splinePoint(p0, p1, p2, p3, t), splinePoint(p0, p1, p2, p3, t + 0.01), 0, sway * 4 * t * (1 - t)));
    }
  }
  if (!closed) line.push(waypoints[count - 1]);
  return line;
}

/** @param {Point} p0 @param {Point} p1 @param {Point} p2 @param {Point} p3 @param {number} t @returns {Point} */
function splinePoint(p0, p1, p2, p3, t) {
  const along = (/** @type {0 | 1} */ k) =>
    0.5 * (2 * p1[k] + (p2[k] - p0[k]) * t + (2 * p0[k] - 5 * p1[k] + 4 * p2[k] - p3[k]) * t * t +
      (3 * p1[k] - p0[k] - 3 * p2[k] + p3[k]) * t * t * t);
  return [along(0), along(1)];
}

/** Where the segments a-b and c-d cross, as shares of both; null where they do not. @param {Point} a @param {Point} b @param {Point} c @param {Point} d */
export function crossing(a, b, c, d) {
  const rx = b[0] - a[0], ry = b[1] - a[1], sx = d[0] - c[0], sy = d[1] - c[1];
  const turn = rx * sy - ry * sx;
  if (turn === 0) return null;
  const t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / turn;
  const u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / turn;
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? { t, u, point: between(a, b, t) } : null;
}

/** Does the segment a-b cross any of the lines? @param {Point} a @param {Point} b @param {Point[][]} lines */
export function crossesAny(a, b, lines) {
  return lines.some((line) => line.some((p, i) => i > 0 && crossing(a, b, line[i - 1], p) !== null));
}

/**
 * The nearest point on any of the lines, or null where none comes within the radius.
 * @param {Point} point @param {Point[][]} lines @param {number} radiusMetres
 */
export function nearestOnLines(point, lines, radiusMetres) {
  let best = null, bestMetres = radiusMetres;
  for (let l = 0; l < lines.length; l++) {
    const line = lines[l];
    for (let i = 1; i < line.length; i++) {
      const a = line[i - 1], b = line[i];
      if (Math.min(a[0], b[0]) - bestMetres > point[0] || Math.max(a[0], b[0]) + bestMetres < point[0]) continue;
      const t = shareAlong(point, a, b);
      const metres = distance(point, between(a, b, t));
      if (metres < bestMetres) {
        bestMetres = metres;
        best = { line: l, segment: i, t, point: between(a, b, t), metres };
      }
    }
  }
  return best;
}

/** @param {Point} point @param {Point} a @param {Point} b */
function shareAlong(point, a, b) {
  const dx = b[0] - a[0], dy = b[1] - a[1];
  const square = dx * dx + dy * dy;
  if (square === 0) return 0;
  return Math.min(1, Math.max(0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / square));
}

/** Even-odd rule. @param {Point} point @param {Point[]} ring */
export function isInside([x, y], ring) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i], [bx, by] = ring[j];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** The part of a line between two distances along it. @param {Point[]} line @param {number} from metres @param {number} to metres @returns {Point[]} */
export function partOf(line, from, to) {
  /** @type {Point[]} */
  const part = [];
  let start = 0;
  for (let i = 1; i < line.length; i++) {
    const length = distance(line[i - 1], line[i]), end = start + length;
    if (end > from && start < to) {
      if (part.length === 0) part.push(start >= from ? line[i - 1] : between(line[i - 1], line[i], (from - start) / length));
      part.push(end <= to ? line[i] : between(line[i - 1], line[i], (to - start) / length));
    }
    start = end;
  }
  return part;
}

/** A ring drawn in by a share towards its middle. @param {Point[]} ring @param {number} share @returns {Point[]} */
export function shrink(ring, share) {
  const centre = middle(ring);
  return ring.map((p) => between(centre, p, share));
}

/** @param {Point[]} points @returns {Point} */
export function middle(points) {
  return [points.reduce((sum, p) => sum + p[0], 0) / points.length, points.reduce((sum, p) => sum + p[1], 0) / points.length];
}

/** Shoelace. @param {Point[]} ring */
export function areaOf(ring) {
  let double = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) double += ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
  return double < 0 ? -double / 2 : double / 2;
}
