import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HttpTransport } from '../../main/ports.ts';
import { startPracticePlatform, type PracticePlatform } from '../../main/practice/practice-platform.ts';
import { registerInConsole } from '../support/practice-console.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const DAY = 24 * 60 * 60;

let bench: Workbench;
let channelId: string;
/** What happens just before a request leaves. */
let onRequest: (path: string) => void;
/** What comes in place of LINE's answer about a token. */
let inPlaceOfAnswer: { readonly status: number; readonly body: string } | undefined;
const watched =
  (real: HttpTransport): HttpTransport =>
  (request) => {
    onRequest(request.url.pathname);
    if (!inPlaceOfAnswer || !request.url.pathname.endsWith('/verify')) return real(request);
    const { status, body } = inPlaceOfAnswer;
    return Promise.resolve({ answer: { status, headers: {}, body: Buffer.from(body, 'utf8') } });
  };

beforeEach(async () => {
  onRequest = () => undefined;
  inPlaceOfAnswer = undefined;
  bench = await openWorkbench({ transport: watched });
  channelId = await bench.readyChannel();
});
afterEach(() => bench.stop());

const check = async () => (await bench.call('token.check', { channelIds: [channelId] })).channels[0];
const states = async () =>
  Object.fromEntries((await bench.call('token.list', { channelId })).tokens.map(({ keyId, state }) => [keyId, state]));
/** Lets days go by, on both sides. */
async function days(count: number): Promise<void> {
  bench.clockOffsetMs += count * DAY * 1_000;
  bench.practice.clock.advance(count * DAY);
  await check();
}

describe('the only live key ID without a value', () => {
  test('is the token’s, and the token is then one of the vault’s own', async () => {
    const { accessToken, keyId } = bench.practice.issueForeignToken(channelId, 10 * DAY);
    const { token, pairedBy } = await bench.call('token.adopt', { accessToken, label: 'old bot', consumer: 'shop' });
    expect({ pairedBy, token }).toMatchObject({
      pairedBy: 'only-one',
      token: {
        channelId,
        keyId,
        state: 'active',
        label: 'old bot',
        consumer: 'shop',
        hasValue: true,
        expiryKnown: true,
      },
    });
    const end = Date.parse(bench.practice.liveTokens(channelId)[0]?.expiresAt ?? '');
    expect(Math.abs(Date.parse(token.expiresAt) - end)).toBeLessThan(5_000);
    await bench.restart();
    expect(await bench.call('token.reveal', { tokenId: token.tokenId })).toEqual({ accessToken });
    expect(await check()).toMatchObject({ live: 1, foreign: [] });
    expect((await bench.call('channel.show', { channelId })).channel.slots).toMatchObject({ live: 1, foreign: 0 });
    expect(
      (await bench.call('token.revoke', { tokenIds: [token.tokenId], accept: ['last-of-consumer'] })).results,
    ).toMatchObject([{ outcome: 'revoked' }]);
    expect(bench.practice.liveKeyIds(channelId)).toEqual([]);
  });

  test('leaves one line in the log, under the ID by which it was first seen', async () => {
    const { accessToken, keyId } = bench.practice.issueForeignToken(channelId);
    await check();
    const [seen] = (await bench.call('token.list', { channelId })).tokens;
    const { token } = await bench.call('token.adopt', { accessToken });
    const { entries } = await bench.call('audit.list', { subjectId: token.tokenId });
    expect([seen?.tokenId, entries.map(({ kind, note }) => [kind, note])]).toEqual([
      token.tokenId,
      [
        ['token-adopted', keyId],
        ['token-foreign-seen', keyId],
      ],
    ]);
  });
});

describe('an orphan', () => {
  /** An issue whose request is lost while another tool issues: the vault takes the key ID for its own. */
  async function mistakenOrphan(lifetimeSeconds: number): Promise<{ accessToken: string; keyId: string }> {
    let foreign = { accessToken: '', keyId: '' };
    onRequest = (path) => {
      if (path.endsWith('/v2.1/token')) foreign = bench.practice.issueForeignToken(channelId, lifetimeSeconds);
    };
    bench.practice.failNext({ endpoint: 'token', kind: 'drop-before' });
    await bench.refused('token.issue', { channelId, consumer: 'web', label: 'blue', lifetimeSeconds: 20 * DAY });
    onRequest = () => undefined;
    expect(await states()).toEqual({ [foreign.keyId]: 'orphan' });
    return foreign;
  }
  const issueStates = async () =>
    (await bench.call('issue.list', { channelId, unresolvedOnly: false })).issues.map(({ state, tokenId }) => [
      state,
      tokenId !== null,
    ]);

  test('that ends when its issue asked for is the issue’s own, which is done', async () => {
    const { accessToken, keyId } = await mistakenOrphan(20 * DAY);
    const { token } = await bench.call('token.adopt', { accessToken, consumer: 'web' });
    expect(token).toMatchObject({ keyId, state: 'active', consumer: 'web' });
    expect(token.issueId).not.toBeNull();
    expect(await issueStates()).toEqual([['done', true]]);
  });

  test('that ends at another time was another tool’s: its issue is unknown again, and the next check settles it', async () => {
    const { accessToken, keyId } = await mistakenOrphan(3 * DAY);
    const { token } = await bench.call('token.adopt', { accessToken, consumer: 'shop' });
    expect(token).toMatchObject({ keyId, state: 'active', issueId: null, signingKeyId: null });
    expect(await issueStates()).toEqual([['unknown', false]]);
    expect(await check()).toMatchObject({ live: 1, orphans: [], resolvedIssues: [{ state: 'not-issued' }] });
    expect((await bench.issue(channelId)).state).toBe('active');
  });
});

describe('where several key IDs have no value', () => {
  test('the one that was first seen late enough to end so late is the token’s', async () => {
    const old = bench.practice.issueForeignToken(channelId, 30 * DAY);
    await check();
    await days(20);
    const young = bench.practice.issueForeignToken(channelId, 30 * DAY);
    const { token, pairedBy } = await bench.call('token.adopt', { accessToken: young.accessToken });
    expect([token.keyId, pairedBy]).toEqual([young.keyId, 'by-end']);
    const last = await bench.call('token.adopt', { accessToken: old.accessToken });
    expect([last.token.keyId, last.pairedBy]).toEqual([old.keyId, 'only-one']);
    expect(await check()).toMatchObject({ live: 2, foreign: [] });
  });

  test('nothing is paired while two may be it, and nothing is stored; the person may name it', async () => {
    const old = bench.practice.issueForeignToken(channelId, 30 * DAY);
    await check();
    await days(20);
    const young = bench.practice.issueForeignToken(channelId, 30 * DAY);
    const { accessToken } = old;
    expect(await bench.refused('token.adopt', { accessToken })).toMatchObject({
      code: 'key-id-ambiguous',
      details: { channelId, count: 2 },
    });
    expect(await states()).toEqual({ [old.keyId]: 'foreign', [young.keyId]: 'foreign' });
    expect(await bench.call('token.identify', { text: accessToken })).toMatchObject({ tokens: [] });
    expect((await bench.refused('token.adopt', { accessToken, keyId: 'no-such-key-id' })).code).toBe('key-id-not-live');
    const { token, pairedBy } = await bench.call('token.adopt', { accessToken, keyId: old.keyId });
    expect([token.keyId, pairedBy]).toEqual([old.keyId, 'named']);
  });

  test('a key ID that has a value, or cannot end so late, is not taken where it is named', async () => {
    const own = await bench.issue(channelId);
    const old = bench.practice.issueForeignToken(channelId, 30 * DAY);
    await check();
    await days(20);
    const { accessToken } = bench.practice.issueForeignToken(channelId, 30 * DAY);
    for (const keyId of [own.keyId, old.keyId])
      expect(await bench.refused('token.adopt', { accessToken, keyId })).toMatchObject({
        code: 'key-id-not-live',
        details: { channelId, keyId },
      });
  });
});

describe('nothing is stored where', () => {
  test('the vault has the token already, which it knows without asking', async () => {
    const { tokenId } = await bench.issue(channelId);
    const { accessToken } = await bench.call('token.reveal', { tokenId });
    bench.practice.clearRequests();
    expect(await bench.refused('token.adopt', { accessToken: `Bearer ${accessToken}` })).toMatchObject({
      code: 'token-known',
      details: { tokenId },
    });
    expect(bench.practice.requests).toEqual([]);
  });

  test('the text is no token, or the token works no more', async () => {
    expect((await bench.refused('token.adopt', { accessToken: 'my password' })).code).toBe('token-malformed');
    const { accessToken, keyId } = bench.practice.issueForeignToken(channelId);
    bench.practice.revokeAsAnotherTool(channelId, keyId);
    const refused = await bench.refused('token.adopt', { accessToken });
    expect(refused).toMatchObject({ code: 'token-refused', details: { status: 400 } });
    expect(JSON.stringify(refused)).not.toContain(accessToken);
  });

  test('it is revoked between the two moments at which it is verified, while another key ID is live', async () => {
    const { accessToken, keyId } = bench.practice.issueForeignToken(channelId);
    bench.practice.issueForeignToken(channelId);
    onRequest = (path) => {
      if (path.endsWith('/tokens/kid')) bench.practice.revokeAsAnotherTool(channelId, keyId);
    };
    expect((await bench.refused('token.adopt', { accessToken })).code).toBe('token-refused');
    expect(Object.values(await states())).toEqual(['foreign']);
  });

  test('its channel is not in the vault', async () => {
    const { channelId: strange } = bench.practice.addChannel();
    const { accessToken } = bench.practice.issueForeignToken(strange);
    expect(await bench.refused('token.adopt', { accessToken })).toMatchObject({
      code: 'not-found',
      details: { kind: 'channel', id: strange },
    });
  });

  test('it is a stateless token, which has no key ID', async () => {
    bench.practice.knobs.verifyStatelessTokens = true;
    bench.practice.issueForeignToken(channelId);
    const { accessToken } = await bench.call('token.stateless', { channelId });
    expect((await bench.refused('token.adopt', { accessToken })).code).toBe('key-id-ambiguous');
  });

  test.each([
    [403, '<html>blocked</html>', 'platform-unreadable'],
    [407, '{"message":"Proxy Authentication Required"}', 'platform-unreadable'],
    [404, '{"message":"Not found"}', 'platform-refused'],
  ] as const)('something says %i (%s), which tells nothing about the token', async (status, body, code) => {
    const { accessToken } = bench.practice.issueForeignToken(channelId);
    inPlaceOfAnswer = { status, body };
    for (const operation of ['token.adopt', 'token.verify'] as const)
      expect((await bench.refused(operation, { accessToken })).code).toBe(code);
  });

  test('the platform cannot be asked', async () => {
    const { accessToken } = bench.practice.issueForeignToken(channelId);
    bench.practice.failNext({ endpoint: 'kids', kind: 'status', status: 503 });
    expect((await bench.refused('token.adopt', { accessToken })).code).toBe('platform-failed');
    bench.practice.failNext({ endpoint: 'verify', kind: 'html' });
    expect((await bench.refused('token.adopt', { accessToken })).code).toBe('platform-unreadable');
    expect((await bench.call('token.list', { channelId })).tokens).toEqual([]);
    const { pairedBy } = await bench.call('token.adopt', { accessToken });
    expect(pairedBy).toBe('only-one');
  });
});

describe('of several platforms', () => {
  let other: PracticePlatform;
  let otherChannelId: string;
  beforeEach(async () => {
    other = await startPracticePlatform();
    const { channelId: id, channelSecret } = other.addChannel();
    otherChannelId = id;
    await bench.call('channel.add', { channelId: id, name: 'other', platform: other.url, channelSecret });
    const { signingKeyId, publicJwk } = await bench.call('key.generate', { channelId: id });
    await bench.call('key.register', { signingKeyId, kid: registerInConsole(other, id, publicJwk) });
  });
  afterEach(() => other.close());

  test('one refuses what the next one knows', async () => {
    const { accessToken } = other.issueForeignToken(otherChannelId);
    expect((await bench.call('token.adopt', { accessToken })).token.channelId).toBe(otherChannelId);
  });

  test('where the first cannot be asked, the others are not shown the token', async () => {
    const { accessToken } = other.issueForeignToken(otherChannelId);
    bench.practice.failNext({ endpoint: 'verify', kind: 'drop-before', times: 5 });
    other.clearRequests();
    expect((await bench.refused('token.adopt', { accessToken })).code).toBe('platform-unreachable');
    expect(other.requests).toEqual([]);
  });

  test('a refusal of all is told in the words of the first', async () => {
    const { accessToken, keyId } = bench.practice.issueForeignToken(channelId);
    bench.practice.revokeAsAnotherTool(channelId, keyId);
    expect(await bench.refused('token.adopt', { accessToken })).toMatchObject({
      code: 'token-refused',
      details: { platform: bench.practice.url },
    });
  });
});

test.each(['drop-before', 'drop-after', 'half-body', 'html', 'broken-json', 'wrong-types', 'redirect'] as const)(
  'a failure of the kind %s does not repeat the value, wherever it happens',
  async (kind) => {
    const { accessToken } = bench.practice.issueForeignToken(channelId);
    for (const endpoint of ['verify', 'kids'] as const) {
      bench.practice.failNext({ endpoint, kind, times: 2 });
      const failure = await bench.refused('token.adopt', { accessToken });
      expect(JSON.stringify(failure), endpoint).not.toContain(accessToken);
      bench.practice.clearFaults();
    }
    expect((await bench.call('token.list', { channelId, states: ['active'] })).tokens).toEqual([]);
  },
);

test('two who adopt the same token at once adopt it once', async () => {
  const { accessToken } = bench.practice.issueForeignToken(channelId);
  const [first, second] = await Promise.all([
    bench.engine().call('token.adopt', { accessToken }),
    bench.engine().call('token.adopt', { accessToken }),
  ]);
  expect([first.ok, second.ok ? null : second.error.code]).toEqual([true, 'token-known']);
});

test('the value is in no file of the vault, and in no event', async () => {
  const { accessToken } = bench.practice.issueForeignToken(channelId);
  await bench.call('token.adopt', { accessToken, label: 'canary' });
  await bench.engine().shutdown();
  for (const name of await readdir(bench.folder, { recursive: true })) {
    const content = await readFile(join(bench.folder, name)).catch(() => Buffer.alloc(0));
    expect(content.includes(accessToken), name).toBe(false);
  }
  expect(JSON.stringify(bench.events)).not.toContain(accessToken);
});
