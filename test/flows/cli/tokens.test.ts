import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addReadyChannel, issueToken, openDeskWithVault, type Desk } from './support/desk.ts';

const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/) as string;
const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;

describe('tokens', () => {
  let desk: Desk;
  let channelId: string;
  beforeAll(async () => {
    desk = await openDeskWithVault();
    channelId = desk.channel.channelId;
    await addReadyChannel(desk);
  });
  afterAll(() => desk.close());

  test('an assertion is signed, and says until when it works', async () => {
    expect(await desk.json(['assertion', 'create', channelId, '--lifetime', '5m', '--token-lifetime', '1d'])).toEqual({
      assertion: expect.stringMatching(/^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/),
      expiresAt: instant,
    });
  });

  test('a token is issued without its value, and with it where that is asked for', async () => {
    const issued = await desk.json([
      'token',
      'issue',
      channelId,
      '--lifetime',
      '12h',
      '--label',
      '夜',
      '--consumer',
      'bot-1',
    ]);
    expect(issued).toMatchObject({
      tokenId: uuid,
      channelId,
      keyId: expect.any(String),
      state: 'active',
      label: '夜',
      consumer: 'bot-1',
      issuedAt: instant,
      expiresAt: instant,
      checkedAt: null,
    });
    expect(Object.keys(issued)).not.toContain('accessToken');
    expect(desk.practice.liveKeyIds(channelId)).toContain(issued['keyId']);

    const revealed = await desk.json(['token', 'issue', channelId, '--reveal']);
    expect(await desk.json(['token', 'reveal', String(revealed['tokenId'])])).toEqual({
      accessToken: revealed['accessToken'],
    });
    const piped = await desk.run(['token', 'reveal', String(revealed['tokenId'])]);
    expect(piped).toEqual({ exit: 0, stdout: `${String(revealed['accessToken'])}\n`, stderr: '' });
  });

  test('tokens are listed page by page, filtered, counted and shown', async () => {
    const first = await desk.json(['token', 'list', '--limit', '1']);
    expect(first).toMatchObject({ tokens: [{ label: '夜' }], nextCursor: expect.any(String) });
    const second = await desk.json(['token', 'list', '--limit', '1', '--cursor', String(first['nextCursor'])]);
    expect(second).toMatchObject({ tokens: [{ label: '' }], nextCursor: null });
    const soon = await desk.json([
      'token',
      'list',
      '--channel',
      channelId,
      '--state',
      'active,draining',
      '--expiring-within',
      '7d',
    ]);
    expect(soon).toMatchObject({ tokens: [{ label: '夜' }] });
    expect(await desk.json(['token', 'list', '--state', 'revoked'])).toEqual({ tokens: [], nextCursor: null });
    expect(await desk.json(['token', 'list', '--search', 'bot-1'])).toMatchObject({ tokens: [{ consumer: 'bot-1' }] });
    expect(await desk.json(['token', 'count'])).toMatchObject({ total: 2, byState: { active: 2 } });
    const [token] = first['tokens'] as [{ tokenId: string }];
    expect(await desk.json(['token', 'show', token.tokenId])).toEqual(token);
  });

  test('a check compares with the platform and finds what others did', async () => {
    const { keyId } = desk.practice.issueForeignToken(channelId);
    const { channels } = await desk.json(['token', 'check', channelId]);
    expect(channels).toMatchObject([{ channelId, live: 2, gone: 0, orphans: [], foreign: [keyId] }]);
    expect(await desk.json(['token', 'check'])).toMatchObject({ channels: [{ channelId }] });
    expect(desk.practice.revokeAsAnotherTool(channelId, keyId)).toBe(true);
  });

  test('a token value from standard input is verified and recognised', async () => {
    const { accessToken, tokenId } = await desk.json(['token', 'issue', channelId, '--reveal', '--label', 'leaked']);
    expect(await desk.json(['token', 'verify', '--stdin'], { stdin: `${String(accessToken)}\n` })).toMatchObject({
      valid: true,
      channelId,
      expiresInSeconds: expect.any(Number),
      token: { tokenId, label: 'leaked' },
    });
    await desk.json(['token', 'revoke', String(tokenId)]);
    const dead = await desk.json(['token', 'verify', '--stdin'], { stdin: String(accessToken), exit: 1 });
    expect(dead).toMatchObject({ valid: false, token: { tokenId, state: 'revoked' } });
  });

  test('a foreign value is verified at the platform that is named', async () => {
    const { accessToken } = desk.practice.issueForeignToken(channelId);
    const found = await desk.json(['token', 'verify', '--stdin', '--platform', desk.practice.url], {
      stdin: accessToken,
    });
    expect(found).toMatchObject({ valid: true, channelId, token: null });
  });

  test('a stateless token is issued and not kept', async () => {
    const before = await desk.json(['token', 'count']);
    expect(await desk.json(['token', 'stateless', channelId])).toEqual({
      accessToken: expect.any(String),
      expiresAt: instant,
    });
    expect(await desk.json(['token', 'count'])).toEqual(before);
  });

  test('tokens are revoked by ID and by channel, each with its proof, and the operations remember it', async () => {
    const tokenId = await issueToken(desk, channelId);
    expect(await desk.json(['token', 'revoke', tokenId, '--dry-run'])).toMatchObject({
      count: 1,
      channels: [{ channelId, count: 1 }],
    });
    const once = await desk.json(['token', 'revoke', tokenId]);
    expect(once).toEqual({
      operationId: uuid,
      results: [{ tokenId, channelId, keyId: expect.any(String), outcome: 'revoked' }],
    });
    expect(await desk.json(['token', 'revoke', tokenId])).toMatchObject({
      results: [{ tokenId, outcome: 'already-invalid' }],
    });

    const everything = ['token', 'revoke', '--channel', channelId, '--all'];
    expect((await desk.json(everything, { exit: 1 }))['error']).toMatchObject({ code: 'not-safe-to-revoke' });
    const all = await desk.json([...everything, '--accept', 'last-of-consumer']);
    expect(all).toMatchObject({ results: [{ outcome: 'revoked' }, { outcome: 'revoked' }] });
    const { operations } = await desk.json(['operation', 'list', '--limit', '1']);
    expect(operations).toMatchObject([
      { operationId: all['operationId'], kind: 'revoke', state: 'done', total: 2, finished: 2, failed: 0 },
    ]);
    expect(await desk.json(['operation', 'show', String(all['operationId'])])).toMatchObject({
      operation: { state: 'done' },
      outcomes: { revoked: 2 },
      items: [{ outcome: 'revoked' }, { outcome: 'revoked' }],
    });
  });

  test('what was done is in the log, and no issue waits', async () => {
    expect(await desk.json(['issue', 'list'])).toEqual({ issues: [] });
    const { issues } = await desk.json(['issue', 'list', '--all']);
    expect(issues).toMatchObject([{ state: 'done' }, { state: 'done' }, { state: 'done' }, { state: 'done' }]);
    const { entries } = await desk.json(['audit', 'list', '--limit', '200']);
    const kinds = (entries as { kind: string; door: string }[]).map(({ kind, door }) => `${door} ${kind}`);
    expect(kinds).toEqual(
      expect.arrayContaining([
        'cli vault-created',
        'cli channel-added',
        'cli key-proved',
        'cli token-issued',
        'cli token-revealed',
        'cli token-revoked',
        'cli stateless-issued',
      ]),
    );
  });
});
