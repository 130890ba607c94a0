/** Names on a map: each near its place, where it covers least. */

interface Label { readonly words: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number }
/** A round mark that a name had better not cover. */
interface Mark { readonly x: number; readonly y: number; readonly radius: number }
interface Box { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

/** The middle of a name's box is looked for up to so far from its place, in steps. */
const FARTHEST = 150, STEP = 10;

/**
 * Greedy, in the given order: names never cover each other and stay inside the frame; where they are put
 * covers the fewest marks, and is near.
 * @returns the middle of each box, null for a name that found no room.
 */
export function placeLabels(labels: readonly Label[], marks: readonly Mark[], frame: Box): ({ x: number; y: number } | null)[] {
  const placed: Box[] = [];
  return labels.map(({ x, y, width, height }) => {
    const near = marks.filter((m) => Math.abs(m.x - x) < FARTHEST + width && Math.abs(m.y - y) < FARTHEST + height);
    let best: { x: number; y: number } | null = null, least = Infinity;
    for (let dy = -FARTHEST; dy <= FARTHEST; dy += STEP) for (let dx = -FARTHEST; dx <= FARTHEST; dx += STEP) {
      const box = boxAround(x + dx, y + dy, width, height), far = Math.hypot(dx, dy) / 12;
      if (far >= least || box.left < frame.left || box.top < frame.top || box.right > frame.right || box.bottom > frame.bottom || placed.some((other) => overlaps(box, other))) continue;
      const cost = far + near.reduce((sum, m) => sum + (overlaps(box, boxAround(m.x, m.y, 2 * m.radius, 2 * m.radius)) ? m.radius : 0), 0);
      if (cost < least) { least = cost; best = { x: x + dx, y: y + dy }; }
    }
    if (best !== null) placed.push(boxAround(best.x, best.y, width + 6, height + 4));
    return best;
  });
}

function boxAround(x: number, y: number, width: number, height: number): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
