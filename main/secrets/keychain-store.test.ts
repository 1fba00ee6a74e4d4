import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';

/**
 * Against a real gnome-keyring, on session buses of these tests' own: `dbus-run-session` starts one, and every file lies in a folder that is gone
 * afterwards. Nobody's own keyring is ever asked, whatever session the tests are run in.
 */

const CHILD = join(import.meta.dirname, 'keychain.child.ts');

/** A person's home without anything in it. */
async function newHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'kagibako-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  await mkdir(join(home, 'run'), { mode: 0o700 });
  return home;
}

/** Runs the child's scenario, by way of `command`, with nothing of this process's environment but where programs are. */
async function ask(home: string, scenario: 'works' | 'fails', ...command: readonly string[]): Promise<unknown> {
  const [program, ...parameters] = [...command, process.execPath, CHILD, scenario];
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_RUNTIME_DIR: join(home, 'run'),
  };
  const { stdout } = await promisify(execFile)(program, parameters, { env });
  return JSON.parse(stdout);
}

const withKeyring = (...start: readonly string[]) => ['dbus-run-session', '--', 'sh', '-c', ...start, 'sh'];
const UNLOCKED = withKeyring(
  'printf %s "a test’s password" | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"',
);
const LOCKED = withKeyring('gnome-keyring-daemon --start --components=secrets >/dev/null && exec "$@"');

const NAME = 'Secret Service';

/** What every question is answered where the keychain does not work. */
const every = (code: string) => ({ code, problem: 'told' });
const allFail = (health: string, code: string) => ({
  health,
  told: true,
  get: every(code),
  set: every(code),
  delete: every(code),
});

describe('the OS keychain', () => {
  test('keeps, replaces, tells apart, finds missing, finds damaged and deletes', async () => {
    const missing = { code: 'keychain-entry-missing', entry: 'signing-key/key-1' };
    expect(await ask(await newHome(), 'works', ...UNLOCKED)).toEqual({
      health: { state: 'available', name: NAME, problem: null },
      missing,
      set: 'done',
      again: 'done',
      get: 'second',
      otherVault: missing,
      setLarge: 'done',
      large: true,
      delete: 'done',
      deleteAgain: 'done',
      deleted: { code: 'keychain-entry-missing', entry: 'channel-secret/2000000001' },
      // Nothing of the probes is left, and what is there is base64.
      entries: [['vault-1/signing-key/key-1', Buffer.from('second').toString('base64')]],
      damaged: { code: 'keychain-entry-damaged', entry: 'signing-key/key-1' },
    });
  });

  test('that is locked says so, also of an entry that is in it, and of what it would have deleted', async () => {
    const home = await newHome();
    await ask(home, 'works', ...UNLOCKED);
    expect(await ask(home, 'fails', ...LOCKED)).toEqual(allFail('locked', 'keychain-locked'));
  });

  test('that nobody has ever made or unlocked is as good as locked', async () => {
    expect(await ask(await newHome(), 'fails', ...LOCKED)).toEqual(allFail('locked', 'keychain-locked'));
  });

  test('of no session is told as such: without a bus, and with the address of one that is gone', async () => {
    const home = await newHome();
    const noSession = allFail('no-session', 'keychain-no-session');
    expect(await ask(home, 'fails')).toEqual(noSession);
    const address = `unix:path=${join(home, 'run', 'gone')}`;
    expect(await ask(home, 'fails', 'env', `DBUS_SESSION_BUS_ADDRESS=${address}`)).toEqual(noSession);
  });

  test('of a session on whose bus nobody keeps secrets is as good as of none', async () => {
    const home = await newHome();
    const config = join(home, 'bus.conf');
    await writeFile(
      config,
      `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
       <busconfig><type>session</type><listen>unix:tmpdir=${home}</listen>
       <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
    );
    const command = ['dbus-run-session', `--config-file=${config}`, '--'];
    expect(await ask(home, 'fails', ...command)).toEqual(allFail('no-session', 'keychain-no-session'));
  });
});

describe('a machine without the keychain’s library', () => {
  test('is told so when the keychain is asked, and not before', async () => {
    vi.resetModules();
    vi.doMock('keytar', () => {
      throw new Error('libsecret-1.so.0: cannot open shared object file');
    });
    onTestFinished(() => {
      vi.doUnmock('keytar');
    });
    const { createKeychainStore, keychainHealth } = await import('./keychain-store.ts');
    const store = createKeychainStore('vault-1');
    const problem = expect.stringContaining('libsecret-1-0') as string;
    await expect(store.get({ kind: 'vault-key' })).rejects.toMatchObject({
      code: 'keychain-failed',
      details: { problem },
    });
    expect(await keychainHealth()).toEqual({ state: 'failed', name: NAME, problem });
  });
});
