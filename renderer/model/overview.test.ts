import { expect, test } from 'vitest';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent, crowdedContent, DAY, type FakeContent } from '../testing/fake-data.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { ChannelShelf } from './channel-shelf.svelte.ts';
import { LiveClock } from './live-clock.svelte.ts';
import { localDays } from './overview-outlook.ts';
import { Overview } from './overview.svelte.ts';
import { Rotations } from './rotations.svelte.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');

async function read(content: FakeContent) {
  const bridge = new FakeBridge(new FakeVault({ content, clock: () => now }));
  const shelf = new ChannelShelf(bridge);
  const clock = new LiveClock();
  clock.now = now;
  const rotations = new Rotations(bridge, clock);
  const overview = new Overview(bridge, shelf, clock, rotations);
  await Promise.all([shelf.read(), overview.read()]);
  return { bridge, clock, overview, shelf };
}

test('the figures come from one count of all tokens, and agree with it however many there are', async () => {
  for (const content of [busyContent(now), crowdedContent(now)]) {
    const { overview } = await read(content);
    const held = content.tokens.filter(({ state }) =>
      ['active', 'draining', 'revoking', 'orphan', 'foreign'].includes(state),
    );
    const urgent = held.filter(({ state, expiresAt }) => state === 'active' && Date.parse(expiresAt) - now <= DAY);
    expect(overview.holding).toBe(held.length);
    expect(overview.today).toBe(urgent.length);
    expect(overview.well).toBeLessThan(overview.holding);
  }
});

test('a channel’s cells know what ends today and soon, and what is being revoked', async () => {
  const { overview, shelf } = await read(busyContent(now));
  const [sakura, booking] = shelf.channels ?? [];
  if (!sakura || !booking) throw new Error('the busy vault has channels');
  expect(overview.ends(sakura)).toMatchObject({ today: 0, soon: 2, revoking: 0 });
  expect(overview.ends(booking)).toMatchObject({ today: 1, soon: 1 });
  expect(overview.ends({ ...sakura, channelId: '1' })).toEqual({ today: 0, soon: 0, revoking: 0 });
});

test('the next expiry that needs nothing is named with its consumer, or by its day where it was only counted', async () => {
  const busy = await read(busyContent(now));
  expect(busy.overview.nextWell).toMatchObject({ channel: { name: 'Sakura Store' } });
  expect(busy.overview.nextWell?.holder).not.toBe('');
  const crowded = await read(crowdedContent(now));
  const at = Date.parse(crowded.overview.nextWell?.at ?? '');
  expect(localDays(now)).toContain(at);
  expect(at).toBeGreaterThan(now + DAY);
});

test('whether an urgent token is the only one of its consumer is asked of each by itself', async () => {
  const { bridge, overview } = await read(busyContent(now));
  expect(overview.items[0]).toMatchObject({ kind: 'today', last: true });
  expect(bridge.calls.filter(({ name }) => name === 'token.previewRevoke')).toHaveLength(1);
});

test('it is stale after a while and at midnight, and asks once even where the answer fails', async () => {
  const { bridge, clock, overview } = await read(busyContent(now));
  const midnight = localDays(now)[1] ?? 0;
  expect([overview.isStale(now), overview.isStale(now + 9 * 60_000)]).toEqual([false, false]);
  expect([overview.isStale(now + 10 * 60_000), overview.isStale(midnight)]).toEqual([true, true]);
  clock.now = midnight + 1;
  bridge.fail('token.outlook', 'vault-in-use');
  await overview.read();
  expect([overview.failure?.code, overview.isStale(midnight + 2)]).toEqual(['vault-in-use', false]);
  await overview.read();
  expect(overview.failure).toBeNull();
});
