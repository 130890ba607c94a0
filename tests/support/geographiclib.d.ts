declare module 'geographiclib-geodesic' {
  const library: { Geodesic: { WGS84: { Inverse(latA: number, lonA: number, latB: number, lonB: number): { s12?: number } } } };
  export default library;
}
