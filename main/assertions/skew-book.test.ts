import { expect, test } from 'vitest';
import { createSkewBook } from './skew-book.ts';

const LINE = 'https://api.line.me';

function openBook() {
  const clocks = { wall: 1_000_000, monotonic: 5_000 };
  const pass = (milliseconds: number) => {
    clocks.wall += milliseconds;
    clocks.monotonic += milliseconds;
  };
  const book = createSkewBook({ now: () => clocks.wall, monotonic: () => clocks.monotonic });
  return { book, clocks, pass };
}

test('what was measured last counts, per platform, with when that was', () => {
  const { book, pass } = openBook();
  expect([book.get(LINE), book.measured(LINE)]).toEqual([0, null]);
  book.learn(LINE, 40_000);
  pass(500);
  book.learn('http://127.0.0.1:1', -90_000);
  book.learn(LINE, null);
  expect(book.measured(LINE)).toEqual({ skewMs: 40_000, atMs: 1_000_000 });
  expect([book.get(LINE), book.get('http://127.0.0.1:1')]).toEqual([40_000, -90_000]);
});

test('what may be the network’s delay is no skew', () => {
  const { book } = openBook();
  book.learn(LINE, 1_400);
  expect(book.measured(LINE)?.skewMs).toBe(0);
});

test('time that passes changes nothing', () => {
  const { book, pass } = openBook();
  book.learn(LINE, 40_000);
  pass(10 * 24 * 60 * 60 * 1_000);
  expect(book.get(LINE)).toBe(40_000);
});

test.each([40_000, -40_000])('a clock that was set by %d ms makes it forget, until the next answer', (jump) => {
  const { book, clocks } = openBook();
  book.learn(LINE, 40_000);
  clocks.wall += jump;
  expect([book.get(LINE), book.measured(LINE)]).toEqual([0, null]);
  book.learn(LINE, 40_000 - jump);
  expect(book.get(LINE)).toBe(40_000 - jump);
});

test('a clock that was set before anybody looked does not spoil what is measured then', () => {
  const { book, clocks } = openBook();
  book.learn(LINE, 40_000);
  clocks.wall += 40_000;
  book.learn(LINE, 2_500);
  expect(book.get(LINE)).toBe(2_500);
});
