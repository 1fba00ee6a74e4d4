import { expect, test } from 'vitest';
import type { Consequence, RevokeResult } from '../../shared/domain.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent } from '../testing/fake-data.ts';
import { FakeFailure } from '../testing/fake-failure.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { Revocation, wasNotTried } from './revocation.svelte.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');
const busy = () => new FakeBridge(new FakeVault({ content: busyContent(now), clock: () => now }));

test('what can be revoked leaves out every token that is barred, each once', async () => {
  const bridge = busy();
  const ofChannel = (wanted: string) => bridge.vault.content.tokens.filter(({ channelId }) => channelId === wanted);
  const [one, two, three] = ofChannel('2006123456').map(({ tokenId }) => tokenId);
  const [barred] = ofChannel('2006123458').map(({ tokenId }) => tokenId);
  if (!one || !two || !three || !barred) throw new Error('the busy vault has these tokens');
  const consequences: Consequence[] = [
    { kind: 'last-of-consumer', tokenIds: [one], consumers: ['web'] },
    { kind: 'no-secret', channelIds: ['2006123458'] },
    { kind: 'no-signing-key', channelIds: ['2006123458'] },
    { kind: 'no-value', tokenIds: [two, barred] },
    { kind: 'not-live', tokenIds: [three] },
  ];
  const weigh = bridge.vault.handlers['token.previewRevoke'];
  bridge.vault.handlers['token.previewRevoke'] = async (selection) => ({ ...(await weigh(selection)), consequences });
  const revocation = new Revocation(bridge, [one, two, three, barred]);
  await revocation.weigh();
  expect([revocation.count, revocation.revocable, revocation.known.get(two)?.tokenId]).toEqual([4, 1, two]);
});

test('a token that was stopped before its turn was not tried; only what a repeat can settle is offered again', () => {
  const result = (tokenId: string, outcome: RevokeResult['outcome'], code?: FakeFailure['failure']['code']) => ({
    tokenId,
    channelId: '2006123456',
    keyId: tokenId,
    outcome,
    ...(code ? { error: new FakeFailure(code).failure } : {}),
  });
  const revocation = new Revocation(busy(), []);
  revocation.results = [
    result('done', 'revoked'),
    result('stopped', 'failed', 'cancelled'),
    result('no-secret', 'failed', 'channel-secret-missing'),
    result('busy', 'failed', 'platform-failed'),
    result('open', 'unproved', 'platform-failed'),
  ];
  expect([
    revocation.results.filter(wasNotTried).map(({ tokenId }) => tokenId),
    revocation.repeatable,
    revocation.unproved,
  ]).toEqual([['stopped'], ['busy', 'open'], 1]);
});
