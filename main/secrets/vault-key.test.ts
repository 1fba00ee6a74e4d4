import { monitorEventLoopDelay } from 'node:perf_hooks';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SecretName, SecretStore } from '../ports.ts';
import { isVaultError, VaultError } from '../vault-error.ts';
import { Secret } from './secret.ts';
import {
  assertStrongPassphrase,
  createKeychainSlot,
  createPassphraseSlot,
  generateVaultKey,
  openKeychainSlot,
  openPassphraseSlot,
  type PassphraseSlot,
  type VaultKeySlot,
} from './vault-key.ts';

const PASSPHRASE = 'four words and a café';

let vaultKey: Secret;
let slot: PassphraseSlot;
beforeAll(async () => {
  vaultKey = generateVaultKey();
  slot = await createPassphraseSlot(vaultKey, Secret.fromText(PASSPHRASE));
});

async function opening(slots: readonly VaultKeySlot[], passphrase: string): Promise<unknown> {
  try {
    return (await openPassphraseSlot(slots, Secret.fromText(passphrase), '/vault')).bytes().toString('hex');
  } catch (error) {
    return isVaultError(error) ? { code: error.code, ...error.details } : error;
  }
}

const changed = (more: Partial<PassphraseSlot>): PassphraseSlot => ({ ...slot, ...more });
const DAMAGED = {
  code: 'vault-damaged',
  folder: '/vault',
  problem: 'what its passphrase opens was altered (vault.json)',
};

describe('a vault key', () => {
  test('has 32 bytes that nobody can foresee', () => {
    const [one, other] = [generateVaultKey(), generateVaultKey()];
    expect([one.byteLength, one.bytes().equals(other.bytes())]).toEqual([32, false]);
  });
});

describe('a passphrase slot', () => {
  test('gives the vault key to its passphrase, however the keyboard composed it', async () => {
    const expected = vaultKey.bytes().toString('hex');
    expect(await opening([slot], PASSPHRASE)).toBe(expected);
    expect(await opening([slot], PASSPHRASE.normalize('NFD'))).toBe(expected);
  });

  test('tells a wrong passphrase', async () => {
    expect(await opening([slot], `${PASSPHRASE} `)).toEqual({ code: 'passphrase-wrong' });
    expect(await opening([slot], '')).toEqual({ code: 'passphrase-wrong' });
  });

  test('tells damage from a wrong passphrase, without trying it', async () => {
    const flip = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
    const damages = [
      changed({ wrapped: flip(slot.wrapped) }),
      changed({ checksum: flip(slot.checksum) }),
      changed({ kdf: { ...slot.kdf, salt: flip(slot.kdf.salt) } }),
      changed({ kdf: { ...slot.kdf, N: 2 ** 16 } }),
    ];
    for (const damage of damages) expect(await opening([damage], PASSPHRASE)).toEqual(DAMAGED);
    expect(await opening([], PASSPHRASE)).toEqual(DAMAGED);
    // One slot that is whole will do.
    expect(await opening([damages[0] ?? slot, slot], PASSPHRASE)).toBe(vaultKey.bytes().toString('hex'));
  });

  test('shows what it cost to make, and nothing of key or passphrase', () => {
    expect(slot).toMatchObject({ kind: 'passphrase', format: 1, kdf: { name: 'scrypt', N: 131_072, r: 8, p: 1 } });
    const text = JSON.stringify(slot);
    expect(text).not.toContain(vaultKey.bytes().toString('base64').slice(0, 20));
    expect(text).not.toContain('words');
  });

  test('is never the same twice', async () => {
    const again = await createPassphraseSlot(vaultKey, Secret.fromText(PASSPHRASE));
    expect([again.kdf.salt, again.wrapped]).not.toEqual([slot.kdf.salt, slot.wrapped]);
  });

  test('is derived off the event loop', async () => {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const began = performance.now();
    delay.enable();
    await opening([slot], PASSPHRASE);
    delay.disable();
    const took = performance.now() - began;
    // On the loop, one delay would be all of it.
    expect(delay.max / 1e6).toBeLessThan(took / 2);
  });
});

describe('a passphrase', () => {
  const weakness = (text: string): unknown => {
    try {
      assertStrongPassphrase(Secret.fromText(text));
      return 'strong';
    } catch (error) {
      return isVaultError(error) ? { code: error.code, ...error.details } : error;
    }
  };
  const WEAK = { code: 'passphrase-weak', minimum: 12 };

  test('of fewer than twelve characters is too weak, as a person counts them', () => {
    expect(weakness('eleven char')).toEqual(WEAK);
    expect(weakness('twelve chars')).toBe('strong');
    expect(weakness('ガ'.normalize('NFD').repeat(11))).toEqual(WEAK);
    expect(weakness('👩‍👩‍👧'.repeat(11))).toEqual(WEAK);
    expect(weakness('鍵箱鍵箱鍵箱鍵箱鍵箱鍵箱')).toBe('strong');
  });

  test('that is too weak makes no slot', async () => {
    await expect(createPassphraseSlot(vaultKey, Secret.fromText('short'))).rejects.toMatchObject(
      WEAK.minimum ? { code: WEAK.code } : {},
    );
  });
});

describe('a keychain slot', () => {
  /** A keychain in memory; the real one has tests of its own. */
  function keychain(): SecretStore & { readonly kept: Map<string, Buffer> } {
    const kept = new Map<string, Buffer>();
    const nameOf = (name: SecretName): string => JSON.stringify(name);
    return {
      kind: 'os',
      kept,
      get: (name) => {
        const bytes = kept.get(nameOf(name));
        return bytes
          ? Promise.resolve(Secret.fromBytes(Buffer.from(bytes)))
          : Promise.reject(new VaultError('keychain-entry-missing'));
      },
      set: (name, secret) => Promise.resolve(void kept.set(nameOf(name), Buffer.from(secret.bytes()))),
      delete: (name) => Promise.resolve(void kept.delete(nameOf(name))),
    };
  }
  const VAULT_KEY = JSON.stringify({ kind: 'vault-key' });

  test('finds the vault key that was put into the keychain', async () => {
    const store = keychain();
    const made = await createKeychainSlot(vaultKey, store);
    expect((await openKeychainSlot([made], store)).bytes()).toEqual(vaultKey.bytes());
    // A vault that was made before there were keychain slots.
    expect((await openKeychainSlot([], store)).bytes()).toEqual(vaultKey.bytes());
    expect(JSON.stringify(made)).not.toContain(vaultKey.bytes().toString('base64').slice(0, 12));
  });

  test('tells when what lies there is not this vault’s key', async () => {
    const store = keychain();
    const made = await createKeychainSlot(vaultKey, store);
    for (const other of [generateVaultKey().bytes(), Buffer.from('short')]) {
      store.kept.set(VAULT_KEY, other);
      const opened = openKeychainSlot([made], store);
      await expect(opened).rejects.toMatchObject({ code: 'keychain-entry-damaged', details: { entry: 'vault-key' } });
    }
  });
});
