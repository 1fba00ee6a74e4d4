import { expect, test } from 'vitest';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent } from '../testing/fake-data.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { TokenDetails } from './token-details.svelte.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');

async function detailsOf(copies: number) {
  const bridge = new FakeBridge(new FakeVault({ content: busyContent(now), clock: () => now }));
  const [one, other] = bridge.vault.content.tokens;
  if (!one || !other) throw new Error('the busy vault has tokens');
  for (let count = 0; count < copies; count += 1) await bridge.call('token.copy', { tokenId: one.tokenId });
  return { bridge, one, other, details: new TokenDetails(bridge) };
}

test('reads a token with its own history, and more of it on demand; what was loaded stays when it reads again', async () => {
  const { details, one } = await detailsOf(45);
  details.turnTo(one.tokenId, undefined);
  await details.read();
  expect([details.token?.tokenId, details.entries?.length, details.mayHaveMore]).toEqual([one.tokenId, 20, true]);
  await details.more();
  await details.more();
  expect([details.entries?.length, details.mayHaveMore]).toEqual([45, false]);
  const sequences = details.entries?.map((entry) => entry.sequence) ?? [];
  expect(sequences).toEqual([...new Set(sequences)].sort((one, other) => other - one));
  await details.read();
  expect(details.entries).toHaveLength(45);
});

test('another token shows what is known of it at once, and nothing of the one before', async () => {
  const { details, one, other } = await detailsOf(3);
  details.turnTo(one.tokenId, undefined);
  await details.read();
  details.turnTo(other.tokenId, other);
  expect([details.token, details.entries]).toEqual([other, null]);
  await details.read();
  expect(details.entries).toEqual([]);
});

test('a late answer about the token before is dropped, and a failure is kept until the next good answer', async () => {
  const { details, bridge, one, other } = await detailsOf(1);
  details.turnTo(one.tokenId, undefined);
  details.turnTo(other.tokenId, undefined);
  await details.read();
  expect(details.token?.tokenId).toBe(other.tokenId);
  bridge.fail('token.show', 'not-found', { kind: 'token', id: other.tokenId });
  await details.read();
  expect(details.failure?.code).toBe('not-found');
  await details.read();
  expect(details.failure).toBeNull();
});
