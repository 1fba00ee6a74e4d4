import { randomBytes } from 'node:crypto';
import { chmod, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { runOnSmallDisk, runUnprivileged } from '../ledger/ledger-test-support.ts';
import type { SecretName } from '../ports.ts';
import { isVaultError } from '../vault-error.ts';
import { openSealedFileStore, SEALED_FILE, type SealedFileStore } from './sealed-file-store.ts';
import { Secret } from './secret.ts';

const KEY: SecretName = { kind: 'signing-key', id: 'key-1' };
const CHANNEL: SecretName = { kind: 'channel-secret', id: '2000000001' };

let folder: string;
let vaultKey: Buffer;
let store: SealedFileStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagibako-sealed-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  vaultKey = randomBytes(32);
  store = open();
});

const open = (key = vaultKey) => openSealedFileStore({ folder, vaultKey: Secret.fromBytes(Buffer.from(key)) });
const file = () => join(folder, SEALED_FILE);
const put = (name: SecretName, text: string) => store.set(name, Secret.fromText(text));

async function answer(name: SecretName, from = store): Promise<unknown> {
  try {
    return (await from.get(name)).reveal();
  } catch (error) {
    return isVaultError(error) ? { code: error.code, ...error.details } : error;
  }
}

describe('a secret in the sealed file', () => {
  test('comes back, also to the next store of the same vault', async () => {
    await put(KEY, 'a private key');
    await put(CHANNEL, 'a channel secret');
    expect([await answer(KEY), await answer(CHANNEL, open())]).toEqual(['a private key', 'a channel secret']);
  });

  test('is replaced by a later one, and may be deleted twice', async () => {
    await put(KEY, 'first');
    await put(KEY, 'second');
    expect(await answer(KEY)).toBe('second');
    await store.delete(KEY);
    await store.delete(KEY);
    expect(await answer(KEY)).toEqual({ code: 'keychain-entry-missing', entry: 'signing-key/key-1' });
  });

  test('is the new one where the file was replaced by another store meanwhile', async () => {
    await put(KEY, 'first');
    expect(await answer(KEY)).toBe('first');
    await open().set(KEY, Secret.fromText('second, which is longer'));
    expect(await answer(KEY)).toBe('second, which is longer');
    await rm(file());
    expect(await answer(KEY)).toEqual({ code: 'keychain-entry-missing', entry: 'signing-key/key-1' });
  });

  test('that was never there is missing, also where there is no file yet', async () => {
    expect(await answer(CHANNEL)).toEqual({ code: 'keychain-entry-missing', entry: 'channel-secret/2000000001' });
    await store.delete(CHANNEL);
    expect(await readdir(folder)).toEqual([]);
  });

  test('can be read by nobody who reads the file, which is its owner’s alone', async () => {
    await put(KEY, 'a private key');
    const content = await readFile(file(), 'utf8');
    expect(content).not.toContain('private');
    expect(content).not.toContain(Buffer.from('a private key').toString('base64').slice(0, 12));
    expect(Object.keys(JSON.parse(content) as object)).toEqual(['format', 'version', 'entries']);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual([SEALED_FILE]);
  });

  test('is kept with all others when many are put there at once', async () => {
    const names = Array.from({ length: 20 }, (_, index) => ({ kind: 'signing-key', id: String(index) }) as const);
    await Promise.all(names.map((name) => put(name, `key ${name.id}`)));
    expect(await Promise.all(names.map((name) => answer(name)))).toEqual(names.map(({ id }) => `key ${id}`));
  });
});

describe('the sealed file is damaged, and left as it is, where', () => {
  const damaged = () => ({ code: 'sealed-file-damaged', file: SEALED_FILE, folder });

  test('an entry was altered', async () => {
    await put(KEY, 'a private key');
    const content = JSON.parse(await readFile(file(), 'utf8')) as { entries: Record<string, string> };
    const sealed = Buffer.from(content.entries['signing-key/key-1'] ?? '', 'base64');
    sealed[20] = (sealed[20] ?? 0) ^ 1;
    await writeFile(
      file(),
      JSON.stringify({ ...content, entries: { 'signing-key/key-1': sealed.toString('base64') } }),
    );
    expect(await answer(KEY)).toEqual(damaged());
  });

  test('an entry was moved to another name', async () => {
    await put(KEY, 'a private key');
    await writeFile(file(), (await readFile(file(), 'utf8')).replace('signing-key/key-1', 'signing-key/key-2'));
    expect(await answer({ kind: 'signing-key', id: 'key-2' })).toEqual(damaged());
  });

  test('it was sealed under another vault’s key', async () => {
    await put(KEY, 'a private key');
    expect(await answer(KEY, open(randomBytes(32)))).toEqual(damaged());
  });

  test.each(['', '{"format":"kagibako-secrets"', '{}', '{"format":"kagibako-secrets","version":2,"entries":{}}'])(
    'it says %j',
    async (content) => {
      await writeFile(file(), content);
      expect(await answer(KEY)).toEqual(damaged());
      await expect(put(CHANNEL, 'x')).rejects.toMatchObject({ code: 'sealed-file-damaged' });
      expect(await readFile(file(), 'utf8')).toBe(content);
    },
  );
});

describe('where it cannot be written', () => {
  test('for want of room: vault-full, with the old file as it was', async () => {
    expect(await runOnSmallDisk(64 * 1024, '../secrets/sealed-file.child.ts', 'full')).toEqual({
      refused: 'vault-full',
      kept: 'first',
      files: ['filler', SEALED_FILE],
      afterwards: 'second',
    });
  });

  test('for want of permission: vault-read-only, with the old file as it was', async () => {
    await put(KEY, 'first');
    await chmod(folder, 0o555);
    await chmod(file(), 0o444);
    onTestFinished(() => chmod(folder, 0o755));
    const answers = await runUnprivileged(
      '../secrets/sealed-file.child.ts',
      folder,
      'read-only',
      vaultKey.toString('hex'),
    );
    expect(answers).toEqual({ refused: 'vault-read-only', kept: 'first' });
  });

  test('an earlier attempt’s half of a file is no hindrance, and not reused', async () => {
    await put(KEY, 'first');
    await cp(file(), join(folder, `.${SEALED_FILE}.new`));
    await chmod(join(folder, `.${SEALED_FILE}.new`), 0o644);
    await put(KEY, 'second');
    expect([await answer(KEY), (await stat(file())).mode & 0o777, await readdir(folder)]).toEqual([
      'second',
      0o600,
      [SEALED_FILE],
    ]);
  });
});

describe('a store', () => {
  test('wipes the vault key that it was given, and answers vault-locked once it is wiped itself', async () => {
    const given = Secret.fromBytes(randomBytes(32));
    const other = openSealedFileStore({ folder, vaultKey: given });
    expect(given.byteLength).toBe(0);
    await other.set(KEY, Secret.fromText('x'));
    other.wipe();
    expect(await answer(KEY, other)).toMatchObject({ code: 'vault-locked' });
  });
});
