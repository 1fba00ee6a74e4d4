import { describe, expect, onTestFinished, test } from 'vitest';
import type { Failure } from '../../shared/result.ts';
import type { Ledger } from '../ports.ts';
import { after, by, CHANNEL_ID, DAY, issueToken, newLedger, TEST_NOW } from './ledger-test-support.ts';

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
  const items = tokens.map(({ tokenId, channelId, keyId }) => ({ tokenId, channelId, keyId }));
  expect(await ledger.createOperation({ operationId: OPERATION, kind: 'revoke', items }, by())).toEqual({
    operationId: OPERATION,
    kind: 'revoke',
    state: 'running',
    total: 3,
    finished: 0,
    failed: 0,
    startedAt: TEST_NOW,
    endedAt: null,
  });
  await ledger.markRevoking([a, b, c], by());
  return { ledger, tokenIds: [a, b, c] };
}

const stateOf = async (ledger: Ledger, tokenId: string) => (await ledger.token(tokenId, TEST_NOW))?.state;

describe('an operation', () => {
  test('counts its items as they end, keeps what each ended in, and ends itself', async () => {
    const { ledger, tokenIds } = await revoking();
    const [a, b, c] = tokenIds;
    expect(
      await ledger.endRevokeItems(OPERATION, [{ tokenId: c, outcome: 'failed', error: FAILURE }], by(1)),
    ).toMatchObject({
      finished: 1,
      failed: 1,
    });
    const ends = [
      { tokenId: b, outcome: 'already-invalid' },
      { tokenId: a, outcome: 'revoked' },
    ] as const;
    expect(await ledger.endRevokeItems(OPERATION, ends, by(2))).toMatchObject({
      finished: 3,
      failed: 1,
      state: 'running',
    });
    const ended = await ledger.endOperation(OPERATION, 'some-failed', by(3));
    expect(ended).toMatchObject({ state: 'some-failed', endedAt: after(3) });
    expect(await ledger.operation(OPERATION)).toEqual({
      operation: ended,
      results: [
        { tokenId: a, channelId: CHANNEL_ID, keyId: 'a', outcome: 'revoked' },
        { tokenId: b, channelId: CHANNEL_ID, keyId: 'b', outcome: 'already-invalid' },
        { tokenId: c, channelId: CHANNEL_ID, keyId: 'c', outcome: 'failed', error: FAILURE },
      ],
    });
    expect(await ledger.operations(9)).toEqual([ended]);
  });

  test('counts an item once, however often it is tried', async () => {
    const { ledger, tokenIds } = await revoking();
    const end = (outcome: 'unproved' | 'failed' | 'revoked') =>
      ledger.endRevokeItems(OPERATION, [{ tokenId: tokenIds[0], outcome }], by());
    const figures = [await end('unproved'), await end('failed'), await end('revoked')];
    expect(figures.map(({ finished, failed }) => [finished, failed])).toEqual([
      [1, 1],
      [1, 1],
      [1, 0],
    ]);
  });

  test('ends once', async () => {
    const { ledger } = await revoking();
    await ledger.endOperation(OPERATION, 'cancelled', by());
    await expect(ledger.endOperation(OPERATION, 'done', by())).rejects.toThrow(/cannot go from cancelled to done/);
  });

  test('that is not there is undefined to ask for, and a bug to change', async () => {
    const { ledger } = await newLedger(onTestFinished);
    expect(await ledger.operation('nothing')).toBeUndefined();
    await expect(ledger.endOperation('nothing', 'done', by())).rejects.toThrow('there is no operation nothing');
  });

  test('takes no end of a token that is none of its items', async () => {
    const { ledger } = await revoking();
    const other = await issueToken(ledger, 'other');
    const end = { tokenId: other.tokenId, outcome: 'revoked' } as const;
    await expect(ledger.endRevokeItems(OPERATION, [end], by())).rejects.toThrow(/is no item of operation/);
    expect(await stateOf(ledger, other.tokenId)).toBe('active');
  });
});

describe('what an item ends in', () => {
  test.each([
    ['revoked', { outcome: 'revoked' }, 'revoked', ['token-revoked']],
    ['invalid already', { outcome: 'already-invalid' }, 'gone', ['token-gone']],
    ['unproved', { outcome: 'unproved', error: FAILURE }, 'revoking', []],
    ['failed', { outcome: 'failed', error: FAILURE }, 'revoking', []],
    ['failed, and listed still', { outcome: 'failed', error: FAILURE, stillLive: true }, 'active', []],
  ] as const)('%s: so is the token', async (_, end, state, log) => {
    const { ledger, tokenIds } = await revoking();
    const [tokenId] = tokenIds;
    await ledger.endRevokeItems(OPERATION, [{ tokenId, ...end }], by(5));
    expect(await stateOf(ledger, tokenId)).toBe(state);
    const lines = await ledger.audit({ limit: 99 });
    expect(lines.filter(({ at }) => at === after(5)).map(({ kind }) => kind)).toEqual(log);
  });

  test('is a proof also after its time was over, which the check itself takes for none', async () => {
    const { ledger, tokenIds } = await revoking();
    const [tokenId] = tokenIds;
    const seconds = 30 * DAY;
    await ledger.reconcile({ channelId: CHANNEL_ID, keyIds: [], askedAt: after(seconds) }, by(seconds));
    const states = [(await ledger.token(tokenId, after(seconds)))?.state];
    await ledger.endRevokeItems(OPERATION, [{ tokenId, outcome: 'revoked' }], by(seconds + 1));
    states.push((await ledger.token(tokenId, after(seconds + 1)))?.state);
    expect(states).toEqual(['expired', 'revoked']);
  });

  test('is nothing new where a check has found it before', async () => {
    const { ledger, tokenIds } = await revoking();
    const [a, b] = tokenIds;
    await ledger.endRevokeItems(OPERATION, [{ tokenId: b, outcome: 'already-invalid' }], by(5));
    await ledger.reconcile({ channelId: CHANNEL_ID, keyIds: ['c'], askedAt: after(6) }, by(6));
    const ends = [a, b].map((tokenId) => ({ tokenId, outcome: 'revoked' }) as const);
    await ledger.endRevokeItems(OPERATION, ends, by(7));
    expect([await stateOf(ledger, a), await stateOf(ledger, b)]).toEqual(['revoked', 'gone']);
    expect((await ledger.token(a, TEST_NOW))?.revokedAt).toBe(after(6));
    expect((await ledger.audit({ limit: 99 })).filter(({ at }) => at === after(7))).toEqual([]);
  });
});
