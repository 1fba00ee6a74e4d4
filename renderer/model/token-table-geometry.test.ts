import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clampTop,
  largestTop,
  rowPosition,
  rowsInSight,
  scrollOfTop,
  spaceHeight,
  TALLEST_SPACE,
  topOfScroll,
  topToReveal,
  windowAt,
  type TableGeometry,
} from './token-table-geometry.ts';

const geometries = fc.record({
  total: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 5_000_000 })),
  rowHeight: fc.constantFrom(28, 36),
  viewport: fc.integer({ min: 60, max: 2_000 }),
});
const placed = geometries.chain((geometry) =>
  fc.record({
    geometry: fc.constant(geometry),
    index: fc.integer({ min: 0, max: geometry.total - 1 }),
    top: fc.double({ min: 0, max: largestTop(geometry), noNaN: true }),
  }),
);
const million: TableGeometry = { total: 1_000_000, rowHeight: 36, viewport: 640 };

test('every row can be brought wholly into sight, from anywhere', () => {
  fc.assert(
    fc.property(placed, ({ geometry, index, top }) => {
      const reached = topToReveal(geometry, top, index);
      expect(reached).toBe(clampTop(geometry, reached));
      const upper = index * geometry.rowHeight - reached;
      expect(upper).toBeGreaterThanOrEqual(0);
      expect(upper + geometry.rowHeight).toBeLessThanOrEqual(Math.max(geometry.viewport, geometry.rowHeight));
      const { first, last } = windowAt(geometry, reached);
      expect(index >= first && index <= last).toBe(true);
    }),
  );
});

test('a row that is in sight already does not move the table', () => {
  fc.assert(
    fc.property(placed, ({ geometry, index, top }) => {
      const there = topToReveal(geometry, top, index);
      expect(topToReveal(geometry, there, index)).toBe(there);
    }),
  );
});

test('the window covers all that is in sight, and never names a row that is not there', () => {
  fc.assert(
    fc.property(placed, fc.integer({ min: 0, max: 5 }), ({ geometry, top }, spare) => {
      const { first, last } = windowAt(geometry, top, spare);
      const { total, rowHeight, viewport } = geometry;
      expect(first).toBeGreaterThanOrEqual(0);
      expect(last).toBeLessThan(total);
      expect(first * rowHeight).toBeLessThanOrEqual(top);
      expect((last + 1) * rowHeight).toBeGreaterThanOrEqual(Math.min(top + viewport, total * rowHeight));
      expect(last - first + 1).toBeLessThanOrEqual(Math.ceil(viewport / rowHeight) + 1 + 2 * spare);
    }),
  );
});

test('a scroll position and what it shows lead back to each other, and the ends are the ends', () => {
  fc.assert(
    fc.property(placed, ({ geometry, top }) => {
      const scroll = scrollOfTop(geometry, top);
      expect(scroll).toBeGreaterThanOrEqual(0);
      expect(scroll).toBeLessThanOrEqual(Math.max(0, spaceHeight(geometry) - geometry.viewport) + 1e-6);
      expect(topOfScroll(geometry, scroll)).toBeCloseTo(top, 4);
      expect(topOfScroll(geometry, 0)).toBe(0);
      expect(topOfScroll(geometry, spaceHeight(geometry))).toBe(largestTop(geometry));
    }),
  );
});

test('scrolling further never shows an earlier row', () => {
  fc.assert(
    fc.property(placed, fc.double({ min: 0, max: 1, noNaN: true }), ({ geometry }, share) => {
      const most = spaceHeight(geometry);
      const one = topOfScroll(geometry, share * most);
      expect(topOfScroll(geometry, share * most + 1)).toBeGreaterThanOrEqual(one);
    }),
  );
});

test('rows are drawn where they are in sight: right at their distance from the upper edge', () => {
  fc.assert(
    fc.property(placed, ({ geometry, top, index }) => {
      const drawn = rowPosition(geometry, top, index) - scrollOfTop(geometry, top);
      expect(drawn).toBeCloseTo(index * geometry.rowHeight - top, 4);
    }),
  );
});

test('a million rows fit in a space that a browser can lay out, and moving by one row moves by one row', () => {
  expect(spaceHeight(million)).toBe(TALLEST_SPACE);
  const top = 18_000_000;
  expect(windowAt(million, top + 36).first - windowAt(million, top).first).toBe(1);
  expect(topToReveal(million, 0, 999_999)).toBe(36_000_000 - 640);
  expect(rowsInSight(million)).toBe(17);
});

test('no rows, no window', () => {
  expect(windowAt({ total: 0, rowHeight: 36, viewport: 640 }, 0, 3)).toEqual({ first: 0, last: -1 });
});
