import { mkdir, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createNodeTransport } from '../../main/line/node-transport.ts';
import type { HttpTransport } from '../../main/ports.ts';
import { createEngine } from '../../main/vault.ts';
import { registerInConsole } from '../support/practice-console.ts';
import { openWorkbench, TEST_PASSPHRASE, type Workbench } from '../support/workbench.ts';

/** What happens when two things happen at once, or one thing happens in the middle of another. */

let bench: Workbench;
let onRequest: ((path: string) => Promise<void> | void) | undefined;
const watched =
  (real: HttpTransport): HttpTransport =>
  async (request) => {
    await onRequest?.(request.url.pathname);
    return real(request);
  };

async function open(keystore: 'os' | 'file' = 'os'): Promise<Workbench> {
  onRequest = undefined;
  bench = await openWorkbench({ transport: watched, keystore, answerWithinMs: 2_000 });
  return bench;
}
afterEach(() => bench.stop());

describe('issuing', () => {
  let channelId: string;
  beforeEach(async () => {
    await open();
    channelId = await bench.readyChannel();
  });

  test('an exception after the request was marked as sent leaves an issue that the next check settles', async () => {
    onRequest = (path) => {
      if (path.endsWith('/token')) throw new Error('a bug in a transport');
    };
    expect((await bench.refused('token.issue', { channelId })).code).toBe('internal');
    onRequest = undefined;
    expect((await bench.call('channel.show', { channelId })).unresolvedIssues).toMatchObject([{ state: 'sent' }]);
    const [check] = (await bench.call('token.check', { channelIds: [channelId] })).channels;
    expect(check).toMatchObject({ foreign: [], resolvedIssues: [{ state: 'not-issued' }] });
    expect((await bench.issue(channelId)).state).toBe('active');
  });

  test('two issues at once are two issues, one after the other, and none is taken for a foreigner', async () => {
    const tokens = await Promise.all([
      bench.issue(channelId),
      bench.issue(channelId),
      bench.call('token.check', {}),
      bench.issue(channelId),
    ]);
    expect(tokens).toHaveLength(4);
    const [check] = (await bench.call('token.check', {})).channels;
    expect(check).toMatchObject({ live: 3, foreign: [], orphans: [] });
  });

  test('a lifetime that makes no sense in LINE’s answer is not believed beyond LINE’s own maximum', async () => {
    const huge: HttpTransport = async (request) => {
      const outcome = await createNodeTransport()(request);
      if (!('answer' in outcome) || !request.url.pathname.endsWith('/token')) return outcome;
      const body = JSON.stringify({
        ...JSON.parse(outcome.answer.body.toString()),
        expires_in: Number.MAX_SAFE_INTEGER,
      });
      return { answer: { ...outcome.answer, body: Buffer.from(body) } };
    };
    await bench.stop();
    bench = await openWorkbench({ transport: () => huge });
    const token = await bench.issue(await bench.readyChannel());
    expect(Date.parse(token.expiresAt) - Date.parse(token.issuedAt)).toBe(30 * 86_400_000);
  });

  test('a clock that is set back does not make a check lie', async () => {
    bench.clockOffsetMs = 3_600_000;
    for (let count = 0; count < 3; count++) await bench.issue(channelId);
    bench.clockOffsetMs = 0;
    expect((await bench.call('token.check', {})).channels).toMatchObject([{ live: 3, gone: 0, foreign: [] }]);
  });
});

describe('proving', () => {
  test('a proof that comes back for an earlier kid does not prove the new one', async () => {
    await open();
    const channelId = await bench.addChannel();
    const { signingKeyId, publicJwk } = await bench.call('key.generate', { channelId });
    const kid = registerInConsole(bench.practice, channelId, publicJwk);
    await bench.call('key.register', { signingKeyId, kid, prove: false });
    const wrong = '01234567-89ab-4def-8123-456789abcdef';
    onRequest = async () => {
      onRequest = undefined;
      await bench.call('key.register', { signingKeyId, kid: wrong, prove: false });
    };
    await bench.call('key.prove', { signingKeyId });
    expect((await bench.call('key.list', {})).signingKeys).toMatchObject([
      { kid: wrong, proved: false, state: 'registered' },
    ]);
  });

  test('a refusal in a shape that is not LINE’s says nothing of kid or channel', async () => {
    await open();
    const channelId = await bench.readyChannel();
    bench.practice.failNext({ endpoint: 'kids', kind: 'html', status: 404 });
    const [check] = (await bench.call('token.check', { channelIds: [channelId] })).channels;
    expect(check?.error).toMatchObject({ code: 'platform-unreadable', details: { connection: 'proxy' } });
  });

  test('what LINE answered to can be quoted to it: the request ID stands in the failure and in its text', async () => {
    await open();
    const channelId = await bench.readyChannel();
    const [key] = (await bench.call('key.list', { channelId })).signingKeys;
    if (!key?.kid) throw new Error('no kid');
    bench.practice.deletePublicKey(channelId, key.kid);
    const [check] = (await bench.call('token.check', { channelIds: [channelId] })).channels;
    const { requestId } = bench.practice.requests.at(-1) ?? {};
    expect(check?.error).toMatchObject({ code: 'kid-not-found', details: { requestId } });
    expect(check?.error?.message).toContain(requestId);
  });
});

describe('revoking', () => {
  test('a channel that cannot be worked on fails item by item, the others are revoked, and the operation ends', async () => {
    await open();
    const [first, second] = [await bench.readyChannel(), await bench.readyChannel()];
    const tokens = [await bench.issue(first), await bench.issue(second)];
    bench.practice.failNext({ endpoint: 'kids', channelId: first, kind: 'status', status: 503, times: 'always' });
    const { operationId, results } = await bench.call('token.revoke', {
      tokenIds: tokens.map(({ tokenId }) => tokenId),
    });
    expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'revoked']);
    expect((await bench.call('operation.show', { operationId })).operation.state).toBe('some-failed');
  });

  test.each([403, 404, 413])(
    'a proxy’s page with status %d does not put the blame on the channel secret',
    async (status) => {
      await open();
      const channelId = await bench.readyChannel();
      const { tokenId } = await bench.issue(channelId);
      bench.practice.failNext({ endpoint: 'revoke', kind: 'html', status });
      expect((await bench.call('token.revoke', { tokenIds: [tokenId] })).results).toMatchObject([
        { outcome: 'failed', error: { code: 'platform-unreadable', details: { connection: 'proxy' } } },
      ]);
    },
  );

  test('what a platform echoes of a secret does not come back in the error', async () => {
    const echo: HttpTransport = async (request) => {
      if (!request.url.pathname.endsWith('/revoke')) return createNodeTransport()(request);
      const form = new URLSearchParams(request.body?.toString());
      const body = JSON.stringify({
        message: `bad secret ${form.get('client_secret') ?? ''} for ${form.get('access_token') ?? ''}`,
      });
      return { answer: { status: 400, headers: {}, body: Buffer.from(body) } };
    };
    bench = await openWorkbench({ transport: () => echo });
    const channelId = await bench.readyChannel();
    const { tokenId } = await bench.issue(channelId);
    const { accessToken } = await bench.call('token.reveal', { tokenId });
    const answer = await bench.call('token.revoke', { tokenIds: [tokenId] });
    const [channel] = bench.practice.channels();
    expect(answer.results).toMatchObject([
      { error: { code: 'channel-secret-wrong', details: { platformMessage: 'bad secret […] for […]' } } },
    ]);
    expect(JSON.stringify(answer)).not.toContain(channel?.channelSecret);
    expect(JSON.stringify(answer)).not.toContain(accessToken);
  });

  test('a token that expires while it was to be revoked is expired, not revoked', async () => {
    await open();
    const channelId = await bench.readyChannel();
    const { tokenId } = await bench.issue(channelId, { lifetimeSeconds: 600 });
    bench.practice.failNext({ endpoint: 'revoke', kind: 'drop-before', times: 4 });
    bench.practice.failNext({ endpoint: 'kids', kind: 'drop-before', skip: 1, times: 3 });
    await bench.call('token.revoke', { tokenIds: [tokenId] });
    bench.practice.clock.advance(601);
    bench.clockOffsetMs = 601_000;
    await bench.call('token.check', { channelIds: [channelId] });
    expect(await bench.call('token.show', { tokenId })).toMatchObject({ state: 'expired', revokedAt: null });
  });
});

describe('opening and locking', () => {
  test('a lock during an unlock leaves it locked', async () => {
    await open('file');
    await bench.call('vault.lock', {});
    const unlocking = bench.call('vault.unlock', { passphrase: TEST_PASSPHRASE });
    const locking = bench.call('vault.lock', {});
    await Promise.all([unlocking, locking]);
    expect((await bench.call('vault.status', {})).state).toBe('locked');
    await bench.call('vault.unlock', { passphrase: TEST_PASSPHRASE });
  });

  test('each of two unlocks at once gets the answer to its own passphrase', async () => {
    await open('file');
    await bench.call('vault.lock', {});
    const [wrong, right] = await Promise.all([
      bench.engine().call('vault.unlock', { passphrase: 'not the right passphrase' }),
      bench.engine().call('vault.unlock', { passphrase: TEST_PASSPHRASE }),
    ]);
    expect([wrong.ok ? 'ok' : wrong.error.code, right.ok]).toEqual(['passphrase-wrong', true]);
  });

  test('an unlock while a lock waits for an issue comes after it', async () => {
    await open();
    const channelId = await bench.readyChannel();
    bench.practice.failNext({ endpoint: 'token', kind: 'delay', delayMs: 100 });
    const issuing = bench.issue(channelId);
    await expect
      .poll(() => bench.practice.requests.some(({ path }) => path.endsWith('/token')), { interval: 5 })
      .toBe(true);
    const [locked, unlocked, token] = await Promise.all([
      bench.call('vault.lock', {}),
      bench.call('vault.unlock', {}),
      issuing,
    ]);
    expect([locked.state, unlocked.state, token.state]).toEqual(['locked', 'open', 'active']);
  });

  test('a folder that lost its vault file is not made anew over the old ledger', async () => {
    await open();
    await bench.issue(await bench.readyChannel());
    await bench.engine().shutdown();
    await unlink(join(bench.folder, 'vault.json'));
    const engine = createEngine({ folder: bench.folder, door: 'test', transport: createNodeTransport() });
    for (const keystore of ['os', 'file'] as const) {
      const made = await engine.call('vault.create', { keystore, passphrase: TEST_PASSPHRASE });
      expect(made).toMatchObject({
        ok: false,
        error: { code: 'vault-damaged', details: { problem: expect.stringContaining('vault.json is missing') } },
      });
    }
    await engine.shutdown();
  });

  test('a creation that failed can simply be tried again', async () => {
    await open();
    const folder = join(bench.folder, '..', 'other');
    // Something else of that name is in the way of the vault file.
    await mkdir(join(folder, 'vault.json'), { recursive: true });
    const engine = createEngine({ folder, door: 'test', transport: createNodeTransport() });
    const failed = await engine.call('vault.create', { keystore: 'os' });
    expect(failed.ok).toBe(false);
    await rm(join(folder, 'vault.json'), { recursive: true });
    expect(await engine.call('vault.create', { keystore: 'os' })).toMatchObject({ ok: true, value: { state: 'open' } });
    await engine.shutdown();
  });

  test('the same channel added twice at once is added once, with the secret of the one that was', async () => {
    await open();
    const { channelId, channelSecret } = bench.practice.addChannel();
    const add = (secret: string) =>
      bench
        .engine()
        .call('channel.add', { channelId, name: 'twice', platform: bench.practice.url, channelSecret: secret });
    const [first, second] = await Promise.all([add(channelSecret), add('f'.repeat(32))]);
    expect([first.ok, second.ok ? 'ok' : second.error.code]).toEqual([true, 'channel-exists']);
    await bench.readyKey(channelId);
    const { tokenId } = await bench.issue(channelId);
    expect((await bench.call('token.revoke', { tokenIds: [tokenId] })).results).toMatchObject([{ outcome: 'revoked' }]);
  });
});

describe('a clock that is far off', () => {
  test('a stateless token is asked for again on the corrected clock', async () => {
    await open();
    const channelId = await bench.readyChannel();
    bench.clockOffsetMs = 40 * 60_000;
    await bench.restart();
    expect((await bench.call('token.stateless', { channelId })).accessToken).not.toBe('');
  });

  test('the date of something that is not LINE teaches nothing', async () => {
    const portal: HttpTransport = (request) =>
      request.url.pathname.endsWith('/kid')
        ? Promise.resolve({
            answer: {
              status: 200,
              headers: { date: 'Mon, 01 Jan 2024 00:00:00 GMT' },
              body: Buffer.from('<html>hotel</html>'),
            },
          })
        : createNodeTransport()(request);
    bench = await openWorkbench({ transport: () => portal });
    const channelId = await bench.addChannel();
    const { signingKeyId, publicJwk } = await bench.call('key.generate', { channelId });
    const { proof } = await bench.call('key.register', {
      signingKeyId,
      kid: registerInConsole(bench.practice, channelId, publicJwk),
    });
    expect(proof).toMatchObject({ outcome: 'failed', error: { code: 'platform-unreadable' } });
    const { expiresAt } = await bench.call('assertion.create', { channelId });
    expect(Math.abs(Date.parse(expiresAt) - Date.now() - 15 * 60_000)).toBeLessThan(5_000);
  });
});
