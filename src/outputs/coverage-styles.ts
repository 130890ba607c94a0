/**
 * How the layers of a result look. One meaning for the ramp: darker lacks more. Shapes repeat what colours say: town a
 * circle, village a square, × unknown, ▲ a facility; what is unknown is neither on the ramp nor blue.
 */
import type { CoverageResult } from '../coverage/result.ts';
import type { Layer, LayerName } from './coverage-tables.ts';
import type { MapFacts } from './map-facts.ts';
import { MAP_WORDS } from './map-words.ts';
import type { LayerStyle, Renderer } from './qgis-style.ts';
import { fill, line, marker, markerWithLine, type QgisSymbol } from './qgis-symbols.ts';
import { WORDS, type Lang } from './words.ts';

const INK = '#1a1f24', UNKNOWN = '#687077', REACHED = '#2f5f83', FACILITY = '#0b4f8a', HAIRLINE = '#cfcabf';
/** From none missing to most. */
const RAMP = ['#f4ead6', '#e8c797', '#d2935a', '#a9552c', '#652413'];

const MISSING = '"gaps_required" + "gaps_pilot"';
const NOTHING_KNOWN = '"covered" + "gaps_required" + "gaps_pilot" + "gaps_advisory" = 0';
const SMALLEST_MM = 1.3, LARGEST_MM = 4.8;

/** Style of a layer; null for a table without a map. */
export function styleOf(name: LayerName, { columns, geometry }: Layer, facts: MapFacts, lang: Lang): LayerStyle | null {
  if (geometry === null) return null;
  const style = { settlements: () => overviewStyle(facts, 'marker', lang), gaps: () => gapStyle(lang), facilities: () => facilityStyle(lang), catchments: () => groundStyle('facility', 0.06, 0.2), served: () => groundStyle('service', 0.2, 0.3), townships: townshipStyle, snaps: () => snapStyle(lang), network: () => networkStyle(lang), services: () => null }[name]();
  return style && { ...style, fields: columns };
}

type Look = Omit<LayerStyle, 'fields'>;

/** Settlements by the number of basic services they lack, as points or areas. */
export function overviewStyle({ mostPeople, gapClasses }: MapFacts, kind: 'marker' | 'fill', lang: Lang): Look {
  const m = MAP_WORDS[lang];
  const symbolOf = (inside: string): QgisSymbol => (kind === 'fill' ? fill(inside, 1, INK, 0.15) : marker({ shape: 'circle', fill: inside, outline: INK, millimetres: 2, size: sizeByPeople(mostPeople), name: 'if("kind" = \'rural\', \'square\', \'circle\')' }));
  const unknown = kind === 'fill' ? fill(UNKNOWN, 0.25, UNKNOWN, 0.4, 'dash') : marker({ shape: 'cross2', fill: UNKNOWN, outline: UNKNOWN, millimetres: 2.4, outlineMillimetres: 0.5 });
  const classes = gapClasses.map((least, i) => {
    const next = gapClasses.at(i + 1), most = next === undefined ? null : next - 1;
    return { label: `${m.missing} ${most === null ? `${least}+` : least === most ? String(most) : `${least}–${most}`}`, filter: `${MISSING} >= ${least}${most === null ? '' : ` AND ${MISSING} <= ${most}`}`, symbol: symbolOf(RAMP[i + 1]) };
  });
  return {
    kind, nameColumn: 'name', drawLargestFirst: '"population"',
    renderer: { type: 'rules', rules: [{ label: m.nothingKnown, filter: NOTHING_KNOWN, symbol: unknown }, { label: m.lacksNone, filter: `${MISSING} = 0 AND NOT (${NOTHING_KNOWN})`, symbol: symbolOf(RAMP[0]) }, ...classes] },
  };
}

/** Settlements by the status of one service. @param isForAll whether every table of the checklist has it. */
export function serviceStyle(service: string, isForAll: boolean, { mostPeople }: MapFacts, lang: Lang): Look {
  const w = WORDS[lang], size = sizeByPeople(mostPeople);
  return {
    kind: 'marker', nameColumn: 'name', drawLargestFirst: '"population"',
    renderer: { type: 'categories', column: `status_${service}`, categories: [
      { value: 'gap', label: w.gap, symbol: marker({ shape: 'diamond', fill: RAMP[3], outline: INK, millimetres: 2, size }) },
      { value: 'covered', label: w.covered, symbol: marker({ shape: 'circle', fill: REACHED, outline: INK, millimetres: 2, size }) },
      { value: 'unknown', label: w.unknown, symbol: marker({ shape: 'cross2', fill: UNKNOWN, outline: UNKNOWN, millimetres: 2.4, outlineMillimetres: 0.5 }) },
      ...(isForAll ? [] : [{ value: '', label: MAP_WORDS[lang].notAsked, symbol: marker({ shape: 'circle', fill: HAIRLINE, outline: HAIRLINE, millimetres: 0.8 }) }]),
    ] },
  };
}

function sizeByPeople(mostPeople: number): string {
  return mostPeople > 0 ? `${SMALLEST_MM} + ${LARGEST_MM - SMALLEST_MM} * sqrt(coalesce("population", 0) / ${mostPeople})` : '2';
}

function gapStyle(lang: Lang): Look {
  const w = WORDS[lang];
  const symbolOf = (shape: string, inside: string, stroke: string): QgisSymbol => markerWithLine(marker({ shape, fill: inside, outline: stroke, millimetres: 2, outlineMillimetres: 0.3 }), line(stroke, 0.15),
    'if("facility_lon" IS NULL, NULL, make_line($geometry, make_point("facility_lon", "facility_lat")))');
  return {
    kind: 'marker', nameColumn: 'service',
    renderer: { type: 'categories', column: 'severity', categories: [
      { value: 'required', label: w.required, symbol: symbolOf('square', RAMP[4], RAMP[4]) }, { value: 'pilot', label: w.pilot, symbol: symbolOf('half_square', RAMP[3], RAMP[3]) }, { value: 'advisory', label: w.advisory, symbol: symbolOf('square', 'none', RAMP[2]) },
    ] },
  };
}

function facilityStyle(lang: Lang): Look {
  const m = MAP_WORDS[lang];
  return {
    kind: 'marker', nameColumn: 'name',
    renderer: { type: 'categories', column: 'status', categories: [
      { value: 'existing', label: m.existing, symbol: marker({ shape: 'triangle', fill: FACILITY, outline: '#fcfbf8', millimetres: 1.5, outlineMillimetres: 0.1 }) }, { value: 'planned', label: m.planned, symbol: marker({ shape: 'triangle', fill: 'none', outline: FACILITY, millimetres: 1.5, outlineMillimetres: 0.25 }) },
      { value: 'closed', label: m.closed, symbol: marker({ shape: 'cross2', fill: UNKNOWN, outline: UNKNOWN, millimetres: 1.4, outlineMillimetres: 0.3 }) },
    ] },
  };
}

function groundStyle(nameColumn: string, opacity: number, millimetres: number): Look {
  return { kind: 'fill', nameColumn, renderer: { type: 'single', symbol: fill(REACHED, opacity, REACHED, millimetres) } };
}

function townshipStyle(): Look {
  return { kind: 'fill', nameColumn: 'name', isLabelled: true, renderer: { type: 'single', symbol: fill('#e3e0d8', 0, '#8f8a80', 0.2, 'dash') } };
}

function snapStyle(lang: Lang): Look {
  const m = MAP_WORDS[lang];
  const categories: Extract<Renderer, { type: 'categories' }>['categories'] = [{ value: 'ok', label: m.ok, symbol: line(FACILITY, 0.25) }, { value: 'far', label: m.far, symbol: line(RAMP[3], 0.5) }];
  return { kind: 'line', nameColumn: 'id', renderer: { type: 'categories', column: 'status', categories } };
}

function networkStyle(lang: Lang): Look {
  const m = MAP_WORDS[lang];
  return {
    kind: 'line', nameColumn: 'lines',
    renderer: { type: 'rules', rules: [
      { label: m.mainNetwork, filter: '"component" = 0', symbol: line(HAIRLINE, 0.2) }, { label: m.island, filter: '"component" <> 0 AND "is_island"', symbol: line(UNKNOWN, 0.4, 'dot') }, { label: m.otherNetwork, filter: '"component" <> 0 AND NOT "is_island"', symbol: line('#8f8a80', 0.3) },
    ] },
  };
}

/** Name of a service with its limits and where these are from: * proposed, ° from memory. */
export function titleOfService(id: string, { services }: CoverageResult, lang: Lang): string {
  const w = WORDS[lang], rows = services.filter((s) => s.id === id);
  const limits = new Set(rows.map(({ limitMinutes, limitMetres, valueStatus }) =>
    [...(limitMinutes === null ? [] : [`${limitMinutes} ${w.minutes}`]), ...(limitMetres === null ? [] : [`${limitMetres} ${w.metres}`])].join(' / ') + { seen: '', memory: ' °', proposed: ' *' }[valueStatus]));
  return lang === 'zh' ? `${rows[0].name.zh}（${[...limits].join('；')}）` : `${rows[0].name.en} (${[...limits].join('; ')})`;
}
