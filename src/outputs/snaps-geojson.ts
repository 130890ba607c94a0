/** The snap report: a line from each place to the network, a point where it is out of reach. */
import type { Snap } from '../coverage/snap-report.ts';

export function* renderSnapsGeojson(snaps: readonly Snap[]): Generator<string> {
  yield '{"type":"FeatureCollection","features":[';
  for (const [i, { path, ...properties }] of snaps.entries()) {
    const geometry = path.length === 0 ? null : path.length === 1 ? { type: 'Point', coordinates: path[0] } : { type: 'LineString', coordinates: path };
    yield `${i === 0 ? '\n' : ',\n'}${JSON.stringify({ type: 'Feature', properties, geometry })}`;
  }
  yield snaps.length === 0 ? ']}\n' : '\n]}\n';
}
