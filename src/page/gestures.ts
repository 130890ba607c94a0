/** Drag, pinch, wheel, click and keys on the map, as what they ask for. */

export interface Asked {
  /** Pixels since the last call. */
  readonly pan: (dx: number, dy: number) => void;
  readonly panEnded: () => void;
  readonly zoom: (factor: number, px: number, py: number) => void;
  readonly choose: (px: number, py: number) => void;
  /** null where the pointer has left. */
  readonly hover: (at: readonly [px: number, py: number] | null) => void;
}

/** A press that moves less than this is a click. */
const CLICK_PIXELS = 4;
const KEY_PIXELS = 60, KEY_ZOOM = 1.5;

/** Pages scroll with the wheel and one finger; the map asks for Ctrl, or two fingers. */
export function listen(box: HTMLElement, { pan, panEnded, zoom, choose, hover }: Asked): void {
  const pointers = new Map<number, { x: number; y: number }>();
  let moved = 0;
  const at = (event: MouseEvent): { x: number; y: number } => { const { left, top } = box.getBoundingClientRect(); return { x: event.clientX - left, y: event.clientY - top }; };
  box.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button') !== null)) return;
    pointers.set(event.pointerId, at(event));
    moved = 0;
  });
  box.addEventListener('pointermove', (event) => {
    const now = at(event), before = pointers.get(event.pointerId);
    if (before === undefined) { hover([now.x, now.y]); return; }
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    const dx = now.x - before.x, dy = now.y - before.y;
    if (other !== undefined) {
      const distance = Math.hypot(before.x - other.x, before.y - other.y);
      if (distance > 0) zoom(Math.hypot(now.x - other.x, now.y - other.y) / distance, (now.x + other.x) / 2, (now.y + other.y) / 2);
      moved = Infinity;
    } else {
      moved += Math.hypot(dx, dy);
      if (moved < CLICK_PIXELS) return;
      // Only now, so that a click stays one.
      if (!box.hasPointerCapture(event.pointerId)) box.setPointerCapture(event.pointerId);
      hover(null);
      pan(dx, dy);
    }
    pointers.set(event.pointerId, now);
  });
  const released = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId)) return;
    if (event.type === 'pointerup' && moved < CLICK_PIXELS) { const { x, y } = at(event); choose(x, y); } else panEnded();
  };
  box.addEventListener('pointerup', released);
  box.addEventListener('pointercancel', released);
  box.addEventListener('pointerleave', () => { hover(null); });
  box.addEventListener('wheel', (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const { x, y } = at(event);
    zoom(Math.exp(-event.deltaY / 300), x, y);
  }, { passive: false });
  box.addEventListener('keydown', (event) => {
    if (event.target !== box || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = { ArrowLeft: [KEY_PIXELS, 0], ArrowRight: [-KEY_PIXELS, 0], ArrowUp: [0, KEY_PIXELS], ArrowDown: [0, -KEY_PIXELS] }[event.key], { width, height } = box.getBoundingClientRect();
    if (arrow !== undefined) { pan(arrow[0], arrow[1]); panEnded(); }
    else if (event.key === '+' || event.key === '=') zoom(KEY_ZOOM, width / 2, height / 2);
    else if (event.key === '-') zoom(1 / KEY_ZOOM, width / 2, height / 2);
    else if (event.key === 'Enter' || event.key === ' ') choose(width / 2, height / 2);
    else return;
    event.preventDefault();
  });
}
