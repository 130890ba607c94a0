/** Names on the map, where they cover no other. */

export interface Label { readonly text: string; readonly x: number; readonly y: number; /** Half of the height that stays free around the place. */ readonly clear: number }

interface Rect { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

/** Above, below, right and left of the place, in this order; a name that fits nowhere is left out. The first labels have the first choice. */
export function drawLabels(c: CanvasRenderingContext2D, labels: readonly Label[], taken: Rect[], width: number, height: number, font: string, colour = '#1a1f24'): void {
  c.font = font;
  c.textAlign = 'left';
  c.textBaseline = 'middle';
  c.lineJoin = 'round';
  const lineHeight = Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 12) + 3;
  for (const { text, x, y, clear } of labels) {
    const w = c.measureText(text).width, gap = clear + 3;
    const spots = [[x - w / 2, y - gap - lineHeight / 2], [x - w / 2, y + gap + lineHeight / 2], [x + gap, y], [x - gap - w, y]];
    const spot = spots.find(([left, middle]) => {
      const rect = { left: left - 3, top: middle - lineHeight / 2, right: left + w + 3, bottom: middle + lineHeight / 2 };
      return rect.left >= 0 && rect.right <= width && rect.top >= 0 && rect.bottom <= height && !taken.some((other) => overlaps(rect, other));
    });
    if (spot === undefined) continue;
    const [left, middle] = spot;
    taken.push({ left: left - 3, top: middle - lineHeight / 2, right: left + w + 3, bottom: middle + lineHeight / 2 });
    c.strokeStyle = 'rgba(255,255,255,.92)';
    c.lineWidth = 3.5;
    c.strokeText(text, left, middle);
    c.fillStyle = colour;
    c.fillText(text, left, middle);
  }
}

function overlaps(a: Rect, b: Rect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
