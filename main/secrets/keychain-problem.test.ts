import { createServer } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { keychainFailure, keychainProblem } from './keychain-problem.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagibako-bus-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  onTestFinished(() => void vi.unstubAllEnvs());
});

/** Something that listens where a session bus would; what it would say does not matter here. */
async function listen(path: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
}

const codeOf = async (message: string) => (await keychainProblem(new Error(message))).code;

describe('with a session bus', () => {
  beforeEach(async () => {
    await listen(join(folder, 'bus'));
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', `unix:path=${join(folder, 'bus')},guid=0123`);
  });

  test.each([
    ['Cannot create an item in a locked collection', 'keychain-locked'],
    ['GDBus.Error:org.freedesktop.Secret.Error.IsLocked: The collection is locked', 'keychain-locked'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'keychain-locked'],
    ['パス “/org/freedesktop/secrets/aliases/default” にオブジェクトがありません', 'keychain-locked'],
    ['The unlock prompt was dismissed', 'keychain-locked'],
    ['User interaction is not allowed.', 'keychain-locked'],
    ['The user name or passphrase you entered is not correct.', 'keychain-locked'],
    ['A specified logon session does not exist. It may already have been terminated.', 'keychain-no-session'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'keychain-no-session'],
    ['it did not keep what it was given', 'keychain-failed'],
  ])('“%s” is %s', async (message, code) => {
    expect(await codeOf(message)).toBe(code);
  });

  test('the failure carries what was said', async () => {
    expect(await keychainFailure(new Error('out of memory'))).toMatchObject({
      code: 'keychain-failed',
      details: { problem: 'out of memory' },
    });
  });
});

describe('whatever the library says, there is no session where the bus', () => {
  test.each([
    ['has no address, and none is in the runtime folder', ''],
    ['has the address of a socket that is not there', 'unix:path=/nowhere/bus'],
    ['is switched off, as Chromium does where it finds none', 'disabled:'],
    ['has addresses none of which answers', 'unix:path=/nowhere/bus;unix:abstract=kagibako-nobody'],
  ])('%s', async (_, address) => {
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', address);
    vi.stubEnv('XDG_RUNTIME_DIR', folder);
    expect(await codeOf('接続できません')).toBe('keychain-no-session');
  });

  test.each([
    ['but there is one in the runtime folder', () => ''],
    [
      'but there is one at the second address',
      () => `unix:path=/nowhere/bus;unix:path=${encodeURIComponent(join(folder, 'bus'))}`,
    ],
    ['but there is one elsewhere', () => 'tcp:host=127.0.0.1,port=1'],
  ])('%s', async (_, address) => {
    await listen(join(folder, 'bus'));
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', address());
    vi.stubEnv('XDG_RUNTIME_DIR', folder);
    expect(await codeOf('接続できません')).toBe('keychain-failed');
  });
});
