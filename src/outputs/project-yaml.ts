/** lifecircle.yaml of imported layers: it runs as it is, and its comments say what to look at. */
import { printable } from '../core/printable.ts';

/** @param extract name of the file the layers are from. */
export function renderProjectYaml(extract: string, hasBus: boolean): string {
  return `# Layers out of ${printable(extract)}. Map data © OpenStreetMap contributors, ODbL 1.0 (openstreetmap.org/copyright).
# Run it with: lifecircle report . --out results
# name: {zh: 示范镇, en: Demo town}   # without it the folder's name is taken
crs: EPSG:4326              # longitude and latitude in degrees
layers:
  settlements: settlements.geojson   # fill in population, township, elderly, children where they are missing
  facilities: facilities.geojson     # add what OpenStreetMap lacks; poi-review.csv, if it is there, lists what to decide
  walk: walk.geojson
${hasBus ? '  bus: {lines: bus-lines.geojson, stops: bus-stops.geojson}   # fill in headwayMinutes where it is missing\n' : ''}checklist: chongming        # lifecircle checklist list shows the others
travel:
  walkMetresPerMinute: 60   # adults
  elderlyMetresPerMinute: 48   # services meant for the elderly
  maxSnapMetres: 300        # farther from every way than this: not on the network
  searchMinutes: 60         # how far to look for the nearest facility
`;
}
