import { afterAll, beforeAll, expect, test } from 'vitest';
import { LANGUAGES } from '../../../shared/languages.ts';
import type { Reminder } from '../../../shared/reminders.ts';
import { endingIn, NOW } from '../tray/tray-test-support.ts';
import { noticeOf } from './notice.ts';

const zoneBefore = process.env['TZ'];
beforeAll(() => (process.env['TZ'] = 'Asia/Tokyo'));
afterAll(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

const at = new Date(NOW).toISOString();
const ends = (hours: number, consumer = 'web'): Reminder => ({
  kind: 'ends',
  reminderId: `ends:${consumer}:3`,
  token: endingIn(hours, { consumer, label: 'blue' }),
  withinDays: 3,
  at,
});
const { tokenId } = endingIn(1);

test('one reminder says whose token it is, when it ends, and leads to it', () => {
  expect(noticeOf([ends(70)], null, 'en', NOW)).toEqual({
    title: 'web · Sakura & Store ends in 2 days',
    body: 'blue\nThe token ends Fri, Nov 27, 07:00.',
    to: { name: 'token', tokenId },
  });
  const over: Reminder = { kind: 'ended', reminderId: 'ended:x', token: endingIn(-5), at };
  expect(noticeOf([over], null, 'en', NOW)).toEqual({
    title: 'web · Sakura & Store has ended',
    body: 'The token ended Tue, Nov 24, 04:00. Nothing has replaced it.',
    to: { name: 'token', tokenId },
  });
  const foreign: Reminder = { kind: 'foreign', reminderId: 'foreign:x', token: endingIn(90), at };
  expect(noticeOf([foreign], null, 'en', NOW)).toMatchObject({ title: 'Sakura & Store: a foreign token' });
  const rotationId = tokenId;
  const channel = { channelId: '1', name: 'Shop' };
  const drained: Reminder = { kind: 'drained', reminderId: 'drained:x', rotationId, channel, consumer: 'web', at };
  expect(noticeOf([drained], null, 'en', NOW)).toEqual({
    title: 'web · Shop: the old token can be revoked',
    body: '',
    to: { name: 'rotation', rotationId },
  });
});

test('several are told in one, of which the first are named', () => {
  const due = ['a', 'b', 'c', 'd', 'e'].map((consumer) => ends(70, consumer));
  expect(noticeOf(due, null, 'en', NOW)).toEqual({
    title: '5 reminders',
    body: [...['a', 'b', 'c'].map((each) => `${each} · Sakura & Store ends in 2 days`), 'and 2 more'].join('\n'),
    to: { name: 'overview' },
  });
});

test('the summary of the morning takes in what is due besides', () => {
  const digest = { day: '2026-11-24', endsToday: 0, endsThisWeek: 2, needsAttention: 1 };
  expect(noticeOf([ends(70)], digest, 'en', NOW)).toEqual({
    title: 'Your tokens today',
    body: 'End within a week: 2\nNeed a look: 1\nweb · Sakura & Store ends in 2 days',
    to: { name: 'overview' },
  });
});

test('where nothing is due nothing is said', () => {
  expect(noticeOf([], null, 'en', NOW)).toBe(null);
});

test('each language says it in its own words', () => {
  expect(LANGUAGES.map((language) => noticeOf([ends(70)], null, language, NOW)?.title)).toEqual([
    'web · Sakura & Store ends in 2 days',
    'web · Sakura & Store：残り 2 日',
    'web · Sakura & Store จะหมดอายุใน 2 วัน',
    'web · Sakura & Store 將在 2 天後到期',
  ]);
});
