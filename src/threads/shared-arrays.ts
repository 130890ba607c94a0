/** Plain data with its typed arrays in shared memory, so that any number of threads read one copy of them. */

type TypedArray = Int8Array | Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array;

/** An array that several questions are about is copied into shared memory once. */
const copies = new WeakMap<TypedArray, TypedArray>();

/**
 * The same data: numbers, texts, lists, maps and objects as they are, typed arrays as shared copies. To be read only.
 * @throws {RangeError} for an object of a class, which another thread would get without its methods.
 */
export function shareArrays<T>(data: T): T {
  return share(data) as T;
}

function share(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return data;
  if (isTypedArray(data)) return copyOf(data);
  if (Array.isArray(data)) return data.map(share);
  if (data instanceof Map) return new Map([...data].map(([key, value]) => [key, share(value)]));
  if (Object.getPrototypeOf(data) !== Object.prototype) throw new RangeError(`the data for other threads has a ${data.constructor.name}, expected plain objects`);
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, share(value)]));
}

function copyOf(array: TypedArray): TypedArray {
  const known = copies.get(array);
  if (known !== undefined) return known;
  const Type = array.constructor as new (buffer: SharedArrayBuffer) => TypedArray, copy = new Type(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  copies.set(array, copy);
  return copy;
}

function isTypedArray(data: object): data is TypedArray {
  return ArrayBuffer.isView(data) && !(data instanceof DataView);
}
