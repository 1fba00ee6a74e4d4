import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PageCache } from './token-table-pages.ts';

const rowsOf = (page: number, size: number) => Array.from({ length: size }, (_, row) => page * size + row);

test('keeps the pages that were used last, never more than it may, and gives back exactly what was put in', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.array(fc.record({ page: fc.integer({ min: 0, max: 20 }), use: fc.boolean() }), { maxLength: 60 }),
      (capacity, steps) => {
        const cache = new PageCache<number>(10, capacity);
        let expected: number[] = [];
        for (const { page, use } of steps) {
          if (use && !expected.includes(page)) continue;
          if (use) cache.use([page]);
          else cache.set(page, rowsOf(page, 10));
          expected = [...expected.filter((each) => each !== page), page].slice(-capacity);
        }
        for (let page = 0; page <= 20; page += 1) {
          expect(cache.has(page)).toBe(expected.includes(page));
          expect(cache.at(page * 10 + 7)).toBe(expected.includes(page) ? page * 10 + 7 : undefined);
        }
      },
    ),
  );
});

test('names the pages between two rows, and has the whole list only when every page is here', () => {
  const cache = new PageCache<number>(10, 5);
  expect([cache.pagesBetween(9, 10), cache.pagesBetween(0, -1), cache.pagesBetween(-4, 3)]).toEqual([[0, 1], [], [0]]);
  cache.set(1, rowsOf(1, 10).slice(0, 5));
  expect([cache.whole(15), cache.find((row) => row === 12)]).toEqual([null, 12]);
  cache.set(0, rowsOf(0, 10));
  expect(cache.whole(15)).toHaveLength(15);
  expect([cache.whole(0), cache.find(() => false)]).toEqual([[], null]);
});
