/** Symbols of QGIS: a stack of layers, the first at the bottom. */
import { element, optionMap, properties } from './qgis-xml.ts';

export type SymbolKind = 'marker' | 'line' | 'fill';

interface SymbolLayer {
  readonly class: 'SimpleMarker' | 'SimpleLine' | 'SimpleFill' | 'GeometryGenerator';
  readonly options: Readonly<Record<string, string>>;
  /** Expressions that override an option for each feature. */
  readonly expressions?: Readonly<Record<string, string>>;
  /** What a generated geometry is drawn with. */
  readonly symbol?: QgisSymbol;
}

export interface QgisSymbol { readonly kind: SymbolKind; readonly layers: readonly SymbolLayer[] }

export interface Marker {
  /** circle, square, diamond, triangle, cross2 (×) … */
  readonly shape: string;
  /** #rrggbb; 'none' leaves it open. */
  readonly fill: string;
  readonly outline: string;
  readonly millimetres: number;
  readonly outlineMillimetres?: number;
  /** Expressions for size (millimetres), shape and the colour inside (#rrggbb). */
  readonly size?: string;
  readonly name?: string;
  readonly fillColour?: string;
}

export function marker({ shape, fill, outline, millimetres, outlineMillimetres = 0.15, size, name, fillColour }: Marker): QgisSymbol {
  return { kind: 'marker', layers: [{
    class: 'SimpleMarker',
    options: { name: shape, color: colour(fill), outline_color: colour(outline), outline_style: 'solid', outline_width: String(outlineMillimetres), outline_width_unit: 'MM', size: String(millimetres), size_unit: 'MM' },
    expressions: { ...(size === undefined ? {} : { size }), ...(name === undefined ? {} : { name }), ...(fillColour === undefined ? {} : { fillColor: fillColour }) },
  }] };
}

export function line(stroke: string, millimetres: number, style: 'solid' | 'dash' | 'dot' = 'solid'): QgisSymbol {
  return { kind: 'line', layers: [{ class: 'SimpleLine', options: { line_color: colour(stroke), line_width: String(millimetres), line_width_unit: 'MM', line_style: style, capstyle: 'round', joinstyle: 'round' } }] };
}

/** @param opacity of the inside, 0 to 1. */
export function fill(inside: string, opacity: number, outline: string, millimetres: number, style: 'solid' | 'dash' = 'solid'): QgisSymbol {
  return { kind: 'fill', layers: [{ class: 'SimpleFill', options: { color: colour(inside, opacity), style: opacity === 0 ? 'no' : 'solid', outline_color: colour(outline), outline_style: style, outline_width: String(millimetres), outline_width_unit: 'MM' } }] };
}

/** A marker with a line to where an expression says, under it. */
export function markerWithLine(point: QgisSymbol, lineSymbol: QgisSymbol, geometry: string): QgisSymbol {
  return { kind: 'marker', layers: [{ class: 'GeometryGenerator', options: { SymbolType: 'Line', geometryModifier: geometry, units: 'MapUnit' }, symbol: lineSymbol }, ...point.layers] };
}

/** @param name by which a renderer finds it. */
export function renderSymbol({ kind, layers }: QgisSymbol, name: string): string {
  return element('symbol', { name, type: kind, alpha: 1, clip_to_extent: 1, force_rhr: 0 }, layers.map((layer, i) =>
    element('layer', { class: layer.class, enabled: 1, locked: 0, pass: 0 }, [
      properties(layer.options), renderExpressions(layer.expressions ?? {}), ...(layer.symbol === undefined ? [] : [renderSymbol(layer.symbol, `@${name}@${i}`)]),
    ])));
}

function renderExpressions(expressions: Readonly<Record<string, string>>): string {
  if (Object.keys(expressions).length === 0) return '';
  const each = Object.fromEntries(Object.entries(expressions).map(([key, expression]) => [key, { active: true, expression, type: '3' }]));
  return element('data_defined_properties', {}, optionMap({ name: '', properties: each, type: 'collection' }));
}

/** r,g,b,a of #rrggbb. */
export function colour(hex: string, opacity = 1): string {
  if (hex === 'none') return '0,0,0,0';
  return `${[1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(',')},${Math.round(255 * opacity)}`;
}
