/**
 * Features of GeoJSON read at sight: where a feature ends, and the numbers of its geometry's "coordinates". What is
 * left of it is put together, with `[]` in their place, for the engine's parser.
 *
 * Only what is plain is read. Of anything else, and of a feature that does not end in the bytes that are there, `scan`
 * says 0, and the feature is parsed whole: keys with a backslash, members given twice, numbers with an exponent or of
 * more than 19 digits, lists without positions, positions of different length or depth.
 *
 *   text      the bytes, and zeros behind them, so that nothing is read beyond
 *   numbers   f64, in the order of the text
 *   counts    u32: how many members each list above the positions has, in the order in which they open
 *   rest      bytes
 *   found     u32: line ends, depth of lists above the positions, numbers of a position, bytes of rest, whether these are ASCII, numbers in all
 *
 * All areas are laid out by src/inputs/feature-scanner.ts.
 */
const NEWLINE: u32 = 0x0a, SPACE: u32 = 0x20, QUOTE: u32 = 0x22, COMMA: u32 = 0x2c, MINUS: u32 = 0x2d, DOT: u32 = 0x2e, ZERO: u32 = 0x30, COLON: u32 = 0x3a;
const OPEN_LIST: u32 = 0x5b, BACKSLASH: u32 = 0x5c, CLOSE_LIST: u32 = 0x5d, OPEN_OBJECT: u32 = 0x7b, CLOSE_OBJECT: u32 = 0x7d;
/** The names of two members, with the quote that ends them. */
const GEOMETRY: u64 = 0x797274656d6f6567, COORDINA: u64 = 0x616e6964726f6f63, TES: u32 = 0x22736574;
/** A MultiPolygon has three lists above its positions; a position at most four numbers. */
const MOST_DEPTH: u32 = 3, MOST_NUMBERS: u32 = 4;
/** So many decimal digits fit into 64 bits. */
const MOST_DIGITS: usize = 19;

const open = memory.data(4 * 4); // by depth: the count of the list that is open there (address)

let numbers: usize = 0, counts: usize = 0, rest: usize = 0, found: usize = 0;
let lines: u32 = 0, nextNumber: usize = 0, nextCount: usize = 0;
let coordinatesAt: usize = 0, coordinatesEnd: usize = 0, depth: i32 = 0, length: u32 = 0;

/** Where the areas begin. */
export function layOut(numbersAt: usize, countsAt: usize, restAt: usize, foundAt: usize): void {
  numbers = numbersAt;
  counts = countsAt;
  rest = restAt;
  found = foundAt;
}

/** Read the feature whose brace is at `begin`. @returns where it ends; 0 if it is not plain or not whole. */
export function scan(begin: usize): usize {
  lines = 0;
  coordinatesAt = 0;
  const end = members(begin, true);
  if (end == 0 || coordinatesAt == 0) return 0;
  const before = coordinatesAt - begin, after = end - coordinatesEnd;
  memory.copy(rest, begin, before);
  store<u16>(rest + before, 0x5d5b); // []
  memory.copy(rest + before + 2, coordinatesEnd, after);
  const restLength = before + 2 + after;
  store<u64>(rest + restLength, 0);
  let bits: u64 = 0;
  for (let at = rest; at < rest + restLength; at += 8) bits |= load<u64>(at);
  store<u32>(found, lines);
  store<u32>(found, depth, 4);
  store<u32>(found, length, 8);
  store<u32>(found, <u32>restLength, 12);
  store<u32>(found, (bits & 0x8080808080808080) == 0 ? 1 : 0, 16);
  store<u32>(found, <u32>((nextNumber - numbers) >> 3), 20);
  return end;
}

/** The first byte from here on that is not white space. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function skipSpace(at: usize): usize {
  while (true) {
    const byte = <u32>load<u8>(at);
    if (byte > SPACE) return at;
    if (byte == NEWLINE) lines++;
    else if (byte != SPACE && byte != 0x0d && byte != 0x09) return at;
    at++;
  }
}

/** Go over the members of a feature, or of its geometry. @returns where it ends, or 0. */
function members(at: usize, isFeature: bool): usize {
  let isFound = false;
  at = skipSpace(at + 1);
  while (true) {
    if (load<u8>(at) != QUOTE) return 0; // nor is an empty object plain
    const key = at + 1;
    at = key;
    for (; load<u8>(at) != QUOTE; at++) if (load<u8>(at) < SPACE || load<u8>(at) == BACKSLASH) return 0;
    const isNamed = isFeature ? at - key == 8 && load<u64>(key) == GEOMETRY : at - key == 11 && load<u64>(key) == COORDINA && load<u32>(key, 8) == TES;
    at = skipSpace(at + 1);
    if (load<u8>(at) != COLON) return 0;
    at = skipSpace(at + 1);
    if (!isNamed) at = skipValue(at);
    else if (isFound) return 0;
    else {
      isFound = true;
      if (isFeature) at = load<u8>(at) == OPEN_OBJECT ? members(at, false) : skipValue(at);
      else {
        coordinatesAt = at;
        at = coordinatesEnd = load<u8>(at) == OPEN_LIST ? readCoordinates(at) : 0;
      }
    }
    if (at == 0) return 0;
    at = skipSpace(at);
    const byte = <u32>load<u8>(at);
    if (byte == CLOSE_OBJECT) return at + 1;
    if (byte != COMMA) return 0;
    at = skipSpace(at + 1);
  }
}

/** The end of a value, which the engine will check; 0 where it has none. */
function skipValue(at: usize): usize {
  let inside = 0;
  while (true) {
    const byte = <u32>load<u8>(at);
    if (byte > QUOTE && byte < OPEN_LIST) {
      if (inside == 0 && (byte == COMMA || byte == COLON)) return at;
    } else if (byte == QUOTE) {
      at = skipText(at + 1);
      if (at == 0) return 0;
    } else if (byte == OPEN_OBJECT || byte == OPEN_LIST) {
      inside++;
    } else if (byte == CLOSE_OBJECT || byte == CLOSE_LIST) {
      if (inside == 0) return at;
      if (--inside == 0) return at + 1;
    } else if (byte == NEWLINE) {
      if (inside == 0) return at;
      lines++;
    } else if (byte < SPACE && byte != 0x0d && byte != 0x09) return 0;
    at++;
  }
}

/** The quote that ends a text; 0 where there is none. */
function skipText(at: usize): usize {
  while (true) {
    const byte = <u32>load<u8>(at);
    if (byte == QUOTE) return at;
    if (byte < SPACE) return 0;
    at += byte == BACKSLASH ? 2 : 1;
  }
}

/** Read a list of positions, of any depth. @returns where it ends, or 0. */
function readCoordinates(at: usize): usize {
  let lists = 0;
  nextNumber = numbers;
  nextCount = counts;
  depth = -1;
  while (true) {
    at = skipSpace(at + 1);
    if (load<u8>(at) == OPEN_LIST) {
      if (lists == MOST_DEPTH) return 0;
      store<u32>(nextCount, 0);
      store<usize>(open + (<usize>lists << 2), nextCount);
      nextCount += 4;
      lists++;
      continue;
    }
    if (depth < 0) { depth = lists; length = 0; }
    else if (depth != lists) return 0;
    at = readPosition(at);
    if (at == 0) return 0;
    while (true) {
      if (lists == 0) return at;
      const count = load<usize>(open + (<usize>(lists - 1) << 2));
      store<u32>(count, load<u32>(count) + 1);
      at = skipSpace(at);
      const byte = <u32>load<u8>(at);
      if (byte == COMMA) {
        at = skipSpace(at + 1);
        if (load<u8>(at) != OPEN_LIST) return 0;
        break;
      }
      if (byte != CLOSE_LIST) return 0;
      at++;
      lists--;
    }
  }
}

/** Read the numbers of a position, the first of which is here. @returns where it ends, or 0. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function readPosition(at: usize): usize {
  let read: u32 = 0;
  while (true) {
    read++;
    at = readNumber(at);
    if (at == 0) return 0;
    at = skipSpace(at);
    const byte = <u32>load<u8>(at);
    if (byte == CLOSE_LIST) {
      if (length == 0) length = read;
      return length == read && read > 1 ? at + 1 : 0;
    }
    if (byte != COMMA || read == MOST_NUMBERS) return 0;
    at = skipSpace(at + 1);
  }
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
function digitAt(at: usize): u32 {
  return <u32>load<u8>(at) - ZERO;
}

/** Read a number, to the nearest that there is. @returns where it ends, or 0. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function readNumber(at: usize): usize {
  const isNegative = load<u8>(at) == MINUS;
  if (isNegative) at++;
  const begin = at;
  let digits: u64 = digitAt(at), decimals: usize = 0;
  if (digits > 9) return 0;
  at++;
  if (digits == 0) { if (digitAt(at) <= 9) return 0; }
  else for (let digit = digitAt(at); digit <= 9; digit = digitAt(++at)) digits = digits * 10 + digit;
  let count = at - begin;
  if (load<u8>(at) == DOT) {
    const first = ++at;
    for (let digit = digitAt(at); digit <= 9; digit = digitAt(++at)) digits = digits * 10 + digit;
    decimals = at - first;
    if (decimals == 0) return 0;
    count += decimals;
  }
  if (count > MOST_DIGITS) return 0;
  // Both are exact, and so is their quotient but for one rounding (Clinger 1990, PLDI).
  const size = digits < (1 << 53) ? <f64>digits / load<f64>(TENS + (decimals << 3)) : nearest(digits, decimals);
  store<f64>(nextNumber, isNegative ? -size : size);
  nextNumber += 8;
  return at;
}

const TENS = memory.data<f64>([1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18]);
/** 128 bits of 10^-n, rounded up, the upper half first. */
const TENTHS = memory.data<u64>([
  0x8000000000000000, 0x0000000000000000, 0xcccccccccccccccc, 0xcccccccccccccccd, 0xa3d70a3d70a3d70a, 0x3d70a3d70a3d70a4, 0x83126e978d4fdf3b, 0x645a1cac083126ea,
  0xd1b71758e219652b, 0xd3c36113404ea4a9, 0xa7c5ac471b478423, 0x0fcf80dc33721d54, 0x8637bd05af6c69b5, 0xa63f9a49c2c1b110, 0xd6bf94d5e57a42bc, 0x3d32907604691b4d,
  0xabcc77118461cefc, 0xfdc20d2b36ba7c3e, 0x89705f4136b4a597, 0x31680a88f8953031, 0xdbe6fecebdedd5be, 0xb573440e5a884d1c, 0xafebff0bcb24aafe, 0xf78f69a51539d749,
  0x8cbccc096f5088cb, 0xf93f87b7442e45d4, 0xe12e13424bb40e13, 0x2865a5f206b06fba, 0xb424dc35095cd80f, 0x538484c19ef38c95, 0x901d7cf73ab0acd9, 0x0f9d37014bf60a11,
  0xe69594bec44de15b, 0x4c2ebe687989a9b4, 0xb877aa3236a4b449, 0x09befeb9fad487c3, 0x9392ee8e921d5d07, 0x3aff322e62439fd0,
]);

let upper: u64 = 0;

/** The lower half of a product of 64 bits by 64; `upper` has the other. */
function multiply(a: u64, b: u64): u64 {
  const a0 = a & 0xffffffff, a1 = a >> 32, b0 = b & 0xffffffff, b1 = b >> 32;
  const low = a0 * b0, middle = a1 * b0 + (low >> 32), other = a0 * b1 + (middle & 0xffffffff);
  upper = a1 * b1 + (middle >> 32) + (other >> 32);
  return (other << 32) | (low & 0xffffffff);
}

/** digits / 10^decimals, rounded to the nearest, for digits from 2^53 on (Lemire 2021, Software: Practice and Experience 51:1700). */
function nearest(digits: u64, decimals: usize): f64 {
  const zeros = clz(digits), shifted = digits << zeros;
  let low = multiply(shifted, load<u64>(TENTHS + (decimals << 4))), high = upper;
  if ((high & 0x1ff) == 0x1ff) {
    multiply(shifted, load<u64>(TENTHS + (decimals << 4), 8));
    low += upper;
    if (upper > low) high++;
  }
  const top = high >> 63, shift = top + 9, tens = <i64>decimals;
  let mantissa = high >> shift;
  if (low <= 1 && tens <= 4 && (mantissa & 3) == 1 && mantissa << shift == high) mantissa &= ~1; // half-way: to the even one
  mantissa = (mantissa + (mantissa & 1)) >> 1;
  let power = ((-217706 * tens) >> 16) + 63 + <i64>top - <i64>zeros + 1023;
  if (mantissa >= 1 << 53) { mantissa = 1 << 52; power++; }
  return reinterpret<f64>((mantissa & ((1 << 52) - 1)) | (<u64>power << 52));
}
