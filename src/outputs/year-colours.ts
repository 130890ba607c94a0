/** Colours of years on maps of a plan, dark to light, for all colour vision; none is of the ramp of gaps. */
const RAMP = ['#2d1e5f', '#2b5f9e', '#1f8f86', '#6bb04a'];

/** Years between take what lies between. @param years of the plan, in order. */
export function colourOfYear(years: readonly number[], year: number): string {
  if (years.length < 2) return RAMP[0];
  const at = years.indexOf(year) / (years.length - 1) * (RAMP.length - 1), low = Math.min(RAMP.length - 2, Math.floor(at)), part = at - low;
  const channel = (hex: string, i: number): number => Number.parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16);
  return `#${[0, 1, 2].map((i) => Math.round(channel(RAMP[low], i) * (1 - part) + channel(RAMP[low + 1], i) * part).toString(16).padStart(2, '0')).join('')}`;
}
