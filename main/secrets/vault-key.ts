// Holds: the vault key, and a passphrase for the length of one derivation.
// Lives: as long as the caller keeps the Secret it was given.
// Wiped by: the caller; keys derived from a passphrase by this file.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, scrypt } from 'node:crypto';
import * as v from 'valibot';
import type { SecretStore } from '../ports.ts';
import { VaultError } from '../vault-error.ts';
import { entryName } from './secret-name.ts';
import { Secret } from './secret.ts';

/** Fewest characters of a passphrase: four or five words, or what no dictionary holds. */
export const PASSPHRASE_MINIMUM_CHARACTERS = 12;

const KEY_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SLOT_FORMAT = 1;

/** Costs of scrypt: about half a second and 128 MiB. RFC 7914; OWASP, "Password Storage Cheat Sheet", asks for N = 2^17, r = 8, p = 1. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1 } as const;

const base64 = (bytes: number) =>
  v.pipe(
    v.string(),
    v.check((text) => {
      const decoded = Buffer.from(text, 'base64');
      return decoded.length === bytes && decoded.toString('base64') === text;
    }),
  );

/** The vault key lies in the OS keychain; `check` tells whether what lies there is that key. */
export const KeychainSlot = v.strictObject({
  kind: v.literal('keychain'),
  format: v.literal(SLOT_FORMAT),
  check: base64(16),
});
export type KeychainSlot = v.InferOutput<typeof KeychainSlot>;

/** The vault key, encrypted under a passphrase. The checksum tells a damaged slot from a wrong passphrase. */
export const PassphraseSlot = v.strictObject({
  kind: v.literal('passphrase'),
  format: v.literal(SLOT_FORMAT),
  kdf: v.strictObject({
    name: v.literal('scrypt'),
    // Bounds against a slot that would eat all memory, or that somebody made cheap to guess.
    N: v.picklist([2 ** 16, 2 ** 17, 2 ** 18, 2 ** 19, 2 ** 20]),
    r: v.literal(8),
    p: v.literal(1),
    salt: base64(SALT_BYTES),
  }),
  wrapped: base64(NONCE_BYTES + KEY_BYTES + TAG_BYTES),
  checksum: base64(32),
});
export type PassphraseSlot = v.InferOutput<typeof PassphraseSlot>;

/** A way to the vault key. Plain data: each is worth nothing without its secret. */
export const VaultKeySlot = v.variant('kind', [KeychainSlot, PassphraseSlot]);
export type VaultKeySlot = v.InferOutput<typeof VaultKeySlot>;

/** A new vault key: 32 random bytes. The caller owns and wipes it. */
export function generateVaultKey(): Secret {
  return Secret.fromBytes(randomBytes(KEY_BYTES));
}

// The keychain's slot ---------------------------------------------------------------------------------------------

/** Says nothing about the key that could be guessed: it is derived from all 256 random bits of it. */
function keyCheck(vaultKey: Secret): string {
  return Buffer.from(hkdfSync('sha256', vaultKey.bytes(), Buffer.alloc(0), 'kagibako/key-check/1', 16)).toString(
    'base64',
  );
}

/** Puts the vault key into the keychain, and returns the slot that finds it there. The key stays the caller's. */
export async function createKeychainSlot(vaultKey: Secret, keychain: SecretStore): Promise<KeychainSlot> {
  await keychain.set({ kind: 'vault-key' }, vaultKey);
  return { kind: 'keychain', format: SLOT_FORMAT, check: keyCheck(vaultKey) };
}

/**
 * The vault key from the keychain; the caller owns and wipes it. Throws what the store throws, and `keychain-entry-damaged` where the entry is not
 * this vault's key.
 */
export async function openKeychainSlot(slots: readonly VaultKeySlot[], keychain: SecretStore): Promise<Secret> {
  const vaultKey = await keychain.get({ kind: 'vault-key' });
  const checks = slots.filter((slot) => slot.kind === 'keychain').map((slot) => slot.check);
  const isKey = vaultKey.byteLength === KEY_BYTES && (checks.length === 0 || checks.includes(keyCheck(vaultKey)));
  if (isKey) return vaultKey;
  vaultKey.wipe();
  throw new VaultError('keychain-entry-damaged', { entry: entryName({ kind: 'vault-key' }) });
}

// The passphrase's slot -------------------------------------------------------------------------------------------

function checksumOf(slot: Omit<PassphraseSlot, 'checksum'>): string {
  const { kdf } = slot;
  const canonical = JSON.stringify([slot.kind, slot.format, kdf.name, kdf.N, kdf.r, kdf.p, kdf.salt, slot.wrapped]);
  return createHash('sha256').update(canonical, 'utf8').digest('base64');
}

/** What the wrapped key is bound to: its purpose, and every parameter that led to the key around it. */
function associatedData(kdf: PassphraseSlot['kdf']): Buffer {
  return Buffer.from(
    JSON.stringify(['kagibako', 'vault-key', 'passphrase', SLOT_FORMAT, kdf.name, kdf.N, kdf.r, kdf.p, kdf.salt]),
    'utf8',
  );
}

/** The key around the vault key, off the event loop. */
function deriveFromPassphrase(passphrase: Secret, kdf: PassphraseSlot['kdf']): Promise<Buffer> {
  // The same characters, however the keyboard composed them. RFC 8265, section 4.2.
  const normalized = Buffer.from(passphrase.reveal().normalize('NFC'), 'utf8');
  const { N, r, p } = kdf;
  return new Promise<Buffer>((resolve, reject) => {
    scrypt(
      normalized,
      Buffer.from(kdf.salt, 'base64'),
      KEY_BYTES,
      { N, r, p, maxmem: 2 * 128 * N * r },
      (error, key) => {
        if (error) reject(error);
        else resolve(key);
      },
    );
  }).finally(() => normalized.fill(0));
}

/** Throws `passphrase-weak` with `{minimum}`. Characters are counted as a person counts them, not as UTF-16 does. */
export function assertStrongPassphrase(passphrase: Secret): void {
  const characters = [...new Intl.Segmenter().segment(passphrase.reveal().normalize('NFC'))].length;
  if (characters < PASSPHRASE_MINIMUM_CHARACTERS) {
    throw new VaultError('passphrase-weak', { minimum: PASSPHRASE_MINIMUM_CHARACTERS });
  }
}

/** Encrypts the vault key under a passphrase. Both stay the caller's. Throws `passphrase-weak`. */
export async function createPassphraseSlot(vaultKey: Secret, passphrase: Secret): Promise<PassphraseSlot> {
  assertStrongPassphrase(passphrase);
  const kdf = { name: 'scrypt' as const, ...SCRYPT, salt: randomBytes(SALT_BYTES).toString('base64') };
  const wrappingKey = await deriveFromPassphrase(passphrase, kdf);
  try {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', wrappingKey, nonce);
    cipher.setAAD(associatedData(kdf));
    const wrapped = Buffer.concat([
      nonce,
      cipher.update(vaultKey.bytes()),
      cipher.final(),
      cipher.getAuthTag(),
    ]).toString('base64');
    const slot = { kind: 'passphrase' as const, format: SLOT_FORMAT as 1, kdf, wrapped };
    return { ...slot, checksum: checksumOf(slot) };
  } finally {
    wrappingKey.fill(0);
  }
}

async function unwrap(slot: PassphraseSlot, passphrase: Secret): Promise<Secret | undefined> {
  const wrapped = Buffer.from(slot.wrapped, 'base64');
  const wrappingKey = await deriveFromPassphrase(passphrase, slot.kdf);
  try {
    const decipher = createDecipheriv('aes-256-gcm', wrappingKey, wrapped.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(associatedData(slot.kdf));
    decipher.setAuthTag(wrapped.subarray(-TAG_BYTES));
    const vaultKey = decipher.update(wrapped.subarray(NONCE_BYTES, -TAG_BYTES));
    try {
      decipher.final();
    } catch {
      vaultKey.fill(0);
      return undefined;
    }
    return Secret.fromBytes(vaultKey);
  } finally {
    wrappingKey.fill(0);
  }
}

/**
 * The vault key, by whichever passphrase slot the passphrase opens; the caller owns and wipes it. Throws `passphrase-wrong` where it opens none, and
 * `vault-damaged` where every such slot is damaged, so that no passphrase could.
 * @param folder is named in the error.
 */
export async function openPassphraseSlot(
  slots: readonly VaultKeySlot[],
  passphrase: Secret,
  folder = '',
): Promise<Secret> {
  const whole = slots.filter((slot) => slot.kind === 'passphrase').filter((slot) => slot.checksum === checksumOf(slot));
  if (whole.length === 0)
    throw new VaultError('vault-damaged', { folder, problem: 'what its passphrase opens was altered (vault.json)' });
  for (const slot of whole) {
    const vaultKey = await unwrap(slot, passphrase);
    if (vaultKey) return vaultKey;
  }
  throw new VaultError('passphrase-wrong');
}
