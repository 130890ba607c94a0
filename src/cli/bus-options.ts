/** Bus data on the command line, the same for every command that takes it. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { BUS_DEFAULTS, parseWindow, type BusSettings } from '../core/bus-settings.ts';
import type { NamedFile } from '../inputs/files.ts';
import type { BusFiles } from '../pipeline-files.ts';
import { fileAt, parseDay } from './arguments.ts';

/** Bus data and when people leave: a project has its own. */
export const BUS_OPTIONS = ['gtfs', 'date', 'busLines', 'busStops', 'depart'] as const;

/** Bus data as the options name it; see `busFrom`. */
export interface BusOptions {
  readonly gtfs?: readonly string[];
  readonly date?: string;
  readonly busLines?: string;
  readonly busStops?: string;
  readonly depart: BusSettings['window'];
}

/** The options that name bus data, and when people leave. */
export function addBusOptions(command: Command): Command {
  return command
    .addOption(new Option('--gtfs <file>', 'timetable: a GTFS feed, zipped or a folder; may be given several times').argParser((file: string, before: string[] | undefined) => [...(before ?? []), file]))
    .addOption(new Option('--date <day>', 'with --gtfs: the day whose buses run, YYYY-MM-DD').argParser(parseDay))
    .option('--bus-lines <file>', 'bus lines with a headway, in any format of the layer')
    .option('--bus-stops <file>', 'their stops')
    .addOption(new Option('--depart <window>', 'with buses: when people leave, the end not included').default(BUS_DEFAULTS.window, '07:00-09:00').argParser(parseDepart));
}

/** The bus files that options name together; null for none. @throws {CommanderError} where the options do not go together. */
export function busFrom(options: BusOptions, command: Command): BusFiles | null {
  const bus = busOf(options);
  return typeof bus === 'string' ? command.error(`error: ${bus}`) : bus;
}

/** The same, or what is wrong with them. */
function busOf({ gtfs, date, busLines, busStops }: BusOptions): BusFiles | null | string {
  if (gtfs !== undefined && (busLines !== undefined || busStops !== undefined)) return 'give either --gtfs or --bus-lines and --bus-stops';
  if (gtfs !== undefined) return date === undefined ? '--gtfs needs --date, the day whose buses run' : { feeds: gtfs.map(fileAt), date };
  if (date !== undefined) return '--date is the day of a timetable: give --gtfs with it';
  if ((busLines === undefined) !== (busStops === undefined)) return 'give --bus-lines and --bus-stops together';
  return busLines === undefined || busStops === undefined ? null : { lines: fileAt(busLines), stops: fileAt(busStops) };
}

export function filesOfBus(bus: BusFiles | null): readonly NamedFile[] {
  return bus === null ? [] : 'feeds' in bus ? bus.feeds : [bus.lines, bus.stops];
}

/** A window of departures, for an option. */
function parseDepart(text: string): BusSettings['window'] {
  const window = parseWindow(text);
  if (window === null) throw new InvalidArgumentError('Write HH:MM-HH:MM, such as 07:00-09:00.');
  return window;
}

/** Percentiles, ascending, for an option. */
export function parsePercentiles(text: string): number[] {
  const percentiles = text.split(',').map((part) => Number(part.trim()));
  if (percentiles.some((p) => !(p > 0 && p <= 100)) || new Set(percentiles).size < percentiles.length) throw new InvalidArgumentError('Give numbers above 0 and up to 100, each once.');
  return percentiles.sort((a, b) => a - b);
}

/** One percentile, for an option. */
export function parsePercentile(text: string): number {
  const percentiles = parsePercentiles(text);
  if (percentiles.length > 1) throw new InvalidArgumentError('Give one number above 0 and up to 100.');
  return percentiles[0];
}
