import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { squarePng } from './png.ts';
import { coverageOf, TRAY_COLOURS, type TrayShape } from './tray-picture.ts';

const SHAPES: readonly TrayShape[] = ['well', 'soon', 'urgent', 'locked'];
const SIZES = [16, 20, 22, 24, 32, 44, 48];

/** WCAG 2: "relative luminance" and "contrast ratio". */
function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
const contrast = (one: number, other: number) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

test.each(SIZES)('at %i pixels each state differs from each other by its shape alone', (size) => {
  for (const one of SHAPES) {
    for (const other of SHAPES.filter((each) => each !== one)) {
      const [first, second] = [coverageOf(one, size), coverageOf(other, size)];
      const different = first.filter((value, index) => Math.abs(value - (second[index] ?? 0)) > 128).length;
      expect(different / (size * size), `${one} and ${other}`).toBeGreaterThan(0.08);
    }
  }
});

test('at 16 pixels the edges of the box are sharp', () => {
  const coverage = coverageOf('urgent', 16);
  const row = [...coverage.subarray(9 * 16, 10 * 16)];
  expect([row[0], row[1], row[14], row[15]]).toEqual([0, 255, 255, 0]);
});

test.each(SHAPES)('%s is told from a light and from a dark panel', (shape) => {
  const colour = luminance(TRAY_COLOURS[shape]);
  for (const panel of [
    [0xff, 0xff, 0xff],
    [0x20, 0x20, 0x20],
    [0, 0, 0],
  ])
    expect(contrast(colour, luminance(panel))).toBeGreaterThan(3);
});

test('a picture is a PNG of its pixels', () => {
  const png = squarePng(2, Uint8Array.from([0, 255, 128, 7]), [1, 2, 3]);
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const start = png.indexOf('IDAT') + 4;
  const content = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)));
  expect([...content]).toEqual([0, 1, 2, 3, 0, 1, 2, 3, 255, 0, 1, 2, 3, 128, 1, 2, 3, 7]);
});
