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
    { kind: 'last-of-consumer', count: 1, tokenIds: [one], consumers: ['web'] },
    { kind: 'no-secret', channelIds: ['2006123458'] },
    { kind: 'no-signing-key', channelIds: ['2006123458'] },
    { kind: 'no-value', count: 2, tokenIds: [two, barred] },
    { kind: 'not-live', count: 1, tokenIds: [three] },
  ];
  const weigh = bridge.vault.handlers['token.previewRevoke'];
  bridge.vault.handlers['token.previewRevoke'] = async (selection) => ({ ...(await weigh(selection)), consequences });
  const revocation = new Revocation(bridge, { tokenIds: [one, two, three, barred] });
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
  const revocation = new Revocation(busy(), { tokenIds: [] });
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

test('all that match a filter are weighed and revoked as the filter, and the first few are named', async () => {
  const bridge = busy();
  const matching = { channelId: '2006123456', states: ['active' as const] };
  const [spared] = bridge.vault.content.tokens.filter(
    ({ channelId, state }) => channelId === '2006123456' && state === 'active',
  );
  const selection = { matching, except: [spared?.tokenId ?? ''] };
  const revocation = new Revocation(bridge, selection);
  await revocation.weigh();
  expect([revocation.listed.length, revocation.listed.includes(spared?.tokenId ?? '')]).toEqual([8, false]);
  expect(revocation.listed.every((tokenId) => revocation.known.get(tokenId))).toBe(true);
  expect(await revocation.run()).toBe(true);
  expect([revocation.good, revocation.results.length]).toEqual([revocation.count, revocation.count]);
  expect(bridge.calls.find(({ name }) => name === 'token.revoke')?.input).toEqual({
    ...selection,
    digest: revocation.preview?.digest,
  });
  expect(bridge.vault.content.tokens.find(({ tokenId }) => tokenId === spared?.tokenId)?.state).toBe('active');
});

test('more than a channel can hold is revoked only when the person typed how many', async () => {
  const bridge = busy();
  const weigh = bridge.vault.handlers['token.previewRevoke'];
  let count = 30;
  bridge.vault.handlers['token.previewRevoke'] = async (selection) => ({
    ...(await weigh(selection)),
    count,
    channels: [],
    consequences: [],
  });
  const revocation = new Revocation(bridge, { matching: {}, except: [] });
  await revocation.weigh();
  expect([revocation.asksNumber, revocation.canRun]).toEqual([false, true]);
  count = 12_345;
  await revocation.weigh();
  expect([revocation.asksNumber, revocation.canRun, await revocation.run()]).toEqual([true, false, false]);
  const typed = (text: string) => {
    revocation.typed = text;
    return revocation.canRun;
  };
  expect(['12344', '12345', '12,345', '１２３４５', '１', ''].map(typed)).toEqual([
    false,
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('what is too large to be weighed says so, and nothing can be revoked', async () => {
  const bridge = busy();
  bridge.fail('token.previewRevoke', 'too-many-tokens', { count: 50_000, limit: 10_000 });
  const revocation = new Revocation(bridge, { matching: {}, except: [] });
  await revocation.weigh();
  expect([revocation.failure?.code, revocation.canRun]).toEqual(['too-many-tokens', false]);
});

test('of a filter, what cannot be revoked is said beside what will be, and is not taken from it twice', async () => {
  const bridge = busy();
  const channelId = '2006123456';
  const own = bridge.vault.content.tokens.filter((token) => token.channelId === channelId);
  const over = own.filter(({ state }) => state === 'active').slice(0, 6);
  for (const token of over)
    bridge.vault.content.tokens[bridge.vault.content.tokens.indexOf(token)] = { ...token, state: 'revoked' };
  const revocation = new Revocation(bridge, { matching: { channelId }, except: [] });
  await revocation.weigh();
  const { revocable, listed } = revocation;
  expect(revocation.count).toBe(own.length);
  expect(listed.filter((tokenId) => over.some((token) => token.tokenId === tokenId))).toEqual([]);
  expect(await revocation.run()).toBe(true);
  expect([revocation.results.length, revocable]).toEqual([revocable, revocation.good]);
});

test('where something else matches than was shown, nothing is revoked before the person saw that', async () => {
  const bridge = busy();
  const matching = { channelId: '2006123457', states: ['active' as const] };
  const revocation = new Revocation(bridge, { matching, except: [] });
  await revocation.weigh();
  const shown = revocation.revocable;
  await bridge.call('token.issue', { channelId: '2006123457', consumer: 'late' });
  expect(await revocation.run()).toBe(false);
  expect([revocation.hasChanged, revocation.step, revocation.revocable]).toEqual([true, 'asking', shown + 1]);
  expect(
    bridge.vault.content.tokens.some(({ state, channelId }) => state === 'active' && channelId === '2006123457'),
  ).toBe(true);
  expect(await revocation.run()).toBe(true);
  expect([revocation.hasChanged, revocation.good]).toEqual([false, shown + 1]);
});

test('the progress of another revocation that is still running is not taken for one’s own', async () => {
  const bridge = busy();
  const [token] = bridge.vault.content.tokens.filter(({ state, hasValue }) => state === 'active' && hasValue);
  const [sample] = bridge.vault.operations;
  if (!token || !sample) throw new Error('the busy vault has tokens and operations');
  const other = { ...sample.operation, state: 'running' as const, operationId: 'other', total: 500, finished: 12 };
  const revoke = bridge.vault.handlers['token.revoke'];
  const revocation = new Revocation(bridge, { tokenIds: [token.tokenId] });
  await revocation.weigh();
  const seen: (string | undefined)[] = [];
  bridge.vault.handlers['token.revoke'] = async (selection) => {
    bridge.emit('operation.progress', { operation: other, latest: null });
    seen.push(revocation.operation?.operationId);
    return revoke(selection);
  };
  await revocation.run();
  expect(seen).toEqual([undefined]);
  expect(revocation.operation?.total).toBe(1);
});
