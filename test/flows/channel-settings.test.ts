import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

let bench: Workbench;
let channelId: string;
beforeEach(async () => {
  bench = await openWorkbench();
  channelId = await bench.addChannel();
});
afterEach(() => bench.stop());

const show = async () => (await bench.call('channel.show', { channelId })).channel;

test('a channel is tagged and pinned, everybody is told, and it stays so after a restart', async () => {
  expect(await show()).toMatchObject({ tags: [], pinned: false });
  bench.events.length = 0;
  expect((await bench.call('channel.setTags', { channelId, tags: [' shops', '本番', 'shops'] })).tags).toEqual([
    'shops',
    '本番',
  ]);
  expect((await bench.call('channel.pin', { channelId, pinned: true })).pinned).toBe(true);
  expect(bench.events.map(({ payload }) => payload)).toEqual([
    { areas: ['channels', 'audit'], channelIds: [channelId] },
    { areas: ['channels'], channelIds: [channelId] },
  ]);
  await bench.restart();
  expect(await show()).toMatchObject({ tags: ['shops', '本番'], pinned: true });
  expect((await bench.call('audit.list', { channelId, limit: 1 })).entries).toMatchObject([
    { kind: 'channel-tagged', note: 'shops, 本番' },
  ]);
});

test('a channel that is not there is neither tagged nor pinned', async () => {
  expect((await bench.refused('channel.setTags', { channelId: '9', tags: [] })).code).toBe('not-found');
  expect((await bench.refused('channel.pin', { channelId: '9', pinned: true })).code).toBe('not-found');
});

test('a token lives as long as the settings say where nobody says otherwise', async () => {
  await bench.readyKey(channelId);
  const lifetime = async (lifetimeSeconds?: number) => {
    const token = await bench.issue(channelId, lifetimeSeconds === undefined ? {} : { lifetimeSeconds });
    return (Date.parse(token.expiresAt) - Date.parse(token.issuedAt)) / 1_000;
  };
  const standard = await lifetime();
  await bench.call('settings.change', { tokenLifetimeSeconds: 3_600 });
  expect([standard, await lifetime(), await lifetime(60)]).toEqual([2_592_000, 3_600, 60]);
});

test('the history of a token is read by its ID, and its end is in the outlook', async () => {
  await bench.readyKey(channelId);
  const [token, other] = [await bench.issue(channelId, { lifetimeSeconds: 3_600 }), await bench.issue(channelId)];
  await bench.call('token.reveal', { tokenId: token.tokenId });
  await bench.call('token.reveal', { tokenId: other.tokenId });
  const { entries } = await bench.call('audit.list', { subjectId: token.tokenId });
  expect(entries.map(({ kind }) => kind)).toEqual(['token-revealed', 'token-issued']);
  const hour = Date.parse(token.issuedAt) + 3_600_000;
  const boundaries = [hour - 7_200_000, hour - 60_000, hour + 60_000].map((at) => new Date(at).toISOString());
  expect((await bench.call('token.outlook', { boundaries })).channels).toEqual([
    {
      channelId,
      nextExpiresAt: token.expiresAt,
      ends: [{ stretch: 1, live: 1, draining: 0, revoking: 0, orphan: 0, foreign: 0, soon: 0 }],
    },
  ]);
});
