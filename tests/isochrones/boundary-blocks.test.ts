/** The field in the blocks at the boundary, against all nodes and all pieces. */
import { expect, test } from 'vitest';
import { BLOCK_CELLS, BLOCK_NODES, BoundaryBlocks, gridAround, type Grid, type GroundMetres } from '../../src/isochrones/boundary-blocks.ts';
import { TracedGround } from '../../src/isochrones/isochrone.ts';
import { NEVER, PIECE, Pieces } from '../../src/isochrones/pieces.ts';
import { traceOnFullGrid, type Piece } from '../support/full-grid-isochrones.ts';
import { seeded } from '../support/random.ts';

/** Streets of random lengths, some of none, in a random square; of each kind, what is reached at any time. Ends lie on a lattice in every other case, so that distances are equal. */
function randomPieces(seed: number): Pieces {
  const random = seeded(7919 * seed), pieces = new Pieces(), legs: Parameters<Pieces['addLeg']>[] = [], width = 20 + 400 * random(), lattice = seed % 2 === 0 ? 12.5 : 0;
  const coordinate = (): number => { const metres = width * (random() - 0.5); return lattice === 0 ? metres : lattice * Math.round(metres / lattice); };
  const count = 1 + Math.floor(40 * random());
  for (let i = 0; i < count; i++) {
    const x = coordinate(), y = coordinate(), kind = random(), isShort = random() < 0.5, x2 = isShort ? x + 30 * random() : coordinate(), y2 = random() < 0.1 ? y : isShort ? y + 30 * random() : coordinate();
    const [toX, toY] = random() < 0.05 ? [x, y] : [x2, y2];
    if (kind >= 0.6 && i > 0) { pieces.addStreet(x, y, toX, toY, NEVER, NEVER); continue; }
    const time = 300 * random(), length = Math.hypot(toX - x, toY - y), piece = [x, y, toX, toY, time, time + length * (random() < 0.2 ? 3 : 1) * (2 * random() - 1)] as const;
    if (random() < 0.1) legs.push([...piece]); else pieces.addStreet(...piece);
  }
  for (const leg of legs) pieces.addLeg(...leg);
  return pieces;
}

const allOf = ({ at, count, streetCount }: Pieces, which: (isLeg: boolean, spent: number) => boolean = () => true): Piece[] =>
  Array.from({ length: count }, (_, i) => i).filter((i) => which(i >= streetCount, at[PIECE * i + 7])).map((i) => { const [x1, y1, x2, y2, , , , spent1, spent2] = at.subarray(PIECE * i, PIECE * i + PIECE); return [x1, y1, x2, y2, spent1, spent2]; });

/** By the definition. */
function fieldAt(streets: readonly Piece[], legs: readonly Piece[], x: number, y: number, { limit, ground, reach }: GroundMetres & { readonly limit: number }): number {
  const measure = ([x1, y1, x2, y2, spent1, spent2]: Piece): { metres: number; spent: number } => {
    const dx = x2 - x1, dy = y2 - y1, along = (x - x1) * dx + (y - y1) * dy, t = along <= 0 ? 0 : Math.min(1, along / (dx * dx + dy * dy));
    return { metres: Math.sqrt(t === 1 ? (x - x2) ** 2 + (y - y2) ** 2 : (x - x1 - t * dx) ** 2 + (y - y1 - t * dy) ** 2), spent: t === 1 ? spent2 : spent1 + t * (spent2 - spent1) };
  };
  const { metres, spent } = streets.map(measure).reduce((best, one) => (one.metres < best.metres || (one.metres === best.metres && one.spent < best.spent) ? one : best), { metres: reach, spent: 0 });
  const byLeg = legs.map(measure).map((leg) => Math.max(leg.metres - Math.min(2.5, ground), leg.metres + leg.spent - limit));
  return Math.max(-2.5, Math.min(2.5, metres - ground > metres + spent - limit ? metres - ground : metres + spent - limit, ...byLeg));
}

const gridOf = (pieces: Pieces, reach: number): Grid => {
  const box = pieces.reachedBox();
  if (box === null) throw new RangeError('nothing is reached');
  return gridAround(box, 2.5, reach + 2.5);
};

test('every node visited has the field of all pieces, and every cell in which its sign changes is visited once', () => {
  let visited = 0, nodes = 0, changing = 0;
  for (let seed = 1; seed <= 30; seed++) {
    const pieces = randomPieces(seed), ground = [0, 2, 20, 50, 120][seed % 5], metres = { limit: 50 + 8 * seed, ground, reach: ground + 5 }, grid = gridOf(pieces, metres.reach), { columns, rows, left, below } = grid;
    const streets = allOf(pieces, (isLeg) => !isLeg), legs = allOf(pieces, (isLeg) => isLeg), all = Array.from({ length: columns * rows }, (_, n) => fieldAt(streets, legs, (n % columns - left) * 2.5, (Math.floor(n / columns) - below) * 2.5, metres)), times = new Uint8Array(columns * rows);
    let worst = 0;
    new BoundaryBlocks(grid, pieces, metres).visit(metres.limit, (column, row, field) => {
      visited += BLOCK_CELLS ** 2;
      for (let n = 0; n < BLOCK_NODES ** 2; n++) {
        const c = column + n % BLOCK_NODES, r = row + Math.floor(n / BLOCK_NODES);
        if (c >= columns || r >= rows) { expect(field[n]).toBeGreaterThan(0); continue; }
        worst = Math.max(worst, Math.abs(field[n] - all[r * columns + c]));
        if (n % BLOCK_NODES < BLOCK_CELLS && n < BLOCK_CELLS * BLOCK_NODES) times[r * columns + c]++;
      }
    });
    expect(worst, `seed ${seed}`).toBeLessThan(1e-9);
    for (let r = 0; r < rows - 1; r++) for (let c = 0; c < columns - 1; c++) {
      const n = r * columns + c, corners = [all[n], all[n + 1], all[n + columns], all[n + columns + 1]];
      if (Math.min(...corners) > -1e-9 || Math.max(...corners) < 1e-9) continue;
      changing++;
      expect(times[n], `seed ${seed}, cell ${c}, ${r}`).toBe(1);
    }
    expect(Math.max(...times)).toBeLessThanOrEqual(1);
    nodes += all.length;
  }
  expect(changing).toBeGreaterThan(10_000);
  expect(visited / nodes).toBeLessThan(0.5); // most of the ground is not looked at
});

test('rings are those of the full grid, to the last bit', () => {
  let rings = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const pieces = randomPieces(seed), ground = [0, 1, 2.5, 10, 50, 130][seed % 6], limit = 300 * (seed % 7) / 6, found = new TracedGround(pieces, ground).rings(limit);
    expect(found, `seed ${seed}`).toEqual(traceOnFullGrid(allOf(pieces, (isLeg, spent) => !isLeg && spent !== NEVER), allOf(pieces, (isLeg) => isLeg), allOf(pieces, (isLeg, spent) => !isLeg && spent === NEVER), limit, ground));
    rings += found.length;
  }
  expect(rings).toBeGreaterThan(2000);
});

test('rings of one limit after another are those of each by itself', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const pieces = randomPieces(seed), ground = new TracedGround(pieces, 50);
    for (const limit of [300, 100, 200]) expect(ground.rings(limit), `seed ${seed}`).toEqual(new TracedGround(pieces, 50).rings(limit));
  }
});

test('a street after a leg is refused', () => {
  const pieces = new Pieces();
  pieces.addLeg(0, 0, 1, 0, 0, 1);
  expect(() => { pieces.addStreet(0, 0, 1, 0, 0, 1); }).toThrow(RangeError);
});
