import { expect, onTestFinished, test } from 'vitest';
import { addChannelWithKey, by, CHANNEL_ID, issueToken, newLedger, TEST_NOW } from './ledger-test-support.ts';

const states = async (ledger: Awaited<ReturnType<typeof newLedger>>['ledger'], tokenIds: readonly string[]) =>
  (await ledger.tokensById(tokenIds, TEST_NOW)).map(({ state }) => state);

test('what is written together in a burst is all there, and what fails in it is undone alone', async () => {
  const { ledger } = await newLedger(onTestFinished);
  await addChannelWithKey(ledger);
  const tokens = [await issueToken(ledger, 'a'), await issueToken(ledger, 'b'), await issueToken(ledger, 'c')];
  const [a = '', b = '', c = ''] = tokens.map(({ tokenId }) => tokenId);
  const outcomes = await Promise.allSettled([
    ledger.markRevoking([a], by()),
    ledger.endItems('no operation', [], by()),
    ledger.markRevoking([b, 'nobody'], by()),
    ledger.reconcile({ channelId: CHANNEL_ID, keyIds: ['a', 'b'], askedAt: TEST_NOW }, by()),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(await states(ledger, [a, b, c])).toEqual(['revoking', 'active', 'gone']);
});

test('a ledger that was closed before a burst was written says so to everybody', async () => {
  const { ledger } = await newLedger(onTestFinished);
  const writes = [ledger.markRevoking([], by()), ledger.unmarkRevoking([], by())];
  const outcomes = Promise.allSettled(writes);
  await ledger.close();
  for (const outcome of await outcomes)
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'vault-locked' } });
});
