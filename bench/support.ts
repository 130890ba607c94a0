/**
 * Run `work` once untimed and `runs` times timed; print the best and the median; return what it made last.
 * @param checksum a number that shows when an optimisation changed the answer.
 */
export async function measure<T>(label: string, runs: number, work: () => T | Promise<T>, checksum: (value: T) => number): Promise<T> {
  let value = await work();
  const times: number[] = [];
  for (let r = 0; r < runs; r++) {
    const start = performance.now();
    value = await work();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  console.log(`${label.padEnd(46)} best ${times[0].toFixed(1).padStart(9)} ms  median ${times[runs >> 1].toFixed(1).padStart(9)} ms  check ${checksum(value)}`);
  return value;
}

/** Bytes in the typed arrays of an object. */
export function arrayBytes(object: object): number {
  return Object.values(object).reduce<number>((sum, value) => sum + (ArrayBuffer.isView(value) ? value.byteLength : 0), 0);
}
