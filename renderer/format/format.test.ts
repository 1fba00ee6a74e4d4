import { describe, expect, test } from 'vitest';
import { loadMessages, messagesOf } from '../messages/messages.ts';
import { duration, relative } from './duration.ts';
import { lookAtKid } from './kid-check.ts';
import { localTime } from './local-time.ts';
import { looksLikeToken } from './looks-like-token.ts';
import { slotCells } from './slot-cells.ts';
import { tokenMark } from './token-mark.ts';
import { truncateMiddle } from './truncate-middle.ts';
import { LANGUAGES } from '../../shared/languages.ts';

await Promise.all(LANGUAGES.map(loadMessages));

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = Date.parse('2026-11-24T09:00:00.000Z');
const at = (distance: number) => new Date(now + distance).toISOString();

describe('a span is said as finely as it matters', () => {
  const { duration: english } = messagesOf('en');
  test.each([
    [20_000, 'under 1 min'],
    [12 * MINUTE, '12 min'],
    [5 * HOUR + 12 * MINUTE, '5 h 12 min'],
    [5 * HOUR, '5 h'],
    [4 * DAY + 2 * HOUR, '4 d 2 h'],
    [3 * DAY, '3 d'],
    [30 * DAY - 1, '30 d'],
  ])('%i ms', (span, said) => {
    expect(duration(span, english)).toBe(said);
  });

  test('and whether it lies ahead or behind', () => {
    const japanese = messagesOf('ja').duration;
    expect([
      relative(at(2 * HOUR), now, english),
      relative(at(-2 * MINUTE), now, english),
      relative(at(-1), now, english),
      relative(at(500), now, english),
      relative(at(2 * DAY), now, japanese),
      relative(at(-2 * MINUTE), now, japanese),
    ]).toEqual(['in 2 h', '2 min ago', 'just now', 'just now', 'あと 2 日', '2 分前']);
  });
});

test('an instant is said in the person’s own zone and calendar', () => {
  const tokyo = localTime('en-GB', 'Asia/Tokyo');
  expect([
    tokyo.short(at(40 * MINUTE), now),
    tokyo.short(at(-DAY), now),
    tokyo.date(at(400 * DAY), now),
    tokyo.isToday(at(6 * HOUR), now),
    tokyo.isToday(at(5 * HOUR), now),
    tokyo.full(at(0)),
  ]).toEqual(['18:40', '23 Nov, 18:00', '29 Dec 2027', false, true, 'Tue, 24 Nov 2026, 18:00:00 GMT+9']);
});

test.each(['en', 'ja', 'th', 'zh-TW'])('an instant in full is in digits in %s', (locale) => {
  expect(localTime(locale, 'UTC').full('2026-11-24T10:21:20.000Z')).toMatch(/10:21:20 \[?UTC/);
});

describe('what stands where a kid belongs is recognised', () => {
  const ours = '5b0f4d0e-6a55-4a4b-9f0e-0d1c2b3a4f5e';
  test.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['1f2e3d4c-5b6a-4789-8abc-def012345678', 'good'],
    [' 1F2E3D4C-5B6A-4789-8ABC-DEF012345678 ', 'good'],
    ['1f2e3d4c-5b', 'unfinished'],
    ['sDTOzw5wAbCdEfGh1zcmeQ', 'key-id'],
    ['NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs', 'thumbprint'],
    [ours, 'our-id'],
    ['{"kty":"RSA"}', 'jwk'],
    ['2006123456', 'channel-id'],
    ['hello there', 'something-else'],
  ])('%s', (typed, look) => {
    expect(lookAtKid(typed, ours)).toBe(look);
  });
});

test('a token wears the mark of what is left of it, whatever state was stored', () => {
  const token = (state: 'active' | 'draining' | 'orphan', age: number, life: number) => ({
    state,
    issuedAt: at(-age),
    expiresAt: at(life - age),
  });
  expect([
    tokenMark(token('active', DAY, 30 * DAY), now),
    tokenMark(token('active', 20 * DAY, 30 * DAY), now),
    tokenMark(token('active', 20 * DAY - 1, 30 * DAY), now),
    tokenMark(token('active', 29 * DAY, 30 * DAY), now),
    tokenMark(token('active', 30 * DAY, 30 * DAY), now),
    tokenMark(token('draining', 29.5 * DAY, 30 * DAY), now),
    tokenMark(token('orphan', 29.5 * DAY, 30 * DAY), now),
  ]).toEqual(['live', 'soon', 'live', 'today', 'expired', 'draining', 'orphan']);
});

test('thirty cells are thirty slots, also where the ledger knows of more', () => {
  const slots = { limit: 30, live: 4, draining: 1, orphan: 1, foreign: 1, unknown: 1, free: 22, nextFreesAt: null };
  const cells = slotCells(slots, { today: 1, soon: 2 });
  expect(cells.slice(0, 9)).toEqual([
    'live',
    'soon',
    'soon',
    'today',
    'draining',
    'orphan',
    'unknown',
    'foreign',
    'free',
  ]);
  expect(cells).toHaveLength(30);
  expect(slotCells({ ...slots, live: 40, free: 0 })).toHaveLength(30);
});

test('an ID keeps both ends', () => {
  expect([truncateMiddle('sDTOzw5wAbCdEfGh1zcmeQ'), truncateMiddle('short')]).toEqual(['sDTOzw5w…1zcmeQ', 'short']);
});

test('a pasted token is told from a search', () => {
  const token = `eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(60)}.${'b'.repeat(43)}`;
  expect(
    [token, `Bearer ${token}`, 'x'.repeat(170), 'web', 'sDTOzw5wAbCdEfGh1zcmeQ', 'www.example.com'].map(looksLikeToken),
  ).toEqual([true, true, true, false, false, false]);
});
