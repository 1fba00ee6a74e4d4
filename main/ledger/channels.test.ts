import { describe, expect, onTestFinished, test } from 'vitest';
import {
  addChannelWithKey,
  after,
  answerOf,
  by,
  CHANNEL_ID,
  channelOf,
  DAY,
  issueToken,
  loseIssue,
  newLedger,
  sendIssue,
  TEST_NOW,
} from './ledger-test-support.ts';

const open = async () => (await newLedger(onTestFinished)).ledger;

const NO_SLOTS = { limit: 30, live: 0, draining: 0, orphan: 0, foreign: 0, unknown: 0, free: 30, nextFreesAt: null };

describe('a channel', () => {
  test('comes back as it was added, with all of its slots free', async () => {
    const ledger = await open();
    expect(await ledger.addChannel(channelOf(), by())).toBe('added');
    const expected = {
      channelId: CHANNEL_ID,
      name: '大阪店',
      platform: 'https://api.line.me',
      platformKind: 'line',
      hasSecret: true,
      createdAt: TEST_NOW,
      checkedAt: null,
      keyState: 'none',
      slots: NO_SLOTS,
      tags: [],
      pinned: false,
    };
    expect(await ledger.channel(CHANNEL_ID, TEST_NOW)).toEqual(expected);
    expect(await ledger.channels(TEST_NOW)).toEqual([expected]);
  });

  test('can be there only once, and is not changed by a second attempt', async () => {
    const ledger = await open();
    await ledger.addChannel(channelOf(), by());
    expect(await ledger.addChannel(channelOf(CHANNEL_ID, { name: 'another' }), by())).toBe('exists');
    expect((await ledger.channel(CHANNEL_ID, TEST_NOW))?.name).toBe('大阪店');
  });

  test('takes another name, and a secret', async () => {
    const ledger = await open();
    await ledger.addChannel(channelOf(CHANNEL_ID, { hasSecret: false }), by());
    expect(await ledger.renameChannel(CHANNEL_ID, '京都店', by())).toBe(true);
    expect(await ledger.markChannelSecretSet(CHANNEL_ID, by())).toBe(true);
    expect(await ledger.channel(CHANNEL_ID, TEST_NOW)).toMatchObject({ name: '京都店', hasSecret: true });
  });

  test('takes tags in place of those it had, and is pinned and unpinned, which leaves no line in the log', async () => {
    const ledger = await open();
    await ledger.addChannel(channelOf(), by());
    expect(await ledger.setChannelTags(CHANNEL_ID, ['shops', '本番'], by(1))).toBe(true);
    expect(await ledger.setChannelTags(CHANNEL_ID, ['本番', '"quoted"'], by(2))).toBe(true);
    expect(await ledger.setChannelPinned(CHANNEL_ID, true)).toBe(true);
    expect(await ledger.channel(CHANNEL_ID, TEST_NOW)).toMatchObject({ tags: ['本番', '"quoted"'], pinned: true });
    await ledger.setChannelPinned(CHANNEL_ID, false);
    expect((await ledger.channels(TEST_NOW)).map(({ pinned }) => pinned)).toEqual([false]);
    expect((await ledger.audit({ limit: 9 })).map(({ kind, note }) => [kind, note])).toEqual([
      ['channel-tagged', '本番, "quoted"'],
      ['channel-tagged', 'shops, 本番'],
      ['channel-added', 'https://api.line.me'],
    ]);
  });

  test('that is not there is not renamed, tagged, pinned, marked or removed', async () => {
    const ledger = await open();
    expect([
      await ledger.channel('9', TEST_NOW),
      await ledger.renameChannel('9', 'x', by()),
      await ledger.setChannelTags('9', ['x'], by()),
      await ledger.setChannelPinned('9', true),
      await ledger.markChannelSecretSet('9', by()),
      await ledger.removeChannel('9', by()),
      await ledger.audit({ limit: 9 }),
    ]).toEqual([undefined, false, false, false, false, { outcome: 'not-found' }, []]);
  });

  test('says what the best of its keys can do', async () => {
    const ledger = await open();
    const [first, second] = [await addChannelWithKey(ledger), await addChannelWithKey(ledger)];
    const keyState = async () => (await ledger.channel(CHANNEL_ID, TEST_NOW))?.keyState;
    const states = [await keyState()];
    await ledger.registerSigningKey(first, 'kid-1', by());
    states.push(await keyState());
    await ledger.markSigningKeyProved(first, 'kid-1', by());
    await ledger.registerSigningKey(second, 'kid-2', by());
    states.push(await keyState());
    await ledger.retireSigningKey(first, by());
    states.push(await keyState());
    await ledger.retireSigningKey(second, by());
    states.push(await keyState());
    expect(states).toEqual(['generated', 'registered', 'proved', 'registered', 'none']);
  });
});

describe('the slots of a channel', () => {
  test('are taken by what is live, orphaned, foreign or unknown, and freed by the clock', async () => {
    const ledger = await open();
    await issueToken(ledger, 'ours', { expiresAt: after(2 * DAY) });
    await issueToken(ledger, 'short', { expiresAt: after(DAY) });
    await loseIssue(ledger, ['ours', 'short'], { lifetimeSeconds: 4 * DAY }, 10);
    const keyIds = ['ours', 'short', 'lost', 'theirs'];
    await ledger.reconcile({ channelId: CHANNEL_ID, keyIds, askedAt: after(20) }, by(20));
    await loseIssue(ledger, keyIds, { lifetimeSeconds: 3 * DAY }, 30);
    const slotsAfter = async (seconds: number) => (await ledger.channel(CHANNEL_ID, after(seconds)))?.slots;
    const taken = { ...NO_SLOTS, live: 2, orphan: 1, foreign: 1, unknown: 1, free: 25, nextFreesAt: after(DAY) };
    expect(await slotsAfter(60)).toEqual(taken);
    expect((await ledger.channels(after(60)))[0]?.slots).toEqual(taken);
    expect(await slotsAfter(DAY)).toEqual({ ...taken, live: 1, free: 26, nextFreesAt: after(2 * DAY) });
    expect(await slotsAfter(2 * DAY)).toEqual({ ...taken, live: 0, free: 27, nextFreesAt: after(3 * DAY + 30) });
    expect(await slotsAfter(3 * DAY + 30)).toEqual({
      ...taken,
      live: 0,
      unknown: 0,
      free: 28,
      nextFreesAt: after(4 * DAY + 10),
    });
    expect(await slotsAfter(30 * DAY + 20)).toEqual(NO_SLOTS);
    expect((await ledger.channels(after(30 * DAY + 20)))[0]?.slots).toEqual(NO_SLOTS);
  });

  test('are never fewer than none, whatever LINE lists', async () => {
    const ledger = await open();
    await ledger.addChannel(channelOf(), by());
    const keyIds = Array.from({ length: 33 }, (_, index) => `key-${String(index)}`);
    await ledger.reconcile({ channelId: CHANNEL_ID, keyIds, askedAt: TEST_NOW }, by());
    expect((await ledger.channel(CHANNEL_ID, TEST_NOW))?.slots).toMatchObject({ foreign: 33, free: 0 });
  });

  test('are still held by what is being revoked, and freed by what is revoked or gone', async () => {
    const ledger = await open();
    const first = await issueToken(ledger, 'first');
    await issueToken(ledger, 'second');
    await ledger.markRevoking([first.tokenId], by());
    const slots = async () => (await ledger.channel(CHANNEL_ID, TEST_NOW))?.slots;
    expect(await slots()).toMatchObject({ live: 2, free: 28 });
    await ledger.reconcile({ channelId: CHANNEL_ID, keyIds: [], askedAt: after(10) }, by(10));
    expect(await slots()).toEqual(NO_SLOTS);
  });
});

describe('removing a channel', () => {
  test('is refused while it has live tokens or unresolved issues, and says how many', async () => {
    const ledger = await open();
    await issueToken(ledger, 'one', { expiresAt: after(DAY) });
    const issueId = await sendIssue(ledger);
    expect(await ledger.channelUse(CHANNEL_ID, by().at)).toEqual({ live: 1, unresolved: 1 });
    expect(await ledger.removeChannel(CHANNEL_ID, by())).toEqual({ outcome: 'in-use', live: 1, unresolved: 1 });
    await ledger.rejectIssue(issueId, { httpStatus: 400, requestId: null, reason: 'no' }, by());
    expect(await ledger.removeChannel(CHANNEL_ID, by())).toEqual({ outcome: 'in-use', live: 1, unresolved: 0 });
    expect(await ledger.removeChannel(CHANNEL_ID, by(DAY))).toMatchObject({ outcome: 'removed' });
  });

  test('is not held up by an unknown issue whose token could not be alive any more', async () => {
    const ledger = await open();
    await loseIssue(ledger, [], { lifetimeSeconds: DAY });
    expect(await ledger.removeChannel(CHANNEL_ID, by(DAY - 1))).toMatchObject({ outcome: 'in-use', unresolved: 1 });
    expect(await ledger.removeChannel(CHANNEL_ID, by(DAY))).toMatchObject({ outcome: 'removed' });
  });

  test('names the keys whose secrets are to be deleted, and takes channel, keys and tokens out of every list', async () => {
    const ledger = await open();
    const token = await issueToken(ledger, 'one', { expiresAt: after(DAY) });
    const [key] = await ledger.signingKeys(CHANNEL_ID);
    const at = after(2 * DAY);
    expect(await ledger.removeChannel(CHANNEL_ID, by(2 * DAY))).toEqual({
      outcome: 'removed',
      signingKeyIds: [key?.signingKeyId],
    });
    expect({
      channel: await ledger.channel(CHANNEL_ID, at),
      channels: await ledger.channels(at),
      keys: await ledger.signingKeys(),
      key: await ledger.signingKey(key?.signingKeyId ?? ''),
      tokens: (await ledger.tokens({ sort: 'expiresAt', direction: 'ascending', limit: 9 }, at)).tokens,
      found: (await ledger.tokens({ sort: 'consumer', direction: 'ascending', limit: 9, search: 'order' }, at)).tokens,
      count: await ledger.countTokens({}, at),
      counts: await ledger.counts(),
      again: await ledger.removeChannel(CHANNEL_ID, by(2 * DAY)),
      // History stays: the leaked value of a token can still be told whose it was.
      token: (await ledger.token(token.tokenId, at))?.state,
      byValue: (await ledger.tokenByValueIndex(answerOf('one').valueIndex, at))?.tokenId,
    }).toEqual({
      channel: undefined,
      channels: [],
      keys: [],
      key: undefined,
      tokens: [],
      found: [],
      count: { matching: 0, total: 0, byState: {} },
      counts: { channels: 0, signingKeys: 0, tokens: 0, unresolvedIssues: 0 },
      again: { outcome: 'not-found' },
      token: 'expired',
      byValue: token.tokenId,
    });
  });

  test('is undone by adding it again: with its history, without its keys, its secret, its tags and its last check', async () => {
    const ledger = await open();
    await issueToken(ledger, 'one', { expiresAt: after(DAY) });
    await ledger.reconcile({ channelId: CHANNEL_ID, keyIds: ['one'], askedAt: after(5) }, by(5));
    await ledger.setChannelTags(CHANNEL_ID, ['shops'], by());
    await ledger.setChannelPinned(CHANNEL_ID, true);
    await ledger.removeChannel(CHANNEL_ID, by(2 * DAY));
    const revived = channelOf(CHANNEL_ID, {
      name: 'again',
      hasSecret: false,
      platform: 'http://127.0.0.1:1',
      platformKind: 'practice',
    });
    expect(await ledger.addChannel(revived, by(3 * DAY))).toBe('added');
    expect(await ledger.channel(CHANNEL_ID, after(3 * DAY))).toEqual({
      ...revived,
      createdAt: after(3 * DAY),
      checkedAt: null,
      keyState: 'none',
      slots: NO_SLOTS,
      tags: [],
      pinned: false,
    });
    expect(await ledger.countTokens({ channelId: CHANNEL_ID }, after(3 * DAY))).toEqual({
      matching: 1,
      total: 1,
      byState: { expired: 1 },
    });
  });
});
