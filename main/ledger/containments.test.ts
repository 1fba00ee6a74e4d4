import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { CONTAINMENT_STEPS } from '../../shared/containment.ts';
import type { Ledger } from '../ports.ts';
import {
  addChannelWithKey,
  after,
  answerOf,
  by,
  CHANNEL_ID,
  crashImage,
  DAY,
  issueOf,
  issueToken,
  newLedger,
  TEST_NOW,
} from './ledger-test-support.ts';
import { openLedger } from './open-ledger.ts';

const open = async () => {
  const { ledger } = await newLedger(onTestFinished);
  await addChannelWithKey(ledger);
  return ledger;
};

async function begin(ledger: Ledger, channelId = CHANNEL_ID, seconds = 0): Promise<string> {
  const containmentId = randomUUID();
  const begun = await ledger.beginContainment({ containmentId, channelId, reason: 'a laptop was stolen' }, by(seconds));
  if (begun.outcome !== 'begun') throw new Error('another one is under way');
  return containmentId;
}

const kinds = async (ledger: Ledger, subjectId: string) =>
  (await ledger.audit({ subjectId, limit: 50 })).map(({ kind, note }) => [kind, note]).reverse();

test('a containment begins with all steps open, knows who had live tokens, and is the only one of its channel', async () => {
  const ledger = await open();
  const issue = (keyId: string, consumer: string, label: string, seconds: number) =>
    issueToken(ledger, keyId, { issuedAt: after(seconds), expiresAt: after(DAY) }, { consumer, label });
  await issue('k1', 'shop', 'old', 1);
  await issue('k2', 'shop', 'new', 2);
  await issue('k3', '', 'nobody’s', 1);
  await issue('k4', '', 'nobody’s', 2);
  await issue('k5', '', '', 1);
  const over = await issueToken(ledger, 'k6', { expiresAt: after(1) }, { consumer: 'gone' });
  expect(over.expiresAt).toBe(after(1));
  const containmentId = await begin(ledger, CHANNEL_ID, 10);
  expect(await ledger.containment(containmentId)).toEqual({
    containmentId,
    channelId: CHANNEL_ID,
    channelName: '大阪店',
    platformKind: 'line',
    state: 'under-way',
    reason: 'a laptop was stolen',
    steps: CONTAINMENT_STEPS.map((step) => ({
      step,
      state: 'open',
      at: null,
      door: null,
      note: null,
      operationId: null,
      signingKeyId: null,
    })),
    consumers: ['shop'],
    begunAt: after(10),
    endedAt: null,
  });
  expect((await ledger.replacements(containmentId)).map(({ consumer, label }) => [consumer, label])).toEqual([
    ['', ''],
    ['', 'nobody’s'],
    ['shop', 'new'],
  ]);
  const again = { containmentId: randomUUID(), channelId: CHANNEL_ID, reason: 'again' };
  expect(await ledger.beginContainment(again, by(11))).toEqual({ outcome: 'under-way', containmentId });
});

test('steps keep what was made in them, and each end of one stands in the log', async () => {
  const ledger = await open();
  const containmentId = await begin(ledger);
  const error = { code: 'platform-unreachable', message: 'no', ref: 'abcdefgh' } as const;
  const record = async (step: string) =>
    (await ledger.containment(containmentId))?.steps.find((each) => each.step === step);
  await ledger.beginContainmentStep(containmentId, 'new-key', 'key-1', by(1));
  expect(await record('new-key')).toMatchObject({ state: 'under-way', at: after(1), signingKeyId: 'key-1' });
  // Taken up again after the vault ended in the middle of it.
  await ledger.beginContainmentStep(containmentId, 'new-key', null, by(2));
  await ledger.endContainmentStep(containmentId, 'new-key', { state: 'failed', error, operationId: 'o-1' }, by(3));
  expect(await record('new-key')).toMatchObject({ state: 'failed', error, signingKeyId: 'key-1', operationId: 'o-1' });
  await ledger.beginContainmentStep(containmentId, 'new-key', null, by(4));
  await ledger.endContainmentStep(containmentId, 'new-key', { state: 'done' }, by(5));
  expect(await record('new-key')).toEqual({
    step: 'new-key',
    state: 'done',
    at: after(5),
    door: 'test',
    note: null,
    operationId: 'o-1',
    signingKeyId: 'key-1',
  });
  await ledger.endContainmentStep(containmentId, 'console-members', { state: 'skipped', note: 'I am alone' }, by(6));
  await expect(
    ledger.endContainmentStep(containmentId, 'new-key', { state: 'skipped', note: 'no' }, by(7)),
  ).rejects.toThrow('cannot go from done to skipped');
  expect(await kinds(ledger, containmentId)).toEqual([
    ['containment-begun', 'a laptop was stolen'],
    ['containment-step-done', 'new-key'],
    ['containment-step-skipped', 'console-members: I am alone'],
  ]);
});

test('the last step that is done or passed over ends it, and another one may begin', async () => {
  const ledger = await open();
  const containmentId = await begin(ledger);
  for (const step of CONTAINMENT_STEPS.slice(1))
    await ledger.endContainmentStep(containmentId, step, { state: 'skipped', note: 'not needed' }, by(1));
  expect((await ledger.containment(containmentId))?.state).toBe('under-way');
  await ledger.beginContainmentStep(containmentId, 'revoke-all', null, by(2));
  const ended = await ledger.endContainmentStep(containmentId, 'revoke-all', { state: 'done', note: '3' }, by(3));
  expect([ended.state, ended.endedAt]).toEqual(['done', after(3)]);
  expect((await kinds(ledger, containmentId)).slice(-2)).toEqual([
    ['containment-step-done', 'revoke-all: 3'],
    ['containment-done', null],
  ]);
  await expect(ledger.closeContainment(containmentId, 'why not', by(4))).rejects.toThrow(
    'cannot go from done to closed',
  );
  const second = await begin(ledger, CHANNEL_ID, 5);
  expect((await ledger.closeContainment(second, 'a false alarm', by(6))).state).toBe('closed');
  await expect(ledger.beginContainmentStep(second, 'revoke-all', null, by(7))).rejects.toThrow('stays as it is');
});

test('lists begin with those under way', async () => {
  const ledger = await open();
  await addChannelWithKey(ledger, '2');
  const first = await begin(ledger);
  await ledger.closeContainment(first, 'a false alarm', by(1));
  const second = await begin(ledger);
  const third = await begin(ledger, '2');
  await ledger.closeContainment(third, 'a false alarm', by(2));
  const list = async (channelId: string | undefined, openOnly: boolean) =>
    (await ledger.containments({ channelId, openOnly })).map(({ containmentId }) => containmentId);
  expect([
    await list(undefined, false),
    await list(undefined, true),
    await list('2', false),
    await list('2', true),
  ]).toEqual([[second, third, first], [second], [third], []]);
});

test('whether the secret was stored since is told by the order of the log, whatever the clock said', async () => {
  const ledger = await open();
  await ledger.markChannelSecretSet(CHANNEL_ID, by(100));
  const containmentId = await begin(ledger, CHANNEL_ID, 50);
  expect(await ledger.secretSetSince(containmentId)).toBe(false);
  await addChannelWithKey(ledger, '2');
  await ledger.markChannelSecretSet('2', by(60));
  expect(await ledger.secretSetSince(containmentId)).toBe(false);
  await ledger.markChannelSecretSet(CHANNEL_ID, by(10));
  expect(await ledger.secretSetSince(containmentId)).toBe(true);
});

test('which keys came in since is told by the order of the log too', async () => {
  const ledger = await open();
  // A clock that was ahead when the old key was made.
  const add = async (channelId: string, seconds: number) => {
    const signingKeyId = randomUUID();
    const publicJwk = { kty: 'RSA', alg: 'RS256', use: 'sig', e: 'AQAB', n: signingKeyId } as const;
    await ledger.addSigningKey(
      { signingKeyId, channelId, thumbprint: signingKeyId, publicJwk, origin: 'imported' },
      by(seconds),
    );
    return signingKeyId;
  };
  await add(CHANNEL_ID, 1_000);
  const containmentId = await begin(ledger, CHANNEL_ID, 50);
  await addChannelWithKey(ledger, '2');
  expect(await ledger.signingKeysAddedSince(containmentId)).toEqual([]);
  const [first, second] = [await add(CHANNEL_ID, 10), await add(CHANNEL_ID, 5)];
  expect(await ledger.signingKeysAddedSince(containmentId)).toEqual([first, second]);
});

test('after a crash it is known which issue was made for whom, and what became of it', async () => {
  const { folder, ledger } = await newLedger(onTestFinished);
  await addChannelWithKey(ledger);
  for (const consumer of ['a', 'b', 'c']) await issueToken(ledger, `key of ${consumer}`, {}, { consumer });
  const containmentId = await begin(ledger);
  const issue = await issueOf(ledger, { consumer: 'a' });
  await ledger.nameReplacement(containmentId, 0, issue.issueId, by(1));
  await ledger.prepareIssue(issue, by(1));
  await ledger.markIssueSent(issue.issueId, [], by(1));
  await ledger.completeIssue(issue.issueId, answerOf('new key of a'), by(1));
  const second = await issueOf(ledger, { consumer: 'b' });
  await ledger.nameReplacement(containmentId, 1, second.issueId, by(2));
  await ledger.prepareIssue(second, by(2));
  await ledger.markIssueSent(second.issueId, [], by(2));
  await ledger.nameReplacement(containmentId, 2, randomUUID(), by(3));
  const after50 = await openLedger({ folder: await crashImage(folder, onTestFinished), create: false, at: TEST_NOW });
  onTestFinished(() => after50.close());
  await after50.recoverAfterCrash(by(4));
  expect((await after50.replacements(containmentId)).map(({ consumer, issueState }) => [consumer, issueState])).toEqual(
    [
      ['a', 'done'],
      ['b', 'unknown'],
      ['c', null],
    ],
  );
});

test('key IDs of a list are told apart by who holds their values', async () => {
  const ledger = await open();
  const own = await issueToken(ledger, 'own');
  await ledger.reconcile({ channelId: CHANNEL_ID, keyIds: ['own', 'strange'], askedAt: after(1) }, by(1));
  const holders = await ledger.holdersOf(CHANNEL_ID, ['own', 'strange', 'never seen'], after(2));
  expect([
    holders.ours.map(({ tokenId }) => tokenId),
    holders.orphans,
    holders.foreign.map(({ keyId }) => keyId),
  ]).toEqual([[own.tokenId], [], ['strange']]);
});
