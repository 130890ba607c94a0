/** Short names for long values: what has the same digest is the same. */
import { createHash } from 'node:crypto';

/** The first half of the SHA-256 of a value as JSON: 32 hexadecimal digits. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}
