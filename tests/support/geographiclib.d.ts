declare module 'geographiclib-geodesic' {
  interface PolygonArea { AddPoint(lat: number, lon: number): void; Compute(isReversed: boolean, isSigned: boolean): { area: number } }
  const library: { Geodesic: { WGS84: { Inverse(latA: number, lonA: number, latB: number, lonB: number): { s12?: number }; Polygon(isPolyline: boolean): PolygonArea } } };
  export default library;
}
