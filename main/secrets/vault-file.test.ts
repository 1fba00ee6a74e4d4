import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { isVaultError } from '../vault-error.ts';
import { Secret } from './secret.ts';
import { readVaultFile, writeVaultFile, type VaultFile } from './vault-file.ts';
import { createPassphraseSlot, generateVaultKey } from './vault-key.ts';

const FILE: VaultFile = {
  vaultId: '6f1f8f1e-58f3-4b7e-9a53-0f4f3d1c2b1a',
  keystore: 'os',
  createdAt: '2026-06-01T00:00:00.000Z',
  slots: [{ kind: 'keychain', format: 1, check: Buffer.alloc(16, 7).toString('base64') }],
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagibako-vault-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});
const file = () => join(folder, 'vault.json');

async function refusal(): Promise<unknown> {
  try {
    return await readVaultFile(folder);
  } catch (error) {
    return isVaultError(error) ? { code: error.code, ...error.details } : error;
  }
}

describe('the vault file', () => {
  test('comes back as it was written, with every kind of slot', async () => {
    const slot = await createPassphraseSlot(generateVaultKey(), Secret.fromText('a long enough passphrase'));
    const both: VaultFile = { ...FILE, keystore: 'file', slots: [...FILE.slots, slot] };
    await writeVaultFile(folder, FILE);
    await writeVaultFile(folder, both);
    expect(await readVaultFile(folder)).toEqual(both);
    expect(await readdir(folder)).toEqual(['vault.json']);
  });

  test('says what it is, for whoever finds it, and is its owner’s alone', async () => {
    await writeVaultFile(folder, FILE);
    expect(JSON.parse(await readFile(file(), 'utf8'))).toEqual({ format: 'kagibako-vault', version: 1, ...FILE });
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  test('that is not there means that there is no vault', async () => {
    expect(await readVaultFile(folder)).toBeUndefined();
    expect(await readVaultFile(join(folder, 'nothing'))).toBeUndefined();
  });

  test('of a newer Kagibako is refused with both versions', async () => {
    await writeFile(file(), JSON.stringify({ format: 'kagibako-vault', version: 3, anything: 'else' }));
    expect(await refusal()).toEqual({ code: 'vault-newer', folder, found: 3, known: 1 });
  });

  test.each([
    ['nothing in it', ''],
    ['half of it', '{"format":"kagibako-vault","version":1,"vaultId":"6f1f'],
    ['another format', JSON.stringify({ ...FILE, format: 'other', version: 1 })],
    ['no format', JSON.stringify(FILE)],
    ['a version that never was', JSON.stringify({ format: 'kagibako-vault', ...FILE, version: 0 })],
    ['no ID', JSON.stringify({ format: 'kagibako-vault', version: 1, ...FILE, vaultId: 'mine' })],
    ['another keystore', JSON.stringify({ format: 'kagibako-vault', version: 1, ...FILE, keystore: 'paper' })],
    [
      'a slot of no kind',
      JSON.stringify({ format: 'kagibako-vault', version: 1, ...FILE, slots: [{ kind: 'guess' }] }),
    ],
    [
      'a cheap slot',
      JSON.stringify({ format: 'kagibako-vault', version: 1, ...FILE, slots: [{ kind: 'passphrase', kdf: { N: 2 } }] }),
    ],
  ])('with %s is damaged, and left as it is', async (_, content) => {
    await writeFile(file(), content);
    expect(await refusal()).toEqual({
      code: 'vault-damaged',
      folder,
      problem: 'vault.json is not what this vault wrote',
    });
    expect(await readFile(file(), 'utf8')).toBe(content);
  });
});
