import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, dueEndings, endedId, endsId, nextMoment, saidOfTokens } from './due-reminders.ts';
import type { Ending, Endings } from './reminder-ledger.ts';

const NOW = Date.parse('2026-06-01T00:00:00.000Z');
const DAYS = [10, 3, 1];

function ending(tokenId: string, endsInDays: number, lifeDays = 30): Ending {
  const expiresAt = NOW + endsInDays * DAY_MS;
  return { tokenId, issuedAt: expiresAt - lifeDays * DAY_MS, expiresAt };
}

/** What the ledger would answer at `now`. */
function endingsAt(tokens: readonly Ending[], now: number): Endings {
  return {
    ends: tokens.filter(({ expiresAt }) => expiresAt > now),
    ended: tokens.filter(({ expiresAt }) => expiresAt <= now),
    nextBehind: null,
  };
}

function told(tokens: readonly Ending[], said: readonly string[] = [], days: readonly number[] = DAYS, now = NOW) {
  return dueEndings(endingsAt(tokens, now), saidOfTokens(said), days, now).map((due) =>
    due.kind === 'ended' ? endedId(due.ending.tokenId) : endsId(due.ending.tokenId, due.withinDays),
  );
}

test('each lead time is told from its own moment on', () => {
  expect(told([ending('a', 10.001), ending('b', 10), ending('c', 3), ending('d', 1), ending('e', 0)])).toEqual([
    'ended:e',
    'ends:b:10',
    'ends:c:3',
    'ends:d:1',
  ]);
});

test('of several that were slept through the last is told, and those before it count as told', () => {
  expect(told([ending('a', 0.5)])).toEqual(['ends:a:1']);
  expect(told([ending('a', 0.5)], ['ends:a:10'])).toEqual(['ends:a:1']);
  expect(told([ending('a', 0.5)], ['ends:a:1'])).toEqual([]);
});

test('nothing is told again where the clock is set back, or other days are set', () => {
  expect(told([ending('a', 5)], ['ends:a:3'])).toEqual([]);
  expect(told([ending('a', 5)], ['ended:a'])).toEqual([]);
  expect(told([ending('a', 2)], ['ends:a:3'], [7])).toEqual([]);
  expect(told([ending('a', 2)], ['ends:a:7'], [3])).toEqual(['ends:a:3']);
});

test('a token is not told of days that it did not live', () => {
  expect(told([ending('short', 2, 2.5), ending('shorter', 0.04, 0.05)])).toEqual([]);
  expect(told([ending('week', 2, 7)])).toEqual(['ends:week:3']);
});

test('without reminders only the end is told', () => {
  expect(told([ending('a', 0.5), ending('b', -2)], [], [])).toEqual(['ended:b']);
});

test('the next moment is the next lead time, the next end, or whatever comes into sight', () => {
  const next = (tokens: readonly Ending[], nextBehind: number | null = null) =>
    (nextMoment({ ...endingsAt(tokens, NOW), nextBehind }, DAYS, 10 * DAY_MS, NOW) - NOW) / DAY_MS;
  expect(next([ending('a', 9)])).toBe(6);
  expect(next([ending('a', 0.25), ending('b', 9)])).toBe(0.25);
  expect(next([ending('a', 9)], NOW + 12 * DAY_MS)).toBe(2);
  expect(next([])).toBe(Infinity);
});

const anyTokens = fc
  .array(fc.record({ end: fc.integer({ min: -40, max: 60 }), life: fc.integer({ min: 1, max: 30 }) }), { maxLength: 8 })
  .map((all) => all.map(({ end, life }, index) => ending(`token-${String(index)}`, end / 2, life)));

test('whatever the clock does, nothing is said twice, and never more days than were said before', () => {
  const clock = fc.array(fc.integer({ min: -50 * 24, max: 50 * 24 }), { maxLength: 40 });
  const settings = fc.array(fc.integer({ min: 1, max: 29 }), { maxLength: 6 });
  fc.assert(
    fc.property(anyTokens, clock, settings, (tokens, hours, days) => {
      const said: string[] = [];
      for (const hour of hours) {
        const more = told(tokens, said, days, NOW + (hour * DAY_MS) / 24);
        for (const { tokenId } of tokens) {
          const of = (ids: readonly string[]) => saidOfTokens(ids).get(tokenId) ?? Infinity;
          expect(more.filter((id) => id.includes(tokenId)).length).toBeLessThanOrEqual(1);
          if (of(more) !== Infinity) expect(of(more)).toBeLessThan(of(said));
        }
        said.push(...more);
      }
      expect(new Set(said).size).toBe(said.length);
    }),
  );
});

test('a clock that only goes on tells the end of every token, and nothing is due before the next moment', () => {
  fc.assert(
    fc.property(anyTokens, fc.subarray([29, 10, 7, 3, 1]), (tokens, days) => {
      const said: string[] = [];
      let now = NOW - 60 * DAY_MS;
      for (;;) {
        said.push(...told(tokens, said, days, now));
        const next = nextMoment(endingsAt(tokens, now), days, 0, now);
        if (next === Infinity) break;
        expect(told(tokens, said, days, next - 1)).toEqual([]);
        now = next;
      }
      expect(tokens.filter(({ tokenId }) => !said.includes(endedId(tokenId)))).toEqual([]);
    }),
  );
});
