import { describe, expect, onTestFinished, test } from 'vitest';
import {
  addChannelWithKey,
  after,
  answerOf,
  by,
  CHANNEL_ID,
  DAY,
  issueToken,
  newLedger,
  TEST_NOW,
} from './ledger-test-support.ts';

const open = async () => (await newLedger(onTestFinished)).ledger;

describe('a token', () => {
  test('expires by the clock alone, unless it ended before', async () => {
    const ledger = await open();
    const active = await issueToken(ledger, 'active', { expiresAt: after(DAY) });
    const revoked = await issueToken(ledger, 'revoked', { expiresAt: after(DAY) });
    const gone = await issueToken(ledger, 'gone', { expiresAt: after(DAY) });
    await ledger.markRevoking([revoked.tokenId], by());
    await ledger.reconcile({ channelId: CHANNEL_ID, keyIds: ['active'], askedAt: after(1) }, by(1));
    const statesAt = async (seconds: number) =>
      Promise.all(
        [active, revoked, gone].map(async ({ tokenId }) => (await ledger.token(tokenId, after(seconds)))?.state),
      );
    expect(await statesAt(DAY - 1)).toEqual(['active', 'revoked', 'gone']);
    expect(await statesAt(DAY)).toEqual(['expired', 'revoked', 'gone']);
    expect(await ledger.countTokens({}, after(DAY - 1))).toEqual({
      matching: 3,
      total: 3,
      byState: { active: 1, revoked: 1, gone: 1 },
    });
    expect(await ledger.countTokens({ channelId: CHANNEL_ID }, after(DAY))).toEqual({
      matching: 3,
      total: 3,
      byState: { expired: 1, revoked: 1, gone: 1 },
    });
  });

  test('that nobody knows is undefined, and so are its value and its place by value', async () => {
    const ledger = await open();
    expect([
      await ledger.token('nothing', TEST_NOW),
      await ledger.sealedValue('nothing'),
      await ledger.tokenByValueIndex(Buffer.alloc(32), TEST_NOW),
      await ledger.tokensById(['nothing'], TEST_NOW),
    ]).toEqual([undefined, undefined, undefined, []]);
  });

  test('without a value has none to give', async () => {
    const ledger = await open();
    await addChannelWithKey(ledger);
    await ledger.reconcile({ channelId: CHANNEL_ID, keyIds: ['theirs'], askedAt: TEST_NOW }, by());
    const { tokens } = await ledger.tokens({ sort: 'expiresAt', direction: 'ascending', limit: 9 }, TEST_NOW);
    expect(await ledger.sealedValue(tokens[0]?.tokenId ?? '')).toBeUndefined();
  });

  test('has the one identity at LINE that is its channel and key ID', async () => {
    const ledger = await open();
    await issueToken(ledger, 'same');
    const other = await issueToken(ledger, 'same', {}, { channelId: '2' });
    expect(other.channelId).toBe('2');
  });
});

test('tokens by ID come in the order in which they were asked for, thousands of them too', async () => {
  const ledger = await open();
  const [a, b] = [await issueToken(ledger, 'a'), await issueToken(ledger, 'b')];
  const unknown = Array.from({ length: 10_000 }, (_, index) => `unknown-${String(index)}`);
  const found = await ledger.tokensById([b.tokenId, ...unknown, a.tokenId], TEST_NOW);
  expect(found.map(({ keyId }) => keyId)).toEqual(['b', 'a']);
});

describe('what can be revoked of a channel', () => {
  test('is what is live and has a value, soonest to expire first', async () => {
    const ledger = await open();
    const late = await issueToken(ledger, 'late', { expiresAt: after(3 * DAY) });
    const soon = await issueToken(ledger, 'soon', { expiresAt: after(2 * DAY) });
    await issueToken(ledger, 'over', { expiresAt: after(DAY) });
    await issueToken(ledger, 'elsewhere', {}, { channelId: '2' });
    await ledger.markRevoking([late.tokenId], by());
    await ledger.reconcile(
      { channelId: CHANNEL_ID, keyIds: ['late', 'soon', 'over', 'theirs'], askedAt: after(1) },
      by(1),
    );
    expect((await ledger.revocableTokens(CHANNEL_ID, after(DAY))).map(({ keyId, state }) => [keyId, state])).toEqual([
      ['soon', 'active'],
      ['late', 'revoking'],
    ]);
    expect(soon.hasValue).toBe(true);
  });
});

describe('marking tokens as being revoked', () => {
  test('may be repeated', async () => {
    const ledger = await open();
    const token = await issueToken(ledger, 'a');
    await ledger.markRevoking([token.tokenId], by());
    await ledger.markRevoking([token.tokenId], by());
    expect((await ledger.token(token.tokenId, TEST_NOW))?.state).toBe('revoking');
  });

  test('is all or nothing', async () => {
    const ledger = await open();
    const token = await issueToken(ledger, 'a');
    await expect(ledger.markRevoking([token.tokenId, 'nothing'], by())).rejects.toThrow(/not in the ledger/);
    expect((await ledger.token(token.tokenId, TEST_NOW))?.state).toBe('active');
  });

  test('is a bug for what has no value that could be revoked with', async () => {
    const ledger = await open();
    await addChannelWithKey(ledger);
    await ledger.reconcile({ channelId: CHANNEL_ID, keyIds: ['theirs'], askedAt: TEST_NOW }, by());
    const { tokens } = await ledger.tokens({ sort: 'expiresAt', direction: 'ascending', limit: 9 }, TEST_NOW);
    await expect(ledger.markRevoking([tokens[0]?.tokenId ?? ''], by())).rejects.toThrow(
      /cannot go from foreign to revoking/,
    );
  });
});

describe('the last tokens of a consumer', () => {
  test('are those after which it would have none that stays', async () => {
    const ledger = await open();
    const token = async (keyId: string, consumer: string, channelId = CHANNEL_ID, days = 30) =>
      (await issueToken(ledger, keyId, { expiresAt: after(days * DAY) }, { consumer, channelId })).tokenId;
    const lonely = await token('1', 'lonely');
    const [one, other] = [await token('2', 'pair'), await token('3', 'pair')];
    const nobody = await token('4', '');
    const short = await token('5', 'short', CHANNEL_ID, 1);
    const elsewhere = await token('6', 'pair', '2');
    const [leaving, left] = [await token('7', 'leaving'), await token('8', 'leaving')];
    await ledger.markRevoking([leaving], by());
    const last = async (tokenIds: readonly string[], seconds = 0) =>
      (await ledger.lastOfConsumer(tokenIds, after(seconds))).map(({ keyId }) => keyId);
    expect(await last([lonely])).toEqual(['1']);
    expect(await last([one])).toEqual([]);
    expect(await last([one, other])).toEqual(['2', '3']);
    expect(await last([nobody])).toEqual([]);
    expect(await last([short])).toEqual(['5']);
    expect(await last([short], DAY)).toEqual([]);
    // The same name in another channel is another consumer, and what is being revoked already stays nobody’s.
    expect(await last([elsewhere])).toEqual(['6']);
    expect(await last([left])).toEqual(['8']);
    expect(await last([elsewhere, one, lonely, other])).toEqual(['6', '2', '1', '3']);
  });
});

test('the same value issued twice is found as the later one', async () => {
  const ledger = await open();
  const { valueIndex } = answerOf('a');
  await issueToken(ledger, 'a', { valueIndex });
  const later = await issueToken(ledger, 'b', { valueIndex });
  expect((await ledger.tokenByValueIndex(valueIndex, TEST_NOW))?.tokenId).toBe(later.tokenId);
});
