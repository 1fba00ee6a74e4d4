// Holds: imported private keys, as handles into OpenSSL's memory.
// Lives: from the first signature until the vault is locked.
// Wiped by: `clear()`, called on lock and shutdown; the PKCS#8 bytes are wiped right after the import.
import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { SecretStore } from '../ports.ts';
import { VaultError } from '../vault-error.ts';

/** Signing keys ready for use: importing per signature would cost more than the signature. */
export interface KeyCache {
  /** Throws what the secret store throws, and `keychain-entry-damaged` where the entry is no PKCS#8 key. */
  get(signingKeyId: string): Promise<KeyObject>;
  forget(signingKeyId: string): void;
  clear(): void;
}

/** A cache over a secret store. */
export function createKeyCache(store: SecretStore): KeyCache {
  const keys = new Map<string, Promise<KeyObject>>();

  async function load(signingKeyId: string): Promise<KeyObject> {
    const secret = await store.get({ kind: 'signing-key', id: signingKeyId });
    try {
      return createPrivateKey({ key: secret.bytes(), format: 'der', type: 'pkcs8' });
    } catch (cause) {
      throw new VaultError('keychain-entry-damaged', { entry: `signing-key/${signingKeyId}` }, { cause });
    } finally {
      secret.wipe();
    }
  }

  return {
    get(signingKeyId) {
      const known = keys.get(signingKeyId);
      if (known) return known;
      const loading = load(signingKeyId);
      keys.set(signingKeyId, loading);
      // A failure is not remembered: the person may unlock the keychain and try again.
      loading.catch(() => keys.delete(signingKeyId));
      return loading;
    },
    forget: (signingKeyId) => void keys.delete(signingKeyId),
    clear: () => keys.clear(),
  };
}
