/** The looks of cells in a workbook, as SpreadsheetML. */
import { escapeXml } from '../xml.ts';

interface Look {
  readonly format?: string;
  readonly isBold?: boolean;
  readonly points?: number;
  readonly colour?: string;
  readonly fill?: string;
  readonly isHatched?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  readonly wraps?: boolean;
  readonly line?: 'hair' | 'ink';
}

/** A colour of the ramp with the colour of the text on it. */
export interface Colour { readonly fill: string; readonly text: string }

const INK = '1A1F24', GREY = '51585F', HAIRLINE = 'E3E0D8', UNKNOWN = '687077';
const SHARE = '0.0\\ %', COUNT = '#,##0', TENTHS = '0.0';

/** One meaning: darker is more missing. The last two carry text of their own contrast. */
export const RAMP = {
  most: { fill: 'A85D38', text: 'FFFFFF' }, many: { fill: 'CD8F60', text: INK }, some: { fill: 'E4BD8F', text: INK }, few: { fill: 'EFD9B0', text: INK }, least: { fill: 'F4EAD6', text: INK },
} as const satisfies Record<string, Colour>;
export const SEVERITY_COLOURS = { required: { fill: '652413', text: 'FFFFFF' }, pilot: { fill: 'CD8F60', text: INK }, advisory: RAMP.least } as const satisfies Record<string, Colour>;
const COLOURS: readonly Colour[] = [...Object.values(RAMP), SEVERITY_COLOURS.required];

const LOOKS = {
  plain: {},
  title: { isBold: true, points: 16 },
  subtitle: { colour: GREY },
  section: { isBold: true, points: 12, line: 'ink' },
  heading: { isBold: true, fill: HAIRLINE, wraps: true, align: 'center', line: 'ink' },
  firstHeading: { isBold: true, fill: HAIRLINE, line: 'ink' },
  text: { line: 'hair' },
  label: { line: 'hair', isBold: true },
  note: { line: 'hair', wraps: true },
  centred: { line: 'hair', align: 'center' },
  general: { line: 'hair', align: 'right' },
  count: { line: 'hair', format: COUNT },
  tenths: { line: 'hair', format: TENTHS },
  share: { line: 'hair', format: SHARE },
  degrees: { line: 'hair', format: '0.0000000' },
  ratio: { line: 'hair', format: '0.00' },
  unknown: { line: 'hair', colour: UNKNOWN, isHatched: true, align: 'center' },
  required: { line: 'hair', format: COUNT, ...ofColour(SEVERITY_COLOURS.required) },
  pilot: { line: 'hair', format: COUNT, ...ofColour(SEVERITY_COLOURS.pilot) },
  advisory: { line: 'hair', format: COUNT, ...ofColour(SEVERITY_COLOURS.advisory) },
  most: { line: 'hair', ...ofColour(RAMP.most) }, many: { line: 'hair', ...ofColour(RAMP.many) }, some: { line: 'hair', ...ofColour(RAMP.some) },
  few: { line: 'hair', ...ofColour(RAMP.few) }, least: { line: 'hair', ...ofColour(RAMP.least) },
} as const satisfies Record<string, Look>;

export type CellLook = keyof typeof LOOKS;

const NAMES = Object.keys(LOOKS) as CellLook[];
const INDEX = new Map(NAMES.map((name, i) => [name, i]));

/** Index of a look in the stylesheet. @param isGuarded with the mark that keeps a text that begins like a formula text when it is edited. */
export function styleOf(look: CellLook, isGuarded = false): number {
  return 2 * (INDEX.get(look) ?? 0) + (isGuarded ? 1 : 0);
}

/** Whether texts in a look take as many lines as they need. */
export function doesWrap(look: CellLook): boolean {
  const { wraps = false }: Look = LOOKS[look];
  return wraps;
}

/** Index of a colour among the conditional ones. */
export function conditionalOf(colour: Colour): number {
  return COLOURS.findIndex(({ fill }) => fill === colour.fill);
}

/** @param font of all cells. */
export function renderStyles(font: string): string {
  const looks: readonly Look[] = NAMES.map((name) => LOOKS[name]);
  const formats = [...new Set(looks.flatMap((l) => l.format ?? []))], fonts = uniqueOf(looks.map((l) => fontOf(l, font))), fills = uniqueOf([fillOf({}), '<fill><patternFill patternType="gray125"/></fill>', ...looks.map(fillOf)]), borders = uniqueOf(looks.map(borderOf));
  const cell = (look: Look, isGuarded: boolean): string => {
    const format = look.format === undefined ? 0 : FIRST_FORMAT + formats.indexOf(look.format);
    const isText = look.align === undefined && look.format === undefined && look.line === 'hair';
    return `<xf numFmtId="${format}" fontId="${fonts.indexOf(fontOf(look, font))}" fillId="${fills.indexOf(fillOf(look))}" borderId="${borders.indexOf(borderOf(look))}" xfId="0"${isGuarded ? ' quotePrefix="1"' : ''} applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">`
      + `<alignment${isText ? ' horizontal="left" indent="1"' : look.align === undefined ? '' : ` horizontal="${look.align}"`} vertical="${look.line === 'hair' ? 'top' : 'center'}"${look.wraps === true ? ' wrapText="1"' : ''}/></xf>`;
  };
  return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    + list('numFmts', formats.map((format, i) => `<numFmt numFmtId="${FIRST_FORMAT + i}" formatCode="${escapeXml(format)}"/>`))
    + list('fonts', fonts) + list('fills', fills) + list('borders', borders)
    + '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    + list('cellXfs', looks.flatMap((look) => [cell(look, false), cell(look, true)]))
    + '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    + list('dxfs', COLOURS.map(({ fill, text }) => `<dxf><font><color rgb="FF${text}"/></font><fill><patternFill patternType="solid"><fgColor rgb="FF${fill}"/><bgColor rgb="FF${fill}"/></patternFill></fill></dxf>`))
    + '</styleSheet>';
}

/** Smaller numbers are formats built in. */
const FIRST_FORMAT = 164;

function ofColour({ fill, text }: Colour): Look {
  return { fill, colour: text };
}

function fontOf({ isBold, points = 10, colour = INK }: Look, name: string): string {
  return `<font>${isBold === true ? '<b/>' : ''}<sz val="${points}"/><color rgb="FF${colour}"/><name val="${escapeXml(name)}"/><family val="2"/></font>`;
}

function fillOf({ fill, isHatched }: Look): string {
  if (isHatched === true) return '<fill><patternFill patternType="lightUp"><fgColor rgb="FFB9B5AA"/><bgColor rgb="FFFFFFFF"/></patternFill></fill>';
  return fill === undefined ? '<fill><patternFill patternType="none"/></fill>' : `<fill><patternFill patternType="solid"><fgColor rgb="FF${fill}"/><bgColor indexed="64"/></patternFill></fill>`;
}

function borderOf({ line }: Look): string {
  return `<border><left/><right/><top/>${line === undefined ? '<bottom/>' : `<bottom style="thin"><color rgb="FF${line === 'ink' ? INK : HAIRLINE}"/></bottom>`}<diagonal/></border>`;
}

function list(name: string, items: readonly string[]): string {
  return `<${name} count="${items.length}">${items.join('')}</${name}>`;
}

function uniqueOf(items: readonly string[]): string[] {
  return [...new Set(items)];
}
