import { describe, expect, onTestFinished, test } from 'vitest';
import type { Token } from '../../shared/domain.ts';
import type { Ledger } from '../ports.ts';
import {
  after,
  by,
  CHANNEL_ID,
  channelOf,
  DAY,
  issueToken,
  loseIssue,
  newLedger,
  sendIssue,
} from './ledger-test-support.ts';

const open = async () => (await newLedger(onTestFinished)).ledger;
const list = (ledger: Ledger, keyIds: readonly string[], seconds: number, askedAt = seconds) =>
  ledger.reconcile({ channelId: CHANNEL_ID, keyIds, askedAt: after(askedAt) }, by(seconds));
const NOTHING = { live: 0, gone: 0, orphans: [], foreign: [], resolvedIssues: [] };

async function tokenOf(ledger: Ledger, keyId: string, seconds = 0): Promise<Token | undefined> {
  const page = await ledger.tokens({ sort: 'expiresAt', direction: 'ascending', limit: 200 }, after(seconds));
  return page.tokens.find((token) => token.keyId === keyId);
}

async function logOf(ledger: Ledger, seconds: number): Promise<readonly string[]> {
  const lines = await ledger.audit({ channelId: CHANNEL_ID, limit: 99 });
  return lines.filter(({ at }) => at === after(seconds)).map(({ kind }) => kind);
}

describe('a token of ours', () => {
  test('that is listed is seen live, and so is its channel checked', async () => {
    const ledger = await open();
    await issueToken(ledger, 'ours');
    expect(await list(ledger, ['ours'], 12, 10)).toEqual({ ...NOTHING, live: 1 });
    expect(await tokenOf(ledger, 'ours')).toMatchObject({ state: 'active', checkedAt: after(10), provedAt: after(10) });
    expect((await ledger.channel(CHANNEL_ID, after(12)))?.checkedAt).toBe(after(10));
    expect(await logOf(ledger, 12)).toEqual([]);
  });

  test('that is absent is gone, and active again where it is listed later', async () => {
    const ledger = await open();
    await issueToken(ledger, 'ours');
    await list(ledger, ['ours'], 10);
    expect(await list(ledger, [], 20)).toEqual({ ...NOTHING, gone: 1 });
    // When it was last seen live stays.
    expect(await tokenOf(ledger, 'ours')).toMatchObject({ state: 'gone', checkedAt: after(20), provedAt: after(10) });
    expect(await logOf(ledger, 20)).toEqual(['token-gone']);
    expect(await list(ledger, [], 30)).toEqual(NOTHING);
    expect(await list(ledger, ['ours'], 40)).toEqual({ ...NOTHING, live: 1 });
    expect(await tokenOf(ledger, 'ours')).toMatchObject({ state: 'active', provedAt: after(40) });
  });

  test('that is absent while it is being revoked is revoked, and proved; listed again, it is to be revoked once more', async () => {
    const ledger = await open();
    const token = await issueToken(ledger, 'ours');
    await ledger.markRevoking([token.tokenId], by(10));
    expect(await list(ledger, ['ours'], 20)).toEqual({ ...NOTHING, live: 1 });
    expect(await tokenOf(ledger, 'ours')).toMatchObject({ state: 'revoking' });
    expect(await list(ledger, [], 30)).toEqual(NOTHING);
    expect(await tokenOf(ledger, 'ours')).toMatchObject({
      state: 'revoked',
      revokedAt: after(30),
      provedAt: after(30),
    });
    expect(await logOf(ledger, 30)).toEqual(['token-revoked']);
    expect(await list(ledger, ['ours'], 40)).toEqual({ ...NOTHING, live: 1 });
    expect(await tokenOf(ledger, 'ours')).toMatchObject({ state: 'revoking', revokedAt: null, provedAt: null });
  });

  test('that is absent because its time is over is left as it is, unless it was being revoked', async () => {
    const ledger = await open();
    await issueToken(ledger, 'old', { expiresAt: after(DAY) });
    const revoking = await issueToken(ledger, 'revoking', { expiresAt: after(DAY) });
    await ledger.markRevoking([revoking.tokenId], by());
    expect(await list(ledger, [], 2 * DAY)).toEqual(NOTHING);
    expect(await tokenOf(ledger, 'old', 2 * DAY)).toMatchObject({ state: 'expired', checkedAt: null });
    expect(await tokenOf(ledger, 'revoking', 2 * DAY)).toMatchObject({ state: 'revoked' });
  });

  test('that was issued when the list had been asked for already is left alone', async () => {
    const ledger = await open();
    await issueToken(ledger, 'new', { issuedAt: after(10) });
    expect(await list(ledger, [], 12, 10)).toEqual(NOTHING);
    expect(await tokenOf(ledger, 'new')).toMatchObject({ state: 'active', checkedAt: null });
    expect(await list(ledger, [], 12, 11)).toEqual({ ...NOTHING, gone: 1 });
  });

  test('is not judged by a list that is older than what is known of it', async () => {
    const ledger = await open();
    const token = await issueToken(ledger, 'ours');
    await list(ledger, ['ours'], 30);
    expect(await list(ledger, [], 31, 20)).toEqual(NOTHING);
    await ledger.markRevoking([token.tokenId], by(40));
    await list(ledger, [], 50);
    expect(await list(ledger, ['ours'], 51, 35)).toEqual(NOTHING);
    expect(await tokenOf(ledger, 'ours')).toMatchObject({ state: 'revoked' });
    expect((await ledger.channel(CHANNEL_ID, after(60)))?.checkedAt).toBe(after(50));
  });
});

describe('a key ID that we never issued', () => {
  test('is foreign: live for 30 days from first sight at the latest, and gone when it is absent', async () => {
    const ledger = await open();
    await ledger.addChannel(channelOf(), by());
    expect(await list(ledger, ['theirs'], 10)).toEqual({ ...NOTHING, foreign: ['theirs'] });
    const token = await tokenOf(ledger, 'theirs');
    expect(token).toMatchObject({
      state: 'foreign',
      issuedAt: after(10),
      expiresAt: after(10 + 30 * DAY),
      expiryKnown: false,
      checkedAt: after(10),
      provedAt: after(10),
      hasValue: false,
      issueId: null,
      signingKeyId: null,
    });
    expect(await logOf(ledger, 10)).toEqual(['token-foreign-seen']);
    expect(await list(ledger, ['theirs'], 20)).toEqual({ ...NOTHING, foreign: ['theirs'] });
    expect(await logOf(ledger, 20)).toEqual([]);
    expect(await list(ledger, [], 30)).toEqual({ ...NOTHING, gone: 1 });
    expect(await list(ledger, ['theirs'], 40)).toEqual({ ...NOTHING, foreign: ['theirs'] });
    expect((await tokenOf(ledger, 'theirs'))?.tokenId).toBe(token?.tokenId);
  });
});

describe('an unknown issue', () => {
  test('with a new key ID: that is its orphan, and its slot is burnt for as long as it may live', async () => {
    const ledger = await open();
    const issueId = await loseIssue(ledger, ['before'], { lifetimeSeconds: DAY, label: 'green' }, 5);
    const [key] = await ledger.signingKeys(CHANNEL_ID);
    expect(await list(ledger, ['before', 'lost'], 10)).toEqual({
      ...NOTHING,
      orphans: ['lost'],
      foreign: ['before'],
      resolvedIssues: [{ issueId, state: 'orphaned' }],
    });
    const orphan = await tokenOf(ledger, 'lost');
    expect(orphan).toMatchObject({
      state: 'orphan',
      label: 'green',
      consumer: 'order-bot',
      issuedAt: after(5),
      expiresAt: after(5 + DAY),
      expiryKnown: false,
      hasValue: false,
      issueId,
      signingKeyId: key?.signingKeyId,
    });
    expect(await ledger.issues({ unresolvedOnly: false })).toMatchObject([
      { issueId, state: 'orphaned', resolvedAt: after(10), tokenId: orphan?.tokenId },
    ]);
    expect(await logOf(ledger, 10)).toEqual(['token-foreign-seen', 'issue-resolved', 'token-orphaned']);
    expect(await list(ledger, ['lost'], 20)).toMatchObject({ orphans: ['lost'] });
    expect(await list(ledger, [], 30)).toMatchObject({ gone: 1 });
    expect(await list(ledger, ['lost'], 40)).toMatchObject({ orphans: ['lost'] });
    expect(await tokenOf(ledger, 'lost')).toMatchObject({ state: 'orphan', issueId });
  });

  test('without a new key ID was not issued', async () => {
    const ledger = await open();
    const issueId = await loseIssue(ledger, ['before'], {}, 5);
    expect(await list(ledger, ['before'], 10)).toEqual({
      ...NOTHING,
      foreign: ['before'],
      resolvedIssues: [{ issueId, state: 'not-issued' }],
    });
    expect(await ledger.issues({ unresolvedOnly: true })).toEqual([]);
  });

  test('stays unknown where the list was asked for before it was sent', async () => {
    const ledger = await open();
    const issueId = await loseIssue(ledger, [], {}, 10);
    expect(await list(ledger, ['theirs'], 12, 9)).toEqual({
      ...NOTHING,
      foreign: ['theirs'],
      resolvedIssues: [{ issueId, state: 'unknown' }],
    });
    expect(await ledger.issues({ unresolvedOnly: true })).toMatchObject([{ issueId, state: 'unknown' }]);
  });

  test('that is still under way is nobody’s to settle', async () => {
    const ledger = await open();
    const issueId = await sendIssue(ledger, [], {}, 5);
    expect(await list(ledger, [], 10)).toEqual(NOTHING);
    expect(await ledger.issues({ unresolvedOnly: true })).toMatchObject([{ issueId, state: 'sent' }]);
  });

  test('takes a key ID that had been called foreign while it was under way', async () => {
    const ledger = await open();
    await ledger.addChannel(channelOf(), by());
    await list(ledger, ['old'], 1);
    const issueId = await sendIssue(ledger, ['old'], {}, 5);
    expect(await list(ledger, ['old', 'lost'], 10)).toMatchObject({ foreign: ['old', 'lost'] });
    await ledger.markIssueUnknown(issueId, { httpStatus: null, requestId: null, reason: 'timeout' }, by(11));
    expect(await list(ledger, ['old', 'lost'], 20)).toEqual({
      ...NOTHING,
      orphans: ['lost'],
      foreign: ['old'],
      resolvedIssues: [{ issueId, state: 'orphaned' }],
    });
    expect(await tokenOf(ledger, 'lost')).toMatchObject({ state: 'orphan', issueId, issuedAt: after(5) });
  });
});

describe('a key ID that shows up after its issue was found not to have issued anything', () => {
  test('is its orphan all the same: the request was under way during the first check', async () => {
    const ledger = await open();
    const issueId = await loseIssue(ledger, [], {}, 5);
    await list(ledger, [], 10);
    expect(await list(ledger, ['late'], 20)).toEqual({
      ...NOTHING,
      orphans: ['late'],
      resolvedIssues: [{ issueId, state: 'orphaned' }],
    });
  });

  test('is foreign where that issue is older than a day, or never was sent, or had seen it before', async () => {
    const ledger = await open();
    await loseIssue(ledger, ['seen'], {}, 5);
    await list(ledger, [], 10);
    expect(await list(ledger, ['seen'], 20)).toEqual({ ...NOTHING, foreign: ['seen'] });
    expect(await list(ledger, ['seen', 'late'], 6 + DAY)).toEqual({ ...NOTHING, foreign: ['seen', 'late'] });
  });

  test('goes to an issue that is unknown still, before one that was settled', async () => {
    const ledger = await open();
    await loseIssue(ledger, [], {}, 5);
    await list(ledger, [], 10);
    const issueId = await loseIssue(ledger, [], {}, 20);
    expect(await list(ledger, ['new'], 30)).toEqual({
      ...NOTHING,
      orphans: ['new'],
      resolvedIssues: [{ issueId, state: 'orphaned' }],
    });
  });
});

test('as many new key IDs as there are unknown issues become orphans, the oldest issue first, and the rest is foreign', async () => {
  const ledger = await open();
  // The first one’s token could not be alive any more when the second was prepared, so that both may be unknown at once.
  const first = await loseIssue(ledger, [], { lifetimeSeconds: 2 }, 1);
  const second = await loseIssue(ledger, [], {}, 5);
  expect(await list(ledger, ['a', 'b', 'c'], 10)).toEqual({
    ...NOTHING,
    orphans: ['a', 'b'],
    foreign: ['c'],
    resolvedIssues: [
      { issueId: first, state: 'orphaned' },
      { issueId: second, state: 'orphaned' },
    ],
  });
});

test('a list of one channel says nothing about another', async () => {
  const ledger = await open();
  await issueToken(ledger, 'ours');
  await issueToken(ledger, 'ours', {}, { channelId: '2' });
  await list(ledger, [], 10);
  expect(
    (await ledger.tokens({ channelId: '2', sort: 'expiresAt', direction: 'ascending', limit: 9 }, after(10))).tokens,
  ).toMatchObject([{ state: 'active', checkedAt: null }]);
});
