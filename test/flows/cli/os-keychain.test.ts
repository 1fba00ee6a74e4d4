import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addReadyChannel, issueToken, openDesk, type Desk } from './support/desk.ts';

const hasKeyring = ['dbus-run-session', 'gnome-keyring-daemon'].every(
  (name) => spawnSync('which', [name]).status === 0,
);

/** A session bus with an unlocked keyring; it ends when its standard input does. */
async function startKeyring(
  home: string,
): Promise<{ readonly session: ChildProcessWithoutNullStreams; readonly address: string }> {
  const line =
    'printf %s pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null && echo "$DBUS_SESSION_BUS_ADDRESS" && exec cat';
  const session = spawn('dbus-run-session', ['--', 'bash', '-c', line], {
    env: { PATH: process.env['PATH'], HOME: home, XDG_RUNTIME_DIR: home },
  });
  const address = await new Promise<string>((resolve, reject) => {
    session.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8').trim()));
    session.once('close', () => reject(new Error('the keyring did not start')));
  });
  return { session, address };
}

describe.skipIf(!hasKeyring)('a vault in the OS keychain', () => {
  let home: string;
  let keyring: Awaited<ReturnType<typeof startKeyring>>;
  let desk: Desk;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'kagibako-keyring-'));
    keyring = await startKeyring(home);
    desk = await openDesk({ DBUS_SESSION_BUS_ADDRESS: keyring.address });
  });
  afterAll(async () => {
    await desk.close();
    const over = new Promise((resolve) => keyring.session.once('close', resolve));
    keyring.session.stdin.end();
    await over;
    await rm(home, { recursive: true, force: true });
  });

  test('is what init makes, and opens by itself from then on', async () => {
    expect(await desk.json(['vault', 'init'])).toMatchObject({
      state: 'open',
      keystore: 'os',
      keychain: { state: 'available' },
    });
    expect(await desk.json(['vault', 'status'])).toMatchObject({ state: 'open', keystore: 'os' });
  });

  test('goes the whole way from a key to a proved revocation', async () => {
    await addReadyChannel(desk);
    const tokenId = await issueToken(desk, desk.channel.channelId, '--consumer', 'bot');
    expect(await desk.json(['token', 'reveal', tokenId])).toEqual({
      accessToken: expect.stringMatching(/^eyJ/) as string,
    });
    expect(await desk.json(['token', 'check'])).toMatchObject({ channels: [{ live: 1 }] });
    const accept = ['--accept', 'last-of-consumer'];
    expect((await desk.json(['token', 'revoke', tokenId], { exit: 1 }))['error']).toMatchObject({
      code: 'not-safe-to-revoke',
    });
    expect(await desk.json(['token', 'revoke', tokenId, ...accept])).toMatchObject({
      results: [{ outcome: 'revoked' }],
    });
  });

  test('stays locked without the keychain: status says so with 0, everything else ends with 4', async () => {
    const environment = { DBUS_SESSION_BUS_ADDRESS: '' };
    expect(await desk.json(['vault', 'status'], { environment })).toMatchObject({
      state: 'locked',
      keystore: 'os',
      keychain: { state: 'no-session' },
    });
    expect(await desk.json(['token', 'list'], { environment, exit: 4 })).toMatchObject({
      error: { code: 'keychain-no-session' },
    });
  });
});
