import { expect, test } from 'vitest';
import { endsByDay, planOutlook, type ChannelEnds } from '../model/overview-outlook.ts';
import { busyContent, DAY } from '../testing/fake-data.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { beginningOf, middleOf, timelineRows } from './timeline.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');
const days = Array.from({ length: 31 }, (_day, index) => Date.parse('2026-11-24T00:00:00.000Z') + index * DAY);
const vault = new FakeVault({ content: busyContent(now), clock: () => now });
const channels = vault.content.channels.map((stored) => vault.channel(stored));

const zero = { today: 0, soon: 0, live: 0, draining: 0, revoking: 0, orphan: 0, foreign: 0 };
const ends = (index: number, ...ofDays: (Partial<typeof zero> & { day: number })[]): ChannelEnds => {
  const sum = { ...zero };
  for (const day of ofDays)
    for (const [kind, count] of Object.entries(day)) if (kind in sum) sum[kind as keyof typeof sum] += count;
  return { channelId: channels[index]?.channelId ?? '', sum, days: ofDays.map((day) => ({ ...zero, ...day })) };
};

test('a day of a channel is one dot with all its tokens, and wears the mark that matters most', () => {
  const [row] = timelineRows(
    [
      ends(
        0,
        { day: 0, today: 1, live: 2 },
        { day: 3, soon: 1, draining: 1 },
        { day: 4, draining: 1, live: 4 },
        { day: 9, live: 1, orphan: 2 },
      ),
    ],
    channels,
  );
  expect(row?.dots.map(({ day, mark, count }) => [day, mark, count])).toEqual([
    [0, 'today', 3],
    [3, 'soon', 2],
    [4, 'draining', 5],
    [9, 'orphan', 3],
  ]);
});

test('foreign tokens are not drawn, because nobody knows when they end', () => {
  const rows = timelineRows([ends(0, { day: 5, foreign: 2 }), ends(1, { day: 5, foreign: 2, live: 1 })], channels);
  expect(rows.map(({ name, dots }) => [name, dots.map(({ count }) => count)])).toEqual([['Booking bot', [1]]]);
});

test('the most urgent channel stands first: today, then soon, then what ends first', () => {
  const rows = timelineRows(
    [
      ends(0, { day: 2, live: 1 }),
      ends(1, { day: 9, live: 3 }),
      ends(2, { day: 20, soon: 1 }),
      ends(3, { day: 0, today: 1 }),
    ],
    channels,
  );
  expect(rows.map(({ channelId }) => channelId)).toEqual([3, 2, 0, 1].map((index) => channels[index]?.channelId));
});

test('the busy vault: as many tokens in the dots as hold slots and have an end', () => {
  const plan = planOutlook(now, days);
  const outlook = vault.handlers['token.outlook']({ boundaries: [...plan.boundaries] });
  if (outlook instanceof Promise) throw new Error('the in-memory vault answers at once');
  const rows = timelineRows(
    outlook.channels.map((channel) => endsByDay(plan, channel)),
    channels,
  );
  const drawn = rows.flatMap(({ dots }) => dots).reduce((sum, { count }) => sum + count, 0);
  const held = vault.content.tokens.filter(({ state }) => ['active', 'draining', 'revoking', 'orphan'].includes(state));
  expect(drawn).toBe(held.length);
  expect(rows[0]?.name).toBe('Booking bot');
});

test('days stand side by side from the left to the right edge', () => {
  expect([beginningOf(0, 310), middleOf(0, 310), beginningOf(1, 310), middleOf(30, 310)]).toEqual([0, 5, 10, 305]);
});
