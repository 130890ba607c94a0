/**
 * How a layer looks in QGIS: its symbols, labels, and what its columns and values are called. One style serves the layer
 * in a GeoPackage, the .qml beside a GeoJSON file and the layer in a project.
 */
import { colour, renderSymbol, type QgisSymbol, type SymbolKind } from './qgis-symbols.ts';
import { element, escapeXml, optionMap, type Attributes } from './qgis-xml.ts';

/** The version whose form this is; later ones read it. */
export const QGIS_VERSION = '3.22.16';

interface Drawn { readonly label: string; readonly symbol: QgisSymbol }

export type Renderer =
  | { readonly type: 'single'; readonly symbol: QgisSymbol }
  /** By the values of a column; a value '' stands for all others, which would be invisible without it. */
  | { readonly type: 'categories'; readonly column: string; readonly categories: readonly (Drawn & { readonly value: string })[] }
  /** The first that applies; `filter` is an expression, null for all others. */
  | { readonly type: 'rules'; readonly rules: readonly (Drawn & { readonly filter: string | null })[] };

export interface Field { readonly name: string; readonly alias: string; readonly choices?: { readonly labels: ReadonlyMap<string, string> } }

export interface LayerStyle {
  readonly kind: SymbolKind;
  readonly renderer: Renderer;
  readonly fields: readonly Field[];
  /** Column that names a feature; the name is written on the map if `isLabelled`. */
  readonly nameColumn: string;
  readonly isLabelled?: boolean;
  /** Names stand beside the mark, where one would cover it. */
  readonly isLabelledBeside?: boolean;
  /** Expression; the features with the least are drawn last, on top. */
  readonly drawLargestFirst?: string;
}

const GEOMETRY_NUMBERS = { marker: 0, line: 1, fill: 2 } as const;
const DOCTYPE = '<!DOCTYPE qgis PUBLIC \'http://mrcc.com/qgis.dtd\' \'SYSTEM\'>\n';

export function renderQml(style: LayerStyle): string {
  return `${DOCTYPE}${element('qgis', { version: QGIS_VERSION, styleCategories: 'Symbology|Labeling|Fields|Forms', labelsEnabled: style.isLabelled ? 1 : 0 }, [
    renderStyle(style), element('layerGeometryType', {}, String(GEOMETRY_NUMBERS[style.kind])),
  ])}\n`;
}

/** The elements that a style and a layer of a project have in common. */
export function renderStyle({ renderer, fields, nameColumn, isLabelled, isLabelledBeside = false, drawLargestFirst }: LayerStyle): string {
  return [
    renderRenderer(renderer, drawLargestFirst ?? null),
    isLabelled ? renderLabels(nameColumn, isLabelledBeside) : '',
    element('fieldConfiguration', {}, fields.flatMap((f) => (f.choices === undefined ? [] : [renderChoices(f.name, f.choices.labels)]))),
    element('aliases', {}, fields.map(({ name, alias }) => element('alias', { field: name, name: alias }))),
    element('previewExpression', {}, escapeXml(`"${nameColumn}"`)),
  ].join('\n');
}

function renderRenderer(renderer: Renderer, drawLargestFirst: string | null): string {
  const type = { single: 'singleSymbol', categories: 'categorizedSymbol', rules: 'RuleRenderer' }[renderer.type];
  const drawn = renderer.type === 'single' ? [renderer] : renderer.type === 'categories' ? renderer.categories : renderer.rules;
  const parts = renderer.type === 'single' ? ''
    : renderer.type === 'categories' ? element('categories', {}, renderer.categories.map(({ value, label }, i) => element('category', { symbol: i, value, label, render: 'true' })))
    : element('rules', { key: '{root}' }, renderer.rules.map(({ filter, label }, i) => element('rule', { key: `{rule-${i}}`, symbol: i, label, filter: filter ?? 'ELSE' })));
  return element('renderer-v2', { type, ...(renderer.type === 'categories' ? { attr: renderer.column } : {}), forceraster: 0, symbollevels: 0, enableorderby: drawLargestFirst === null ? 0 : 1 }, [
    parts, element('symbols', {}, drawn.map(({ symbol }, i) => renderSymbol(symbol, String(i)))),
    drawLargestFirst === null ? '' : element('orderby', {}, element('orderByClause', { asc: 0, nullsFirst: 0 }, escapeXml(drawLargestFirst))),
  ]);
}

function renderLabels(column: string, isBeside: boolean): string {
  const text = element('text-style', { fieldName: column, isExpression: 0, fontSize: 9, fontSizeUnit: 'Point', fontWeight: 63, textColor: colour('#1a1f24'), textOpacity: 1 },
    element('text-buffer', { bufferDraw: 1, bufferSize: 0.8, bufferSizeUnits: 'MM', bufferColor: colour('#fcfbf8'), bufferOpacity: 1 }));
  // Placement 1 is over the point, for areas over the middle; 6 is beside the symbol (offsetType 1), at the first of these sides that is free. What has no room gives way.
  const placement: Attributes = isBeside ? { placement: 6, offsetType: 1, dist: 0.6, distUnits: 'MM', predefinedPositionOrder: 'R,L,TSR,BSR,TSL,BSL', priority: 5 } : { placement: 1, centroidWhole: 1, centroidInside: 1, priority: 5 };
  return element('labeling', { type: 'simple' }, element('settings', { calloutType: 'simple' }, [
    text, element('placement', placement), element('rendering', { drawLabels: 1, obstacle: 0, scaleVisibility: 0 }),
  ]));
}

function renderChoices(field: string, labels: ReadonlyMap<string, string>): string {
  const list = element('Option', { type: 'List', name: 'map' }, [...labels].map(([value, label]) => optionMap({ [label]: value })));
  return element('field', { name: field }, element('editWidget', { type: 'ValueMap' }, element('config', {}, element('Option', { type: 'Map' }, list))));
}
