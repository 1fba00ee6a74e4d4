import { describe, expect, test } from 'vitest';
import { textsEn } from '../messages/en.ts';
import { textsJa } from '../messages/ja.ts';
import { distance, localTime, timeSpan } from './time.ts';

describe('a length of time', () => {
  test.each([
    [12 * 86_400 + 4 * 3_600 + 59, '12 d 4 h'],
    [2 * 86_400, '2 d'],
    [3_660, '1 h 1 min'],
    [3_600, '1 h'],
    [119, '1 min'],
    [40.9, '40 s'],
    [-5, '0 s'],
  ])('of %d seconds reads %s', (seconds, text) => {
    expect(timeSpan(seconds, textsEn.say)).toBe(text);
  });
});

test('the distance from now is what is left or how long ago', () => {
  const now = Date.parse('2026-03-01T00:00:00.000Z');
  expect([
    distance('2026-03-03T05:00:00.000Z', now, textsEn),
    distance('2026-02-28T23:00:00.000Z', now, textsEn),
    distance('2026-03-03T05:00:00.000Z', now, textsJa),
  ]).toEqual(['2 d 5 h left', '1 h ago', '残り 2 日 5 時間']);
});

test('local time is this machine’s', () => {
  expect(localTime(new Date(2026, 2, 1, 4, 5).toISOString())).toBe('2026-03-01 04:05');
});
