/** What the page's script makes of a page, without a browser. */
import { readModel, type Model } from '../../src/page/model.ts';
import type { PageData } from '../../src/outputs/html/page-shape.ts';

/** The data that a page carries, as text in its HTML. */
function dataOf(html: string): PageData {
  return JSON.parse(textOf(html, 'data')) as PageData;
}

export function modelOf(html: string): Model {
  return readModel(dataOf(html), Uint8Array.from(Buffer.from(textOf(html, 'numbers'), 'base64')));
}

function textOf(html: string, id: string): string {
  const text = new RegExp(`<script type="[a-z/]+" id="${id}">([^<]*)</script>`).exec(html)?.[1];
  if (text === undefined) throw new RangeError(`the page has no script #${id}`);
  return text;
}
