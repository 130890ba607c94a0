/**
 * Ground laid over ground: what two share, what is left of one without another, what all hold together. Exact on the
 * seven decimals that files hold, by Clipper2 (Johnson 2010-2024; Vatti 1992, CACM 35:56-63).
 */
import { Clipper64, ClipType, FillRule, PolyTree64, type Path64, type Paths64, type PolyPath64 } from 'clipper2-ts';
import { ellipsoidArea } from '../core/geodesy.ts';
import { DEGREE_UNITS } from '../inputs/walk-lines.ts';

/** Polygons in degrees: each an outer ring against the clock and its holes with it, closed; none overlaps another. */
export type Ground = readonly (readonly (readonly (readonly [lon: number, lat: number])[])[])[];

/** All of several pieces of ground. */
export function unite(grounds: readonly Ground[]): Ground {
  return clip(ClipType.Union, grounds, []);
}

export function intersect(a: readonly Ground[], b: readonly Ground[]): Ground {
  return clip(ClipType.Intersection, a, b);
}

/** What of the first lies in none of the second. */
export function subtract(a: readonly Ground[], b: readonly Ground[]): Ground {
  return clip(ClipType.Difference, a, b);
}

/** Square metres on the WGS84 ellipsoid. */
export function areaOf(ground: Ground): number {
  return ground.reduce((sum, rings) => sum + rings.reduce((all, ring) => all + ellipsoidArea(ring), 0), 0);
}

/**
 * Whether ground drawn by others is drawn against the clock or with it, crosses itself or overlaps, each of its polygons is
 * taken for what lies inside it an odd number of times.
 */
export function groundOf(polygons: readonly (readonly (readonly number[])[][])[]): Ground {
  return unite(polygons.map((rings) => clip(ClipType.Union, [[rings.map((ring) => ring.map(([lon, lat]) => [lon, lat] as const))]], [], FillRule.EvenOdd)));
}

function clip(type: ClipType, subjects: readonly Ground[], clips: readonly Ground[], rule = FillRule.NonZero): Ground {
  const first = subjects.find((ground) => ground.length > 0)?.[0][0][0];
  if (first === undefined) return [];
  const origin: Origin = [unitsOf(first[0]), unitsOf(first[1])], clipper = new Clipper64(), tree = new PolyTree64();
  clipper.addSubject(pathsOf(subjects, origin));
  clipper.addClip(pathsOf(clips, origin));
  clipper.execute(type, rule, tree);
  return polygonsOf(tree, origin);
}

/** In whole units. */
type Origin = readonly [lon: number, lat: number];

function unitsOf(degrees: number): number {
  return Math.round(degrees * DEGREE_UNITS);
}

/** Whole units from an origin: products of small numbers are exact. */
function pathsOf(grounds: readonly Ground[], [lon0, lat0]: Origin): Paths64 {
  return grounds.flatMap((ground) => ground.flatMap((rings) => rings.map((ring): Path64 => ring.slice(1).map(([lon, lat]) => ({ x: unitsOf(lon) - lon0, y: unitsOf(lat) - lat0 })))));
}

/** Outer rings lie at the first, third ... level of the tree, holes between them. */
function polygonsOf(tree: PolyPath64, origin: Origin): Ground {
  const polygons: (readonly (readonly [number, number])[])[][] = [];
  for (let i = 0; i < tree.count; i++) {
    const outer = tree.child(i), holes = Array.from({ length: outer.count }, (_, h) => outer.child(h));
    polygons.push([ringOf(outer, origin), ...holes.map((hole) => ringOf(hole, origin))]);
    for (const hole of holes) polygons.push(...(polygonsOf(hole, origin) as typeof polygons));
  }
  return polygons;
}

function ringOf({ poly }: PolyPath64, [lon0, lat0]: Origin): readonly (readonly [number, number])[] {
  const ring = (poly ?? []).map(({ x, y }) => [(lon0 + x) / DEGREE_UNITS, (lat0 + y) / DEGREE_UNITS] as const);
  return [...ring, ring[0]];
}
