import { expect, test } from 'vitest';
import { BucketQueue } from '../../src/core/bucket-queue.ts';
import { seeded } from '../support/random.ts';

test('gives back every pair once, bucket by bucket, and then -1', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const random = seeded(seed), most = 3_600_000;
    const queue = new BucketQueue(most);
    const pairs = Array.from({ length: 3000 }, (_, item) => ({ key: Math.floor(random() * (most + 1)), item }));
    for (const { key, item } of pairs) queue.push(key, item);
    const popped: { key: number; item: number }[] = [];
    for (let item = queue.pop(); item >= 0; item = queue.pop()) popped.push({ key: queue.poppedKey, item });
    expect(popped.toSorted((a, b) => a.item - b.item)).toEqual(pairs);
    for (let i = 1; i < popped.length; i++) expect(popped[i].key >>> 14).toBeGreaterThanOrEqual(popped[i - 1].key >>> 14);
  }
});

test('takes a smaller key of the bucket that is being emptied, and reuses its room', () => {
  const queue = new BucketQueue(100_000);
  queue.push(50_000, 1);
  expect(queue.pop()).toBe(1);
  queue.push(49_999, 2); // the same bucket: 49152 .. 65535
  queue.push(100_000, 3);
  expect([queue.pop(), queue.poppedKey]).toEqual([2, 49_999]);
  expect([queue.pop(), queue.poppedKey]).toEqual([3, 100_000]);
  expect(queue.pop()).toBe(-1);
});
