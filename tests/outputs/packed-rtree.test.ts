/** Packed R-trees, put where SQLite keeps its own: it finds them sound, and in them what a look at every box finds. */
import Database from 'libsql';
import { expect, test } from 'vitest';
import { packRtree, type PlacedItems } from '../../src/outputs/packed-rtree.ts';
import { seeded } from '../support/random.ts';

type Box = readonly [west: number, east: number, south: number, north: number];

/** A tree in memory that is asked by SQLite. */
function openTree(items: PlacedItems): Database.Database {
  const database = new Database(':memory:'), { nodes, leaves } = packRtree(items);
  database.exec('CREATE VIRTUAL TABLE tree USING rtree(id, west, east, south, north); DELETE FROM tree_node;');
  let number = 0;
  for (const { bytes, parent } of nodes) {
    database.prepare('INSERT INTO tree_node VALUES (?, ?)').run([++number, bytes]);
    if (parent !== null) database.prepare('INSERT INTO tree_parent VALUES (?, ?)').run([number, parent]);
  }
  for (const [id, leaf] of leaves) database.prepare('INSERT INTO tree_rowid VALUES (?, ?)').run([id, leaf]);
  return database;
}

/** @param mostPerBox the items of a box are so many at most. */
function randomItems(boxCount: number, mostPerBox: number, random: () => number): PlacedItems & { readonly boxOfId: Map<number, Box> } {
  const firstIds: number[] = [], counts: number[] = [], boxes: number[] = [], boxOfId = new Map<number, Box>();
  for (let b = 0, id = 1; b < boxCount; b++) {
    if (random() < 0.1) id++; // a row without a place
    const west = 360 * random() - 180, south = 180 * random() - 90, box: Box = [west, west + (random() < 0.5 ? 0 : random()), south, south + (random() < 0.5 ? 0 : random())], count = 1 + Math.floor(mostPerBox * random());
    firstIds.push(id);
    counts.push(count);
    boxes.push(...box);
    for (let n = 0; n < count; n++) boxOfId.set(id++, box);
  }
  return { firstIds, counts, boxes, boxOfId };
}

// A node has 51 cells: one leaf, one that is full, two, and as many that the root is the third above the leaves.
for (const [boxCount, mostPerBox] of [[1, 1], [51, 1], [52, 1], [2700, 1], [1, 200], [700, 9], [20, 400]] as const) {
  test(`${boxCount} boxes of up to ${mostPerBox} items are found by any window`, () => {
    const random = seeded(100 * boxCount + mostPerBox), items = randomItems(boxCount, mostPerBox, random), tree = openTree(items);
    expect(tree.prepare('SELECT rtreecheck(\'tree\') AS said').get()).toMatchObject({ said: 'ok' });
    expect(tree.prepare('SELECT count(*) AS n FROM tree').get()).toMatchObject({ n: items.boxOfId.size });
    const atCorner = tree.prepare('SELECT count(*) AS n FROM tree WHERE id = ? AND west <= ? AND east >= ? AND south <= ? AND north >= ?');
    for (const [id, [, east, , north]] of [...items.boxOfId].slice(0, 300)) expect(atCorner.get(id, east, east, north, north), `${id}`).toMatchObject({ n: 1 });
    for (let ask = 0; ask < 20; ask++) {
      const west = 400 * random() - 200, south = 200 * random() - 100, east = west + 120 * random(), north = south + 60 * random();
      const found = new Set((tree.prepare('SELECT id FROM tree WHERE west <= ? AND east >= ? AND south <= ? AND north >= ?').all(east, west, north, south) as { id: number }[]).map(({ id }) => id));
      const lost: number[] = [], strayed: number[] = [];
      for (const [id, [w, e, s, n]] of items.boxOfId) {
        const isIn = w <= east && e >= west && s <= north && n >= south, isBeside = Math.min(Math.abs(w - east), Math.abs(e - west), Math.abs(s - north), Math.abs(n - south)) < 1e-4;
        if (isIn && !found.has(id)) lost.push(id);
        if (!isIn && !isBeside && found.has(id)) strayed.push(id); // boxes are rounded outwards to 32 bits
      }
      expect({ lost, strayed }).toEqual({ lost: [], strayed: [] });
    }
  });
}

test('rows are added to it and taken from it as from any other', () => {
  const items = randomItems(3000, 1, seeded(7)), tree = openTree(items), ids = [...items.boxOfId.keys()];
  for (const id of ids.slice(0, 2000)) tree.prepare('DELETE FROM tree WHERE id = ?').run(id);
  for (let i = 0; i < 500; i++) tree.prepare('INSERT INTO tree VALUES (?, ?, ?, ?, ?)').run([10_000 + i, i / 10, i / 10, 1, 1]);
  expect(tree.prepare('SELECT rtreecheck(\'tree\') AS said, (SELECT count(*) FROM tree) AS n').get()).toMatchObject({ said: 'ok', n: ids.length - 2000 + 500 });
});
