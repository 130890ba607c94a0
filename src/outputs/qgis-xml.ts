/** XML as QGIS reads and writes it. */

/** Text or an attribute's value; what XML cannot hold becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text.replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll(/[&<>"'\t\n\r]/g, (c) => `&#${c.charCodeAt(0)};`);
}

export type Attributes = Readonly<Record<string, string | number>>;

/** @param content XML, escaped. */
export function element(name: string, attributes: Attributes, content: string | readonly string[] = ''): string {
  const open = `${name}${Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`).join('')}`;
  const inner = typeof content === 'string' ? content : content.join('');
  return inner === '' ? `<${open}/>` : `<${open}>${inner}</${name}>`;
}

/** A map of options; a value is text or a map again. */
export interface Options { readonly [key: string]: string | boolean | Options }

/** The map in the form of QGIS 3.18 and later. */
export function optionMap(options: Options, name?: string): string {
  return element('Option', { type: 'Map', ...(name === undefined ? {} : { name }) }, Object.entries(options).map(([key, value]) =>
    typeof value === 'object' ? optionMap(value, key) : element('Option', { type: typeof value === 'boolean' ? 'bool' : 'QString', name: key, value: String(value) })));
}

/** Properties of a symbol in the form of today and in that of before 3.18: each version reads one of them. */
export function properties(options: Readonly<Record<string, string>>): string {
  return optionMap(options) + Object.entries(options).map(([k, v]) => element('prop', { k, v })).join('');
}
