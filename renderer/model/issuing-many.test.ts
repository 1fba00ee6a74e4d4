import { expect, test } from 'vitest';
import { messagesOf } from '../messages/messages.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent } from '../testing/fake-data.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { ChannelSelection } from './channel-selection.svelte.ts';
import { IssuingMany } from './issuing-many.svelte.ts';
import { RotatingMany } from './rotating-many.svelte.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');
const { fields } = messagesOf('en');
const busy = () => new FakeBridge(new FakeVault({ content: busyContent(now), clock: () => now }));

test('many channels get a token each; one without a key is left out and said', async () => {
  const bridge = busy();
  const issuing = new IssuingMany(bridge, ['2006123456', '2006123457', '2006123459'], 86_400);
  issuing.consumer = ' fresh ';
  await issuing.weigh();
  expect(issuing.preview?.consequences).toEqual([{ kind: 'no-signing-key', channelIds: ['2006123459'] }]);
  expect(issuing.willGet).toEqual(['2006123456', '2006123457']);
  expect(await issuing.issue(fields)).toBe(true);
  expect(bridge.calls.find(({ name }) => name === 'operation.begin')?.input).toEqual({
    kind: 'issue',
    channelIds: ['2006123456', '2006123457'],
    consumer: 'fresh',
    label: '',
    lifetimeSeconds: 86_400,
  });
  expect(issuing.run.outcomes?.issued).toBe(2);
});

test('nothing is issued with a lifetime that LINE does not allow, or where no channel can get one', async () => {
  const bridge = busy();
  const issuing = new IssuingMany(bridge, ['2006123456']);
  issuing.preset = 'custom';
  await issuing.weigh();
  for (const amount of ['', '0', '50000']) {
    issuing.customAmount = amount;
    expect([await issuing.issue(fields), issuing.problems.lifetimeSeconds]).toEqual([false, fields.lifetimeSeconds]);
  }
  const keyless = new IssuingMany(bridge, ['2006123459']);
  await keyless.weigh();
  expect([keyless.canRun, await keyless.issue(fields)]).toEqual([false, false]);
  expect(bridge.calls.some(({ name }) => name === 'operation.begin')).toBe(false);
});

test('a selection of tokens is rotated by consumer, each once; what has no consumer is left out and said', async () => {
  const bridge = busy();
  const { tokens } = bridge.vault.content;
  const own = tokens.filter(({ channelId, state }) => channelId === '2006123457' && state === 'active');
  const rotating = new RotatingMany(bridge, { selection: { tokenIds: own.map(({ tokenId }) => tokenId) } });
  await rotating.weigh();
  const names = new Set(own.map(({ consumer }) => consumer).filter((consumer) => consumer !== ''));
  expect([rotating.consumers.map(({ consumer }) => consumer), rotating.nameless]).toEqual([
    [...names],
    own.filter(({ consumer }) => consumer === '').length,
  ]);
  const [first] = rotating.consumers;
  const besides = new RotatingMany(
    bridge,
    { selection: { tokenIds: own.map(({ tokenId }) => tokenId) } },
    ({ consumer }) => consumer === first?.consumer,
  );
  await besides.weigh();
  expect([besides.underWay, besides.consumers]).toEqual([1, rotating.consumers.slice(1)]);
  const byFilter = new RotatingMany(bridge, {
    selection: { matching: { channelId: '2006123457' }, except: [own[0]?.tokenId ?? ''] },
  });
  await byFilter.weigh();
  expect(byFilter.consumers.some(({ consumer }) => consumer === own[0]?.consumer)).toBe(false);
  expect(await rotating.rotate()).toBe(true);
  expect(rotating.run.outcomes?.issued).toBe(names.size);
});

test('channels are selected one by one, as a range that turns back, or all of the list', () => {
  const order = ['a', 'b', 'c', 'd'];
  const selection = new ChannelSelection();
  selection.rangeTo('c', order, 'b');
  expect(selection.ids).toEqual(['b', 'c']);
  selection.rangeTo('a', order);
  expect([...selection.ids].sort()).toEqual(['a', 'b']);
  selection.toggle('d');
  selection.rangeTo('c', order);
  expect([...selection.ids].sort()).toEqual(order);
  selection.keepOnly(['a', 'x']);
  expect([selection.ids, selection.has('a')]).toEqual([['a'], true]);
  selection.all(order);
  selection.clear();
  expect(selection.count).toBe(0);
});
