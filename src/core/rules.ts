/** Every code of a fault or notice: how grave it is, and for notices what mends it. Faults carry their own mend. */

export type ProblemSeverity = 'error' | 'warning' | 'info';

export interface Rule {
  readonly severity: ProblemSeverity;
  /** '' for faults. */
  readonly mend: string;
}

/** Codes of faults: the data cannot be used as it is. */
const FAULTS = [
  'broken-geometry', 'coordinate-not-a-number', 'coordinate-range', 'coordinate-text', 'coordinates-in-metres', 'coordinates-swapped', 'crs-datum',
  'crs-mismatch', 'crs-missing', 'crs-range', 'crs-unknown', 'csv', 'cut-off', 'damaged-file', 'duplicate-coordinate-heading', 'duplicate-id',
  'duplicate-service', 'duplicate-table', 'empty-file', 'empty-layer', 'encoding', 'file-exists', 'file-in-use', 'geometry-type', 'gtfs-missing-table', 'json',
  'layer-offset', 'long-row', 'missing-column', 'missing-id', 'missing-type', 'no-coordinate-columns', 'no-facility', 'no-layer', 'no-project', 'no-sheet',
  'not-writable', 'number', 'osm-number', 'overwrites-input', 'path-leaves-folder', 'schema', 'several-layers', 'shapefile-parts', 'table-kinds',
  'too-large', 'unfolds-too-far', 'unknown-checklist', 'unknown-facility', 'unknown-mapping', 'unknown-reference', 'unknown-service', 'unknown-settlement', 'unknown-type',
  'unreadable-file', 'unsupported-format', 'wkt', 'wkt-srid', 'wrong-format', 'xml', 'yaml-syntax',
] as const;

/** Notices that the plan may suffer from. */
const WARNINGS: Readonly<Record<string, string>> = {
  'boundary-without-name': 'Fill in `name`',
  'capacity-missing': 'Fill in `capacity`',
  'coordinate-columns': 'Remove the others',
  'data-outdated': 'Check them and correct `updated`',
  'duplicate-facility': 'Remove one of them',
  'duplicate-heading': 'Rename one',
  'empty-heading': 'Give the column a heading',
  'error-cell': 'Mend the formula',
  'facility-not-on-network': 'Check its coordinates; add the missing way',
  'far-from-network': 'Check its coordinates; add the missing way',
  'gtfs-blank-time': 'Fill in the times',
  'gtfs-contradiction': 'Remove one of the rows',
  'gtfs-frequency': 'Correct them',
  'gtfs-shape-point': 'Correct them',
  'gtfs-short-trip': 'Complete or remove them',
  'gtfs-stop-sequence': 'Correct it',
  'gtfs-time-backwards': 'Correct the times',
  'gtfs-transfer': 'Correct them',
  'gtfs-unknown-route': 'Add the route',
  'gtfs-unknown-service': 'Add the service',
  'gtfs-unknown-stop': 'Add the stop',
  'gtfs-unknown-trip': 'Add the trip',
  'gtfs-unlocated-stop': 'Correct its coordinates',
  'gtfs-unreadable-service': 'Correct it',
  'gtfs-unreadable-time': 'Write it as 07:30:00',
  'island-avoided': 'Join the island, if it should be joined',
  'layer-apart': 'Check region and coordinate system',
  'layer-not-used': 'Remove `layer`',
  'line-without-stops': 'Give it its `stops`',
  'loose-ring': 'Redraw the polygon',
  'merged-cells': 'Fill the others',
  'missing-members': 'Take a larger extract, if the place matters',
  'missing-nodes': 'Take a larger extract, if the place matters',
  'no-attributes': 'Put the .dbf of the same export beside it',
  'no-departure-in-window': 'Choose another `depart`, or get a feed of the whole day',
  'no-facilities': 'Give the facilities',
  'no-headway': 'Fill in `headwayMinutes`',
  'no-line': 'Redraw or remove it',
  'no-rows': 'Check the file',
  'no-service-on-date': 'Choose a date with service, or get a newer feed',
  'no-speed': 'Fill in `speedKmh` or `runMinutes`',
  'one-way-trap': 'Correct `oneway:foot` of the line named',
  'open-elsewhere': 'Save and close it there',
  'open-ring': 'Close it',
  'osm-broken-area': 'Take a larger extract, or mend the area, if the place matters',
  'osm-duplicate-id': 'Get a file of one day: `osmium sort`, `osmium merge`',
  'osm-homes': 'Give the settlements in a file of their own',
  'osm-no-population': 'Give the populations',
  'osm-population': 'Correct it',
  'osm-population-text': 'Check it',
  'osm-route-gap': 'Take a larger extract, or draw the line',
  'poi-low-confidence': 'Decide them; see `poi-review.csv`',
  'poi-no-codes': 'Check the column names of the mapping',
  'point-not-on-network': 'Check its coordinates; add the missing way',
  'polygon-crosses-itself': 'Redraw it',
  'population-missing': 'Fill in `population`',
  'population-outlier': 'Check the number',
  'settlement-not-on-network': 'Check its coordinates; add the missing way',
  'shared-place': 'Move or merge them',
  'short-row': 'Check them',
  'stop-not-on-network': 'Check its coordinates; add the missing way',
  'stop-not-served': 'Check the stop and the line; correct `stops`',
  'stop-off-line': 'Check the stop and the line; correct `stops`',
  'stop-out-of-order': 'Put `stops` into the order in which they are served; check the line',
  'township-without-boundary': 'Write the names alike in both layers, or add the boundary',
  'unknown-attribute': 'Correct the spelling in `attributes`',
  'unknown-encoding': 'Correct the .cpg',
  'unknown-facility-type': 'Correct the spelling, or add it to the checklist',
  'unknown-key': 'Correct the spelling or remove it',
  'unknown-line': 'Correct `lines`, or add the line',
  'unknown-stop': 'Correct `stops`, or add the stop',
  'unknown-value': 'Correct it',
  'unlocated': 'Draw it',
  'unreadable-value': 'Correct it',
  'yaml': 'Mend the line named',
  'zero-length-line': 'Remove it',
};

/** Notices that tell what was done, and what is worth a look. */
const INFOS: Readonly<Record<string, string>> = {
  'boundary-without-settlements': 'Nothing if nobody lives there; else write the names alike in both layers',
  'byte-order-mark': 'Save as UTF-8 without it',
  'capacity-no-need': 'Fill in the numbers of those who need it, or take the rule out',
  'catchment-on-foot': 'Nothing; ask `matrix` for the times by bus',
  'closed-to-walking': 'Nothing if that is right; else correct `foot` or `access`',
  'crossings-joined': 'Check the count',
  'dangling-end': 'Join the lines, if people can pass',
  'data-undated': 'Fill in `updated`',
  'deleted-rows': 'Nothing; or pack the table',
  'duplicate-line': 'Remove the copies',
  'edge-of-data': 'Extend the walk layer and the facilities beyond the district',
  'facility-not-in-use': 'Nothing if that is right; else correct `status` or `open`',
  'gb18030': 'Nothing; or save it as UTF-8',
  'gtfs-frequency-laid-out': 'Nothing',
  'gtfs-interpolated-time': 'Nothing',
  'gtfs-repeated-row': 'Nothing; or remove the copies',
  'gtfs-transfer-limited': 'Nothing',
  'heading-row': 'Check that it is a title',
  'heights-left-out': 'Nothing',
  'isochrone-empty': 'Give longer limits, or move the point',
  'line-against-stops': 'Nothing if the stops are right; else turn their order round',
  'line-out-of-hours': 'Nothing; or correct `firstDeparture` and `lastDeparture`, or choose another `depart`',
  'near-miss-joined': 'Nothing; or draw them to a shared point',
  'network-island': 'Join it, if it should be joined',
  'no-ground': 'Give the boundaries with `layers.townships`, or settlements as areas',
  'no-such-facility-in-data': 'Collect the facilities, or take the service out of the checklist',
  'no-township': 'Fill in `township`',
  'osm-large-place': 'Draw its quarters',
  'osm-mapped-twice': 'Nothing',
  'osm-place-label': 'Give the settlements, if there are too few',
  'osm-place-unused': 'Nothing',
  'osm-route-order': 'Look at the line, if it matters',
  'osm-stops-merged': 'Nothing',
  'other-sheets': 'Name another with `layer`',
  'other-tables': 'Nothing; or name another layer with `layer`',
  'poi-none': 'Nothing',
  'poi-unmatched': 'Add a rule, if they should',
  'repeated-point': 'Remove one',
  'service-not-for-kind': 'Nothing; or name a service of their table',
  'type-not-measured': 'Nothing',
  'unread-columns': 'Nothing; or store them as text',
  'unserved-stop': 'Nothing; or add it to a line',
  'value-memory': 'Replace it in a checklist of your own',
  'value-proposed': 'Replace it in a checklist of your own',
  'walked-only': 'Give the bus layer, if buses run',
};

/** By code. */
export const RULES: ReadonlyMap<string, Rule> = new Map([
  ...FAULTS.map((code): [string, Rule] => [code, { severity: 'error', mend: '' }]),
  ...Object.entries(WARNINGS).map(([code, mend]): [string, Rule] => [code, { severity: 'warning', mend }]),
  ...Object.entries(INFOS).map(([code, mend]): [string, Rule] => [code, { severity: 'info', mend }]),
]);

/** @throws {RangeError} for a code that is not in the table. */
export function ruleOf(code: string): Rule {
  const rule = RULES.get(code);
  if (rule === undefined) throw new RangeError(`code is "${code}", expected one of the rules`);
  return rule;
}
