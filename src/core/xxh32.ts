/**
 * A checksum of numbers in memory: XXH32 of xxHash (Collet 2012), with the seed 0, for bytes that come in
 * whole words. Every change within one word changes it, any other change but once in 2³² times.
 *
 * Plain code and some 2 GB/s on every machine, where SHA-256 has as much only of a processor with
 * instructions for it, and the CRC-32 of `node:zlib` is not in every Node that is supported.
 */
const P1 = 0x9e3779b1, P2 = 0x85ebca77, P3 = 0xc2b2ae3d, P4 = 0x27d4eb2f, P5 = 0x165667b1;

/** @returns XXH32 of the bytes of the words as a little-endian machine has them, unsigned. */
export function xxh32(words: Uint32Array): number {
  const { length } = words;
  let hash = P5, i = 0;
  if (length >= 4) {
    let a = (P1 + P2) | 0, b = P2 | 0, c = 0, d = -P1 | 0;
    for (; i + 4 <= length; i += 4) {
      a = round(a, words[i]);
      b = round(b, words[i + 1]);
      c = round(c, words[i + 2]);
      d = round(d, words[i + 3]);
    }
    hash = rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18);
  }
  hash = (hash + 4 * length) | 0;
  for (; i < length; i++) hash = Math.imul(rotate((hash + Math.imul(words[i], P3)) | 0, 17), P4);
  hash = Math.imul(hash ^ (hash >>> 15), P2);
  hash = Math.imul(hash ^ (hash >>> 13), P3);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function round(sum: number, word: number): number {
  return Math.imul(rotate((sum + Math.imul(word, P2)) | 0, 13), P1);
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
