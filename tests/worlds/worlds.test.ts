// Drawn towns with answers by arithmetic. Metres; walking at 60 m/min, so that metres / 60 are minutes.
// Drawn coordinates are rounded to a centimetre: answers are compared to a few of them.
import { expect, test } from 'vitest';
import { area, at, town } from '../support/town.ts';

const CM = 0.05;
const close = (value: number | null, expected: number, tolerance = CM): void => {
  expect(value).not.toBeNull();
  expect(Math.abs((value ?? NaN) - expected), `${value} is not ${expected}`).toBeLessThanOrEqual(tolerance);
};

test('a straight street: both legs count, and points lie on the edge, not at its ends', () => {
  //   home (200, 30)            shop (800, -50)
  //     |                          |
  //  0 --+------------------------+------- 1000     30 + 600 + 50 = 680 m
  const { ask } = town({ streets: [[[0, 0], [1000, 0]]], settlements: { home: at([200, 30]) }, facilities: { shop: at([800, -50]) } });
  close(ask('home').metres, 680);
  close(ask('home').minutes, 680 / 60, 0.001);
  expect(ask('home')).toMatchObject({ status: 'covered', facility: 'shop' });
});

test('two places on one edge are joined along it, however far its ends are', () => {
  // One edge of 10 km that bends; home and shop 40 m apart in the middle, each 10 m off: 10 + 40 + 10.
  const { ask, network } = town({ streets: [[[0, 0], [5000, 0], [5000, 5000]]], settlements: { home: at([4000, 10]) }, facilities: { shop: at([4040, -10]) } });
  expect(network.edgeCount).toBe(1);
  close(ask('home').metres, 60);
});

test('a canal with one bridge: what is near as the crow flies is far on foot', () => {
  //  home (0, 100) ----------- (1000, 100)
  //  ~~~~~~~~ canal ~~~~~~~~~~~~~~| bridge
  //  school (0, 0) ----------- (1000, 0)       1000 + 100 + 1000 = 2100 m, 100 m by crow
  const { ask } = town({
    streets: [[[0, 100], [1000, 100]], [[0, 0], [1000, 0]], { path: [[1000, 100], [1000, 0]], level: 1 }],
    settlements: { home: at([0, 100]) }, facilities: { school: at([0, 0]) },
  });
  expect(ask('home').status).toBe('gap');
  close(ask('home').metres, 2100);
});

test('without the bridge there is no way: a gap with nothing in reach', () => {
  const { ask } = town({ streets: [[[0, 100], [1000, 100]], [[0, 0], [1000, 0]]], settlements: { home: at([0, 100]) }, facilities: { school: at([0, 0]) } });
  expect(ask('home')).toEqual({ status: 'gap', reason: null, minutes: null, metres: null, facility: null });
});

test('a one-way street counts in the direction from settlement to facility', () => {
  // West end W (0,0), east end E (300,0). Direct footway one way W -> E of 300 m; the detour over (150,400) is open both ways:
  // 2 x sqrt(150^2 + 400^2) = 854.4 m.
  const streets = [{ path: [[0, 0], [300, 0]] as const, oneway: true }, [[0, 0], [150, 400], [300, 0]] as const];
  const detour = 2 * Math.hypot(150, 400);
  close(town({ streets, settlements: { home: at([0, 0]) }, facilities: { shop: at([300, 0]) } }).ask('home').metres, 300);
  close(town({ streets, settlements: { home: at([300, 0]) }, facilities: { shop: at([0, 0]) } }).ask('home').metres, detour);
});

test('on one one-way edge, a shop behind is reached the long way round', () => {
  // Home at 200, shop at 100 of the one-way W -> E: on to E 100, the detour back 854.4, from W 100.
  const streets = [{ path: [[0, 0], [300, 0]] as const, oneway: true }, [[0, 0], [150, 400], [300, 0]] as const];
  close(town({ streets, settlements: { home: at([200, 0]) }, facilities: { shop: at([100, 0]) } }).ask('home').metres, 100 + 2 * Math.hypot(150, 400) + 100);
  close(town({ streets, settlements: { home: at([100, 0]) }, facilities: { shop: at([200, 0]) } }).ask('home').metres, 100);
});

test('the limit is inclusive, to the millisecond', () => {
  // lengthMetres says exactly 600 m: 10 minutes.
  const { ask } = town({ streets: [{ path: [[0, 0], [590, 0]], metres: 600 }], settlements: { home: at([0, 0]) }, facilities: { shop: at([590, 0]) } });
  expect(ask('home', { limitMinutes: 10 })).toMatchObject({ status: 'covered', minutes: 10, metres: 600 });
  expect(ask('home', { limitMinutes: 9.9999 }).status).toBe('gap');
  expect(ask('home', { limitMinutes: null, limitMetres: 600 }).status).toBe('covered');
  expect(ask('home', { limitMinutes: null, limitMetres: 599.9 }).status).toBe('gap');
  expect(ask('home', { limitMinutes: 10, limitMetres: 500 }).status).toBe('gap');
});

test('the search is inclusive too: a facility exactly an hour away is found, one a metre further is not', () => {
  // home at a junction, on the lanes that go on behind it, 3,600 m from the shop: its time is that of the junction.
  const street = (metres: number) => town({
    streets: [[[3500, 0], [3500, 100]], [[3500, 0], [3600, 0]], { path: [[0, 0], [3500, 0]], metres }],
    settlements: { home: at([3500, 0]) }, facilities: { shop: at([0, 0]) },
  }).ask('home');
  expect(street(3600)).toMatchObject({ status: 'gap', minutes: 60 });
  expect(street(3601)).toMatchObject({ status: 'gap', minutes: null });
});

test('the elderly walk at 48 m/min: 600 m are 12.5 minutes', () => {
  const { ask } = town({ streets: [{ path: [[0, 0], [600, 0]], metres: 600 }], settlements: { home: at([0, 0]) }, facilities: { shop: at([600, 0]) } });
  expect(ask('home', { profile: 'elderly', limitMinutes: 12 })).toMatchObject({ status: 'gap', minutes: 12.5, metres: 600 });
  expect(ask('home', { profile: 'elderly', limitMinutes: 12.5 }).status).toBe('covered');
});

test('a slow street takes longer and stays as long; a fast detour is taken', () => {
  // Direct 300 m at half speed = 600 s; detour 2 x sqrt(150^2 + 200^2) = 500 m at full speed = 500 s.
  const { ask } = town({
    streets: [{ path: [[0, 0], [300, 0]], speedFactor: 0.5 }, [[0, 0], [150, 200], [300, 0]]],
    settlements: { home: at([0, 0]), middle: at([100, 0]) }, facilities: { shop: at([300, 0]) },
  });
  close(ask('home').metres, 500);
  close(ask('home').minutes, 500 / 60, 0.001);
  close(ask('middle').metres, 200); // 200 m at half speed = 400 s, back and round = 200 + 500 = 700 s
  close(ask('middle').minutes, 400 / 60, 0.001);
});

test('a park is reached where the street touches it, not at its centroid', () => {
  // Street along y = 0 to x = 400; the park is the square [400, 1400] x [-500, 500]: its side is at the street's end.
  const { ask } = town({ streets: [[[0, 0], [400, 0]]], settlements: { home: at([0, 0]) }, facilities: { park: area([400, -500], [1400, -500], [1400, 500], [400, 500]) } });
  close(ask('home').metres, 400);
});

test('a park that a street runs through is reached where the street enters it, from either side and from inside', () => {
  const { ask } = town({
    streets: [[[0, 0], [1000, 0]]], facilities: { park: area([400, -100], [600, -100], [600, 100], [400, 100]) },
    settlements: { west: at([0, 0]), east: at([1000, 0]), inside: at([500, 20]) },
  });
  close(ask('west').metres, 400);
  close(ask('east').metres, 400);
  close(ask('inside').metres, 20); // its own leg to the street, and it is there
});

test('a park whose side lies on the street is reached all along it', () => {
  const { ask } = town({
    streets: [[[0, 0], [1000, 0]]], facilities: { park: area([400, 0], [600, 0], [600, 100], [400, 100]) },
    settlements: { west: at([0, 0]), beside: at([500, -30]), east: at([1000, 0]) },
  });
  close(ask('west').metres, 400);
  close(ask('beside').metres, 30);
  close(ask('east').metres, 400);
});

test('a park set back from the street is reached over a leg from the nearest point of the street', () => {
  // Nearest side 60 m north of the street at x = 400..600: from x = 0: 400 + 60.
  const { ask } = town({ streets: [[[0, 0], [400, 0]]], settlements: { home: at([0, 0]) }, facilities: { park: area([400, 60], [600, 60], [600, 100], [400, 100]) } });
  close(ask('home').metres, 460);
});

test('of several entrances the one that is best is taken, and of several gates', () => {
  const { ask } = town({
    streets: [[[0, 0], [2000, 0]]],
    settlements: { estate: at([0, 0], [900, 0]) }, facilities: { hospital: at([2000, 0], [1000, 10]) },
  });
  close(ask('estate').metres, 110); // gate at 900 to entrance at 1000, 10 m off
});

test('a settlement that is an area begins in its middle', () => {
  const { ask, settlementAccess } = town({ streets: [[[0, 0], [1000, 0]]], settlements: { estate: area([100, 20], [300, 20], [300, 60], [100, 60]) }, facilities: { shop: at([1000, 0]) } });
  close(settlementAccess[0][0].legMetres, 40);
  close(ask('estate').metres, 40 + 800);
});

test('lines that cross without a shared point do not join, unless asked to and on one level', () => {
  const cross = (level: number) => ({
    streets: [[[0, 0], [1000, 0]] as const, { path: [[500, -500], [500, 500]] as const, level }],
    settlements: { home: at([0, 0]) }, facilities: { shop: at([500, 400]) },
  });
  expect(town(cross(0)).ask('home').metres).toBeNull();
  close(town({ ...cross(0), joinCrossings: true }).ask('home').metres, 900);
  expect(town({ ...cross(1), joinCrossings: true }).ask('home').metres, 'a bridge over a street').toBeNull();
});

test('a T-junction without a shared point joins only where asked for', () => {
  const tee = { streets: [[[0, 0], [1000, 0]] as const, [[500, 0.2], [500, 500]] as const], settlements: { home: at([0, 0]) }, facilities: { shop: at([500, 400]) } };
  expect(town(tee).ask('home').metres).toBeNull();
  close(town({ ...tee, joinCrossings: true }).ask('home').metres, 900, 0.5);
});

test('ends 0.3 m apart are joined, ends 0.7 m apart are not', () => {
  const gap = (metres: number) => town({ streets: [[[0, 0], [500, 0]], [[500 + metres, 0], [1000, 0]]], settlements: { home: at([0, 0]) }, facilities: { shop: at([1000, 0]) } });
  close(gap(0.3).ask('home').metres, 1000);
  expect(gap(0.7).ask('home').metres).toBeNull();
});

test('a street that bends under a bridge within the tolerance is not joined to it; a street that ends at its end is', () => {
  const under = town({
    streets: [{ path: [[0, 0], [500, 0], [1000, 0]], level: 1 }, [[500, -500], [500, 0.2], [500, 500]]],
    settlements: { home: at([0, 0]) }, facilities: { shop: at([500, 500]) },
  });
  expect(under.ask('home').metres).toBeNull();
  const end = town({
    streets: [{ path: [[0, 0], [500, 0]], level: 1 }, [[500.2, 0], [1000, 0]]],
    settlements: { home: at([0, 0]) }, facilities: { shop: at([1000, 0]) },
  });
  close(end.ask('home').metres, 1000);
});

test('a real network is preferred to a nearer island of fewer than 40 vertices, and the choice is on record', () => {
  const zigzag = (y: number, vertices: number) => Array.from({ length: vertices }, (_, i) => [i * 20, y + (i % 2)] as const);
  const choose = (vertices: number) => town({ streets: [zigzag(0, vertices), zigzag(200, 60)], settlements: { home: at([300, 80]) }, facilities: { shop: at([300, 205]) } });
  const island = choose(39);
  close(island.settlementAccess[0][0].legMetres, 120, 1);
  close(island.settlementAccess[0][0].avoidedIslandMetres, 80, 1);
  expect(island.ask('home').status).toBe('covered');
  const network = choose(40);
  close(network.settlementAccess[0][0].legMetres, 80, 1);
  expect(network.settlementAccess[0][0].avoidedIslandMetres).toBeNull();
  expect(network.ask('home').status, 'on a network of its own').toBe('gap');
});

test('snapping goes as far as the limit and no further', () => {
  const { ask } = town({ streets: [[[0, 0], [1000, 0]]], settlements: { near: at([500, 299.9]), far: at([500, 300.1]) }, facilities: { shop: at([1000, 0]) } });
  close(ask('near').metres, 799.9);
  expect(ask('far')).toEqual({ status: 'unknown', reason: 'settlement-not-on-network', minutes: null, metres: null, facility: null });
});

test('a cul-de-sac loop and a street drawn twice change nothing', () => {
  // A ring of 4 x 100 m at the end of a 100 m stem; home on the far side of the ring: 200 + 100.
  const ring = [[100, 0], [200, 0], [200, 100], [100, 100], [100, 0]] as const;
  const { ask, findings } = town({ streets: [[[0, 0], [100, 0]], ring, ring], settlements: { home: at([200, 100]) }, facilities: { shop: at([0, 0]) } });
  close(ask('home').metres, 300);
  expect(findings.notices()).toEqual([expect.objectContaining({ code: 'duplicate-line', count: 4 })]);
});

test('a ring that touches nothing else is a network too', () => {
  const { ask } = town({ streets: [[[0, 0], [100, 0], [100, 100], [0, 100], [0, 0]]], settlements: { home: at([10, 0]) }, facilities: { shop: at([10, 100]) } });
  close(ask('home').metres, 120);
});

test('facilities that are planned, closed or not open do not count, but their type is in the data', () => {
  const closed = (given: object) => town({ streets: [[[0, 0], [100, 0]]], settlements: { home: at([0, 0]) }, facilities: { shop: { place: at([100, 0]), ...given } } }).ask('home');
  expect(closed({}).status).toBe('covered');
  for (const given of [{ status: 'planned' }, { status: 'closed' }, { open: false }]) expect(closed(given)).toMatchObject({ status: 'gap', reason: null });
  expect(closed({ type: 'school' })).toMatchObject({ status: 'unknown', reason: 'no-such-facility-in-data' });
  expect(closed({ type: 'school', provides: ['shop'] }).status).toBe('covered');
  expect(closed({ place: { type: 'unlocated' } })).toMatchObject({ status: 'unknown', reason: 'no-such-facility-in-data' });
});

test('of two facilities equally far the one with the lower id is named', () => {
  const { ask } = town({ streets: [{ path: [[0, 0], [100, 0]], metres: 100 }, { path: [[0, 0], [-100, 0]], metres: 100 }], settlements: { home: at([0, 0]) }, facilities: { b: at([100, 0]), a: at([-100, 0]) } });
  expect(ask('home')).toMatchObject({ facility: 'a', metres: 100 });
});

test('a search that runs into three dead ends on one side of the data and finds nothing is unknown; a lone dead end is an end', () => {
  // A main street north-south at x = 0, lanes west to x = -500: cut there. The shop is on a street of its own far away.
  const lane = (y: number) => [[0, y], [-500, y]] as const;
  const cut = (lanes: number[]) => town({
    streets: [[[0, 0], [0, 300], [0, 600], [0, 900]], ...lanes.map(lane), [[3000, 0], [3000, 900]]],
    settlements: { home: at([-100, 300]) }, facilities: { shop: at([3000, 100]) },
  });
  expect(cut([0, 300, 600]).ask('home')).toMatchObject({ status: 'unknown', reason: 'edge-of-data' });
  expect(cut([0, 300]).ask('home')).toMatchObject({ status: 'gap', reason: null });
  expect(cut([0, 300, 600]).ask('home', { limitMinutes: 6 }).status, 'the edge is 400 m = 6.7 min away, beyond the limit').toBe('gap');
});

test('with a declared extent its dead ends are the edge, and what is found counts all the same', () => {
  const street = (facility: number) => {
    const [west, south] = [121.4, 31.5], east = 121.5 + 1000 / 94_900;
    return town({ streets: [[[0, 0], [1000, 0]]], settlements: { home: at([800, 0]) }, facilities: { shop: at([facility, 2000]), stall: at([facility, 0]) }, extent: [west, south, east, 31.7] });
  };
  expect(street(5000).ask('home')).toMatchObject({ status: 'unknown', reason: 'edge-of-data' });
  expect(street(500).ask('home').status).toBe('covered');
});

test('facilities known to be too small do not count where size is asked for', () => {
  const { ask } = town({
    streets: [[[0, 0], [1000, 0]]], settlements: { home: at([0, 0]) },
    facilities: { small: { place: at([100, 0]), areaSquareMetres: 399 }, unknown: { place: at([300, 0]) }, large: { place: at([200, 0]), areaSquareMetres: 400 } },
  });
  expect(ask('home', { minimumSquareMetres: 400 }).facility).toBe('large');
  expect(ask('home').facility).toBe('small');
});
