import type { ReminderReport } from '../../../shared/reminders.ts';

/**
 * The pictures of the tray, drawn in a square of 16 units: at 16 pixels their edges lie between pixels, so that they are sharp. Each state has a shape of
 * its own; colour only adds to it. The box is the mark of the program.
 */

export type TrayShape = ReminderReport['shape'];

/** The distance of a point from a figure: negative within it. */
type Figure = (x: number, y: number) => number;

const box =
  (left: number, top: number, right: number, bottom: number, radius: number): Figure =>
  (x, y) => {
    const across = Math.abs(x - (left + right) / 2) - (right - left) / 2 + radius;
    const down = Math.abs(y - (top + bottom) / 2) - (bottom - top) / 2 + radius;
    return Math.hypot(Math.max(across, 0), Math.max(down, 0)) + Math.min(Math.max(across, down), 0) - radius;
  };
const disc =
  (centreX: number, centreY: number, radius: number): Figure =>
  (x, y) =>
    Math.hypot(x - centreX, y - centreY) - radius;
/** A triangle that stands on a level edge. */
const triangle =
  (top: { readonly x: number; readonly y: number }, bottom: number, halfWidth: number): Figure =>
  (x, y) => {
    const height = bottom - top.y;
    const side = (Math.abs(x - top.x) * height - (y - top.y) * halfWidth) / Math.hypot(height, halfWidth);
    return Math.max(side, y - bottom);
  };
const both =
  (...figures: readonly Figure[]): Figure =>
  (x, y) =>
    Math.min(...figures.map((figure) => figure(x, y)));
const without =
  (figure: Figure, taken: Figure, gap = 0): Figure =>
  (x, y) =>
    Math.max(figure(x, y), gap - taken(x, y));
const above =
  (figure: Figure, limit: number): Figure =>
  (x, y) =>
    Math.max(figure(x, y), y - limit);

const ring = (outer: Figure, inner: Figure): Figure => without(outer, inner);

const HANDLE = above(ring(box(5, 1, 11, 8, 2), box(6.5, 2.5, 9.5, 8, 0.75)), 5);
const OUTLINE = both(HANDLE, ring(box(1, 4, 15, 14, 2), box(2.5, 5.5, 13.5, 12.5, 0.75)));
const SOLID = both(HANDLE, box(1, 4, 15, 14, 2));
const WARNING = triangle({ x: 10.5, y: 5 }, 15.5, 5.5);
const EXCLAMATION = both(box(7, 5.25, 9, 9, 0.5), box(7, 10.5, 9, 12.5, 0.5));
const SHACKLE = above(ring(box(4, 0.5, 12, 12, 4), box(5.75, 2.25, 10.25, 12, 2.25)), 8);
const KEYHOLE = both(disc(8, 10.25, 1.4), box(7.4, 10.5, 8.6, 13, 0.4));

const FIGURES: { readonly [shape in TrayShape]: Figure } = {
  well: both(OUTLINE, disc(8, 9, 1.75)),
  soon: both(without(OUTLINE, WARNING, 1.1), WARNING),
  urgent: without(SOLID, EXCLAMATION),
  locked: both(SHACKLE, without(box(2.5, 7, 13.5, 15, 1.75), KEYHOLE)),
};

/** Each is told from black and from white: panels are dark or light, and nobody says which. */
export const TRAY_COLOURS: { readonly [shape in TrayShape]: readonly [red: number, green: number, blue: number] } = {
  well: [0x6f, 0x8a, 0xb8],
  soon: [0xc0, 0x82, 0x10],
  urgent: [0xe5, 0x4b, 0x32],
  locked: [0x87, 0x87, 0x87],
};

/** So many points a pixel and direction are looked at. */
const POINTS = 4;

/** How much of each pixel is covered, row by row: 0 to 255. */
export function coverageOf(shape: TrayShape, size: number): Uint8Array {
  const figure = FIGURES[shape];
  const units = 16 / size;
  const coverage = new Uint8Array(size * size);
  for (let index = 0; index < coverage.length; index += 1) {
    let within = 0;
    for (let point = 0; point < POINTS * POINTS; point += 1) {
      const x = (index % size) + ((point % POINTS) + 0.5) / POINTS;
      const y = Math.floor(index / size) + (Math.floor(point / POINTS) + 0.5) / POINTS;
      if (figure(x * units, y * units) <= 0) within += 1;
    }
    coverage[index] = Math.round((255 * within) / (POINTS * POINTS));
  }
  return coverage;
}
