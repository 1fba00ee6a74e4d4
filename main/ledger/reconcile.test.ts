import { describe, expect, onTestFinished, test } from 'vitest';
import type { Token, TokenState } from '../../shared/domain.ts';
import type { Ledger } from '../ports.ts';
import {
  after,
  answerOf,
  by,
  CHANNEL_ID,
  channelOf,
  DAY,
  issueOf,
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

async function statesOf(ledger: Ledger, seconds: number): Promise<Record<string, TokenState>> {
  const page = await ledger.tokens({ sort: 'expiresAt', direction: 'ascending', limit: 200 }, after(seconds));
  return Object.fromEntries(page.tokens.map(({ keyId, state }) => [keyId, state]));
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

  test('that is absent because its time is over is left as it is, also where it was being revoked', async () => {
    const ledger = await open();
    const tokens = [
      await issueToken(ledger, 'old', { expiresAt: after(DAY) }),
      await issueToken(ledger, 'revoking', { expiresAt: after(DAY) }),
    ];
    const tokenIds = tokens.map(({ tokenId }) => tokenId);
    await ledger.markRevoking(tokenIds.slice(1), by());
    const before = await ledger.tokensById(tokenIds, after(DAY));
    expect(before).toMatchObject([{ state: 'expired' }, { state: 'expired' }]);
    expect(await list(ledger, [], DAY)).toEqual(NOTHING);
    expect(await ledger.tokensById(tokenIds, after(DAY))).toEqual(before);
    expect(await logOf(ledger, DAY)).toEqual([]);
  });

  test('that is absent a second before its time is over is gone, or revoked where it was being revoked', async () => {
    const ledger = await open();
    await issueToken(ledger, 'old', { expiresAt: after(DAY) });
    const revoking = await issueToken(ledger, 'revoking', { expiresAt: after(DAY) });
    await ledger.markRevoking([revoking.tokenId], by());
    expect(await list(ledger, [], DAY - 1)).toEqual({ ...NOTHING, gone: 1 });
    expect(await statesOf(ledger, DAY)).toEqual({ old: 'gone', revoking: 'revoked' });
  });
});

describe('a clock that was set back', () => {
  /** What had happened by the clock before it was set back; the lists are asked for after. */
  const AHEAD = 60 * 60;

  async function issueAhead(ledger: Ledger, keyId: string): Promise<Token> {
    const answer = answerOf(keyId, { issuedAt: after(AHEAD) });
    return ledger.completeIssue(await sendIssue(ledger, [], {}, AHEAD), answer, by(AHEAD));
  }

  test('makes no check lie: what is listed is live, what is absent gone or revoked, and an unknown issue settled', async () => {
    const ledger = await open();
    await issueAhead(ledger, 'kept');
    await issueAhead(ledger, 'absent');
    const [revoking, revoked] = [await issueAhead(ledger, 'revoking'), await issueAhead(ledger, 'revoked')];
    await ledger.markRevoking([revoked.tokenId], by(AHEAD));
    await list(ledger, ['kept', 'absent', 'revoking'], AHEAD);
    await ledger.markRevoking([revoking.tokenId], by(AHEAD));
    const issueId = await loseIssue(ledger, ['kept', 'absent', 'revoking'], {}, AHEAD);
    expect(await statesOf(ledger, 10)).toEqual({
      kept: 'active',
      absent: 'active',
      revoking: 'revoking',
      revoked: 'revoked',
    });
    expect(await list(ledger, ['kept', 'revoked', 'new'], 10)).toEqual({
      live: 2,
      gone: 1,
      orphans: ['new'],
      foreign: [],
      resolvedIssues: [{ issueId, state: 'orphaned' }],
    });
    expect(await statesOf(ledger, 10)).toEqual({
      kept: 'active',
      absent: 'gone',
      revoking: 'revoked',
      // It was called so before, and LINE lists it.
      revoked: 'revoking',
      new: 'orphan',
    });
    expect(await tokenOf(ledger, 'kept', 10)).toMatchObject({ checkedAt: after(10), provedAt: after(10) });
  });

  test('leaves no issue unknown that the list tells of', async () => {
    const ledger = await open();
    const issueId = await loseIssue(ledger, [], {}, AHEAD);
    expect(await list(ledger, [], 10)).toEqual({ ...NOTHING, resolvedIssues: [{ issueId, state: 'not-issued' }] });
    expect(await ledger.issues({ unresolvedOnly: true })).toEqual([]);
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

  test('that is unknown again takes a key ID that was called foreign since it was sent, and none from before', async () => {
    const ledger = await open();
    await ledger.addChannel(channelOf(), by());
    await list(ledger, ['old'], 1);
    const issueId = await loseIssue(ledger, [], { lifetimeSeconds: 60 }, 5);
    const next = await sendIssue(ledger, [], {}, 65);
    expect(await list(ledger, ['old', 'next', 'lost', 'late'], 10)).toMatchObject({
      orphans: ['next', 'lost'],
      foreign: ['old', 'late'],
    });
    // LINE’s answer shows that the check gave the next issue’s key ID to this one.
    await ledger.completeIssue(next, answerOf('next'), by(11));
    expect(await list(ledger, ['old', 'next', 'late'], 20)).toEqual({
      live: 1,
      gone: 1,
      orphans: ['late'],
      foreign: ['old'],
      resolvedIssues: [{ issueId, state: 'orphaned' }],
    });
    expect(await tokenOf(ledger, 'late')).toMatchObject({ state: 'orphan', issueId, issuedAt: after(5) });
  });
});

describe('an issue that is not unknown yet', () => {
  test('counts as unknown once it was sent: its answer could not be written down', async () => {
    const ledger = await open();
    const issued = await sendIssue(ledger, ['before'], {}, 5);
    expect(await list(ledger, ['before', 'lost'], 10)).toEqual({
      ...NOTHING,
      orphans: ['lost'],
      foreign: ['before'],
      resolvedIssues: [{ issueId: issued, state: 'orphaned' }],
    });
    expect(await logOf(ledger, 10)).toEqual(['token-foreign-seen', 'issue-resolved', 'token-orphaned']);
    const notIssued = await sendIssue(ledger, ['before', 'lost'], {}, 20);
    expect(await list(ledger, ['before', 'lost'], 30)).toEqual({
      ...NOTHING,
      orphans: ['lost'],
      foreign: ['before'],
      resolvedIssues: [{ issueId: notIssued, state: 'not-issued' }],
    });
    expect(await logOf(ledger, 30)).toEqual(['issue-resolved']);
    expect(await ledger.issues({ unresolvedOnly: false })).toMatchObject([
      { issueId: notIssued, state: 'not-issued', resolvedAt: after(30), tokenId: null },
      { issueId: issued, state: 'orphaned', resolvedAt: after(10) },
    ]);
  });

  test('is left alone while it is only prepared: no key ID can be its own', async () => {
    const ledger = await open();
    await ledger.prepareIssue(await issueOf(ledger), by(5));
    const before = await ledger.issues({ unresolvedOnly: true });
    expect(before).toMatchObject([{ state: 'prepared' }]);
    expect(await list(ledger, ['theirs'], 10)).toEqual({ ...NOTHING, foreign: ['theirs'] });
    expect(await ledger.issues({ unresolvedOnly: true })).toEqual(before);
  });
});

test('an unknown issue whose longest possible life is over has issued nothing that is live: a new key ID is somebody else’s', async () => {
  const ledger = await open();
  const over = await loseIssue(ledger, [], { lifetimeSeconds: 60 }, 5);
  const alive = await loseIssue(ledger, [], {}, DAY);
  expect(await list(ledger, ['new', 'other'], DAY + 10)).toEqual({
    ...NOTHING,
    orphans: ['new'],
    foreign: ['other'],
    resolvedIssues: [
      { issueId: over, state: 'not-issued' },
      { issueId: alive, state: 'orphaned' },
    ],
  });
});

describe('an orphan that LINE lists after the end of what its issue asked for', () => {
  const LATE = 10 * 60;

  test.each([
    ['is its own as long as its request may have been under way that long', LATE - 1, 'orphan', 'orphaned'],
    ['is somebody else’s after that', LATE, 'foreign', 'not-issued'],
  ] as const)('%s', async (_, late, state, settled) => {
    const ledger = await open();
    const issueId = await loseIssue(ledger, [], { lifetimeSeconds: 60 }, 5);
    await list(ledger, ['lost'], 10);
    const end = 5 + 60;
    const found = await list(ledger, ['lost'], end + late);
    expect([found.orphans, found.foreign]).toEqual(state === 'orphan' ? [['lost'], []] : [[], ['lost']]);
    expect(await tokenOf(ledger, 'lost', 20)).toMatchObject({ state, issueId: state === 'orphan' ? issueId : null });
    expect(await ledger.issues({ unresolvedOnly: false })).toMatchObject([{ issueId, state: settled }]);
  });

  test('goes to another issue that nobody knows the end of, where it can be that one’s', async () => {
    const ledger = await open();
    const long = await loseIssue(ledger, [], {}, 5);
    await list(ledger, ['theirs'], 10);
    await loseIssue(ledger, ['theirs'], { lifetimeSeconds: 60 }, 20);
    await list(ledger, ['theirs', 'lost'], 25);
    const { tokenId } = (await tokenOf(ledger, 'theirs')) ?? {};
    const end = { expiresAt: after(3 * DAY), endsFrom: after(3 * DAY), endsTo: after(3 * DAY) };
    const { sealedValue, valueIndex } = answerOf('theirs');
    const adopted = { channelId: CHANNEL_ID, keyId: 'theirs', tokenId: tokenId ?? '', label: '', consumer: '' };
    await ledger.adoptToken({ ...adopted, sealedValue, valueIndex, ...end }, by(30));
    expect(await ledger.issues({ unresolvedOnly: true })).toMatchObject([{ issueId: long, state: 'unknown' }]);
    expect(await list(ledger, ['theirs', 'lost'], DAY)).toMatchObject({ live: 1, orphans: ['lost'], foreign: [] });
    expect(await tokenOf(ledger, 'lost', DAY)).toMatchObject({ state: 'orphan', issueId: long });
    expect(await ledger.issues({ unresolvedOnly: true })).toEqual([]);
  });
});

describe('a key ID that shows up after its issue was found not to have issued anything', () => {
  const MINUTE = 60;

  test.each([
    ['soon after it was sent', 20, {}],
    ['ten minutes after it was sent', 5 + 10 * MINUTE, {}],
    ['after a token that was issued at once would have ended', 5 + 9 * MINUTE, { lifetimeSeconds: MINUTE }],
  ])('%s is its orphan all the same: the request was under way during the first check', async (_, seconds, more) => {
    const ledger = await open();
    const issueId = await loseIssue(ledger, [], more, 5);
    await list(ledger, [], 10);
    expect(await list(ledger, ['late'], seconds)).toEqual({
      ...NOTHING,
      orphans: ['late'],
      resolvedIssues: [{ issueId, state: 'orphaned' }],
    });
    expect(await tokenOf(ledger, 'late', 20)).toMatchObject({ state: 'orphan', issueId });
  });

  test.each([
    ['later than ten minutes after it was sent', 6 + 10 * MINUTE, {}],
    ['when its token could not be alive any more', 6 + 11 * MINUTE, { lifetimeSeconds: MINUTE }],
  ])('%s is foreign, and the issue stays settled', async (_, seconds, more) => {
    const ledger = await open();
    const issueId = await loseIssue(ledger, [], more, 5);
    await list(ledger, [], 10);
    expect(await list(ledger, ['late'], seconds)).toEqual({ ...NOTHING, foreign: ['late'] });
    expect(await tokenOf(ledger, 'late', seconds)).toMatchObject({ state: 'foreign', issueId: null });
    expect(await ledger.issues({ unresolvedOnly: false })).toMatchObject([{ issueId, state: 'not-issued' }]);
  });

  test('is foreign where it was live before that issue was sent, or where nothing was sent', async () => {
    const ledger = await open();
    await loseIssue(ledger, ['seen'], {}, 5);
    await list(ledger, [], 10);
    expect(await list(ledger, ['seen'], 20)).toEqual({ ...NOTHING, foreign: ['seen'] });
    const unsent = await issueOf(ledger, { channelId: '2' });
    await ledger.prepareIssue(unsent, by(5));
    await ledger.abandonIssue(unsent.issueId, { httpStatus: null, requestId: null, reason: 'no key' }, by(6));
    expect(await ledger.reconcile({ channelId: '2', keyIds: ['new'], askedAt: after(20) }, by(20))).toEqual({
      ...NOTHING,
      foreign: ['new'],
    });
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
  // The second could be prepared because the first one’s token could not be alive any more; then the clock was set back.
  const first = await loseIssue(ledger, [], { lifetimeSeconds: 60 }, 5);
  const second = await loseIssue(ledger, [], {}, 65);
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
