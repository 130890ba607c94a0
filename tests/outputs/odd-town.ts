/**
 * A town with every kind of row the outputs know: gates, areas, an unlocated settlement, one off the
 * network, names that CSV and spreadsheets trip over, gaps of each severity, townships of one and several.
 *
 *   -500            0          500        1000                   2000            3000 m
 *     o--------------+-----------+-----------+---------------------+----------------o    main
 *                    |           market      |  clinic                             library (planned)
 *                    o 0/400                 o 1000/-700  back lane (half speed)
 */
import { area, CHECKLIST, facility, feature, line, settlement, type ProjectParts } from '../support/project.ts';
import { toDegrees } from '../support/town.ts';

const gates = { type: 'MultiPoint', coordinates: [toDegrees([2000, 10]), toDegrees([2100, 10])] };
const yard = { type: 'Polygon', coordinates: [[[0, 300], [200, 300], [200, 500], [0, 500], [0, 300]], [[50, 350], [50, 400], [100, 400], [50, 350]]].map((ring) => ring.map(([x, y]) => toDegrees([x, y]))) };
const farms = { type: 'MultiPolygon', coordinates: [[[[2900, 20], [2950, 20], [2950, 60], [2900, 20]]], [[[-480, 5], [-400, 5], [-400, 200], [-480, 200], [-480, 5]]]].map((rings) => rings.map((ring) => ring.map(([x, y]) => toDegrees([x, y])))) };

/** Nobody collected pools: unknown, where the planned library is missing. */
const withPool = (services: typeof CHECKLIST.tables[0]['services']): object[] => [...services, { ...services[0], id: 'pool', name: { zh: '泳池', en: 'Pool' }, task: 7, valueStatus: 'proposed' }];

export const ODD_TOWN = {
  checklist: { tables: CHECKLIST.tables.map((table) => ({ ...table, services: withPool(table.services) })) },
  settlements: [
    settlement('s1', [500, 5], { name: '=1+1', township: 'Reedham', kind: 'urban', tier: 'core', population: 1200, elderly: 300 }),
    feature('s2', gates, { name: 'Gate "quoted", court', township: 'Saltby', kind: 'urban', tier: 'core', population: 80.5, children: 9 }),
    feature('s3', yard, { name: 'Yard\r\nwith a break', township: 'Reedham', village: '-2', kind: 'urban', tier: 'general', population: 400, households: 130 }),
    feature('s4', farms, { name: '𠮷 farms', township: '@west', kind: 'rural', population: 0 }),
    settlement('s5', [3000, 250], { name: '+5', township: 'Saltby', kind: 'rural', tier: 'village', population: 80.5 }),
    feature('s6', null, { name: 'Nowhere', township: '', kind: 'rural', population: 31 }),
    settlement('s7', [1000, -2000], { name: "'", township: 'Saltby', kind: 'urban', population: 7 }),
    settlement('s10', [3000, 0], { name: '', township: 'Saltby', kind: 'urban', tier: 'core', population: 80.5 }),
  ],
  facilities: [
    facility('=f1', 'market', [500, 0], { name: '=HYPERLINK("x")' }),
    feature('f2', area([980, -720], [1020, -720], [1020, -690], [980, -690]), { type: 'clinic', name: 'Clinic', capacity: 12 }),
    facility('f3', 'library', [3000, 0], { status: 'planned', name: 'Library' }),
    facility('f4', 'teahouse', [-200, 0], {}),
    feature('f5', null, { type: 'market', name: 'Lost' }),
  ],
  walk: [
    feature('main', line([-500, 0], [0, 0], [500, 0], [1000, 0], [2000, 0], [3000, 0])),
    feature('lane', line([0, 0], [0, 400])),
    feature('back', line([1000, 0], [1000, -700]), { speedFactor: 0.5 }),
    feature('dot', line([0, 0], [0, 0])),
  ],
} satisfies ProjectParts;
