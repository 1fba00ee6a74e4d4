import { expect, test } from 'vitest';
import { NOTHING_SAID, quietUntil, withSaid } from './reminder-state.ts';

const NOW = Date.parse('2026-06-01T00:00:00.000Z');
const DAY_MS = 24 * 60 * 60 * 1_000;
const daysLater = (days: number) => new Date(NOW + days * DAY_MS).toISOString();

test('what was said first is what counts', () => {
  const once = withSaid(NOTHING_SAID, ['ends:a:3'], '2026-06-01', NOW);
  const twice = withSaid(once, ['ends:a:3', 'ended:b'], '2026-06-01', NOW + DAY_MS);
  expect(twice).toEqual({
    said: { 'ends:a:3': daysLater(0), 'ended:b': daysLater(1) },
    digestDays: ['2026-06-01'],
    snoozedUntil: null,
  });
});

test('a clock that was a year fast for a while forgets nothing', () => {
  const before = withSaid(NOTHING_SAID, ['ends:a:3'], undefined, NOW);
  expect(Object.keys(withSaid(before, ['ended:b'], undefined, NOW + 365 * DAY_MS).said)).toEqual([
    'ends:a:3',
    'ended:b',
  ]);
});

test('of very many, those that are long over are forgotten', () => {
  const ids = (name: string) => Array.from({ length: 1_500 }, (_, index) => `ends:${name}${String(index)}:3`);
  const before = withSaid(NOTHING_SAID, ids('old'), undefined, NOW - 121 * DAY_MS);
  const after = withSaid(before, ids('new'), undefined, NOW);
  expect(Object.keys(after.said)).toEqual(ids('new'));
});

test('a snooze ends, and one that was set by a wrong clock does not last', () => {
  const until = (days: number) => quietUntil({ ...NOTHING_SAID, snoozedUntil: daysLater(days) }, NOW);
  expect([until(1), until(0), until(-1), until(9)]).toEqual([NOW + DAY_MS, null, null, null]);
  expect(quietUntil(NOTHING_SAID, NOW)).toBe(null);
});
