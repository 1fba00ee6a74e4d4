import { generateKeyPairSync } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addReadyChannel, issueToken, openDesk, openDeskWithVault, PASSPHRASE, type Desk } from './support/desk.ts';

/** Each exit code, with `--json` printing exactly one document in every case. */

const nothing = '00000000-0000-4000-8000-000000000000';
const errorWith = (code: string) => ({
  error: { code, message: expect.any(String) as string, ref: expect.stringMatching(/^[0-9a-f]{8}$/) as string },
});

describe('exit code 1, failed', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDeskWithVault();
    await desk.json(['channel', 'add', desk.channel.channelId, '--name', 'x', '--platform', desk.practice.url]);
  });
  afterAll(() => desk.close());

  test.each([
    [['token', 'show', nothing], 'not-found'],
    [['token', 'reveal', nothing], 'not-found'],
    [['key', 'generate', '999'], 'not-found'],
    [['channel', 'remove', '999'], 'not-found'],
  ])('%j', async (argv, code) => {
    expect(await desk.json(argv, { exit: 1 })).toMatchObject(errorWith(code));
  });

  test('for a channel without a signing key, which can neither assert nor issue', async () => {
    const { channelId } = desk.channel;
    for (const argv of [
      ['assertion', 'create', channelId],
      ['token', 'issue', channelId],
      ['token', 'stateless', channelId],
    ]) {
      expect(await desk.json(argv, { exit: 1 })).toMatchObject(errorWith('no-signing-key'));
    }
  });

  test('for a vault that is not there', async () => {
    expect(await desk.json(['channel', 'list', '--vault', `${desk.folder}-none`], { exit: 1 })).toMatchObject(
      errorWith('vault-missing'),
    );
  });

  test('for a channel that is there already', async () => {
    expect(await desk.json(['channel', 'add', desk.channel.channelId, '--name', 'x'], { exit: 1 })).toMatchObject(
      errorWith('channel-exists'),
    );
  });
});

describe('exit code 2, usage', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDeskWithVault();
  });
  afterAll(() => desk.close());

  test.each([
    [['tokne', 'list']],
    [['token', 'issue', '1234567890', '--lifetime', 'soon']],
    [['token', 'issue', '1234567890', '--lifetime', '31d']],
    [['token', 'show', 'not-a-uuid']],
    [['channel', 'add', '1234567890']],
    [['token', 'list', '--nonsense']],
  ])('%j', async (argv) => {
    expect(await desk.json(argv, { exit: 2 })).toMatchObject(errorWith('invalid-input'));
  });

  test('for a platform that is not allowed', async () => {
    const argv = ['channel', 'add', '1234567890', '--name', 'x', '--platform', 'http://example.com'];
    expect(await desk.json(argv, { exit: 2 })).toMatchObject(errorWith('platform-not-allowed'));
  });

  test('for a key that no console would take, each with its own reason', async () => {
    await desk.json(['channel', 'add', '1234567890', '--name', 'x']);
    const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    const half = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' });
    for (const [material, code] of [
      [small, 'key-size'],
      [curve, 'key-not-rsa'],
      [half, 'key-public-only'],
      ['words', 'key-unreadable'],
      ['x'.repeat(70_000), 'key-too-large'],
    ] as const) {
      expect(
        await desk.json(['key', 'import', '1234567890', '-'], { stdin: material.toString(), exit: 2 }),
      ).toMatchObject(errorWith(code));
    }
  });

  test('for a file that is not there or cannot be read', async () => {
    for (const file of [`${desk.folder}/nothing.pem`, desk.folder]) {
      expect(await desk.json(['key', 'lint', file], { exit: 2 })).toMatchObject({
        error: { details: { fields: [{ path: '<file>' }] } },
      });
    }
  });

  test('for a secret as an argument, which is not repeated', async () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.UnQ_o-GP0VtnwDjbK0C8E_NvK';
    for (const argv of [
      ['token', 'verify', token],
      ['channel', 'add', '1', '--name', 'x', '--secret', 'canary-secret'],
      ['vault', 'status', '--passphrase', 'canary-secret'],
    ]) {
      const outcome = await desk.run(argv);
      expect([outcome.exit, outcome.stdout, outcome.stderr]).toEqual([
        2,
        '',
        expect.stringContaining('must not stand on the command line'),
      ]);
      expect(outcome.stderr).not.toMatch(/eyJ|canary/);
    }
  });
});

describe('exit code 3, some items failed', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDeskWithVault();
    await addReadyChannel(desk);
  });
  afterAll(() => desk.close());

  test('when some channels of a check cannot be asked', async () => {
    const { channelId } = desk.practice.addChannel({ name: 'whose kid is wrong' });
    await desk.json(['channel', 'add', channelId, '--name', 'x', '--platform', desk.practice.url]);
    const { signingKeyId } = await desk.json(['key', 'generate', channelId]);
    await desk.json(['key', 'register', String(signingKeyId), '--kid', nothing, '--no-prove']);
    const { channels } = await desk.json(['token', 'check'], { exit: 3 });
    expect(channels).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ channelId: desk.channel.channelId, live: 0 }),
        expect.objectContaining({ channelId, error: expect.objectContaining({ code: 'kid-not-found' }) }),
      ]),
    );
    expect(await desk.json(['token', 'check', channelId], { exit: 1 })).toMatchObject({ channels: [{ channelId }] });
  });

  test('when some tokens of a revocation cannot be revoked', async () => {
    const other = desk.practice.addChannel({ name: 'without its secret' });
    await addReadyChannel(desk, other);
    await desk.json(['channel', 'set-secret', other.channelId, '--secret-stdin'], { stdin: 'f'.repeat(32) });
    const good = await issueToken(desk, desk.channel.channelId);
    const bad = await issueToken(desk, other.channelId);
    const { results } = await desk.json(['token', 'revoke', good, bad], { exit: 3 });
    expect(results).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ tokenId: good, outcome: 'revoked' }),
        expect.objectContaining({
          tokenId: bad,
          outcome: 'failed',
          error: expect.objectContaining({ code: 'channel-secret-wrong' }),
        }),
      ]),
    );
    expect(await desk.json(['token', 'revoke', bad], { exit: 1 })).toMatchObject({ results: [{ outcome: 'failed' }] });
  });
});

describe('exit code 4, locked', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    await desk.json(['vault', 'init', '--keystore', 'file'], { environment: { KAGIBAKO_PASSPHRASE: PASSPHRASE } });
  });
  afterAll(() => desk.close());

  test.each([
    ['no passphrase', {}, [], 'passphrase-missing'],
    ['an empty one', { KAGIBAKO_PASSPHRASE: '' }, [], 'passphrase-missing'],
    ['a wrong one', { KAGIBAKO_PASSPHRASE: 'canary-wrong-one' }, [], 'passphrase-wrong'],
    [
      'a variable that is not set',
      { KAGIBAKO_PASSPHRASE: PASSPHRASE },
      ['--passphrase-env', 'UNSET'],
      'passphrase-missing',
    ],
  ])('with %s', async (_name, environment, flags, code) => {
    expect(await desk.json(['channel', 'list', ...flags], { environment, exit: 4 })).toMatchObject(errorWith(code));
    const told = await desk.run(['channel', 'list', ...flags], { environment });
    expect([told.exit, told.stdout]).toEqual([4, '']);
    expect(told.stderr).not.toContain('canary');
  });

  test('where no keychain answers', async () => {
    const elsewhere = ['--vault', `${desk.folder}-os`];
    expect(await desk.json(['vault', 'init', ...elsewhere], { exit: 4 })).toMatchObject(
      errorWith('keychain-no-session'),
    );
  });
});

describe('exit code 5, platform unreachable', () => {
  let desk: Desk;
  let signingKeyId: string;
  let tokenId: string;
  beforeAll(async () => {
    desk = await openDeskWithVault();
    signingKeyId = await addReadyChannel(desk);
    tokenId = await issueToken(desk, desk.channel.channelId);
    await desk.practice.close();
  });
  afterAll(async () => {
    await rm(join(desk.folder, '..'), { recursive: true, force: true });
  });

  test('when proving, with the key beside the error', async () => {
    expect(await desk.json(['key', 'prove', signingKeyId], { exit: 5 })).toMatchObject({
      signingKeyId,
      error: { code: 'platform-unreachable' },
    });
  });

  test('when registering, which stores the kid nevertheless', async () => {
    const { signingKeyId: second } = await desk.json(['key', 'generate', desk.channel.channelId]);
    const registered = await desk.json(['key', 'register', String(second), '--kid', nothing], { exit: 5 });
    expect(registered).toMatchObject({ kid: nothing, state: 'registered', error: { code: 'platform-unreachable' } });
    await desk.json(['key', 'retire', String(second)]);
  });

  test('when checking and revoking, where every item failed in that way', async () => {
    expect(await desk.json(['token', 'check'], { exit: 5 })).toMatchObject({
      channels: [{ error: { code: 'platform-unreachable' } }],
    });
    expect(await desk.json(['token', 'revoke', tokenId], { exit: 5 })).toMatchObject({
      results: [{ outcome: 'failed', error: { code: 'platform-unreachable' } }],
    });
  });

  test('when issuing and verifying', async () => {
    expect(await desk.json(['token', 'issue', desk.channel.channelId], { exit: 5 })).toMatchObject(
      errorWith('platform-unreachable'),
    );
    expect(await desk.json(['token', 'stateless', desk.channel.channelId], { exit: 5 })).toMatchObject(
      errorWith('platform-unreachable'),
    );
    const { accessToken } = await desk.json(['token', 'reveal', tokenId]);
    expect(await desk.json(['token', 'verify', '--stdin'], { stdin: String(accessToken), exit: 5 })).toMatchObject(
      errorWith('platform-unreachable'),
    );
  });
});
