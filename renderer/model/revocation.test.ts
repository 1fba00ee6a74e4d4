import { expect, test } from 'vitest';
import type { Consequence } from '../../shared/domain.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent } from '../testing/fake-data.ts';
import { FakeFailure } from '../testing/fake-failure.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { Revocation } from './revocation.svelte.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');
const busy = () => new FakeBridge(new FakeVault({ content: busyContent(now), clock: () => now }));

/** Takes every risk that was shown. */
function takeAll(revocation: Revocation): Revocation {
  for (const risk of revocation.risks) revocation.accept(risk, true);
  return revocation;
}

const outcomesOf = ({ operationRun }: Revocation) =>
  Object.fromEntries(Object.entries(operationRun.outcomes ?? {}).filter(([, count]) => count > 0));

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

test('each risk has to be accepted by itself, and the engine is told which were', async () => {
  const bridge = busy();
  const tokens = bridge.vault.content.tokens.filter(
    ({ channelId, state, consumer }) => channelId === '2006123457' && state === 'active' && consumer === 'payments',
  );
  const [only] = tokens;
  if (!only) throw new Error('the busy vault has this token');
  bridge.vault.operations.notAdopted = [only.tokenId];
  const revocation = new Revocation(bridge, { tokenIds: [only.tokenId] });
  await revocation.weigh();
  expect([revocation.risks, revocation.canRun, await revocation.run()]).toEqual([
    ['last-of-consumer', 'successor-not-adopted'],
    false,
    false,
  ]);
  revocation.accept('last-of-consumer', true);
  expect(revocation.canRun).toBe(false);
  revocation.accept('successor-not-adopted', true);
  expect(await revocation.run()).toBe(true);
  expect(bridge.calls.find(({ name }) => name === 'operation.begin')?.input).toEqual({
    kind: 'revoke',
    selection: { tokenIds: [only.tokenId], accept: ['last-of-consumer', 'successor-not-adopted'] },
  });
  expect(outcomesOf(revocation)).toEqual({ revoked: 1 });
});

test('a risk that came up after the person looked is shown before anything is revoked', async () => {
  const bridge = busy();
  const channelId = '2006123457';
  const issued = await Promise.all(
    ['late', 'late'].map((consumer) => bridge.call('token.issue', { channelId, consumer })),
  );
  const [one, other] = issued.flatMap((answer) => (answer.ok ? [answer.value.tokenId] : []));
  const revocation = new Revocation(bridge, { tokenIds: [one ?? ''] });
  await revocation.weigh();
  expect(revocation.risks).toEqual([]);
  await bridge.call('operation.begin', { kind: 'revoke', selection: { tokenIds: [other ?? ''] } });
  expect(await revocation.run()).toBe(false);
  expect([revocation.step, revocation.hasChanged, revocation.risks]).toEqual(['asking', true, ['last-of-consumer']]);
});

test('what was no longer live to begin with is counted apart from what was revoked', async () => {
  const bridge = busy();
  const { tokens } = bridge.vault.content;
  const live = tokens.find(({ channelId, state }) => channelId === '2006123456' && state === 'active');
  const over = tokens.find(({ channelId, state }) => channelId === '2006123456' && state === 'revoked');
  const revocation = new Revocation(bridge, { tokenIds: [live?.tokenId ?? '', over?.tokenId ?? ''] });
  await revocation.weigh();
  expect([revocation.count, revocation.revocable]).toEqual([2, 1]);
  await takeAll(revocation).run();
  expect(outcomesOf(revocation)).toEqual({ revoked: 1, 'already-invalid': 1 });
});

test('what did not end well is tried again within the same operation', async () => {
  const bridge = busy();
  const tokenIds = bridge.vault.content.tokens
    .filter(({ channelId, state }) => channelId === '2006123456' && state === 'active')
    .slice(0, 4)
    .map(({ tokenId }) => tokenId);
  bridge.vault.operations.faults = ({ position, tries }) =>
    position < 2 && tries === 0
      ? { outcome: position === 0 ? 'failed' : 'unproved', error: new FakeFailure('platform-failed').failure }
      : null;
  const revocation = new Revocation(bridge, { tokenIds });
  await revocation.weigh();
  await takeAll(revocation).run();
  expect([outcomesOf(revocation), revocation.repeatable, revocation.operationRun.items?.filter]).toEqual([
    { revoked: 2, failed: 1, unproved: 1 },
    2,
    'bad',
  ]);
  const before = revocation.operationRun.operation?.operationId;
  await revocation.operationRun.act('retry');
  expect([outcomesOf(revocation), revocation.step, revocation.operationRun.operation?.operationId]).toEqual([
    { revoked: 4 },
    'done',
    before,
  ]);
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
  const { risks } = revocation;
  expect(await takeAll(revocation).run()).toBe(true);
  expect(outcomesOf(revocation)).toEqual({ revoked: revocation.count });
  expect(bridge.calls.find(({ name }) => name === 'operation.begin')?.input).toEqual({
    kind: 'revoke',
    selection: { ...selection, accept: risks, digest: revocation.preview?.digest },
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
  expect(await takeAll(revocation).run()).toBe(true);
  expect(outcomesOf(revocation)).toEqual({ revoked: revocable });
});

test('where something else matches than was shown, nothing is revoked before the person saw that', async () => {
  const bridge = busy();
  const matching = { channelId: '2006123457', states: ['active' as const] };
  const revocation = new Revocation(bridge, { matching, except: [] });
  await revocation.weigh();
  const shown = revocation.revocable;
  await bridge.call('token.issue', { channelId: '2006123457', consumer: 'late' });
  expect(await takeAll(revocation).run()).toBe(false);
  expect([revocation.hasChanged, revocation.step, revocation.revocable]).toEqual([true, 'asking', shown + 1]);
  expect(
    bridge.vault.content.tokens.some(({ state, channelId }) => state === 'active' && channelId === '2006123457'),
  ).toBe(true);
  expect([...revocation.accepted]).toEqual([]);
  expect(await takeAll(revocation).run()).toBe(true);
  expect([revocation.hasChanged, outcomesOf(revocation)]).toEqual([false, { revoked: shown + 1 }]);
});

test('the progress of another revocation that is still running is not taken for one’s own', async () => {
  const bridge = busy();
  const [token] = bridge.vault.content.tokens.filter(({ state, hasValue }) => state === 'active' && hasValue);
  const [sample] = bridge.vault.operations.records;
  if (!token || !sample) throw new Error('the busy vault has tokens and operations');
  const other = { ...sample.operation, state: 'running' as const, operationId: 'other', total: 500, finished: 12 };
  const begin = bridge.vault.handlers['operation.begin'];
  const revocation = new Revocation(bridge, { tokenIds: [token.tokenId] });
  await revocation.weigh();
  const seen: (string | undefined)[] = [];
  bridge.vault.handlers['operation.begin'] = async (order) => {
    bridge.emit('operation.progress', { operation: other, latest: null });
    seen.push(revocation.operationRun.operation?.operationId);
    return begin(order);
  };
  await takeAll(revocation).run();
  expect(seen).toEqual([undefined]);
  expect(revocation.operationRun.operation?.total).toBe(1);
});

test('a revocation rests while its platform is not reached, and goes on by itself', async () => {
  const bridge = busy();
  const { operations, content } = bridge.vault;
  operations.unreachable = 'https://api.line.me';
  const token = content.tokens.find(({ channelId, state }) => channelId === '2006123456' && state === 'active');
  const revocation = new Revocation(bridge, { tokenIds: [token?.tokenId ?? ''] });
  await revocation.weigh();
  await takeAll(revocation).run();
  expect([revocation.step, revocation.operationRun.operation?.waitsFor?.platform]).toEqual([
    'resting',
    'https://api.line.me',
  ]);
  operations.unreachable = null;
  await bridge.call('operation.runQueue', {});
  await expect.poll(() => revocation.step).toBe('done');
  expect(outcomesOf(revocation)).toEqual({ revoked: 1 });
});
