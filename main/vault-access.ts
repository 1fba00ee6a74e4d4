// Holds: the vault key and a passphrase on their way between keychain, vault file and engine.
// Lives: one unlock or one creation.
// Wiped by: this file, except the vault key that it returns, which belongs to the caller.
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { Keystore } from '../shared/domain.ts';
import type { SecretStore } from './ports.ts';
import { createKeychainStore } from './secrets/keychain-store.ts';
import { fileFailure } from './secrets/replace-file.ts';
import { openSealedFileStore, type SealedFileStore } from './secrets/sealed-file-store.ts';
import { Secret } from './secrets/secret.ts';
import type { VaultFile } from './secrets/vault-file.ts';
import {
  createKeychainSlot,
  createPassphraseSlot,
  generateVaultKey,
  openKeychainSlot,
  openPassphraseSlot,
} from './secrets/vault-key.ts';
import { VaultError } from './vault-error.ts';

/** What opens a vault: its key, and where its other secrets are kept. */
export interface VaultAccess {
  /** The caller owns and wipes it. */
  readonly vaultKey: Secret;
  readonly secrets: SecretStore;
}

function sealedFile(folder: string, vaultKey: Secret): SealedFileStore {
  // The store wipes the key that it is given.
  return openSealedFileStore({ folder, vaultKey: Secret.fromBytes(Buffer.from(vaultKey.bytes())) });
}

function requirePassphrase(folder: string, passphrase: string | undefined): Secret {
  if (passphrase === undefined || passphrase === '') throw new VaultError('passphrase-missing', { folder });
  return Secret.fromText(passphrase);
}

/** Gets the vault key out of the keychain, or from under the passphrase. Throws what those do, and `passphrase-missing`. */
export async function openAccess(
  file: VaultFile,
  folder: string,
  passphrase: string | undefined,
): Promise<VaultAccess> {
  if (file.keystore === 'os') {
    const secrets = createKeychainStore(file.vaultId);
    return { vaultKey: await openKeychainSlot(file.slots, secrets), secrets };
  }
  const secret = requirePassphrase(folder, passphrase);
  try {
    const vaultKey = await openPassphraseSlot(file.slots, secret, folder);
    return { vaultKey, secrets: sealedFile(folder, vaultKey) };
  } finally {
    secret.wipe();
  }
}

/** The access to a vault that is being made. */
export interface NewVaultAccess extends VaultAccess {
  readonly file: VaultFile;
  /** Takes the vault key out of the keychain again, where the rest could not be made. */
  readonly undo: () => Promise<void>;
}

/** Makes the key of a new vault and keeps it as chosen. The vault file that describes it is still to be written: a vault exists from then on. */
export async function createAccess(
  keystore: Keystore,
  folder: string,
  passphrase: string | undefined,
  createdAt: string,
): Promise<NewVaultAccess> {
  const secret = keystore === 'file' ? requirePassphrase(folder, passphrase) : undefined;
  const vaultKey = generateVaultKey();
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw fileFailure(error, folder);
    });
    const file = { vaultId: randomUUID(), keystore, createdAt };
    if (secret) {
      const slots = [await createPassphraseSlot(vaultKey, secret)];
      return {
        vaultKey,
        secrets: sealedFile(folder, vaultKey),
        file: { ...file, slots },
        undo: () => Promise.resolve(),
      };
    }
    const secrets = createKeychainStore(file.vaultId);
    return {
      vaultKey,
      secrets,
      file: { ...file, slots: [await createKeychainSlot(vaultKey, secrets)] },
      undo: () => secrets.delete({ kind: 'vault-key' }),
    };
  } catch (error) {
    vaultKey.wipe();
    throw error;
  } finally {
    secret?.wipe();
  }
}
