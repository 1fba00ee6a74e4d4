import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

let bench: Workbench;
let channelId: string;
beforeEach(async () => {
  bench = await openWorkbench();
  channelId = await bench.readyChannel();
});
afterEach(() => bench.stop());

const check = async () => (await bench.call('token.check', { channelIds: [channelId] })).channels[0];

test('a check is one call per channel, however many tokens it has', async () => {
  for (let count = 0; count < 5; count++) await bench.issue(channelId);
  bench.practice.clearRequests();
  expect(await check()).toMatchObject({ live: 5, gone: 0, orphans: [], foreign: [] });
  expect(bench.practice.requests.map(({ path }) => path)).toEqual(['/oauth2/v2.1/tokens/kid']);
});

test('a token that somebody else revoked is gone', async () => {
  const token = await bench.issue(channelId);
  bench.practice.revokeAsAnotherTool(channelId, token.keyId);
  expect(await check()).toMatchObject({ live: 0, gone: 1 });
  expect((await bench.call('token.show', { tokenId: token.tokenId })).state).toBe('gone');
});

test('a token of another tool is a foreigner, is kept as one, and holds a slot', async () => {
  const { keyId } = bench.practice.issueForeignToken(channelId);
  expect(await check()).toMatchObject({ live: 0, foreign: [keyId] });
  expect(await check()).toMatchObject({ live: 0, foreign: [keyId] });
  const { tokens } = await bench.call('token.list', { channelId });
  expect(tokens).toMatchObject([{ keyId, state: 'foreign', hasValue: false }]);
  expect((await bench.call('channel.show', { channelId })).channel.slots).toMatchObject({ foreign: 1, free: 29 });
});

test('the channels of all tokens that match a filter but for some are checked', async () => {
  const second = await bench.readyChannel();
  const third = await bench.readyChannel();
  const blue = await bench.issue(channelId, { label: 'blue' });
  await bench.issue(channelId, { label: 'blue' });
  const lonely = await bench.issue(second, { label: 'light blue' });
  await bench.issue(third, { label: 'green' });
  const checked = async (except: string[]) =>
    (await bench.call('token.check', { matching: { search: 'blue' }, except })).channels.map((one) => one.channelId);
  expect(await checked([])).toEqual([channelId, second]);
  expect(await checked([blue.tokenId, lonely.tokenId])).toEqual([channelId]);
  expect(await checked([lonely.tokenId])).toEqual([channelId]);
  const all = await bench.call('token.check', { matching: {} });
  expect(all.channels.map((one) => one.channelId)).toEqual([channelId, second, third]);
});

test('expired is said by the clock, without asking LINE', async () => {
  await bench.issue(channelId, { lifetimeSeconds: 60 });
  await bench.practice.close();
  bench.clockOffsetMs = 61_000;
  expect((await bench.call('token.list', { channelId })).tokens.map(({ state }) => state)).toEqual(['expired']);
  expect((await bench.call('token.count', { channelId })).byState).toEqual({ expired: 1 });
});

test('channels are checked side by side, and the failure of one is its own', async () => {
  const second = await bench.readyChannel();
  const third = await bench.addChannel();
  bench.practice.failNext({ endpoint: 'kids', channelId: second, kind: 'status', status: 503 });
  const { channels } = await bench.call('token.check', { channelIds: [channelId, second, third] });
  expect(channels.map((one) => one.error?.code)).toEqual([undefined, 'platform-failed', 'no-signing-key']);
});

test('a check of everything leaves out channels that cannot sign yet', async () => {
  await bench.addChannel();
  expect((await bench.call('token.check', {})).channels.map((one) => one.channelId)).toEqual([channelId]);
});

test('the list’s order means nothing, and key IDs are found in any', async () => {
  const issued = [];
  for (let count = 0; count < 6; count++) issued.push((await bench.issue(channelId)).keyId);
  bench.practice.revokeAsAnotherTool(channelId, issued[2] ?? '');
  expect(await check()).toMatchObject({ live: 5, gone: 1, foreign: [] });
});

test('any pasted value is verified, ours is recognised offline, and what is no token is not sent anywhere', async () => {
  const token = await bench.issue(channelId);
  const { accessToken } = await bench.call('token.reveal', { tokenId: token.tokenId });
  const foreign = bench.practice.issueForeignToken(channelId);
  bench.practice.clearRequests();
  expect(await bench.call('token.verify', { accessToken: `Bearer ${accessToken}` })).toMatchObject({
    valid: true,
    channelId,
    token: { tokenId: token.tokenId },
  });
  expect(await bench.call('token.verify', { accessToken: foreign.accessToken })).toMatchObject({
    valid: true,
    channelId,
    token: null,
  });
  bench.practice.revokeAsAnotherTool(channelId, token.keyId);
  expect(await bench.call('token.verify', { accessToken })).toMatchObject({
    valid: false,
    refusal: { status: 400 },
    token: { tokenId: token.tokenId },
  });
  expect(bench.practice.requests).toHaveLength(3);
  for (const text of ['', 'my password', 'a.b', `${'A'.repeat(120)}/+=`]) {
    expect((await bench.refused('token.verify', { accessToken: text })).code).toBe('token-malformed');
  }
  expect(bench.practice.requests).toHaveLength(3);
});

test('a stateless token takes no slot, is not stored, and works', async () => {
  const { accessToken, expiresAt } = await bench.call('token.stateless', { channelId });
  expect(Math.round((Date.parse(expiresAt) - Date.now()) / 60_000)).toBe(15);
  const answer = await fetch(`${bench.practice.url}/v2/bot/info`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  expect(answer.status).toBe(200);
  expect(await check()).toMatchObject({ live: 0, foreign: [] });
  expect((await bench.call('token.list', {})).tokens).toEqual([]);
});
