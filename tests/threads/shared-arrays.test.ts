import { expect, test } from 'vitest';
import { shareArrays } from '../../src/threads/shared-arrays.ts';

test('typed arrays come back in shared memory, all else as it is', () => {
  const inside = new Float64Array([0.1, -0, Infinity]).subarray(1), data = { a: inside, list: [{ b: Uint8Array.of(1, 255), c: null }, 'text', undefined, true], map: new Map([[3, [Int32Array.of(-5)]]]), none: new Uint32Array(0) };
  const shared = shareArrays(data);
  expect(shared).toEqual(data);
  for (const array of [shared.a, shared.map.get(3)?.[0], shared.none]) expect(array?.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect([Object.is(shared.a[0], -0), shared.a.buffer.byteLength, data.a.buffer.byteLength]).toEqual([true, 16, 24]);
});

test('an array is copied once, however many questions it is part of', () => {
  const array = Uint32Array.of(1, 2, 3), first = shareArrays({ array });
  expect(shareArrays([array])[0]).toBe(first.array);
});

test('an object of a class is a mistake of ours, and so is a view of bytes', () => {
  class Search { readonly labels = new Uint32Array(1); }
  expect(() => shareArrays({ search: new Search() })).toThrow(new RangeError('the data for other threads has a Search, expected plain objects'));
  expect(() => shareArrays([new DataView(new ArrayBuffer(8))])).toThrow(RangeError);
});
