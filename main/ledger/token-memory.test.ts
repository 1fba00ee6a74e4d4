import { expect, onTestFinished, test } from 'vitest';
import type { TokenMatch } from '../ports.ts';
import { addChannelWithKey, after, by, CHANNEL_ID, DAY, issueToken, newLedger } from './ledger-test-support.ts';

/** What is kept of lists and searches, through the port: whatever was asked before, an answer is the one of now. */

async function ledgerWithTokens(ends: Readonly<Record<string, number>>) {
  const { ledger } = await newLedger(onTestFinished);
  await addChannelWithKey(ledger);
  for (const [keyId, seconds] of Object.entries(ends)) await issueToken(ledger, keyId, { expiresAt: after(seconds) });
  const keyIdsAt = async (match: TokenMatch, seconds: number, offset = 0) =>
    (
      await ledger.tokens({ ...match, sort: 'expiresAt', direction: 'ascending', limit: 9, offset }, after(seconds))
    ).tokens.map(({ keyId }) => keyId);
  const countAt = async (match: TokenMatch, seconds: number) =>
    (await ledger.countTokens(match, after(seconds))).matching;
  return { ledger, keyIdsAt, countAt };
}

const MATCHES: readonly (readonly [string, TokenMatch])[] = [
  ['all', {}],
  ['a search', { search: 'order' }],
  ['some states', { states: ['active', 'revoking'] }],
  ['some states and a search', { states: ['active'], search: 'order' }],
  ['what ends soon', { expiringWithinSeconds: 9 * DAY }],
];

test.each(MATCHES)('of %s, what is written is in the next answer', async (_name, match) => {
  const { ledger, keyIdsAt, countAt } = await ledgerWithTokens({ a: 5 * DAY, c: 7 * DAY });
  expect([await keyIdsAt(match, 0, 1), await countAt(match, 0)]).toEqual([['c'], 2]);
  await issueToken(ledger, 'b', { expiresAt: after(6 * DAY) });
  expect([await keyIdsAt(match, 0, 1), await keyIdsAt(match, 0), await countAt(match, 0)]).toEqual([
    ['b', 'c'],
    ['a', 'b', 'c'],
    3,
  ]);
  await ledger.reconcile({ channelId: CHANNEL_ID, keyIds: ['a', 'b', 'c'], askedAt: after(1) }, by(1));
  await ledger.renameChannel(CHANNEL_ID, 'another name', by(2));
  expect(
    await ledger.tokens({ ...match, sort: 'expiresAt', direction: 'ascending', limit: 9 }, after(0)),
  ).toMatchObject({ tokens: [{ channelName: 'another name' }, {}, {}] });
});

test.each([
  ['', {}],
  [' of a search', { search: 'order' }],
] as const)('what comes close to its end%s enters a list of what ends soon, and leaves it', async (_name, search) => {
  const { keyIdsAt, countAt } = await ledgerWithTokens({ first: 15, second: 40 });
  const soon = { expiringWithinSeconds: 10, ...search };
  const seen: unknown[] = [];
  // Also with a clock that is set back.
  for (const seconds of [0, 6, 16, 31, 41, 31, 6, 0])
    seen.push([seconds, await countAt(soon, seconds), await keyIdsAt(soon, seconds, 0)]);
  expect(seen).toEqual([
    [0, 0, []],
    [6, 1, ['first']],
    [16, 0, []],
    [31, 1, ['second']],
    [41, 0, []],
    [31, 1, ['second']],
    [6, 1, ['first']],
    [0, 0, []],
  ]);
});

test('what expired is in the list of its state and order, also where that was asked for before', async () => {
  const { keyIdsAt } = await ledgerWithTokens({ a: 10, b: 20, c: 30 });
  for (const search of [undefined, 'order']) {
    const [live, ended] = [
      { states: ['active'], search },
      { states: ['expired'], search },
    ] as const;
    for (const [seconds, over] of [
      [9, []],
      [10, ['a']],
      [20, ['a', 'b']],
      [19, ['a']],
      [30, ['a', 'b', 'c']],
    ] as const) {
      expect(await keyIdsAt(ended, seconds)).toEqual(over);
      expect(await keyIdsAt(live, seconds, 1)).toEqual(['a', 'b', 'c'].slice(over.length + 1));
    }
  }
});
