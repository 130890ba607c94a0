/**
 * What is planted: places whose answer is certain by the way they are built, and the deliberate faults.
 * Most are dead-end lanes in a plot without other roads: whoever lives at the end has to pass the
 * mouth, so that nothing outside the plot can be nearer than what stands there.
 */
import { areaOf, bend, beside, between, createRandom, middle } from './plane.js';
import { linkTo } from './ways.js';

/**
 * @typedef {import('./plane.js').Point} Point
 * @typedef {import('./ways.js').Way} Way
 * @typedef {import('./land.js').Box} Box
 * @typedef {import('./people.js').Land} Land
 * @typedef {import('./people.js').Settlement} Settlement
 * @typedef {import('./people.js').Facility} Facility
 * @typedef {{settlement: string, service: string, status: 'covered'|'gap'|'unknown', severity?: 'required'|'pilot'|'advisory', reason?: string, facility?: string, minutes?: [number, number], why: string} & BusFact} Fact names keys, or else names, not yet ids
 * @typedef {{mode?: 'walk'|'walk+bus'|null, line?: string, stops?: [string, string], busStop?: string|null, tripsPerDay?: number}} BusFact the only ride, from stop to stop; the stop nearest to the settlement
 * @typedef {{ways: Way[], settlements: Settlement[], facilities: Facility[], facts: Fact[]}} Exhibit
 */

/** @param {number} west @param {number} south @param {number} width @param {number} height @returns {Box} */
const box = (west, south, width, height) => ({ west, south, east: west + width, north: south + height });

/** Ground without any other road. */
export const PLOTS = {
  limit: box(2750, -3600, 1150, 270),
  elderly: box(-9350, 1310, 1050, 260),
  nearMiss: box(-4950, 3380, 800, 240),
  crossing: box(9550, 2080, 1000, 1080),
  oneWay: box(-2720, 1080, 640, 720),
  privateRoad: box(5950, 1980, 680, 720),
  slowPath: box(2740, -3190, 760, 240),
  farmTrack: box(-3960, -640, 700, 260),
  sameEdge: box(7900, -2520, 720, 230),
  canalShop: box(5110, -1440, 640, 680),
  wetland: box(5830, -1440, 1180, 1120),
  offNetwork: box(430, -1140, 880, 880),
};

/** @param {string} township @param {string} village @param {string} key @param {string} name @param {Point} at @param {number} population @returns {Settlement} */
function hamlet(township, village, key, name, at, population) {
  return { key, name: `${village}${name}`, township, village, kind: 'rural', tier: 'village', population, shape: { type: 'Point', at } };
}

/** @param {string} key @param {string} type @param {string} name @param {Point} at @param {Partial<Facility>} [more] @returns {Facility} */
function facility(key, type, name, at, more = {}) {
  return { key, type, name, ...more, shape: { type: 'Point', at } };
}

/** A way with shape points that strays a metre or two from the straight line. @param {Point[]} waypoints @param {number} seed @param {Way['tags']} tags @returns {Way} */
function lane(waypoints, seed, tags) {
  return { points: bend(waypoints, { random: createRandom(seed), stepMetres: 55, swayMetres: 1.5 }), tags };
}

/** @param {Land} land @param {Point} mouth @returns {Way} */
function link({ ways, water }, mouth) {
  return { points: linkTo(ways, mouth, water), tags: { highway: 'track' } };
}

/** @param {Land} land @returns {Exhibit} */
function limit(land) {
  /** @type {Point} */ const shop = [3720, -3465];
  /** @type {Point} */ const home = [2860, -3465];
  /** @type {Point} */ const farther = [2815, -3470];
  const path = { highway: 'path' };
  return {
    // One straight segment between two junctions, so that no sum and no rounding comes near the limit.
    ways: [
      link(land, shop), { points: [home, shop], tags: { ...path, name: '旧堤便道', lengthMetres: 900 } },
      { points: [farther, home], tags: path }, { points: [home, [home[0], home[1] + 40]], tags: path }, { points: [shop, [shop[0], shop[1] + 40]], tags: path },
    ],
    settlements: [hamlet('晴沙镇', '柳港村', 'limit', '旧堤组', home, 86), hamlet('晴沙镇', '柳港村', 'beyondLimit', '旧堤西组', farther, 52)],
    facilities: [facility('limitShop', 'convenience_store', '柳港村旧堤便利店', shop)],
    facts: [
      { settlement: 'limit', service: 'convenience_store', status: 'covered', facility: 'limitShop', minutes: [14.99, 15.01], why: 'Home and shop are the two ends of a path whose lengthMetres is 900: exactly 15 minutes, and the limit is inclusive.' },
      { settlement: 'beyondLimit', service: 'convenience_store', status: 'gap', severity: 'pilot', facility: 'limitShop', minutes: [15.7, 15.8], why: 'The same path and 45 m more: just over 15 minutes.' },
    ],
  };
}

/** @param {Land} land @returns {Exhibit} */
function elderly(land) {
  /** @type {Point} */ const mouth = [-8440, 1440];
  /** @type {Point} */ const end = [-9200, 1440];
  return {
    ways: [link(land, mouth), lane([end, mouth], 602, { highway: 'unclassified', name: '潮声村西路' })],
    settlements: [hamlet('苇塘镇', '潮声村', 'elderly', '西圩组', beside(end, mouth, 0.01, 12), 120)],
    facilities: [
      facility('canteen', 'elder_canteen', '潮声村长者食堂', beside(end, mouth, 0.99, -12)),
      facility('canteenShop', 'convenience_store', '潮声村西路便利店', beside(end, mouth, 0.99, 12)),
    ],
    facts: [
      { settlement: 'elderly', service: 'elder_canteen', status: 'gap', severity: 'pilot', facility: 'canteen', minutes: [15.8, 16.2], why: 'About 770 m: 12.8 minutes at 60 m/min, but 16 at the 48 m/min of elderly people.' },
      { settlement: 'elderly', service: 'convenience_store', status: 'covered', facility: 'canteenShop', minutes: [12.6, 13], why: 'The shop opposite the canteen, at 60 m/min.' },
    ],
  };
}

/** @param {Land} land @returns {Exhibit} */
function nearMiss(land) {
  /** @type {Point} */ const mouth = [-4230, 3500];
  /** @type {Point} */ const meet = [-4430, 3500];
  /** @type {Point} */ const end = [-4860, 3500];
  return {
    ways: [link(land, mouth), lane([mouth, meet], 603, { highway: 'track' }), lane([[meet[0] - 0.3, meet[1]], end], 604, { highway: 'track' })],
    settlements: [hamlet('鹭汀镇', '北堤村', 'nearMiss', '外圩组', beside(end, meet, 0.02, 14), 74)],
    facilities: [facility('nearMissStation', 'community_service_station', '北堤村外圩服务站', beside(mouth, meet, 0.1, 12))],
    facts: [
      { settlement: 'nearMiss', service: 'community_service_station', status: 'covered', facility: 'nearMissStation', minutes: [10.2, 10.8], why: 'The lane home ends 0.3 m short of the next lane; the two must be joined.' },
    ],
  };
}

/** @param {Land} land @returns {Exhibit} */
function crossingLanes(land) {
  /** @type {Point} */ const north = [9980, 3120];
  /** @type {Point} */ const south = [10000, 2150];
  /** @type {Point} */ const west = [9590, 2560];
  /** @type {Point} */ const east = [10330, 2540];
  return {
    ways: [link(land, north), lane([north, south], 605, { highway: 'track' }), link(land, east), lane([west, east], 606, { highway: 'path', name: '东旺村跨渠栈道' })],
    settlements: [hamlet('澜港镇', '东旺村', 'crossing', '夹塘组', beside(north, south, 0.985, 14), 58)],
    facilities: [facility('crossingStation', 'community_service_station', '东旺村夹塘服务站', beside(west, east, 0.6, 12))],
    facts: [
      { settlement: 'crossing', service: 'community_service_station', status: 'gap', severity: 'pilot', why: 'A boardwalk crosses the lane without a shared vertex 400 m from home; the only way out is 950 m north.' },
    ],
  };
}

/**
 * A direct way of 400 m from home to the service that cannot be used, and a loop of 1,400 m that can.
 * @param {Land} land @param {{home: Point, service: Point, depth: number, seed: number, direct: Way['tags'], fromService: boolean}} plan
 */
function loop(land, { home, service, depth, seed, direct, fromService }) {
  return [
    link(land, service),
    lane(fromService ? [service, home] : [home, service], seed, direct),
    lane([home, [home[0], home[1] - depth]], seed + 1, { highway: 'track' }),
    lane([[home[0], home[1] - depth], [service[0], service[1] - depth]], seed + 2, { highway: 'track' }),
    lane([[service[0], service[1] - depth], service], seed + 3, { highway: 'track' }),
  ];
}

/** @param {Land} land @returns {Exhibit} */
function oneWay(land) {
  /** @type {Point} */ const home = [-2600, 1720];
  /** @type {Point} */ const service = [-2200, 1720];
  return {
    ways: loop(land, { home, service, depth: 520, seed: 610, direct: { highway: 'footway', name: '横河闸单行步道', 'oneway:foot': 'yes' }, fromService: true }),
    settlements: [
      hamlet('鹭汀镇', '横河村', 'oneWay', '闸西组', [home[0] - 9, home[1] + 9], 66),
      hamlet('鹭汀镇', '横河村', 'oneWayBack', '闸东组', [service[0] + 9, service[1] + 2], 93),
    ],
    facilities: [
      facility('oneWayStation', 'community_service_station', '横河村闸东服务站', [service[0] + 6, service[1] + 8]),
      facility('oneWayParcels', 'parcel_station', '横河村闸西快递驿站', [home[0] - 8, home[1] + 4]),
    ],
    facts: [
      { settlement: 'oneWay', service: 'community_service_station', status: 'gap', severity: 'pilot', facility: 'oneWayStation', minutes: [23.8, 25], why: 'The direct footway of 400 m is one-way against the walk; the loop is 1,440 m.' },
      { settlement: 'oneWayBack', service: 'parcel_station', status: 'covered', facility: 'oneWayParcels', minutes: [6.7, 7.3], why: 'The same footway in its own direction.' },
    ],
  };
}

/** @param {Land} land @returns {Exhibit} */
function privateRoad(land) {
  /** @type {Point} */ const home = [6080, 2620];
  /** @type {Point} */ const service = [6480, 2620];
  return {
    ways: loop(land, { home, service, depth: 500, seed: 620, direct: { highway: 'service', name: '北港渔场专用道', access: 'private' }, fromService: false }),
    settlements: [hamlet('澜港镇', '北港村', 'privateRoad', '渔场组', [home[0] - 9, home[1] + 9], 71)],
    facilities: [facility('fishShop', 'convenience_store', '北港村渔场便利店', [service[0] + 8, service[1] + 8])],
    facts: [
      { settlement: 'privateRoad', service: 'convenience_store', status: 'gap', severity: 'pilot', facility: 'fishShop', minutes: [23.4, 24.4], why: 'The direct road of 400 m is access=private; the way round is 1,400 m.' },
    ],
  };
}

/** @param {Land} land @returns {Exhibit} */
function slowPath(land) {
  /** @type {Point} */ const home = [2820, -3070];
  /** @type {Point} */ const shop = [3420, -3080];
  return {
    ways: [link(land, shop), lane([home, shop], 630, { highway: 'path', surface: 'mud', speedFactor: 0.5 })],
    settlements: [hamlet('晴沙镇', '柳港村', 'slowPath', '泥滩组', home, 47)],
    facilities: [facility('slowShop', 'parcel_station', '柳港村快递驿站', shop)],
    facts: [
      { settlement: 'slowPath', service: 'parcel_station', status: 'gap', severity: 'pilot', facility: 'slowShop', minutes: [19.8, 20.5], why: 'A mud path of 600 m with speedFactor 0.5: 20 minutes instead of 10.' },
    ],
  };
}

/** @param {Land} land @returns {Exhibit} */
function farmTrack(land) {
  /** @type {Point} */ const home = [-3860, -510];
  /** @type {Point} */ const service = [-3340, -505];
  return {
    ways: [link(land, service), lane([home, service], 640, { highway: 'track', access: 'agricultural' })],
    settlements: [hamlet('望洲镇', '西泾村', 'farmTrack', '机耕组', [home[0] - 10, home[1]], 88)],
    facilities: [facility('farmStation', 'community_service_station', '西泾村机耕路服务站', [service[0], service[1] + 10])],
    facts: [
      { settlement: 'farmTrack', service: 'community_service_station', status: 'covered', facility: 'farmStation', minutes: [8.9, 9.2], why: 'access=agricultural is open to people on foot; there is no other way.' },
    ],
  };
}

/** @param {Land} land @returns {Exhibit} */
function sameEdge(land) {
  /** @type {Point} */ const end = [7960, -2400];
  /** @type {Point} */ const mouth = [8460, -2400];
  return {
    ways: [link(land, mouth), { points: [end, mouth], tags: { highway: 'unclassified', name: '海晏村直路' } }],
    settlements: [hamlet('晴沙镇', '海晏村', 'sameEdge', '直路组', beside(end, mouth, 0.2, 25), 101)],
    facilities: [facility('edgeShop', 'convenience_store', '海晏村直路便利店', beside(end, mouth, 0.72, -15))],
    facts: [
      { settlement: 'sameEdge', service: 'convenience_store', status: 'covered', facility: 'edgeShop', minutes: [4.98, 5.02], why: 'Home and shop are on one straight edge: 25 + 260 + 15 = 300 m.' },
    ],
  };
}

/** @param {Land} land @returns {Exhibit} */
function canalShop(land) {
  /** @type {Point[]} */ const westBank = [[5335, -1380], [5330, -1100], [5325, -820]];
  /** @type {Point[]} */ const eastBank = [[5520, -1380], [5515, -1100], [5512, -820]];
  return {
    ways: [lane(westBank, 650, { highway: 'path' }), link(land, westBank[0]), lane(eastBank, 651, { highway: 'path' }), link(land, eastBank[0])],
    settlements: [hamlet('晴沙镇', '中沙村', 'canalShop', '港西组', [5352, -1100], 132)],
    facilities: [facility('bankShop', 'convenience_store', '稻香村港东便利店', [5500, -1100])],
    facts: [
      { settlement: 'canalShop', service: 'convenience_store', status: 'gap', severity: 'pilot', why: 'A shop stands 150 m away across the canal, but the nearest bridges are 1.4 km south and 2 km north.' },
    ],
  };
}

/** @param {Land} land @returns {Exhibit} */
function wetland(land) {
  /** @type {Point} */ const gate = [5980, -1360];
  /** @type {Point[]} */ const lanePoints = [[5960, -1620], [5975, -1480], [gate[0] + 1, gate[1] + 50]];
  const ring = bend([[5900, -1350], [6300, -1370], [6930, -1340], [6900, -800], [6940, -400], [6450, -370], [5920, -450], [5900, -900]], { random: createRandom(661), stepMetres: 80, swayMetres: 9, closed: true });
  return {
    ways: [link(land, lanePoints[0]), lane(lanePoints, 660, { highway: 'footway', name: '湿地公园步道' })],
    settlements: [hamlet('澜港镇', '稻香村', 'wetland', '苇海组', [5948, -1612], 109)],
    facilities: [{ key: 'wetlandPark', type: 'community_park', name: '苇海湿地公园', areaSquareMetres: Math.round(areaOf(ring)), shape: { type: 'Polygon', at: ring } }],
    facts: [
      { settlement: 'wetland', service: 'community_park', status: 'covered', facility: 'wetlandPark', minutes: [4, 6], why: 'A path enters the park 250 m from home; its centroid is over 500 m from every path, farther than maxSnapMetres.' },
    ],
  };
}

/** The settlement at the building site below the expressway. @returns {Exhibit} */
function offNetwork() {
  const home = hamlet('晴沙镇', '沙头村', 'offNetwork', '围垦点', [885, -700], 41);
  return {
    ways: [], facilities: [], settlements: [home],
    facts: [
      { settlement: 'offNetwork', service: 'wet_market', status: 'unknown', reason: 'settlement-not-on-network', why: 'The nearest lane is 490 m away; the expressway overhead is not for people on foot.' },
    ],
  };
}

/** The small islet off the south shore, nearer to a hamlet on the beach than the sea wall is. @returns {Exhibit} */
function smallIslet() {
  const [x, y] = BEACH;
  const shore = bend([[x - 190, y - 150], [x - 110, y - 97], [x, y - 95], [x + 90, y - 97], [x + 150, y - 150]], { random: createRandom(670), stepMetres: 40, swayMetres: 1 });
  const mid = Math.floor(shore.length / 2);
  return {
    ways: [{ points: shore, tags: { highway: 'path', name: '小蛎沙观鸟道' } }, { points: [shore[mid], [x + 10, y - 140], [x - 20, y - 195]], tags: { highway: 'path' } }],
    settlements: [hamlet('望洲镇', '南堤村', 'beach', '滩口组', [x, y], 63)],
    facilities: [facility('beachParcels', 'parcel_station', '南堤村滩口快递驿站', BEACH_PARCELS)],
    facts: [
      { settlement: 'beach', service: 'parcel_station', status: 'covered', facility: 'beachParcels', minutes: [5.9, 6.3], why: 'The islet path is 95 m away and the sea wall 180 m; an islet of a few edges must not be preferred.' },
    ],
  };
}
/** @type {Point} */
const BEACH = [-4540, -4160];
/** @type {Point} */
const BEACH_PARCELS = [-4350, -3985];

/** The inhabited islet in the bay: more than 40 vertices, no bridge, a village office. @returns {Exhibit} */
function bayIslet() {
  /** @type {Point[]} */ const around = [[2900, 2960], [3050, 3300], [3500, 3480], [3980, 3360], [4080, 3100], [3650, 2880], [3250, 2850]];
  const ring = bend(around, { random: createRandom(680), stepMetres: 55, swayMetres: 3, closed: true });
  const nearest = (/** @type {Point} */ p) => ring.reduce((best, q) => ((q[0] - p[0]) ** 2 + (q[1] - p[1]) ** 2 < (best[0] - p[0]) ** 2 + (best[1] - p[1]) ** 2 ? q : best));
  const across = bend([nearest([3250, 2850]), [3350, 3150], nearest([3500, 3480])], { random: createRandom(681), stepMetres: 50, swayMetres: 3 });
  const home = (/** @type {number} */ n, /** @type {Point} */ at, /** @type {number} */ population) => hamlet('澜港镇', '蛎洲村', `islet${n}`, `${n}组`, at, population);
  return {
    ways: [{ points: [...ring, ring[0]], tags: { highway: 'unclassified', name: '蛎洲环洲路' } }, { points: across, tags: { highway: 'unclassified', name: '蛎洲中路' } }],
    settlements: [home(1, [3300, 3020], 168), home(2, [3010, 3110], 95), home(3, [3740, 3410], 121), home(4, [4030, 3200], 57)],
    facilities: [facility('isletOffice', 'community_service_station', '蛎洲村村民委员会', [3345, 3060])],
    facts: [
      { settlement: 'islet1', service: 'community_service_station', status: 'covered', facility: 'isletOffice', minutes: [0.9, 3], why: 'The village office on the same islet.' },
      { settlement: 'islet3', service: 'wet_market', status: 'gap', severity: 'pilot', why: 'An islet without a bridge: no market can be reached at all, so there is no nearest one.' },
      { settlement: 'islet4', service: 'health_station', status: 'gap', severity: 'pilot', why: 'The same: nothing in reach, at any time limit.' },
    ],
  };
}

/** In the core town: the school across the canal, and the health centre with two gates. @param {Land} land @returns {Exhibit} */
function coreTown({ towns: [core] }) {
  const node = (/** @type {number} */ column, /** @type {number} */ row) => /** @type {Point} */ (core.nodes[row][column]);
  const westStreet = between(node(3, 6), node(3, 7), 0.5), eastStreet = between(node(4, 6), node(4, 7), 0.5);
  const [ex, ey] = eastStreet;
  const urban = (/** @type {string} */ key, /** @type {string} */ name, /** @type {Point} */ at, /** @type {number} */ population) =>
    /** @type {Settlement} */ ({ key, name: `望洲${name}`, township: '望洲镇', kind: 'urban', tier: 'core', population, shape: { type: 'Point', at } });
  const gateStreet = between(node(9, 5), node(9, 6), 0.5), farGateStreet = between(node(11, 5), node(11, 6), 0.5);
  return {
    ways: [],
    settlements: [
      urban('acrossCanal', '河西新村', [westStreet[0] + 22, westStreet[1]], 640),
      urban('gate', '杏林苑', beside(node(6, 5), node(7, 5), 0.5, -16), 420),
    ],
    facilities: [
      { key: 'canalSchool', type: 'primary_school', name: '望洲镇第一小学', provides: ['school_sports_open'], capacity: 810, shape: { type: 'Polygon', at: [[ex - 62, ey - 45], [ex + 12, ey - 45], [ex + 12, ey + 45], [ex - 62, ey + 45]] } },
      { type: 'primary_school', name: '望洲镇西区小学（规划）', status: 'planned', capacity: 480, shape: { type: 'Point', at: beside(node(1, 4), node(2, 4), 0.5, 20) } },
      { type: 'primary_school', name: '望洲镇老小学（已撤并）', status: 'closed', shape: { type: 'Point', at: beside(node(1, 2), node(2, 2), 0.5, 20) } },
      { key: 'health', type: 'community_health_center', name: '望洲镇社区卫生服务中心', owner: '望洲镇人民政府', shape: { type: 'MultiPoint', at: [[gateStreet[0] + 14, gateStreet[1]], [farGateStreet[0] - 14, farGateStreet[1]]] } },
      { type: 'transit_hub', name: '望洲客运码头', shape: { type: 'Point', at: [-1500, -4140] } },
    ],
    facts: [
      { settlement: 'acrossCanal', service: 'primary_school', status: 'gap', severity: 'required', minutes: [34, 40], facility: 'canalSchool', why: 'The school is 100 m away across the town canal; the only bridge is 1 km south. A planned and a closed school on this bank do not count.' },
      { settlement: 'gate', service: 'community_health_center', status: 'covered', facility: 'health', minutes: [8, 15], why: 'The health centre has two gates 370 m apart; only the nearer one is within 15 minutes.' },
      { settlement: 'acrossCanal', service: 'school_sports_open', status: 'gap', severity: 'advisory', minutes: [34, 40], facility: 'canalSchool', why: 'The same school opens its sports ground; a service of the quality class, so the gap is advisory.' },
      { settlement: 'gate', service: 'maker_space', status: 'unknown', reason: 'no-such-facility-in-data', why: 'No maker space anywhere in the data.' },
      { settlement: 'gate', service: 'mother_baby_room', status: 'unknown', reason: 'no-such-facility-in-data', why: 'No mother and baby room anywhere in the data.' },
    ],
  };
}

/** In the other towns. @param {Land} land @returns {Exhibit} */
function otherTowns({ towns: [, central, , , south] }) {
  const at = (/** @type {import('./people.js').Land['towns'][0]} */ town, /** @type {number} */ column, /** @type {number} */ row, aside = 18) =>
    beside(/** @type {Point} */ (town.nodes[row][column]), /** @type {Point} */ (town.nodes[row][column + 1]), 0.5, aside);
  const block = [[1, 4], [2, 4], [2, 5], [1, 5]].map(([column, row]) => /** @type {Point} */ (central.nodes[row][column]));
  const ring = block.map((corner, i) => between(middle(block), corner, i < 2 ? 1.1 : 0.6));
  return {
    ways: [],
    settlements: [
      { key: 'noMarket', name: '澜港观海新村', township: '澜港镇', kind: 'urban', tier: 'central', population: 560, shape: { type: 'Point', at: at(central, 6, 2) } },
      { key: 'babies', name: '澜港月季苑', township: '澜港镇', kind: 'urban', tier: 'central', population: 380, shape: { type: 'Point', at: at(central, 2, 4, -18) } },
      { key: 'noKindergarten', name: '晴沙渔歌新村', township: '晴沙镇', kind: 'urban', tier: 'general', population: 330, shape: { type: 'Point', at: at(south, 1, 1) } },
    ],
    facilities: [
      { key: 'westMarket', type: 'wet_market', name: '澜港镇西菜市场', shape: { type: 'Point', at: at(central, 0, 2) } },
      { key: 'eastMarket', type: 'wet_market', name: '澜港镇东菜市场（规划）', status: 'planned', shape: { type: 'Point', at: at(central, 6, 2, -18) } },
      { type: 'fresh_supermarket', name: '澜港镇生鲜超市', shape: { type: 'Point', at: at(central, 0, 3) } },
      { key: 'babyClass', type: 'kindergarten', name: '澜港镇中心幼儿园', provides: ['childcare'], capacity: 8, shape: { type: 'Polygon', at: ring } },
    ],
    facts: [
      { settlement: 'noMarket', service: 'wet_market', status: 'gap', severity: 'required', minutes: [17, 23], facility: 'westMarket', why: 'The market next door is only planned; the existing one is at the other end of the town.' },
      { settlement: 'babies', service: 'childcare', status: 'covered', facility: 'babyClass', minutes: [0.5, 5], why: 'No childcare centre in town, but the kindergarten provides it.' },
      { settlement: 'noKindergarten', service: 'kindergarten', status: 'gap', severity: 'pilot', minutes: [7, 14], why: 'The only kindergarten is at the other end of the town, more than 5 minutes away; a basic service in a general town is only piloted.' },
    ],
  };
}

/** Single facilities in villages that decide a status, each beside the lane through the middle of its village. @param {Land} land @returns {Exhibit} */
function villages(land) {
  const on = (/** @type {string} */ village, /** @type {number} */ share, /** @type {number} */ aside) => {
    const way = land.ways.find((w) => w.tags.name === `${village}中路`);
    if (!way) throw new RangeError(`no lane through ${village}`);
    const i = Math.floor((way.points.length - 1) * share);
    return beside(way.points[i], way.points[i + 1], 0.5, aside);
  };
  return {
    ways: [],
    settlements: [
      hamlet('望洲镇', '西泾村', 'closedClinic', '中心组', on('西泾村', 0.5, 20), 144), hamlet('晴沙镇', '中沙村', 'plannedClinic', '中心组', on('中沙村', 0.5, 20), 137),
      hamlet('鹭汀镇', '横河村', 'provides', '中心组', on('横河村', 0.4, 20), 156), hamlet('晴沙镇', '海晏村', 'supermarket', '中心组', on('海晏村', 0.4, 20), 161),
    ],
    facilities: [
      facility('closedClinic', 'health_station', '西泾村卫生室（停用）', on('西泾村', 0.5, -18), { status: 'closed' }),
      facility('plannedClinic', 'health_station', '中沙村卫生室（规划）', on('中沙村', 0.5, -18), { status: 'planned' }),
      facility('sharedHouse', 'community_service_station', '横河村村民委员会', on('横河村', 0.6, 18), { provides: ['culture_room', 'elder_activity_room', 'civilization_practice_center'], owner: '横河村村民委员会' }),
      facility('seaMarket', 'fresh_supermarket', '海晏村生鲜超市', on('海晏村', 0.6, 18)),
    ],
    facts: [
      { settlement: 'closedClinic', service: 'health_station', status: 'gap', severity: 'pilot', why: 'The village clinic across the lane is closed.' },
      { settlement: 'plannedClinic', service: 'health_station', status: 'gap', severity: 'pilot', why: 'The village clinic across the lane is only planned.' },
      { settlement: 'provides', service: 'culture_room', status: 'covered', facility: 'sharedHouse', minutes: [1, 8], why: 'Covered only because the village office provides a culture room.' },
      { settlement: 'supermarket', service: 'wet_market', status: 'covered', facility: 'seaMarket', minutes: [1, 8], why: 'No market, but a fresh-food supermarket, which satisfies the service.' },
    ],
  };
}

/** All exhibits; their ways come on top of the island's, which gain the vertices where they join. @param {Land} land @returns {Exhibit} */
export function plantExhibits(land) {
  const makers = [coreTown, otherTowns, villages, limit, elderly, nearMiss, crossingLanes, oneWay, privateRoad, slowPath, farmTrack, sameEdge, canalShop, wetland, offNetwork, smallIslet, bayIslet];
  const exhibits = makers.map((make) => make(land));
  return {
    ways: exhibits.flatMap((exhibit) => exhibit.ways),
    settlements: exhibits.flatMap((exhibit) => exhibit.settlements),
    facilities: exhibits.flatMap((exhibit) => exhibit.facilities),
    facts: exhibits.flatMap((exhibit) => exhibit.facts),
  };
}
