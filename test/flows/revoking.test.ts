import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Token } from '../../shared/domain.ts';
import type { HttpTransport } from '../../main/ports.ts';
import { LEDGER_FILE } from '../../main/ledger/open-ledger.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

let bench: Workbench;
let channelId: string;

/** Runs when a revoke call is about to leave. */
let onRevoke: (() => Promise<void>) | undefined;
const watched =
  (real: HttpTransport): HttpTransport =>
  async (request) => {
    if (request.url.pathname.endsWith('/revoke')) await onRevoke?.();
    return real(request);
  };

beforeEach(async () => {
  onRevoke = undefined;
  bench = await openWorkbench({ transport: watched, answerWithinMs: 400 });
  channelId = await bench.readyChannel();
});
afterEach(() => bench.stop());

async function issued(count: number, channel = channelId): Promise<Token[]> {
  const tokens: Token[] = [];
  for (let index = 0; index < count; index++) tokens.push(await bench.issue(channel, { consumer: `bot ${index}` }));
  return tokens;
}

/** Makes so many tokens of one, past the port: LINE allows thirty a channel. Only the first is one of the practice platform. */
async function multiply({ tokenId }: Token, count: number): Promise<void> {
  await bench.engine().shutdown();
  const database = new BetterSqlite3(join(bench.folder, LEDGER_FILE));
  try {
    database
      .prepare(
        `WITH RECURSIVE copy (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM copy WHERE number < ?)
         INSERT INTO token (token_id, channel_id, key_id, state, label, consumer, consumer_key, issued_at, expires_at, expiry_known)
         SELECT printf('00000000-0000-4000-8000-%012d', number), channel_id, 'copy ' || number, state, label, consumer, consumer_key, issued_at,
                expires_at, expiry_known FROM copy CROSS JOIN token WHERE token_id = ?`,
      )
      .run(count - 1, tokenId);
    database.exec(
      `INSERT INTO token_value (sequence, sealed_value, value_index)
       SELECT sequence, zeroblob(1), randomblob(32) FROM token WHERE sequence NOT IN (SELECT sequence FROM token_value)`,
    );
  } finally {
    database.close();
  }
  await bench.restart();
}

/** That these tokens are the last of their consumers is known to these tests. */
const accept = ['last-of-consumer' as const];
const revoke = async (tokens: readonly { tokenId: string }[]) =>
  (await bench.call('token.revoke', { tokenIds: tokens.map(({ tokenId }) => tokenId), accept })).results;
const stateOf = async ({ tokenId }: { tokenId: string }) => (await bench.call('token.show', { tokenId })).state;
const paths = () => bench.practice.requests.map(({ path }) => path.replace('/oauth2/v2.1/', ''));

describe('revoking with proof', () => {
  test('follows LINE’s steps: one list before, one revoke per token, one list after', async () => {
    const tokens = await issued(3);
    bench.practice.clearRequests();
    expect((await revoke(tokens)).map(({ outcome }) => outcome)).toEqual(['revoked', 'revoked', 'revoked']);
    expect(paths()).toEqual(['tokens/kid', 'revoke', 'revoke', 'revoke', 'tokens/kid']);
    expect(bench.practice.liveKeyIds(channelId)).toEqual([]);
  });

  test('works over several channels, and gives results in the order that was asked for', async () => {
    const second = await bench.readyChannel();
    const [a, b] = await issued(2);
    const [c] = await issued(1, second);
    if (!a || !b || !c) throw new Error('not issued');
    const results = await revoke([a, c, b]);
    expect(results.map(({ tokenId, outcome }) => [tokenId, outcome])).toEqual(
      [a, c, b].map(({ tokenId }) => [tokenId, 'revoked']),
    );
  });

  test('leaves alone what was not chosen', async () => {
    const [first, second] = await issued(2);
    if (!first || !second) throw new Error('not issued');
    await revoke([first]);
    expect(bench.practice.liveKeyIds(channelId)).toEqual([second.keyId]);
    expect(await stateOf(second)).toBe('active');
  });

  test('a token that was dead already is told apart and not sent', async () => {
    const tokens = await issued(2);
    bench.practice.revokeAsAnotherTool(channelId, tokens[0]?.keyId ?? '');
    bench.practice.clearRequests();
    expect((await revoke(tokens)).map(({ outcome }) => outcome)).toEqual(['already-invalid', 'revoked']);
    expect(paths().filter((path) => path === 'revoke')).toHaveLength(1);
    expect(await Promise.all(tokens.map(stateOf))).toEqual(['gone', 'revoked']);
  });

  test('an answer of 200 that revoked nothing is not believed', async () => {
    const [token] = await issued(1);
    if (!token) throw new Error('not issued');
    bench.practice.failNext({ endpoint: 'revoke', kind: 'status', status: 200 });
    const [result] = await revoke([token]);
    expect(result).toMatchObject({ outcome: 'unproved', error: { code: 'unproved' } });
    expect(await stateOf(token)).toBe('revoking');
    expect((await revoke([token]))[0]?.outcome).toBe('revoked');
    expect(await stateOf(token)).toBe('revoked');
  });

  test('where the list cannot be read afterwards, it stays unproved until a check proves it', async () => {
    const [token] = await issued(1);
    if (!token) throw new Error('not issued');
    bench.practice.failNext({ endpoint: 'kids', kind: 'status', status: 503, skip: 1, times: 3 });
    expect(await revoke([token])).toMatchObject([{ outcome: 'unproved', error: { code: 'platform-failed' } }]);
    expect(await stateOf(token)).toBe('revoking');
    await bench.call('token.check', { channelIds: [channelId] });
    expect(await stateOf(token)).toBe('revoked');
  });

  test('where neither the call nor the list afterwards was answered, nobody can say that it failed', async () => {
    const [token] = await issued(1);
    if (!token) throw new Error('not issued');
    bench.practice.failNext({ endpoint: 'revoke', kind: 'drop-after', times: 4 });
    bench.practice.failNext({ endpoint: 'kids', kind: 'drop-before', skip: 1, times: 3 });
    expect(await revoke([token])).toMatchObject([{ outcome: 'unproved', error: { code: 'platform-unreachable' } }]);
    expect(await stateOf(token)).toBe('revoking');
    await bench.call('token.check', { channelIds: [channelId] });
    expect(await stateOf(token)).toBe('revoked');
  });

  test('passing faults are waited out with growing pauses, and 429 is honoured', async () => {
    const [token] = await issued(1);
    if (!token) throw new Error('not issued');
    bench.practice.failNext({ endpoint: 'revoke', kind: 'status', status: 429, retryAfterSeconds: 7 });
    bench.practice.failNext({ endpoint: 'revoke', kind: 'drop-before' });
    bench.practice.failNext({ endpoint: 'revoke', kind: 'status', status: 500 });
    expect(await revoke([token])).toMatchObject([{ outcome: 'revoked' }]);
    expect(bench.pauses).toHaveLength(3);
    expect(bench.pauses[0]).toBe(7_000);
    expect(bench.pauses[1]).toBeGreaterThanOrEqual(500);
  });

  test('an answer that was lost after LINE had revoked counts as revoked', async () => {
    const [token] = await issued(1);
    if (!token) throw new Error('not issued');
    bench.practice.failNext({ endpoint: 'revoke', kind: 'drop-after', times: 4 });
    expect(await revoke([token])).toMatchObject([{ outcome: 'revoked' }]);
  });

  test('what stays broken fails item by item and leaves the token active', async () => {
    const tokens = await issued(2);
    bench.practice.failNext({ endpoint: 'revoke', kind: 'status', status: 500, times: 8 });
    expect((await revoke(tokens)).map(({ outcome, error }) => [outcome, error?.code])).toEqual([
      ['failed', 'platform-failed'],
      ['failed', 'platform-failed'],
    ]);
    expect(await Promise.all(tokens.map(stateOf))).toEqual(['active', 'active']);
  });

  test('without a network nothing is sent and nothing changes', async () => {
    const tokens = await issued(2);
    await bench.practice.close();
    expect((await revoke(tokens)).map(({ outcome, error }) => [outcome, error?.code])).toEqual([
      ['failed', 'platform-unreachable'],
      ['failed', 'platform-unreachable'],
    ]);
    expect(await Promise.all(tokens.map(stateOf))).toEqual(['active', 'active']);
  });
});

describe('the channel secret', () => {
  test('is asked for where it is missing', async () => {
    const channel = await bench.addChannel({ secret: false });
    await bench.readyKey(channel);
    const [token] = await issued(1, channel);
    if (!token) throw new Error('not issued');
    expect(await revoke([token])).toMatchObject([{ outcome: 'failed', error: { code: 'channel-secret-missing' } }]);
    expect(await stateOf(token)).toBe('active');
  });

  test('is told wrong after it was reissued, and works again once it is set', async () => {
    const [token] = await issued(1);
    if (!token) throw new Error('not issued');
    const fresh = bench.practice.reissueChannelSecret(channelId);
    expect(await revoke([token])).toMatchObject([{ outcome: 'failed', error: { code: 'channel-secret-wrong' } }]);
    await bench.call('channel.setSecret', { channelId, channelSecret: fresh });
    expect(await revoke([token])).toMatchObject([{ outcome: 'revoked' }]);
  });
});

describe('before and around it', () => {
  test('the preview names the last live tokens of their consumers, and what cannot be revoked', async () => {
    const last = await bench.issue(channelId, { consumer: 'payments' });
    const pair = [await bench.issue(channelId, { consumer: 'web' }), await bench.issue(channelId, { consumer: 'web' })];
    bench.practice.issueForeignToken(channelId);
    await bench.call('token.check', { channelIds: [channelId] });
    const foreign = (await bench.call('token.list', { states: ['foreign'] })).tokens;
    const chosen = [last, pair[0], foreign[0]].flatMap((token) => token?.tokenId ?? []);
    expect(await bench.call('token.previewRevoke', { tokenIds: chosen })).toEqual({
      digest: expect.any(String) as string,
      count: 3,
      channels: [{ channelId, name: 'さくら商店', count: 3 }],
      consequences: [
        { kind: 'last-of-consumer', count: 1, tokenIds: [last.tokenId], consumers: ['payments'] },
        { kind: 'no-value', count: 1, tokenIds: [foreign[0]?.tokenId] },
      ],
    });
  });

  test('all that match a filter but for some are revoked, as far as they can be, and the preview names the rest', async () => {
    const other = await bench.readyChannel();
    const [kept, ...wanted] = [
      await bench.issue(channelId, { consumer: 'web', label: 'blue' }),
      await bench.issue(channelId, { consumer: 'web', label: 'blue' }),
      await bench.issue(other, { consumer: 'shop', label: 'deep blue' }),
    ];
    const green = await bench.issue(other, { consumer: 'shop', label: 'green' });
    const gone = await bench.issue(channelId, { label: 'blue' });
    await bench.call('token.revoke', { tokenIds: [gone.tokenId] });
    const selection = { matching: { search: 'blue' }, except: [kept.tokenId], accept };
    expect(await bench.call('token.previewRevoke', selection)).toEqual({
      digest: expect.any(String) as string,
      count: 2,
      channels: wanted.map((token) => ({ channelId: token.channelId, name: 'さくら商店', count: 1 })),
      consequences: [{ kind: 'not-live', count: 1, tokenIds: [gone.tokenId] }],
    });
    const { results } = await bench.call('token.revoke', selection);
    expect(results.map(({ tokenId, outcome }) => [tokenId, outcome])).toEqual(
      wanted.map(({ tokenId }) => [tokenId, 'revoked']),
    );
    expect([bench.practice.liveKeyIds(channelId), bench.practice.liveKeyIds(other)]).toEqual([
      [kept.keyId],
      [green.keyId],
    ]);
    // What matches is looked up anew each time: nothing is left by now.
    expect((await bench.call('token.revoke', selection)).results).toEqual([]);
  });

  test('of everything in the vault, what nobody holds the value of is counted and left alone', async () => {
    const own = await bench.issue(channelId, { consumer: 'payments' });
    const { keyId } = bench.practice.issueForeignToken(channelId);
    await bench.call('token.check', { channelIds: [channelId] });
    const [foreign] = (await bench.call('token.list', { states: ['foreign'] })).tokens;
    expect(await bench.call('token.previewRevoke', { matching: {} })).toEqual({
      digest: expect.any(String) as string,
      count: 1,
      channels: [{ channelId, name: 'さくら商店', count: 1 }],
      consequences: [
        { kind: 'last-of-consumer', count: 1, tokenIds: [own.tokenId], consumers: ['payments'] },
        { kind: 'no-value', count: 1, tokenIds: [foreign?.tokenId] },
      ],
    });
    const { results } = await bench.call('token.revoke', { matching: { channelId }, accept });
    expect(results.map(({ tokenId, outcome }) => [tokenId, outcome])).toEqual([[own.tokenId, 'revoked']]);
    expect(bench.practice.liveKeyIds(channelId)).toEqual([keyId]);
    expect((await bench.refused('token.revoke', { matching: { channelId: '99' }, accept })).code).toBe('not-found');
  });

  test('where other tokens match by now than the person was shown, none is revoked', async () => {
    const [blue] = await issued(1);
    if (!blue) throw new Error('not issued');
    const selection = { matching: { channelId }, except: [], accept };
    const { digest } = await bench.call('token.previewRevoke', selection);
    // As many as before, but not the same.
    await bench.call('token.revoke', { tokenIds: [blue.tokenId], accept });
    const green = await bench.issue(channelId, { consumer: 'green' });
    expect((await bench.refused('token.revoke', { ...selection, digest })).code).toBe('selection-changed');
    expect(bench.practice.liveKeyIds(channelId)).toEqual([green.keyId]);
    const seen = await bench.call('token.previewRevoke', selection);
    const { results } = await bench.call('token.revoke', { ...selection, digest: seen.digest });
    expect(results.map(({ tokenId, outcome }) => [tokenId, outcome])).toEqual([[green.tokenId, 'revoked']]);
  });

  test('of more tokens than anybody oversees none is revoked, and as many as the limit are', async () => {
    const [token] = await issued(1);
    if (!token) throw new Error('not issued');
    await multiply(token, 10_001);
    bench.practice.clearRequests();
    for (const operation of ['token.previewRevoke', 'token.revoke'] as const)
      expect(await bench.refused(operation, { matching: {} })).toMatchObject({
        code: 'too-many-tokens',
        details: { count: 10_001, limit: 10_000 },
      });
    expect((await bench.call('operation.list', {})).operations).toEqual([]);
    expect([paths(), await stateOf(token)]).toEqual([[], 'active']);
    const preview = await bench.call('token.previewRevoke', { matching: {}, except: [token.tokenId] });
    expect(preview).toMatchObject({ count: 10_000, consequences: [] });
  });

  test('an unknown token refuses the whole and changes nothing', async () => {
    const [token] = await issued(1);
    if (!token) throw new Error('not issued');
    const error = await bench.refused('token.revoke', {
      tokenIds: [token.tokenId, '01234567-89ab-4def-8123-456789abcdef'],
    });
    expect(error).toMatchObject({ code: 'not-found', details: { kind: 'token' } });
    expect(await stateOf(token)).toBe('active');
  });

  test('the operation and its items are on record, with progress on the way', async () => {
    const tokens = await issued(3);
    bench.events.length = 0;
    const { operationId } = await bench.call('token.revoke', {
      tokenIds: tokens.map(({ tokenId }) => tokenId),
      accept,
    });
    const { operation, items } = await bench.call('operation.show', { operationId });
    expect(operation).toMatchObject({ kind: 'revoke', state: 'done', total: 3, finished: 3, failed: 0 });
    expect(items.map(({ outcome }) => outcome)).toEqual(['revoked', 'revoked', 'revoked']);
    const progress = bench.events.flatMap((event) =>
      event.name === 'operation.progress' ? [event.payload.operation.finished] : [],
    );
    expect(progress).toEqual([0, 3, 3]);
  });

  test('a cancelled operation finishes what is under way and says what was left', async () => {
    const tokens = await issued(8);
    onRevoke = async () => {
      onRevoke = undefined;
      const [operation] = (await bench.call('operation.list', {})).operations;
      await bench.call('operation.cancel', { operationId: operation?.operationId ?? '' });
    };
    const { operationId, results } = await bench.call('token.revoke', {
      tokenIds: tokens.map(({ tokenId }) => tokenId),
      accept,
    });
    const left = results.filter(({ error }) => error?.code === 'cancelled');
    expect(left.length).toBeGreaterThanOrEqual(4);
    expect(results.filter(({ outcome }) => outcome === 'revoked')).toHaveLength(8 - left.length);
    expect(bench.practice.liveKeyIds(channelId).sort()).toEqual(left.map(({ keyId }) => keyId).sort());
    expect((await bench.call('operation.show', { operationId })).operation).toMatchObject({
      state: 'cancelled',
      total: 8,
      finished: 8 - left.length,
      failed: 0,
    });
    expect(await Promise.all(left.map(stateOf))).toEqual(left.map(() => 'active'));
    expect((await bench.refused('operation.cancel', { operationId })).code).toBe('operation-not-running');
  });
});
