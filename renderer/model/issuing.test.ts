import { expect, test } from 'vitest';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent } from '../testing/fake-data.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { Issuing } from './issuing.svelte.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');
const channelId = '2006123456';

/** A vault in which the consumer has these tokens on the channel, and others have others. */
function vaultWith(states: readonly ('active' | 'draining' | 'revoked')[], consumer = 'web') {
  const content = busyContent(now);
  const sample = content.tokens.find((token) => token.channelId === channelId);
  if (!sample) throw new Error('the busy vault has tokens of this channel');
  const token = (index: number, more: object) => ({
    ...sample,
    tokenId: `${sample.tokenId.slice(0, -1)}${index}`,
    ...more,
  });
  content.tokens.splice(
    0,
    Infinity,
    ...states.map((state, index) => token(index, { consumer, state, label: '' })),
    token(8, { consumer: `${consumer} (new)`, state: 'active' }),
    token(9, { consumer, state: 'active', channelId: '2006123457' }),
  );
  return new FakeBridge(new FakeVault({ content, clock: () => now }));
}

test('an amount in the wide digits of a Japanese keyboard is an amount', () => {
  const issuing = new Issuing(vaultWith([]), channelId);
  issuing.preset = 'custom';
  issuing.customAmount = '９０';
  expect(issuing.lifetimeSeconds).toBe(5_400);
});

test.each([
  ['what could still be used counts, of this consumer and channel only', ['active', 'draining', 'revoked'], 2, true],
  ['one is below what LINE advises', ['active', 'revoked'], 1, false],
  ['none', [], 0, false],
] as const)('counts the live tokens of the consumer: %s', async (_, states, live, hasEnough) => {
  const issuing = new Issuing(vaultWith(states), channelId, { consumer: ' web ' });
  await issuing.countLive();
  expect([issuing.counted, issuing.hasEnough]).toEqual([{ channelId, consumer: 'web', live }, hasEnough]);
});

test('the advice is about the consumer in the form: it goes when another is typed, and a failure says nothing', async () => {
  const bridge = vaultWith(['active', 'active']);
  const issuing = new Issuing(bridge, channelId, { consumer: 'web' });
  await issuing.countLive();
  expect(issuing.hasEnough).toBe(true);
  issuing.consumer = 'worker';
  expect(issuing.hasEnough).toBe(false);
  bridge.fail('token.list', 'vault-in-use');
  await issuing.countLive();
  expect([issuing.counted.consumer, issuing.failure]).toEqual(['web', null]);
  bridge.calls.length = 0;
  issuing.consumer = '  ';
  await issuing.countLive();
  expect(bridge.calls).toEqual([]);
});

test.each([
  [2_592_000, ['month', 2_592_000]],
  [86_400, ['day', 86_400]],
  [14 * 86_400, ['custom', 14 * 86_400, '14', 'days']],
  [5_400, ['custom', 5_400, '90', 'minutes']],
  [7_200, ['custom', 7_200, '2', 'hours']],
])('the form starts with the lifetime of the settings: %i s', (lifetimeSeconds, expected) => {
  const issuing = new Issuing(vaultWith([]), channelId, { lifetimeSeconds });
  const { preset, customAmount, customUnit } = issuing;
  expect([preset, issuing.lifetimeSeconds, customAmount, customUnit].slice(0, expected.length)).toEqual(expected);
});
