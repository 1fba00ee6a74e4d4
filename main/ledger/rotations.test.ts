import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Ledger } from '../ports.ts';
import type { NewRotation } from '../rotation/rotation-ledger.ts';
import {
  addChannelWithKey,
  after,
  answerOf,
  by,
  CHANNEL_ID,
  DAY,
  issueOf,
  issueToken,
  loseIssue,
  newLedger,
} from './ledger-test-support.ts';

let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await newLedger(onTestFinished));
  await addChannelWithKey(ledger);
});

const CONSUMER = 'order-bot';

function newRotation(more: Partial<NewRotation> = {}): NewRotation {
  return {
    rotationId: randomUUID(),
    channelId: CHANNEL_ID,
    consumer: CONSUMER,
    cause: 'planned',
    lifetimeSeconds: 30 * DAY,
    overlapSeconds: 3 * DAY,
    delivery: { how: 'copy' },
    confirmBy: 'person',
    ...more,
  };
}

async function opened(more: Partial<NewRotation> = {}): Promise<string> {
  const result = await ledger.openRotation(newRotation(more), by());
  if (result.outcome !== 'opened') throw new Error(result.outcome);
  return result.rotation.rotationId;
}

/** Brings an issue for the rotation to `sent`. */
async function sendFor(rotationId: string): Promise<string> {
  const issue = await issueOf(ledger, { rotationId });
  await ledger.prepareIssue(issue, by());
  await ledger.markIssueSent(issue.issueId, [], by());
  return issue.issueId;
}

async function issuedFor(rotationId: string, keyId = 'new') {
  return ledger.completeIssue(await sendFor(rotationId), answerOf(keyId), by());
}

const step = (rotationId: string, name: 'deliver' | 'adopt' | 'drain' | 'revoke' | 'prove', seconds = 0) =>
  ledger.finishRotationStep(rotationId, name, { proof: 'person' }, by(seconds));

describe('the successor', () => {
  test('is tied to its rotation from the moment at which its issue is recorded', async () => {
    await issueToken(ledger, 'old');
    const rotationId = await opened();
    const issueId = await sendFor(rotationId);
    expect(await ledger.rotation(rotationId, after(0))).toMatchObject({ step: 'issue', issueId, newTokenId: null });
    const token = await ledger.completeIssue(issueId, answerOf('new'), by());
    expect(await ledger.rotation(rotationId, after(0))).toMatchObject({
      step: 'deliver',
      issueId: null,
      newTokenId: token.tokenId,
      newKeyId: 'new',
      steps: [{ state: 'done', proof: 'stored' }, { state: 'now' }, {}, {}, {}, {}],
    });
  });

  test('is never issued twice: a second issue beside one that may have issued is a bug', async () => {
    await issueToken(ledger, 'old');
    const rotationId = await opened();
    const issueId = await sendFor(rotationId);
    const second = await issueOf(ledger, { rotationId });
    expect(await ledger.prepareIssue(second, by())).toEqual({ outcome: 'unresolved', issueId });
    await ledger.completeIssue(issueId, answerOf('new'), by());
    await expect(ledger.prepareIssue(second, by())).rejects.toThrow('issues nothing');
    // Nothing of it was written.
    expect(await ledger.issue(second.issueId)).toBeUndefined();
  });

  test('that was lost is followed by another one; an answer that comes late is the successor all the same', async () => {
    await issueToken(ledger, 'old');
    const rotationId = await opened();
    const lost = await sendFor(rotationId);
    await ledger.markIssueUnknown(lost, { httpStatus: null, requestId: null, reason: 'timeout' }, by());
    await ledger.reconcile({ channelId: CHANNEL_ID, keyIds: ['old', 'lost'], askedAt: after(1) }, by(1));
    expect(await ledger.rotation(rotationId, after(0))).toMatchObject({ step: 'issue', issueId: lost });
    const token = await ledger.completeIssue(lost, answerOf('lost'), by(2));
    expect(await ledger.rotation(rotationId, after(2))).toMatchObject({ step: 'deliver', newTokenId: token.tokenId });
  });

  test('of which a crash has left nothing but the intent is told to be unknown', async () => {
    await issueToken(ledger, 'old');
    const rotationId = await opened();
    const issueId = await sendFor(rotationId);
    await ledger.recoverAfterCrash(by(1));
    expect(await ledger.rotation(rotationId, after(1))).toMatchObject({
      step: 'issue',
      issueId,
      steps: [{ state: 'failed', error: { code: 'issue-unknown', details: { issueId } } }, {}, {}, {}, {}, {}],
    });
    // LINE's list shows that nothing was issued, so that another one may be.
    await ledger.reconcile({ channelId: CHANNEL_ID, keyIds: ['old'], askedAt: after(2) }, by(2));
    await issuedFor(rotationId);
    expect(await ledger.rotation(rotationId, after(2))).toMatchObject({ step: 'deliver', newKeyId: 'new' });
  });

  test('that arrives after the rotation was stopped is a token like any other', async () => {
    await issueToken(ledger, 'old');
    const rotationId = await opened();
    const issueId = await sendFor(rotationId);
    await ledger.stopRotation(rotationId, 'enough', by());
    await ledger.completeIssue(issueId, answerOf('new'), by());
    expect(await ledger.rotation(rotationId, after(0))).toMatchObject({ state: 'stopped', newTokenId: null });
  });
});

describe('an operation that begins it', () => {
  const operationId = randomUUID();
  const item = { operationId, position: 0 };
  const order = () =>
    ledger.createOperation(
      { operationId, kind: 'rotate', request: {}, items: [{ channelId: CHANNEL_ID, consumer: CONSUMER, label: '' }] },
      by(),
    );

  test('knows it from the moment at which it is recorded, so that a crash cannot part the two', async () => {
    await issueToken(ledger, 'old');
    await order();
    const rotationId = await opened({ operationItem: item });
    expect(await ledger.openItems(operationId)).toMatchObject([{ rotationId, outcome: null }]);
  });

  test('is tied to no rotation that was not begun', async () => {
    await order();
    expect((await ledger.openRotation(newRotation({ operationItem: item }), by())).outcome).toBe('nothing');
    await expect(
      ledger.openRotation(newRotation({ operationItem: { ...item, position: 1 } }), by()),
    ).resolves.toMatchObject({ outcome: 'nothing' });
    await issueToken(ledger, 'old');
    await expect(opened({ operationItem: { ...item, position: 1 } })).rejects.toThrow(/has no item 1/);
    expect(await ledger.rotations({ openOnly: true, limit: 9 }, after(0))).toEqual([]);
    expect(await ledger.openItems(operationId)).toMatchObject([{ rotationId: null }]);
  });
});

describe('an old token that was to be revoked and lives on', () => {
  const stateOf = async (tokenId: string) => (await ledger.token(tokenId, after(0)))?.state;
  const giveBack = async (tokenId: string) => {
    await ledger.unmarkRevoking([tokenId], by());
    return stateOf(tokenId);
  };

  test('drains where its rotation lets it, also where that began meanwhile, and is live where the rotation was stopped', async () => {
    const { tokenId } = await issueToken(ledger, 'old');
    const rotationId = await opened();
    await issuedFor(rotationId);
    await ledger.markRevoking([tokenId], by());
    expect(await giveBack(tokenId)).toBe('active');
    await ledger.markRevoking([tokenId], by());
    await step(rotationId, 'deliver');
    await step(rotationId, 'adopt');
    expect(await giveBack(tokenId)).toBe('draining');
    await ledger.markRevoking([tokenId], by());
    await ledger.stopRotation(rotationId, 'a mistake', by());
    expect(await giveBack(tokenId)).toBe('active');
  });

  test('drains on behind a rotation that is done, where its revocation was passed over', async () => {
    const { tokenId } = await issueToken(ledger, 'old');
    const rotationId = await opened();
    await issuedFor(rotationId);
    await step(rotationId, 'deliver');
    await step(rotationId, 'adopt');
    await ledger.skipRotationStep(rotationId, 'revoke', 'it expires', by(3 * DAY));
    await ledger.markRevoking([tokenId], by());
    expect(await giveBack(tokenId)).toBe('draining');
  });

  test('drains again where an earlier attempt had left it as being revoked and the next one is refused', async () => {
    const { tokenId, channelId, consumer, label } = await issueToken(ledger, 'old');
    const rotationId = await opened();
    await issuedFor(rotationId);
    await step(rotationId, 'deliver');
    await step(rotationId, 'adopt');
    for (const end of [{ outcome: 'unproved' }, { outcome: 'failed', isLive: true }] as const) {
      const operationId = randomUUID();
      const items = [{ tokenId, channelId, consumer, label }];
      await ledger.createOperation({ operationId, kind: 'revoke', request: {}, items }, by());
      await ledger.markRevoking([tokenId], by());
      await ledger.endItems(operationId, [{ position: 0, ...end }], by());
    }
    expect(await stateOf(tokenId)).toBe('draining');
  });
});

describe('the steps', () => {
  test('of an overlap that is over, the revocation is passed over at once', async () => {
    await issueToken(ledger, 'old');
    const rotationId = await opened();
    await issuedFor(rotationId);
    await step(rotationId, 'deliver');
    await step(rotationId, 'adopt');
    expect(await ledger.skipRotationStep(rotationId, 'revoke', 'it expires', by(3 * DAY - 1))).toBeUndefined();
    expect(await ledger.skipRotationStep(rotationId, 'revoke', 'it expires', by(3 * DAY))).toMatchObject({
      state: 'done',
      steps: [
        {},
        {},
        {},
        { step: 'drain', state: 'done', proof: 'time' },
        { step: 'revoke', state: 'skipped', note: 'it expires' },
        { step: 'prove', state: 'skipped' },
      ],
    });
  });

  test('that are not due change nothing, and say so', async () => {
    await issueToken(ledger, 'old');
    const rotationId = await opened();
    const before = await ledger.rotation(rotationId, after(0));
    const failure = { code: 'internal', message: 'x', ref: 'x' } as const;
    expect([
      await step(rotationId, 'deliver'),
      await step(rotationId, 'prove'),
      await ledger.failRotationStep(rotationId, 'adopt', failure, by()),
      await ledger.skipRotationStep(rotationId, 'revoke', 'x', by()),
    ]).toEqual([undefined, undefined, undefined, undefined]);
    expect(await ledger.rotation(rotationId, after(0))).toEqual(before);
  });

  test('of one that has ended are over', async () => {
    await issueToken(ledger, 'old');
    const rotationId = await opened();
    await ledger.stopRotation(rotationId, 'x', by());
    expect([
      await ledger.skipRotationStep(rotationId, 'issue', 'x', by()),
      await ledger.stopRotation(rotationId, 'x', by()),
    ]).toEqual([undefined, undefined]);
  });

  test('lead to draining for as long as the overlap, but no longer than the old tokens live', async () => {
    for (const [lifeDays, overlapDays, drainDays] of [
      [30, 3, 3],
      [2, 3, 2],
      [30, 0, 0],
    ] as const) {
      const old = await issueToken(ledger, `old ${lifeDays} ${overlapDays}`, { expiresAt: after(lifeDays * DAY) });
      const rotationId = await opened({ overlapSeconds: overlapDays * DAY, tokenIds: [old.tokenId] });
      await issuedFor(rotationId, `new ${lifeDays} ${overlapDays}`);
      await step(rotationId, 'deliver');
      expect(await step(rotationId, 'adopt')).toMatchObject({
        step: drainDays === 0 ? 'revoke' : 'drain',
        drainsUntil: after(drainDays * DAY),
        oldTokens: [{ state: 'draining' }],
      });
      await ledger.stopRotation(rotationId, 'next', by());
    }
  });
});

describe('a token whose successor nobody is known to use', () => {
  test('is one of an open rotation before the adoption, and none before or after', async () => {
    const [old, other] = [await issueToken(ledger, 'old'), await issueToken(ledger, 'x', {}, { consumer: 'other' })];
    const asked = [other.tokenId, old.tokenId];
    const found = async () => (await ledger.withUnadoptedSuccessor(asked, after(0))).map(({ tokenId }) => tokenId);
    const seen = [await found()];
    const rotationId = await opened();
    seen.push(await found());
    await issuedFor(rotationId);
    seen.push(await found());
    await step(rotationId, 'deliver');
    await ledger.failRotationStep(rotationId, 'adopt', { code: 'internal', message: 'x', ref: 'x' }, by());
    seen.push(await found());
    await ledger.skipRotationStep(rotationId, 'adopt', 'revoke first', by());
    seen.push(await found());
    expect(seen).toEqual([[], [old.tokenId], [old.tokenId], [old.tokenId], []]);
  });
});

describe('what a plan is made of', () => {
  test('is every holder of a slot, also those that only may be', async () => {
    const old = await issueToken(ledger, 'old');
    await issueToken(ledger, 'expired', { expiresAt: after(10) });
    await ledger.reconcile({ channelId: CHANNEL_ID, keyIds: ['old', 'expired', 'foreign'], askedAt: after(1) }, by(1));
    const rotationId = await opened();
    await loseIssue(ledger, [], { rotationId }, 2);
    const { holders, underWay } = await ledger.planSources(undefined, after(20));
    expect(
      holders.map(({ state, consumer, endsAt }) => [state, consumer, (endsAt - Date.parse(after(0))) / 1_000]),
    ).toEqual([
      ['active', CONSUMER, 30 * DAY],
      ['foreign', '', 30 * DAY + 1],
      ['unknown', CONSUMER, 30 * DAY + 2],
    ]);
    expect(underWay).toMatchObject([
      { channelId: CHANNEL_ID, consumer: CONSUMER, step: 'issue', newTokenId: null, drainsUntil: null },
    ]);
    expect(underWay[0]?.oldTokenIds).toContain(old.tokenId);
    expect(await ledger.planSources('99', after(20))).toEqual({ holders: [], underWay: [] });
  });
});

describe('policies', () => {
  test('keep what is not named, and are told with the tokens that nobody replaces yet', async () => {
    const of = { channelId: CHANNEL_ID, consumer: CONSUMER };
    expect(await ledger.setRotationPolicy({ ...of, channelId: '99' }, {}, by())).toBe(false);
    expect(await ledger.removeRotationPolicy({ ...of, channelId: '99' }, by())).toBe(false);
    const command = { how: 'command', command: ['deploy', '--now'] } as const;
    await ledger.setRotationPolicy(
      of,
      { overlapSeconds: 60, delivery: { ...command, command: [...command.command] } },
      by(),
    );
    await ledger.setRotationPolicy(of, { overlapSeconds: 0, confirmBy: 'bot-info' }, by());
    const [one, two] = [await issueToken(ledger, 'one'), await issueToken(ledger, 'two')];
    await issueToken(ledger, 'nobody', {}, { consumer: '' });
    await issueToken(ledger, 'other', {}, { consumer: 'another' });
    const list = async () =>
      (await ledger.rotationPolicies(undefined, after(0))).map(({ consumer, settings, liveTokens }) => [
        consumer,
        settings,
        liveTokens,
      ]);
    const settings = { overlapSeconds: 0, delivery: command, confirmBy: 'bot-info' };
    expect(await list()).toEqual([
      ['another', null, 1],
      [CONSUMER, settings, 2],
    ]);
    await opened({ tokenIds: [one.tokenId] });
    expect((await list())[1]).toEqual([CONSUMER, settings, 1]);
    await ledger.removeRotationPolicy(of, by());
    expect((await list())[1]).toEqual([CONSUMER, null, 1]);
    expect(two.state).toBe('active');
  });

  test('and rotations end with their channel', async () => {
    const old = await issueToken(ledger, 'old', { expiresAt: after(10) });
    const rotationId = await opened({ tokenIds: [old.tokenId] });
    await ledger.setRotationPolicy({ channelId: CHANNEL_ID, consumer: CONSUMER }, { overlapSeconds: 1 }, by());
    expect(await ledger.removeChannel(CHANNEL_ID, by(20))).toMatchObject({ outcome: 'removed' });
    expect(await ledger.rotation(rotationId, after(20))).toMatchObject({ state: 'stopped' });
    await addChannelWithKey(ledger);
    expect(await ledger.rotationPolicies(undefined, after(20))).toEqual([]);
  });
});
