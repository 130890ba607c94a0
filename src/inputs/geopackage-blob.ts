/** The geometry of a GeoPackage: a header of its own (OGC 12-128r18, 2.1.3) before well-known binary. */
import { GeometryFault, type ReadGeometry } from './read-geometry.ts';
import { readWkb } from './wkb.ts';

/** Bytes of the envelope by its kind: none, xy, xyz, xym, xyzm. */
const ENVELOPE_BYTES = [0, 32, 48, 48, 64];

/** @throws {GeometryFault} if it is broken or of a type that GeoJSON does not have. */
export function readGeoPackageBlob(blob: unknown): ReadGeometry {
  if (blob === null || blob === undefined) return { geometry: null, hasHeights: false };
  if (typeof blob === 'number') throw new GeometryFault(blob === 1 ? 'is too large' : 'is no binary value', 'Export the layer as GeoPackage again');
  const bytes = blob instanceof ArrayBuffer ? new Uint8Array(blob) : blob as Uint8Array;
  const envelope = ENVELOPE_BYTES.at(bytes[3] >> 1 & 7);
  if (bytes.length < 8 || bytes[0] !== 0x47 || bytes[1] !== 0x50 || envelope === undefined || envelope + 8 > bytes.length) {
    throw new GeometryFault('is no geometry of a GeoPackage', 'Export the layer as GeoPackage again');
  }
  if ((bytes[3] & 0x20) !== 0) throw new GeometryFault('is of an extended type, which is not read', 'Export the layer with plain geometries');
  if ((bytes[3] & 0x10) !== 0 && bytes.length === 8 + envelope) return { geometry: null, hasHeights: false };
  return readWkb(bytes.subarray(8 + envelope));
}
