import { expect, test } from 'vitest';
import { DAY_MS } from './due-reminders.ts';
import { shownInTray } from './tray-shape.ts';

const NOW = Date.parse('2026-06-01T00:00:00.000Z');
const ending = (days: number, lifeDays = 30) => ({
  tokenId: String(days),
  issuedAt: NOW + (days - lifeDays) * DAY_MS,
  expiresAt: NOW + days * DAY_MS,
});

function shown(days: readonly number[], isOpen = true, reminderDays: readonly number[] = [10, 3, 1]) {
  const all = days.map((each) => ending(each));
  const ends = all.filter(({ expiresAt }) => expiresAt > NOW);
  const ended = all.filter(({ expiresAt }) => expiresAt <= NOW);
  return shownInTray({ ends, ended, nextBehind: null }, { reminderDays, isOpen, now: NOW });
}

test('the worst decides, and what is counted is what makes it so', () => {
  expect(shown([20])).toEqual({ shape: 'well', ending: null, ended: 0 });
  expect(shown([20, 9])).toEqual({ shape: 'soon', ending: { withinDays: 10, tokens: 1 }, ended: 0 });
  expect(shown([2, 3, 9])).toEqual({ shape: 'soon', ending: { withinDays: 3, tokens: 2 }, ended: 0 });
  expect(shown([0.5, 2])).toEqual({ shape: 'urgent', ending: { withinDays: 1, tokens: 1 }, ended: 0 });
  expect(shown([-2, 2])).toEqual({ shape: 'urgent', ending: null, ended: 1 });
});

test('what ended days ago is urgent no more', () => {
  expect(shown([-4])).toEqual({ shape: 'well', ending: null, ended: 0 });
});

test('a locked vault shows that it is locked where nothing is worse', () => {
  expect([shown([20], false).shape, shown([9], false).shape, shown([0.5], false).shape]).toEqual([
    'locked',
    'soon',
    'urgent',
  ]);
});

test('without reminders only what is urgent is shown', () => {
  expect([shown([2], true, []).shape, shown([0.5], true, []).shape]).toEqual(['well', 'urgent']);
});

test('a token that lives no longer than a reminder is not soon from its first moment', () => {
  const ends = [ending(6, 7)];
  const at = (now: number) =>
    shownInTray({ ends, ended: [], nextBehind: null }, { reminderDays: [10, 3], isOpen: true, now }).shape;
  expect([at(NOW), at(NOW + 3 * DAY_MS)]).toEqual(['well', 'soon']);
});
