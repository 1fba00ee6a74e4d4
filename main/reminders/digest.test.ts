import { afterAll, beforeAll, expect, test } from 'vitest';
import { digestDue } from './digest.ts';
import type { Endings } from './reminder-ledger.ts';

const zoneBefore = process.env['TZ'];
beforeAll(() => (process.env['TZ'] = 'Asia/Tokyo'));
afterAll(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

const at = (local: string) => Date.parse(`${local}:00+09:00`);
const endings = (...ends: readonly string[]): Endings => ({
  ends: ends.map((end, index) => ({ tokenId: String(index), issuedAt: 0, expiresAt: at(end) })),
  ended: [],
  nextBehind: null,
});
const due = (now: string, saidDays: readonly string[] = [], digestAt: string | null = '09:00') =>
  digestDue(endings('2026-06-01T23:59', '2026-06-02T00:00', '2026-06-07T23:00', '2026-06-08T00:00'), {
    digestAt,
    saidDays,
    now: at(now),
  });

test('it is told in the morning, with what ends by the person’s days', () => {
  expect(due('2026-06-01T08:59')).toBe(null);
  expect(due('2026-06-01T09:00')).toEqual({ day: '2026-06-01', endsToday: 1, endsThisWeek: 3 });
});

test('also to whoever slept past it, but not in the evening', () => {
  expect(due('2026-06-01T14:00')).not.toBe(null);
  expect(due('2026-06-01T15:01')).toBe(null);
  expect(due('2026-06-01T21:30', [], '21:00')).not.toBe(null);
});

test('once a day, also where the clock is set back, and not at all where nobody wants it', () => {
  expect(due('2026-06-01T10:00', ['2026-06-01'])).toBe(null);
  expect(due('2026-06-01T10:00', ['2026-06-01', '2026-06-02'])).toBe(null);
  expect(due('2026-06-01T10:00', ['2026-07-01'])).not.toBe(null);
  expect(due('2026-06-01T10:00', [], null)).toBe(null);
});
