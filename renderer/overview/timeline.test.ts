import { expect, test } from 'vitest';
import { busyContent, DAY, iso } from '../testing/fake-data.ts';
import { timeline } from './timeline.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');

test('tokens that end on the same day share a dot, and the worst mark wins whatever the order', () => {
  const token = busyContent(now).tokens.find(({ state }) => state === 'active');
  if (!token) throw new Error('the busy vault has a live token');
  const expiresAt = iso(now + 5.5 * DAY);
  const live = { ...token, issuedAt: iso(now - DAY), expiresAt };
  const soon = { ...token, issuedAt: iso(now - 24 * DAY), expiresAt };
  const draining = { ...token, state: 'draining' as const, expiresAt };
  const dotsOf = (tokens: Parameters<typeof timeline>[0]) =>
    timeline(tokens, now).flatMap(({ dots }) => dots.map(({ mark, count }) => [mark, count]));
  expect([dotsOf([live, draining, soon]), dotsOf([soon, live]), dotsOf([live, draining])]).toEqual([
    [['soon', 3]],
    [['soon', 2]],
    [['draining', 2]],
  ]);
});
