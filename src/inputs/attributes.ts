/**
 * Attributes of a feature by their contract name, whatever its columns are called: the name itself,
 * a column named in the project, or a heading in use in Chinese tables.
 */
import { lastDayOf } from '../core/calendar.ts';
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import type { RawFeature } from './geojson.ts';
import type { LayerSource } from './project.ts';

/** Headings recognised beside the contract's own names. */
const HEADINGS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries({
  id: ['编号', '标识', '标识码', '编码', 'ID', 'Id'],
  name: ['名称', '设施名称', '居民点名称', 'NAME', 'Name'],
  type: ['类型', '设施类型', 'TYPE', 'Type'],
  township: ['乡镇', '街镇', '街道', '所属乡镇'],
  village: ['村', '村居', '行政村', '居委', '所属村居'],
  kind: ['城乡', '城乡类型'],
  tier: ['层级', '城镇层级'],
  population: ['人口', '常住人口', '人口数', '居住人口'],
  elderly: ['老年人口', '老年人', '老人', '60岁以上人口'],
  children: ['儿童', '儿童人口', '儿童数'],
  households: ['户数', '家庭户数'],
  provides: ['提供', '兼有', '兼有服务'],
  status: ['状态', '现状'],
  capacity: ['容量', '规模', '床位数', '学位数'],
  areaSquareMetres: ['面积', '建筑面积', '用地面积'],
  owner: ['权属', '权属单位', '主管单位'],
  open: ['开放', '对外开放'],
  allows: ['可转换类型', '可改用途', '适建类型'],
  holds: ['可容纳数', '新增学位数', '新增床位数'],
  cost: ['费用', '造价', '改造费用', '投资'],
  updated: ['更新日期', '更新时间', '核实日期'],
}));
const NO_HEADINGS: readonly string[] = [];

/** Words for the values of enumerations. */
const VALUES: ReadonlyMap<string, string> = new Map([
  ['城镇', 'urban'], ['城市', 'urban'], ['乡村', 'rural'], ['农村', 'rural'],
  ['核心镇', 'core'], ['中心镇', 'central'], ['一般镇', 'general'], ['村', 'village'], ['村庄', 'village'],
  ['现状', 'existing'], ['已建', 'existing'], ['规划', 'planned'], ['拟建', 'planned'], ['关闭', 'closed'], ['停用', 'closed'], ['建筑', 'building'], ['闲置建筑', 'building'], ['土地', 'land'], ['闲置土地', 'land'],
]);

/** Larger amounts are slips, and sums of them would lose their units. */
const MOST = 1e12;
/** A .dbf cuts names to so many bytes. */
const SHORT_NAME_BYTES = 10;

/** Reads the attributes of one file's features and notes what is wrong with them. */
export class AttributeReader {
  readonly #findings: Findings;
  readonly #mapped: ReadonlyMap<string, string>;
  readonly #file: string;
  /** Columns that the project names and no feature had so far. */
  readonly #missing: Set<string>;
  /** Columns of cut names, null where there is none: the rows of a .dbf all have the same columns. */
  readonly #cut = new Map<string, string | null>();

  /** @param attributes what the layer has. */
  constructor({ attributes: mapped, file }: LayerSource, attributes: readonly string[], findings: Findings) {
    this.#findings = findings;
    this.#mapped = mapped;
    this.#file = file.name;
    this.#missing = new Set();
    for (const [attribute, column] of mapped) {
      if (attributes.includes(attribute)) this.#missing.add(column);
      else findings.notice('unknown-attribute', file.name, `attributes that the project maps and this layer does not have are ignored (it has ${attributes.join(', ')})`, quote(attribute));
    }
  }

  /** The raw value, undefined where there is none. */
  raw({ properties, hasShortNames }: RawFeature, attribute: string): unknown {
    if (this.#missing.size > 0) this.#seeColumns(properties);
    const mapped = this.#mapped.get(attribute);
    if (mapped !== undefined) return Object.hasOwn(properties, mapped) ? properties[mapped] ?? undefined : undefined;
    if (Object.hasOwn(properties, attribute)) return properties[attribute] ?? undefined;
    const headings = HEADINGS.get(attribute) ?? NO_HEADINGS;
    for (const heading of headings) if (Object.hasOwn(properties, heading)) return properties[heading] ?? undefined;
    const cut = hasShortNames ? this.#cutName([attribute, ...headings], properties) : undefined;
    return cut === undefined ? undefined : properties[cut] ?? undefined;
  }

  #seeColumns(properties: RawFeature['properties']): void {
    for (const column of this.#missing) if (Object.hasOwn(properties, column)) this.#missing.delete(column);
  }

  /** The column whose name is one of the names, cut as a .dbf cuts it. */
  #cutName(names: readonly string[], properties: RawFeature['properties']): string | undefined {
    for (const name of names) {
      const known = this.#cut.get(name);
      if (known !== undefined) { if (known !== null) return known; continue; }
      const written = name.replaceAll(':', '_'); // a .dbf takes no colon: oneway_foo
      const column = Object.keys(properties).find((c) => (name.startsWith(c) || written.startsWith(c)) && name !== c && Buffer.byteLength(name) > SHORT_NAME_BYTES && Buffer.byteLength(c) > SHORT_NAME_BYTES - 4);
      this.#cut.set(name, column ?? null);
      if (column !== undefined) return column;
    }
    return undefined;
  }

  /** Text as it stands; a number or boolean is written out; '' where there is none. */
  text(feature: RawFeature, attribute: string): string {
    const value = this.raw(feature, attribute);
    if (value === undefined) return '';
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    this.#findings.notice('unreadable-value', this.#file, `"${attribute}" is not text and is left empty`, this.#example(feature, value), 1, { where: feature.where });
    return '';
  }

  /** A number from 0 to 1e12, the default where there is none; text and anything else is a fault. */
  number<D extends number | null>(feature: RawFeature, attribute: string, absent: D): number | D {
    return this.#numberWhere(feature, attribute, absent, (n) => n >= 0 && n <= MOST, 'from 0 to 10^12');
  }

  /** A number above 0 and up to `most`, the default where there is none; text and anything else is a fault. */
  positive<D extends number | null>(feature: RawFeature, attribute: string, absent: D, most: number): number | D {
    return this.#numberWhere(feature, attribute, absent, (n) => n > 0 && n <= most, `above 0 and up to ${most}`);
  }

  #numberWhere<D extends number | null>(feature: RawFeature, attribute: string, absent: D, isRight: (n: number) => boolean, range: string): number | D {
    const given = this.raw(feature, attribute);
    if (given === undefined) return absent;
    const value = feature.isFromTable && typeof given === 'string' && /^\s*-?\d+(\.\d+)?(e[+-]?\d+)?\s*$/i.test(given) ? Number(given) : given;
    if (typeof value === 'number' && Number.isFinite(value) && isRight(value)) return value;
    this.#findings.fault('number', feature.where, `"${attribute}" is ${quote(value)}, expected a number ${range}`,
      typeof value === 'string' ? 'Store it as a number' : 'Correct it or leave it out', attribute);
    return absent;
  }

  /** One of the choices; the default, with a notice, where it is none of them. */
  choice<T extends string, D extends T | null>(feature: RawFeature, attribute: string, choices: readonly T[], absent: D): T | D {
    const value = this.raw(feature, attribute);
    if (value === undefined || value === '') return absent;
    const word = typeof value === 'string' ? VALUES.get(value.trim()) ?? value.trim() : value;
    const found = choices.find((c) => c === word);
    if (found !== undefined) return found;
    this.#findings.notice('unknown-value', this.#file, `"${attribute}" is none of ${choices.join(', ')}; ${absent === null ? 'it is left out' : `${absent} is taken`}`, this.#example(feature, value), 1, { where: feature.where });
    return absent;
  }

  /** True or false, also as 是/否, yes/no, 1/0. */
  flag(feature: RawFeature, attribute: string, absent: boolean): boolean {
    const value = this.raw(feature, attribute);
    if (value === undefined || value === '') return absent;
    if (value === true || value === 1 || value === 'true' || value === 'yes' || value === '是' || value === '1') return true;
    if (value === false || value === 0 || value === 'false' || value === 'no' || value === '否' || value === '0') return false;
    this.#findings.notice('unknown-value', this.#file, `"${attribute}" is neither true nor false; ${absent} is taken`, this.#example(feature, value), 1, { where: feature.where });
    return absent;
  }

  /** The last day of a year, month or day as YYYY-MM-DD; null where there is none, with a notice where it is no date. */
  date(feature: RawFeature, attribute: string): string | null {
    const text = this.text(feature, attribute).trim(), day = lastDayOf(text);
    if (text !== '' && day === null) this.#findings.notice('unreadable-value', this.#file, `"${attribute}" is no date as 2025, 2025-06 or 2025-06-01 and is left out`, this.#example(feature, text), 1, { where: feature.where });
    return day;
  }

  /** A list of words: an array, or text parted by commas, semicolons or bars. */
  words(feature: RawFeature, attribute: string): string[] {
    const value = this.raw(feature, attribute);
    if (value === undefined || value === '') return [];
    // "(2:a,b)" is a list as GDAL writes it where a format has none.
    const parts = typeof value === 'string' ? value.replace(/^\(\d+:(.*)\)$/s, '$1').split(/[,;|、，；]/) : value;
    if (Array.isArray(parts) && parts.every((p) => typeof p === 'string')) return parts.map((p) => p.trim()).filter((p) => p !== '');
    this.#findings.notice('unreadable-value', this.#file, `"${attribute}" is not a list of words and is left out`, this.#example(feature, value), 1, { where: feature.where });
    return [];
  }

  /** A list of ids, which may be numbers. */
  ids(feature: RawFeature, attribute: string): string[] {
    const value = this.raw(feature, attribute);
    if (typeof value === 'number') return [String(value)];
    if (Array.isArray(value) && value.every((id) => typeof id === 'string' || typeof id === 'number')) return value.map(String);
    return this.words(feature, attribute);
  }

  /** The feature's id: the attribute, else the GeoJSON id. null, with a fault, where there is none. */
  id(feature: RawFeature): string | null {
    const value = this.raw(feature, 'id') ?? feature.id;
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
    this.#findings.fault('missing-id', feature.where, value === undefined || value === null || value === '' ? 'the feature has no "id"' : `"id" is ${quote(value)}, expected text or a number`, 'Give every feature an id of its own');
    return null;
  }

  /** Faults for columns that the project names and no feature has. Call when the file is read. */
  finish(): void {
    for (const column of this.#missing) {
      this.#findings.fault('missing-column', this.#file, `no feature has the column ${quote(column)} that the project names`, 'Correct "attributes" in the project file');
    }
  }

  #example(feature: RawFeature, value: unknown): string {
    return `${quote(value)} (line ${feature.where.split(':').at(-1)})`;
  }
}

/** Faults for ids that occur twice in a layer. */
export class UniqueIds {
  readonly #first = new Map<string, string>();

  /** "file:line" of an id. */
  where(id: string): string | undefined { return this.#first.get(id); }

  /** The same so far; what is added to either is not in the other. */
  copy(): UniqueIds {
    const copy = new UniqueIds();
    for (const [id, where] of this.#first) copy.#first.set(id, where);
    return copy;
  }

  /** Whether the id is new; if not, a fault that names both places. */
  add(id: string, where: string, findings: Findings): boolean {
    const first = this.#first.get(id);
    if (first === undefined) { this.#first.set(id, where); return true; }
    findings.fault('duplicate-id', where, `the id ${quote(id)} is used already at ${first}`, 'Give every feature an id of its own');
    return false;
  }
}

