import { expect, test } from 'vitest';
import { TOKEN_LIFETIME_MAX_SECONDS } from '../../shared/line-limits.ts';
import { CLOCK_ROOM_MS, endOf, pairKeyId, type PairableKeyId } from './pair-key-id.ts';

const NOW = Date.parse('2026-06-01T00:00:00.000Z');
const DAY = 24 * 60 * 60;

const seen = (keyId: string, daysAgo: number): PairableKeyId => ({
  tokenId: `token of ${keyId}`,
  keyId,
  issuedBy: new Date(NOW - daysAgo * DAY * 1_000).toISOString(),
});
const endingIn = (expiresInSeconds: number) => ({
  end: endOf(expiresInSeconds, NOW, NOW + 200),
  expiresInSeconds,
});

test('the end lies between what the answer says of when it was asked for and of when it was there, rounded either way', () => {
  expect(endOf(60, NOW, NOW + 200)).toEqual({ from: NOW + 59_000, to: NOW + 61_200 });
});

test.each([
  ['the only key ID', [seen('a', 3)], 20, { pairedBy: 'only-one', keyId: { keyId: 'a' } }],
  [
    'the only one that was seen late enough',
    [seen('a', 20), seen('b', 1)],
    25,
    { pairedBy: 'by-end', keyId: { keyId: 'b' } },
  ],
  ['nobody where both may be it', [seen('a', 20), seen('b', 1)], 9, { outcome: 'ambiguous', count: 2 }],
  ['nobody where none can be it', [seen('a', 20), seen('b', 12)], 25, { outcome: 'ambiguous', count: 0 }],
  ['nobody where the only one ends too early', [seen('a', 20)], 25, { outcome: 'ambiguous', count: 0 }],
  ['nobody where there is none', [], 25, { outcome: 'ambiguous', count: 0 }],
])('a token is paired with %s', (_whom, live, days, expected) => {
  expect(pairKeyId(live, endingIn(days * DAY), undefined)).toMatchObject(expected);
});

test('a clock that was off by minutes excludes nobody', () => {
  const justSeen = { ...seen('b', 0), issuedBy: new Date(NOW - CLOCK_ROOM_MS + 2_000).toISOString() };
  expect(pairKeyId([seen('a', 20), justSeen], endingIn(TOKEN_LIFETIME_MAX_SECONDS), undefined)).toMatchObject({
    pairedBy: 'by-end',
    keyId: { keyId: 'b' },
  });
});

test('what ends as soon as a stateless token does has perhaps no key ID at all', () => {
  expect(pairKeyId([seen('a', 3)], endingIn(899), undefined)).toEqual({ outcome: 'ambiguous', count: 1 });
  expect(pairKeyId([seen('a', 3)], endingIn(899), 'a')).toMatchObject({ pairedBy: 'named' });
});

test('a key ID that a person names is believed unless it is not live, has a value, or certainly ends before', () => {
  const live = [seen('a', 20), seen('b', 1)];
  expect(pairKeyId(live, endingIn(5 * DAY), 'a')).toMatchObject({ pairedBy: 'named', keyId: { keyId: 'a' } });
  for (const named of ['c', 'a']) {
    expect(pairKeyId(live, endingIn(25 * DAY), named)).toEqual({ outcome: 'not-live' });
  }
});
