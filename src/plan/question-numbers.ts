/** The lists of numbers in a question, as they must be. */

/** @throws RangeError that names the list and the place. */
export function requireNumbers(name: string, values: ArrayLike<number>, length: number, { mayBeInfinite = false } = {}): Float64Array {
  if (values.length !== length) throw new RangeError(`${name} has ${values.length} numbers, expected ${length}`);
  const numbers = Float64Array.from(values), bad = numbers.findIndex((value) => !(value >= 0 && (mayBeInfinite || value < Infinity)));
  if (bad !== -1) throw new RangeError(`${length === 1 ? name : `${name}[${bad}]`} is ${numbers[bad]}, expected 0 or more`);
  return numbers;
}
