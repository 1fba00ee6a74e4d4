import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Failure } from '../../shared/result.ts';
import type { ItemEnd } from '../operations/operation-ledger.ts';
import type { Ledger } from '../ports.ts';
import {
  addChannelWithKey,
  after,
  by,
  CHANNEL_ID,
  DAY,
  issueOf,
  issueToken,
  newLedger,
  TEST_NOW,
} from './ledger-test-support.ts';

const OPERATION = 'operation-1';
const FAILURE: Failure = {
  code: 'platform-busy',
  message: 'The platform asked to slow down.',
  details: { seconds: 3 },
  ref: 'r-1',
};

/** Three tokens that are being revoked, in one operation. */
async function revoking(): Promise<{ ledger: Ledger; tokenIds: readonly [string, string, string] }> {
  const { ledger } = await newLedger(onTestFinished);
  const tokens = [await issueToken(ledger, 'a'), await issueToken(ledger, 'b'), await issueToken(ledger, 'c')];
  const [a = '', b = '', c = ''] = tokens.map(({ tokenId }) => tokenId);
  const items = tokens.map(({ tokenId, channelId, consumer, label }) => ({ tokenId, channelId, consumer, label }));
  expect(await ledger.createOperation({ operationId: OPERATION, kind: 'revoke', request: {}, items }, by())).toEqual({
    operationId: OPERATION,
    kind: 'revoke',
    state: 'running',
    total: 3,
    finished: 0,
    failed: 0,
    startedAt: TEST_NOW,
    endedAt: null,
    waitsFor: null,
  });
  await ledger.markRevoking([a, b, c], by());
  return { ledger, tokenIds: [a, b, c] };
}

const stateOf = async (ledger: Ledger, tokenId: string) => (await ledger.token(tokenId, TEST_NOW))?.state;
const linesAt = async (ledger: Ledger, at: string) =>
  (await ledger.audit({ limit: 99 })).filter((line) => line.at === at).map(({ kind }) => kind);

describe('an operation', () => {
  test('counts its items as they end, keeps what each ended in, and ends itself', async () => {
    const { ledger, tokenIds } = await revoking();
    const [a, b, c] = tokenIds;
    const first = await ledger.endItems(OPERATION, [{ position: 2, outcome: 'failed', error: FAILURE }], by(1));
    expect(first.operation).toMatchObject({ finished: 1, failed: 1 });
    expect(first.latest).toMatchObject({ position: 2, tokenId: c, keyId: 'c', outcome: 'failed', error: FAILURE });
    expect((await ledger.openItems(OPERATION)).map(({ tokenId }) => tokenId)).toEqual([a, b]);
    const ends = [
      { position: 1, outcome: 'already-invalid' },
      { position: 0, outcome: 'revoked' },
    ] as const;
    expect((await ledger.endItems(OPERATION, ends, by(2))).operation).toMatchObject({
      finished: 3,
      failed: 1,
      state: 'running',
    });
    const ended = await ledger.changeOperation(OPERATION, 'some-failed', by(3));
    expect(ended).toMatchObject({ state: 'some-failed', endedAt: after(3) });
    const item = {
      channelId: CHANNEL_ID,
      consumer: 'order-bot',
      label: 'blue',
      issueId: null,
      rotationId: null,
      tries: 1,
    };
    const page = await ledger.operationItems(OPERATION, { offset: 0, limit: 9 });
    expect(page.items).toMatchObject([
      { ...item, position: 0, tokenId: a, keyId: 'a', outcome: 'revoked', endedAt: after(2) },
      { ...item, position: 1, tokenId: b, keyId: 'b', outcome: 'already-invalid', endedAt: after(2) },
      { ...item, position: 2, tokenId: c, keyId: 'c', outcome: 'failed', error: FAILURE, endedAt: after(1) },
    ]);
    expect(await ledger.operations({ limit: 9, openOnly: false })).toEqual([ended]);
    expect(await ledger.operations({ limit: 9, openOnly: true })).toEqual([]);
    expect([await linesAt(ledger, TEST_NOW), await linesAt(ledger, after(3))]).toEqual([
      expect.arrayContaining(['operation-begun']),
      ['operation-ended'],
    ]);
  });

  test('shows a page of its items, those that ended so, and how many there are of each', async () => {
    const { ledger } = await revoking();
    await ledger.endItems(OPERATION, [{ position: 1, outcome: 'unproved' }], by());
    const positions = async (...query: Parameters<Ledger['operationItems']>) => {
      const { items, matching } = await ledger.operationItems(...query);
      return [items.map(({ position }) => position), matching];
    };
    expect(await positions(OPERATION, { offset: 1, limit: 1 })).toEqual([[1], 3]);
    expect(await positions(OPERATION, { outcomes: ['open'], offset: 0, limit: 9 })).toEqual([[0, 2], 2]);
    expect(await positions(OPERATION, { outcomes: ['unproved', 'open'], offset: 2, limit: 9 })).toEqual([[2], 3]);
    expect((await ledger.operationItems(OPERATION, { offset: 0, limit: 0 })).outcomes).toEqual({
      revoked: 0,
      'already-invalid': 0,
      unproved: 1,
      checked: 0,
      issued: 0,
      unknown: 0,
      orphaned: 0,
      failed: 0,
      open: 2,
    });
  });

  test('waits for its platform, and is found there however many others are open', async () => {
    const { ledger } = await revoking();
    const ids = Array.from({ length: 5 }, () => randomUUID());
    for (const operationId of ids)
      await ledger.createOperation({ operationId, kind: 'check', request: {}, items: [] }, by());
    const [first = '', second = '', third = '', fourth = ''] = ids;
    await ledger.queueOperation(first, { platform: 'https://one' }, by());
    await ledger.changeOperation(second, 'paused', by());
    await ledger.queueOperation(third, { platform: 'https://two' }, by());
    await ledger.queueOperation(fourth, { platform: 'https://one' }, by());
    const queued = async (platform?: string) =>
      (await ledger.queuedOperations(platform)).map(({ operationId }) => operationId);
    expect([await queued(), await queued('https://one'), await queued('https://three')]).toEqual([
      [first, third, fourth],
      [first, fourth],
      [],
    ]);
  });

  test('counts an item once, however often it is tried', async () => {
    const { ledger } = await revoking();
    const end = async (outcome: 'unproved' | 'failed' | 'revoked') =>
      (await ledger.endItems(OPERATION, [{ position: 0, outcome }], by())).operation;
    const figures = [await end('unproved'), await end('failed'), await end('revoked')];
    expect(figures.map(({ finished, failed }) => [finished, failed])).toEqual([
      [1, 1],
      [1, 1],
      [1, 0],
    ]);
    expect((await ledger.operationItems(OPERATION, { offset: 0, limit: 1 })).items[0]?.tries).toBe(3);
  });

  test('rests, waits and goes on, each with a line in the log', async () => {
    const { ledger } = await revoking();
    const platform = 'https://api.line.me';
    const waits = await ledger.queueOperation(OPERATION, { platform }, by(1));
    expect(waits).toMatchObject({ state: 'queued', waitsFor: { platform, triedAt: after(1) }, endedAt: null });
    const states = ['running', 'paused', 'running', 'interrupted', 'cancelled'] as const;
    for (const [index, state] of states.entries())
      expect(await ledger.changeOperation(OPERATION, state, by(2 + index))).toMatchObject({ state, waitsFor: null });
    const log = (await ledger.audit({ subjectId: OPERATION, limit: 99 })).map(({ kind }) => kind).toReversed();
    expect(log).toEqual([
      'operation-begun',
      'operation-paused',
      'operation-resumed',
      'operation-paused',
      'operation-resumed',
      'operation-paused',
      'operation-cancelled',
    ]);
  });

  test('is tried again where it did not end well; the rest keeps its outcome', async () => {
    const { ledger } = await revoking();
    const ends: ItemEnd[] = [
      { position: 0, outcome: 'revoked' },
      { position: 1, outcome: 'failed', error: FAILURE },
    ];
    await ledger.endItems(OPERATION, ends, by(1));
    await ledger.changeOperation(OPERATION, 'cancelled', by(2));
    expect(await ledger.reopenOperation(OPERATION, by(3))).toMatchObject({
      state: 'running',
      finished: 1,
      failed: 0,
      endedAt: null,
    });
    expect((await ledger.openItems(OPERATION)).map(({ position, error, tries }) => [position, error, tries])).toEqual([
      [1, undefined, 1],
      [2, undefined, 0],
    ]);
  });

  test('of issues knows each issue from the moment it is prepared, and lets go of an orphaned one only when it is tried again', async () => {
    const { ledger } = await newLedger(onTestFinished);
    await addChannelWithKey(ledger);
    const items = [0, 1].map(() => ({ channelId: CHANNEL_ID, consumer: 'web', label: '' }));
    const request = { lifetimeSeconds: 60 };
    await ledger.createOperation({ operationId: OPERATION, kind: 'issue', request, items }, by());
    expect((await ledger.operation(OPERATION))?.request).toEqual(request);
    const first = await issueOf(ledger, { operationItem: { operationId: OPERATION, position: 0 } });
    await ledger.prepareIssue(first, by());
    const issues = async () => (await ledger.openItems(OPERATION)).map(({ issueId }) => issueId);
    expect(await issues()).toEqual([first.issueId, null]);
    await ledger.abandonIssue(first.issueId, { httpStatus: null, requestId: null, reason: '' }, by());
    const second = await issueOf(ledger, { operationItem: { operationId: OPERATION, position: 1 } });
    await ledger.prepareIssue(second, by());
    const ends = [
      { position: 0, outcome: 'orphaned' },
      { position: 1, outcome: 'unknown' },
    ] as const;
    await ledger.endItems(OPERATION, ends, by());
    await ledger.changeOperation(OPERATION, 'failed', by());
    await ledger.reopenOperation(OPERATION, by());
    expect(await issues()).toEqual([null, second.issueId]);
  });

  test('ends once', async () => {
    const { ledger } = await revoking();
    await ledger.changeOperation(OPERATION, 'done', by());
    await expect(ledger.changeOperation(OPERATION, 'running', by())).rejects.toThrow(/cannot go from done to running/);
  });

  test('that is not there is undefined to ask for, and a bug to change', async () => {
    const { ledger } = await newLedger(onTestFinished);
    expect(await ledger.operation('nothing')).toBeUndefined();
    await expect(ledger.changeOperation('nothing', 'done', by())).rejects.toThrow('there is no operation nothing');
  });

  test('takes no end of an item that it does not have', async () => {
    const { ledger } = await revoking();
    await expect(ledger.endItems(OPERATION, [{ position: 3, outcome: 'revoked' }], by())).rejects.toThrow(
      /has no item 3/,
    );
  });
});

describe('what an item ends in', () => {
  test.each([
    ['revoked', { outcome: 'revoked' }, 'revoked', ['token-revoked']],
    ['invalid already', { outcome: 'already-invalid' }, 'gone', ['token-gone']],
    ['unproved', { outcome: 'unproved', error: FAILURE }, 'revoking', []],
    ['failed', { outcome: 'failed', error: FAILURE }, 'revoking', []],
    ['failed, and live still', { outcome: 'failed', error: FAILURE, isLive: true }, 'active', []],
  ] as const)('%s: so is the token', async (_, end, state, log) => {
    const { ledger, tokenIds } = await revoking();
    const [tokenId] = tokenIds;
    await ledger.endItems(OPERATION, [{ position: 0, ...end }], by(5));
    expect(await stateOf(ledger, tokenId)).toBe(state);
    expect(await linesAt(ledger, after(5))).toEqual(log);
  });

  test('is a proof also after its time was over, which the check itself takes for none', async () => {
    const { ledger, tokenIds } = await revoking();
    const [tokenId] = tokenIds;
    const seconds = 30 * DAY;
    await ledger.reconcile({ channelId: CHANNEL_ID, keyIds: [], askedAt: after(seconds) }, by(seconds));
    const states = [(await ledger.token(tokenId, after(seconds)))?.state];
    await ledger.endItems(OPERATION, [{ position: 0, outcome: 'revoked' }], by(seconds + 1));
    states.push((await ledger.token(tokenId, after(seconds + 1)))?.state);
    expect(states).toEqual(['expired', 'revoked']);
  });

  test('is nothing new where a check has found it before', async () => {
    const { ledger, tokenIds } = await revoking();
    const [a, b] = tokenIds;
    await ledger.endItems(OPERATION, [{ position: 1, outcome: 'already-invalid' }], by(5));
    await ledger.reconcile({ channelId: CHANNEL_ID, keyIds: ['c'], askedAt: after(6) }, by(6));
    const ends = [0, 1].map((position) => ({ position, outcome: 'revoked' }) as const);
    await ledger.endItems(OPERATION, ends, by(7));
    expect([await stateOf(ledger, a), await stateOf(ledger, b)]).toEqual(['revoked', 'gone']);
    expect((await ledger.token(a, TEST_NOW))?.revokedAt).toBe(after(6));
    expect(await linesAt(ledger, after(7))).toEqual([]);
  });

  test('is given back where it was not called for', async () => {
    const { ledger, tokenIds } = await revoking();
    const [a, b, c] = tokenIds;
    await ledger.endItems(OPERATION, [{ position: 2, outcome: 'revoked' }], by(1));
    await ledger.unmarkRevoking([a, b, c], by(2));
    expect(await Promise.all(tokenIds.map((tokenId) => stateOf(ledger, tokenId)))).toEqual([
      'active',
      'active',
      'revoked',
    ]);
  });
});
