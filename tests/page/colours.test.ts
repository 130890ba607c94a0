/** The ramp of the map says "more is missing" to every kind of colour vision, and in grey. */
import { expect, test } from 'vitest';
import { DOT_COLOURS } from '../../src/page/draw-places.ts';

type Rgb = readonly [r: number, g: number, b: number];

const linear = (hex: string): Rgb => [1, 3, 5].map((i) => { const c = parseInt(hex.slice(i, i + 2), 16) / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; }) as unknown as Rgb;
const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** Linear RGB as seen without red, green or blue cones (Machado, Oliveira & Fernandes 2009, IEEE TVCG 15:1291, severity 1). */
const VISION: Readonly<Record<string, readonly Rgb[]>> = {
  full: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

for (const [vision, matrix] of Object.entries(VISION)) {
  test(`each class is clearly darker than the one before it (${vision})`, () => {
    const seen = DOT_COLOURS.map((colour) => { const rgb = linear(colour); return luminance(matrix.map((row) => Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2])) as unknown as Rgb); });
    for (let i = 1; i < seen.length; i++) expect((seen[i - 1] + 0.05) / (seen[i] + 0.05)).toBeGreaterThan(1.25);
  });
}
