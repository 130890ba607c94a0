/** What the readers of binary geometries hand on, and how they say that one cannot be read. */
import type { Findings } from '../core/problems.ts';

/** A geometry as in GeoJSON; null where there is none. */
export interface ReadGeometry {
  readonly geometry: object | null;
  /** Whether heights or measures were left out. */
  readonly hasHeights: boolean;
  /** Whether inner rings of a polygon lay in no outer one and were taken as polygons. */
  readonly hasLooseRings?: boolean;
}

/** A geometry that cannot be read; becomes a fault with the place of its feature. */
export class GeometryFault extends Error {
  override readonly name = 'GeometryFault';
  readonly fix: string;

  /** @param what after "its geometry". */
  constructor(what: string, fix: string) {
    super(what);
    this.fix = fix;
  }
}

/** The geometry of a feature; undefined, with a fault, if it cannot be read. What it lost is noted. */
export function takeGeometry(read: () => ReadGeometry, where: string, file: string, findings: Findings): object | null | undefined {
  try {
    const { geometry, hasHeights, hasLooseRings } = read();
    const example = `row ${where.slice(where.lastIndexOf(':') + 1)}`;
    if (hasHeights) findings.notice('heights-left-out', file, 'geometries have heights or measures, which are left out', example);
    if (hasLooseRings) findings.notice('loose-ring', file, 'polygons have rings drawn like holes that lie in no other; they are taken as areas', example);
    return geometry;
  } catch (error) {
    if (!(error instanceof GeometryFault)) throw error;
    findings.fault('broken-geometry', where, `its geometry ${error.message}`, error.fix);
    return undefined;
  }
}
