import { expect, test } from 'vitest';
import { fitsInput } from './input-size.ts';

test('what the contract takes fits, up to the largest key file', () => {
  expect(
    [
      undefined,
      {},
      { channelId: '1', states: ['active'], limit: 3, all: true, nothing: null },
      { material: 'x'.repeat(2_000_000) },
    ].map((input) => fitsInput(input)),
  ).toEqual([true, true, true, true]);
});

test('what is too long, too many or too deep does not', () => {
  let deep: unknown = 1;
  for (let level = 0; level < 20; level += 1) deep = { deep };
  expect([
    fitsInput('x'.repeat(5_000_000)),
    fitsInput(Array(11).fill(0), 10),
    fitsInput({ ['name'.repeat(9)]: 1 }, 10),
    fitsInput(deep),
  ]).toEqual([false, false, false, false]);
});

test('what is no plain data does not', () => {
  expect(
    [new Map(), new Date(), new Uint8Array(3), 10n, () => 1, Symbol('s')].map((input) => fitsInput(input)),
  ).toEqual(Array(6).fill(false));
});
