/** What stands on the command line, read. */
import { basename, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { lastDayOf } from '../core/calendar.ts';
import type { NamedFile } from '../inputs/files.ts';
import { parsePoint, type NamedPoint } from '../inputs/points.ts';

/** A number above 0 and up to `most`, for an option. */
export function positiveUpTo(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+(\.\d+)?$/.test(text) || value <= 0 || value > most) throw new InvalidArgumentError(`Give a number above 0 and up to ${most}.`);
    return value;
  };
}

/** A day, for an option. */
export function parseDay(text: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || lastDayOf(text) === null) throw new InvalidArgumentError('Expected a day as 2025-06-30.');
  return text;
}

/** Types parted by commas, for an option. */
export function parseTypes(text: string): string[] {
  const types = text.split(',').map((type) => type.trim());
  if (types.includes('')) throw new InvalidArgumentError('Write types parted by commas: kindergarten,primary_school.');
  return types;
}

/** One point, for an option. */
export function lonLat(text: string): NamedPoint {
  const point = parsePoint(text);
  if (point === null) throw new InvalidArgumentError('Write longitude first, in degrees: 121.4737,31.2304.');
  return point;
}

/** A file, named in messages by its last part. */
export function fileAt(path: string): NamedFile {
  return { name: basename(path), path: resolve(path) };
}

export function isFile(given: NamedFile | NamedPoint): given is NamedFile {
  return 'path' in given;
}
