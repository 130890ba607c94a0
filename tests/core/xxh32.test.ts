import { expect, test } from 'vitest';
import { xxh32 } from '../../src/core/xxh32.ts';
import { seeded } from '../support/random.ts';

const wordsOf = (text: string): Uint32Array => new Uint32Array(Uint8Array.from(text, (c) => c.charCodeAt(0)).buffer);

test('the sums are those of other programs', () => {
  // js-xxhash 5.0.1 and the table of the reference ('' and 'abcd')
  const table: Record<string, number> = { '': 0x02cc5d05, 'abcd': 0xa3643705, 'abcdefghijklmnop': 0x9d2d8b62, 'abcdefghijklmnopqrst': 0x91618150, 'abcdefghijklmnopabcdefghijklmnopqrst0123': 0x02643218 };
  for (const [text, sum] of Object.entries(table)) expect(xxh32(wordsOf(text)), text).toBe(sum);
});

test('every bit counts, wherever it is', () => {
  const random = seeded(3), words = Uint32Array.from({ length: 37 }, () => 2 ** 32 * random()), before = xxh32(words);
  for (let i = 0; i < words.length; i++) for (let bit = 0; bit < 32; bit++) {
    words[i] ^= 1 << bit;
    expect(xxh32(words), `word ${i}, bit ${bit}`).not.toBe(before);
    words[i] ^= 1 << bit;
  }
});
