import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDesk, openDeskWithVault, PASSPHRASE, registerAtConsole, type Desk } from './support/desk.ts';

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
