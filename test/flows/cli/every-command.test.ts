import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addReadyChannel,
  issueToken,
  openDesk,
  openDeskWithVault,
  PASSPHRASE,
  registerAtConsole,
  type Desk,
} from './support/desk.ts';

const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/) as string;
const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;

describe('a vault in a sealed file', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  test('is missing, then made with a passphrase from a named variable, then locked or open', async () => {
    const named = { environment: { MINE: PASSPHRASE } };
    expect(await desk.json(['vault', 'status'])).toMatchObject({
      state: 'missing',
      folder: desk.folder,
      keystore: null,
    });
    expect(await desk.json(['vault', 'init', '--keystore', 'file', '--passphrase-env', 'MINE'], named)).toMatchObject({
      state: 'open',
      folder: desk.folder,
      keystore: 'file',
      vaultId: uuid,
      createdAt: instant,
      counts: { channels: 0, signingKeys: 0, tokens: 0, unresolvedIssues: 0 },
    });
    expect(await desk.json(['vault', 'status'])).toMatchObject({ state: 'locked', keystore: 'file', counts: null });
    expect(await desk.json(['vault', 'status', '--passphrase-env', 'MINE'], named)).toMatchObject({ state: 'open' });
    expect(await desk.json(['vault', 'init', '--keystore', 'file'], { exit: 1 })).toMatchObject({
      error: { code: 'vault-exists' },
    });
  });

  test('is found by --vault as well, in any place of the command line', async () => {
    const elsewhere = `${desk.folder}-2`;
    expect(await desk.json(['vault', 'status', '--vault', elsewhere])).toMatchObject({
      folder: elsewhere,
      state: 'missing',
    });
    expect(await desk.json([`--vault=${elsewhere}`, 'vault', 'status'])).toMatchObject({ folder: elsewhere });
  });
});

describe('channels and keys', () => {
  let desk: Desk;
  let channelId: string;
  beforeAll(async () => {
    desk = await openDeskWithVault();
    channelId = desk.channel.channelId;
  });
  afterAll(() => desk.close());

  test('a channel is added, listed, renamed, shown, given its secret and removed', async () => {
    const added = await desk.json(['channel', 'add', channelId, '--name', '花屋', '--platform', desk.practice.url]);
    expect(added).toMatchObject({
      channelId,
      name: '花屋',
      platform: desk.practice.url,
      platformKind: 'practice',
      hasSecret: false,
    });
    const secret = { environment: { SECRET: desk.channel.channelSecret } };
    expect(await desk.json(['channel', 'set-secret', channelId, '--secret-env', 'SECRET'], secret)).toMatchObject({
      hasSecret: true,
    });
    expect(await desk.json(['channel', 'rename', channelId, '--name', '魚屋'])).toMatchObject({ name: '魚屋' });
    expect(await desk.json(['channel', 'list'])).toMatchObject({
      channels: [{ channelId, name: '魚屋', slots: { limit: 30, free: 30 } }],
    });
    expect(await desk.json(['channel', 'show', channelId])).toMatchObject({
      channel: { channelId },
      signingKeys: [],
      unresolvedIssues: [],
    });
    expect(await desk.json(['channel', 'remove', channelId])).toEqual({ done: true });
    expect(await desk.json(['channel', 'list'])).toEqual({ channels: [] });
  });

  test('a key is generated, shown for the console, registered without proof, proved and retired', async () => {
    await desk.json(['channel', 'add', channelId, '--name', '花屋', '--platform', desk.practice.url]);
    const generated = await desk.json(['key', 'generate', channelId]);
    expect(generated).toMatchObject({
      signingKeyId: uuid,
      channelId,
      kid: null,
      thumbprint: expect.any(String),
      state: 'generated',
      proved: false,
    });
    const id = String(generated['signingKeyId']);

    const jwk = await desk.json(['key', 'public', id]);
    expect(Object.keys(jwk).sort()).toEqual(['alg', 'e', 'kty', 'n', 'use']);
    expect(await desk.json(['key', 'public', id, '--form', 'key_ops'])).toMatchObject({
      key_ops: ['verify'],
      n: jwk['n'],
    });
    const shown = await desk.run(['key', 'public', id]);
    expect(JSON.parse(shown.stdout)).toEqual(jwk);

    const kid = registerAtConsole(desk, channelId, jwk);
    expect(await desk.json(['key', 'register', id, '--kid', kid, '--no-prove'])).toMatchObject({
      signingKeyId: id,
      kid,
      state: 'registered',
      proved: false,
    });
    expect(await desk.json(['key', 'prove', id])).toMatchObject({
      signingKeyId: id,
      kid,
      state: 'proved',
      proved: true,
      clockSkewSeconds: expect.any(Number),
    });
    expect(await desk.json(['key', 'list', channelId])).toMatchObject({
      signingKeys: [{ signingKeyId: id, state: 'proved' }],
    });
    expect(await desk.json(['key', 'retire', id])).toMatchObject({ state: 'retired' });
  });

  test('a kid that the platform does not know is stored, and the failed proof is told beside the key', async () => {
    const { signingKeyId } = await desk.json(['key', 'generate', channelId]);
    const kid = '00000000-0000-4000-8000-000000000000';
    const registered = await desk.json(['key', 'register', String(signingKeyId), '--kid', kid], { exit: 1 });
    expect(registered).toMatchObject({
      signingKeyId,
      kid,
      state: 'registered',
      error: { code: 'kid-not-found', message: expect.any(String), ref: expect.any(String) },
    });
    expect(await desk.json(['key', 'prove', String(signingKeyId)], { exit: 1 })).toMatchObject({
      kid,
      clockSkewSeconds: null,
      error: { code: 'kid-not-found' },
    });
  });

  test('a key is imported from a file, from standard input and from an encrypted file', async () => {
    const pem = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const plain = join(desk.folder, 'plain.pem');
    const encrypted = join(desk.folder, 'encrypted.pem');
    await writeFile(plain, pem().export({ type: 'pkcs8', format: 'pem' }));
    await writeFile(
      encrypted,
      pem().export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'of the key' }),
    );

    expect(await desk.json(['key', 'import', channelId, plain])).toMatchObject({
      channelId,
      origin: 'imported',
      state: 'generated',
    });
    const stdin = JSON.stringify({ ...pem().export({ format: 'jwk' }), alg: 'RS256', use: 'sig' });
    expect(await desk.json(['key', 'import', channelId, '-'], { stdin })).toMatchObject({ origin: 'imported' });
    expect(await desk.json(['key', 'import', channelId, encrypted], { exit: 4 })).toMatchObject({
      error: { code: 'key-encrypted' },
    });
    const passphrase = { environment: { KEY: 'of the key' } };
    expect(
      await desk.json(['key', 'import', channelId, encrypted, '--passphrase-env', 'KEY'], passphrase),
    ).toMatchObject({ origin: 'imported' });
    expect(await desk.json(['key', 'import', channelId, plain], { exit: 1 })).toMatchObject({
      error: { code: 'key-exists' },
    });
  });

  test('a public key is linted without any vault', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwk = publicKey.export({ format: 'jwk' });
    const nowhere = { environment: { KAGIBAKO_VAULT: '/nonexistent/vault', KAGIBAKO_PASSPHRASE: '' } };
    const good = JSON.stringify({ ...jwk, alg: 'RS256', use: 'sig' });
    expect(await desk.json(['key', 'lint', '-'], { ...nowhere, stdin: good })).toMatchObject({
      accepted: true,
      findings: [],
    });
    const file = join(desk.folder, 'public.json');
    await writeFile(file, JSON.stringify(jwk));
    const bad = await desk.json(['key', 'lint', file], { ...nowhere, exit: 1 });
    expect(bad).toMatchObject({ accepted: false, repaired: { kty: 'RSA', alg: 'RS256', n: jwk.n } });
  });
});

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
      scope: expect.any(String),
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

    const all = await desk.json(['token', 'revoke', '--channel', channelId, '--all']);
    expect(all).toMatchObject({ results: [{ outcome: 'revoked' }, { outcome: 'revoked' }] });
    const { operations } = await desk.json(['operation', 'list', '--limit', '1']);
    expect(operations).toMatchObject([
      { operationId: all['operationId'], kind: 'revoke', state: 'done', total: 2, finished: 2, failed: 0 },
    ]);
    expect(await desk.json(['operation', 'show', String(all['operationId'])])).toMatchObject({
      operation: { state: 'done' },
      results: all['results'],
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
