import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HttpTransport } from '../../main/ports.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

let bench: Workbench;
let channelId: string;

/** Lets a test look at the ledger at the very moment a request leaves. */
let onRequest: ((path: string) => Promise<void>) | undefined;
/** What a proxy makes of LINE's answer to an issue. */
let inPlaceOfAnswer: { readonly status: number; readonly body: string } | undefined;
const watched =
  (real: HttpTransport): HttpTransport =>
  async (request) => {
    await onRequest?.(request.url.pathname);
    const outcome = await real(request);
    if (!inPlaceOfAnswer || !request.url.pathname.endsWith('/v2.1/token')) return outcome;
    const { status, body } = inPlaceOfAnswer;
    return { answer: { status, headers: {}, body: Buffer.from(body, 'utf8') } };
  };

beforeEach(async () => {
  onRequest = undefined;
  inPlaceOfAnswer = undefined;
  bench = await openWorkbench({ transport: watched, answerWithinMs: 400 });
  channelId = await bench.readyChannel();
});
afterEach(() => bench.stop());

const issues = async () =>
  (await bench.call('issue.list', { unresolvedOnly: false })).issues.map(({ state, httpStatus }) => ({
    state,
    httpStatus,
  }));
const tokenStates = async () => (await bench.call('token.list', { channelId })).tokens.map(({ state }) => state);

describe('an issue that works', () => {
  test('is recorded as sent, with the live key IDs, before the request leaves, and stored before it is shown', async () => {
    const seen: string[] = [];
    onRequest = async (path) => {
      const [issue] = (await bench.call('issue.list', { unresolvedOnly: false })).issues;
      seen.push(`${path} ${issue?.state ?? 'nothing'}`);
    };
    const token = await bench.issue(channelId, {
      lifetimeSeconds: 3_600,
      label: '冬のキャンペーン',
      consumer: 'campaign',
    });
    expect(seen).toEqual(['/oauth2/v2.1/tokens/kid prepared', '/oauth2/v2.1/token sent']);
    expect(token).toMatchObject({
      state: 'active',
      label: '冬のキャンペーン',
      consumer: 'campaign',
      hasValue: true,
      expiryKnown: true,
    });
    expect((Date.parse(token.expiresAt) - Date.parse(token.issuedAt)) / 1000).toBe(3_600);
    expect(await issues()).toEqual([{ state: 'done', httpStatus: 200 }]);
  });

  test('takes LINE’s extra fields and another order without complaint', async () => {
    bench.practice.failNext({ endpoint: 'token', kind: 'unknown-fields' });
    expect((await bench.issue(channelId)).state).toBe('active');
  });

  test('works although this computer’s clock is hours off', async () => {
    bench.clockOffsetMs = 5 * 3_600_000;
    await bench.restart();
    expect((await bench.issue(channelId)).state).toBe('active');
  });

  test('never sends a retry key, and puts the assertion into the form', async () => {
    await bench.issue(channelId);
    const request = bench.practice.requests.find(({ path }) => path === '/oauth2/v2.1/token');
    expect(request).toMatchObject({ method: 'POST', status: 200, contentType: 'application/x-www-form-urlencoded' });
    expect(JSON.stringify(request).toLowerCase()).not.toContain('retry-key');
  });
});

describe('an issue that LINE refuses', () => {
  test('changes nothing, says what LINE said, and may be repeated', async () => {
    bench.practice.failNext({ endpoint: 'token', kind: 'status', status: 400, message: 'not today' });
    expect(await bench.refused('token.issue', { channelId })).toMatchObject({
      code: 'issue-refused',
      details: { status: 400 },
    });
    expect(await issues()).toEqual([{ state: 'rejected', httpStatus: 400 }]);
    expect((await bench.issue(channelId)).state).toBe('active');
  });

  test('for asking too fast is safe to repeat', async () => {
    bench.practice.failNext({ endpoint: 'token', kind: 'status', status: 429 });
    expect((await bench.refused('token.issue', { channelId })).code).toBe('platform-busy');
    expect(await issues()).toEqual([{ state: 'rejected', httpStatus: 429 }]);
  });

  test('is refused here when the ledger says that 30 slots are taken, without asking LINE, with what would free one', async () => {
    for (let count = 0; count < 30; count++) await bench.issue(channelId, { lifetimeSeconds: 86_400 + count });
    bench.practice.clearRequests();
    const error = await bench.refused('token.issue', { channelId });
    expect(error).toMatchObject({ code: 'slots-full', details: { limit: 30, freesAt: expect.any(String) } });
    expect(bench.practice.requests).toEqual([]);
    const { tokens } = await bench.call('token.list', { channelId, limit: 1 });
    expect(error.details?.['freesAt']).toBe(tokens[0]?.expiresAt);
  });

  test('is refused when LINE’s own list shows 30, most of them another tool’s', async () => {
    for (let count = 0; count < 30; count++) bench.practice.issueForeignToken(channelId);
    expect((await bench.refused('token.issue', { channelId })).code).toBe('slots-full');
    expect(bench.practice.requests.some(({ path }) => path === '/oauth2/v2.1/token')).toBe(false);
    expect((await bench.call('channel.show', { channelId })).channel.slots).toMatchObject({ foreign: 30, free: 0 });
  });

  test('needs a key: without one it says what to do', async () => {
    expect((await bench.refused('token.issue', { channelId: await bench.addChannel() })).code).toBe('no-signing-key');
    expect((await bench.refused('token.issue', { channelId: '999' })).code).toBe('not-found');
  });
});

describe('an issue whose answer is lost', () => {
  test('when nothing was sent there is nothing to wonder about', async () => {
    await bench.practice.close();
    expect((await bench.refused('token.issue', { channelId })).code).toBe('platform-unreachable');
    expect(await issues()).toEqual([{ state: 'not-issued', httpStatus: null }]);
  });

  test.each([
    ['the connection was cut before LINE had it', { kind: 'drop-before' }, 'platform-unreachable', null],
    ['LINE failed without issuing', { kind: 'status', status: 500 }, 'platform-failed', 500],
    ['a captive portal answered', { kind: 'html' }, 'platform-unreadable', 200],
    ['it was redirected', { kind: 'redirect' }, 'platform-unreadable', null],
  ] as const)('%s: the list shows that nothing was issued', async (_name, fault, code, httpStatus) => {
    bench.practice.failNext({ endpoint: 'token', ...fault });
    expect((await bench.refused('token.issue', { channelId })).code).toBe(code);
    expect(await issues()).toEqual([{ state: 'not-issued', httpStatus }]);
    expect(await tokenStates()).toEqual([]);
    expect((await bench.issue(channelId)).state).toBe('active');
  });

  test.each([
    ['the connection was cut after LINE had issued', { kind: 'drop-after' }],
    ['half of the answer arrived', { kind: 'half-body' }],
    ['the answer was not JSON any more', { kind: 'broken-json' }],
    ['the answer had wrong types', { kind: 'wrong-types' }],
    ['the answer was larger than a megabyte', { kind: 'huge-body' }],
    ['LINE failed after issuing', { kind: 'status', status: 500, processed: true }],
  ] as const)('%s: the key ID becomes an orphan of this issue', async (_name, fault) => {
    bench.practice.failNext({ endpoint: 'token', ...fault });
    const error = await bench.refused('token.issue', { channelId, lifetimeSeconds: 7_200 });
    const [orphan] = (await bench.call('token.list', { channelId })).tokens;
    expect(error).toMatchObject({
      code: 'issue-orphaned',
      details: { keyId: orphan?.keyId, freesAt: orphan?.expiresAt },
    });
    expect(orphan).toMatchObject({ state: 'orphan', hasValue: false, expiryKnown: false });
    expect((await issues())[0]?.state).toBe('orphaned');
    expect((await bench.call('channel.show', { channelId })).channel.slots).toMatchObject({ orphan: 1, free: 29 });
    expect((await bench.refused('token.reveal', { tokenId: orphan?.tokenId ?? '' })).code).toBe('token-value-lost');
    expect((await bench.issue(channelId)).state).toBe('active');
  });

  test.each([
    [403, '<html>blocked</html>'],
    [403, ''],
    [407, '{"message":"Proxy Authentication Required"}'],
    [429, '<html>slow down</html>'],
    [429, ''],
    [504, '<html>gateway</html>'],
    [511, '{"message":"sign in"}'],
  ])('a %i that is not LINE’s (%s) refuses nothing: LINE may have issued', async (status, body) => {
    inPlaceOfAnswer = { status, body };
    const error = await bench.refused('token.issue', { channelId });
    expect(error.code).toBe('issue-orphaned');
    expect(await issues()).toEqual([{ state: 'orphaned', httpStatus: status }]);
  });

  test('an answer that holds the token but lacks its key ID is not lost: the one new key ID in the list is its own', async () => {
    bench.practice.failNext({ endpoint: 'token', kind: 'missing-field', field: 'key_id' });
    const token = await bench.issue(channelId, { lifetimeSeconds: 7_200, consumer: 'web' });
    expect(token).toMatchObject({
      state: 'active',
      hasValue: true,
      consumer: 'web',
      keyId: bench.practice.liveKeyIds(channelId)[0],
    });
    const { accessToken } = await bench.call('token.reveal', { tokenId: token.tokenId });
    expect((await bench.call('token.verify', { accessToken })).valid).toBe(true);
    expect((await issues()).map(({ state }) => state)).toEqual(['done']);
    expect(
      (await bench.call('token.revoke', { tokenIds: [token.tokenId], accept: ['last-of-consumer'] })).results,
    ).toMatchObject([{ outcome: 'revoked' }]);
  });

  test('where another tool issued at the same moment nobody can tell the two key IDs apart, and it says that the value is lost', async () => {
    onRequest = (path) => {
      if (path.endsWith('/token')) bench.practice.issueForeignToken(channelId);
      return Promise.resolve();
    };
    bench.practice.failNext({ endpoint: 'token', kind: 'missing-field', field: 'key_id' });
    expect((await bench.refused('token.issue', { channelId })).code).toBe('issue-orphaned');
    expect((await tokenStates()).sort()).toEqual(['foreign', 'orphan']);
  });

  test('while LINE does not answer the outcome stays unknown, blocks another issue, and a later check settles it', async () => {
    bench.practice.failNext({ endpoint: 'token', kind: 'hang-after' });
    expect(await bench.refused('token.issue', { channelId })).toMatchObject({
      code: 'issue-unknown',
      details: { cause: 'platform-timeout' },
    });
    bench.practice.failNext({ endpoint: 'kids', kind: 'drop-before', times: 2 });
    const { channels } = await bench.call('token.check', { channelIds: [channelId] });
    expect(channels[0]?.error?.code).toBe('platform-unreachable');
    expect((await bench.refused('token.issue', { channelId })).code).toBe('platform-unreachable');
    expect((await bench.call('channel.show', { channelId })).unresolvedIssues).toHaveLength(1);
    const [check] = (await bench.call('token.check', { channelIds: [channelId] })).channels;
    expect(check).toMatchObject({
      live: 0,
      orphans: bench.practice.liveKeyIds(channelId),
      resolvedIssues: [{ state: 'orphaned' }],
    });
  });

  test('asking to issue again settles what is unknown by itself', async () => {
    bench.practice.failNext({ endpoint: 'token', kind: 'hang' });
    expect((await bench.refused('token.issue', { channelId })).code).toBe('issue-unknown');
    expect((await bench.issue(channelId)).state).toBe('active');
    expect((await issues()).map(({ state }) => state).sort()).toEqual(['done', 'not-issued']);
  });

  test('a slot that an orphan burns is free again when it expires', async () => {
    bench.practice.failNext({ endpoint: 'token', kind: 'drop-after' });
    await bench.refused('token.issue', { channelId, lifetimeSeconds: 600 });
    bench.practice.clock.advance(601);
    bench.clockOffsetMs = 601_000;
    expect(await tokenStates()).toEqual(['expired']);
    expect((await bench.call('channel.show', { channelId })).channel.slots).toMatchObject({ orphan: 0, free: 30 });
  });
});

test('closing the vault waits for an issue that is under way, so that LINE’s answer is not lost', async () => {
  bench.practice.failNext({ endpoint: 'token', kind: 'delay', delayMs: 150 });
  const issuing = bench.issue(channelId);
  await expect
    .poll(() => bench.practice.requests.some(({ path }) => path.endsWith('/token')), { interval: 5 })
    .toBe(true);
  await bench.restart();
  const { tokenId } = await issuing;
  expect((await bench.call('token.show', { tokenId })).state).toBe('active');
});
