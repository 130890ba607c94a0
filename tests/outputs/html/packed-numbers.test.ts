import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberPacker, NumberUnpacker } from '../../../src/outputs/html/packed-numbers.ts';

test('small numbers take a byte, the sign in the lowest bit', () => {
  const packer = new NumberPacker();
  packer.ints([0, -1, 1, 63, -64, 64]);
  // 6 numbers: 12 = 2 × 6; 0, 1, 2, 126, 127; 128 as 128 + 0, then 1.
  expect([...packer.finish()]).toEqual([12, 0, 1, 2, 126, 127, 128, 1]);
});

test('lists come back as they were, in their order', () => {
  const int = fc.integer({ min: -(2 ** 51), max: 2 ** 51 });
  fc.assert(fc.property(fc.array(int), fc.array(fc.integer()), fc.array(fc.double()), (ints, deltas, floats) => {
    const packer = new NumberPacker();
    packer.ints(ints); packer.floats(floats); packer.deltas(deltas);
    const unpacker = new NumberUnpacker(packer.finish());
    expect([[...unpacker.ints()], [...unpacker.floats()], [...unpacker.deltas()]]).toEqual([ints.map((v) => v + 0), floats, deltas.map((v) => v + 0)]);
  }));
});

test('a fraction among whole numbers is a RangeError, and so are bytes that end too soon', () => {
  expect(() => { new NumberPacker().ints([0.5]); }).toThrow(RangeError);
  expect(() => new NumberUnpacker(Uint8Array.of(4, 128)).ints()).toThrow('the bytes end at 2');
});
