import { expect, test } from 'vitest';
import type { ChannelOutlook } from '../../shared/domain.ts';
import { endsByDay, holding, localDays, planOutlook, sumOf, wellAmong } from './overview-outlook.ts';

const HOUR = 60 * 60 * 1000;
const now = Date.parse('2026-11-24T09:00:00.000Z');
const none = { live: 0, draining: 0, revoking: 0, orphan: 0, foreign: 0, soon: 0 };

/** Days by their length in hours, the first of which began nine hours ago. */
const daysOf = (...hours: number[]) =>
  hours.reduce((starts, length) => [...starts, (starts.at(-1) ?? 0) + length * HOUR], [now - 9 * HOUR]);

test('each stretch lies in one day, and the urgent hours end where they end, not at midnight', () => {
  const { boundaries, stretches } = planOutlook(now, daysOf(24, 24));
  expect(boundaries.slice(0, -1)).toEqual([
    '2026-11-24T09:00:00.000Z',
    '2026-11-25T00:00:00.000Z',
    '2026-11-25T09:00:00.000Z',
    '2026-11-26T00:00:00.000Z',
  ]);
  expect(stretches).toEqual([
    { day: 0, urgent: true },
    { day: 1, urgent: true },
    { day: 1, urgent: false },
    { day: 2, urgent: false },
  ]);
});

test('a day of 23 or of 25 hours is still one day', () => {
  for (const length of [23, 25]) {
    const days = daysOf(24, length, 24);
    const { boundaries, stretches } = planOutlook(now, days);
    const dayOf = (at: number) => stretches[boundaries.findLastIndex((from) => Date.parse(from) <= at)]?.day;
    const begins = days[2] ?? 0;
    expect([dayOf(begins - 1), dayOf(begins), dayOf(begins + 23 * HOUR)]).toEqual([1, 2, 2]);
  }
});

test('at midnight sharp nothing is asked for twice', () => {
  const days = [now, now + 24 * HOUR, now + 48 * HOUR];
  const { boundaries, stretches } = planOutlook(now, days);
  expect(new Set(boundaries).size).toBe(boundaries.length);
  expect(stretches.map(({ day, urgent }) => [day, urgent])).toEqual([
    [0, true],
    [1, false],
    [2, false],
  ]);
});

test('local days begin at local midnights, 31 of them, wherever the clocks stand', () => {
  const days = localDays(now).map((start) => new Date(start));
  expect(days).toHaveLength(31);
  expect(days.every((day) => day.getMinutes() === 0 && day.getHours() <= 1)).toBe(true);
  expect(new Set(days.map((day) => day.toDateString())).size).toBe(31);
  expect(days[0]?.toDateString()).toBe(new Date(now).toDateString());
  expect(planOutlook(now, localDays(now)).boundaries.length).toBeLessThanOrEqual(100);
});

test('every token is counted once, under what needs the person most', () => {
  const plan = planOutlook(now, daysOf(24, 24, 24));
  const outlook: ChannelOutlook = {
    channelId: '2006123456',
    nextExpiresAt: null,
    ends: [
      { ...none, stretch: 0, live: 2, soon: 2 },
      { ...none, stretch: 1, live: 1, orphan: 1 },
      { ...none, stretch: 2, live: 5, soon: 3, draining: 1 },
      { ...none, stretch: 3, live: 4, revoking: 2, foreign: 1 },
      { ...none, stretch: 99, live: 7 },
    ],
  };
  const ends = endsByDay(plan, outlook);
  const zero = { today: 0, soon: 0, live: 0, draining: 0, revoking: 0, orphan: 0, foreign: 0 };
  expect(ends.days).toEqual([
    { ...zero, day: 0, today: 2 },
    { ...zero, day: 1, today: 1, soon: 3, live: 2, draining: 1, orphan: 1 },
    { ...zero, day: 2, live: 4, revoking: 2, foreign: 1 },
  ]);
  const sum = sumOf([ends, { channelId: 'other', days: [], sum: { ...zero, live: 10 } }]);
  expect([holding(sum), wellAmong(sum)]).toEqual([27, 17]);
});
