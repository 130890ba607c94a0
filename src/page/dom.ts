/** Elements made piece by piece: what is data is text, never HTML. */

type Child = Node | string | null;
type Attributes = Readonly<Record<string, string | number | boolean>>;

const SVG = 'http://www.w3.org/2000/svg';

/** An element; attributes that are false are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for a picture. */
export function svg<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: readonly Child[]): SVGElementTagNameMap[K] {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill<E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) if (value !== false) element.setAttribute(name, value === true ? '' : String(value));
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** The element of the page with an id. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new RangeError(`the page has no #${id}`);
  return element;
}

/** A mark for how a settlement and a service stand: filled, half filled and empty squares, a tick, a cross. */
export function mark(kind: 'required' | 'pilot' | 'advisory' | 'covered' | 'unknown'): SVGSVGElement {
  const shapes: Record<typeof kind, readonly SVGElement[]> = {
    required: [svg('rect', { x: 2, y: 2, width: 10, height: 10, fill: '#652413' })],
    pilot: [svg('rect', { x: 2.6, y: 2.6, width: 8.8, height: 8.8, fill: '#fff', stroke: '#652413', 'stroke-width': 1.3 }), svg('rect', { x: 2, y: 2, width: 5, height: 10, fill: '#652413' })],
    advisory: [svg('rect', { x: 2.6, y: 2.6, width: 8.8, height: 8.8, fill: '#fff', stroke: '#652413', 'stroke-width': 1.3 })],
    covered: [svg('path', { d: 'M2 7.5l3.4 3.5L12 3', fill: 'none', stroke: '#2f5f83', 'stroke-width': 2 })],
    unknown: [svg('path', { d: 'M3 3l8 8M11 3l-8 8', fill: 'none', stroke: '#687077', 'stroke-width': 1.6 })],
  };
  return svg('svg', { width: 14, height: 14, viewBox: '0 0 14 14', class: 'mark', 'aria-hidden': 'true' }, ...shapes[kind]);
}
