// Holds: two keys derived from the vault key, for sealing and for indexing; plaintexts for the length of a call.
// Lives: the keys from `createSealer` until `wipe`.
// Wiped by: the owner of the sealer; opened plaintexts by whoever called `open`.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { VaultError } from '../vault-error.ts';
import { Secret } from './secret.ts';

/** Encrypts and recognises values under the vault key. */
export interface Sealer {
  /**
   * AES-256-GCM with a random nonce. `aad` names the place that the value belongs to, and is needed again to open it. The plaintext stays the
   * caller's.
   */
  seal(plaintext: Buffer, aad: string): Buffer;
  /** The caller owns and wipes what it gets. Throws `vault-damaged` where a byte was altered, or the value comes from another place. */
  open(sealed: Buffer, aad: string): Secret;
  /** HMAC-SHA-256, by which a value is found again without being stored. The same value has the same index in this vault, and in no other. */
  index(value: Buffer): Buffer;
  /** Forgets the keys. The sealer is of no use afterwards. */
  wipe(): void;
}

/** The form that `seal` writes: version, nonce, ciphertext, tag. */
const VERSION = 1;
/** 96 bits, the size that GCM is made for. NIST SP 800-38D, section 5.2.1.1; random ones serve for 2^32 values, section 8.3. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const HEADER_BYTES = 1 + NONCE_BYTES;

/** A key for one purpose. RFC 5869; no salt is needed, because the vault key is uniformly random (section 3.1). */
function deriveKey(vaultKey: Secret, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', vaultKey.bytes(), Buffer.alloc(0), purpose, KEY_BYTES));
}

/**
 * Makes a sealer. The vault key stays the caller's and may be wiped at once.
 * @param folder is named where a sealed value turns out to be altered.
 */
export function createSealer(vaultKey: Secret, folder = ''): Sealer {
  if (vaultKey.byteLength !== KEY_BYTES) throw new Error('a vault key has 32 bytes');
  const sealingKey = deriveKey(vaultKey, 'kagibako/seal/1');
  const indexKey = deriveKey(vaultKey, 'kagibako/index/1');
  let wiped = false;

  const altered = (cause?: unknown): VaultError =>
    new VaultError('vault-damaged', { folder, problem: 'a sealed value in it was altered' }, { cause });
  const assertUsable = (): void => {
    // A key of zeros would still encrypt.
    if (wiped) throw new VaultError('vault-locked', { folder });
  };

  return {
    seal(plaintext, aad) {
      assertUsable();
      const nonce = randomBytes(NONCE_BYTES);
      const header = Buffer.concat([Buffer.from([VERSION]), nonce]);
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce);
      cipher.setAAD(Buffer.concat([Buffer.from([VERSION]), Buffer.from(aad, 'utf8')]));
      return Buffer.concat([header, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
    },

    open(sealed, aad) {
      assertUsable();
      if (sealed.length < HEADER_BYTES + TAG_BYTES || sealed[0] !== VERSION) throw altered();
      const decipher = createDecipheriv('aes-256-gcm', sealingKey, sealed.subarray(1, HEADER_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.concat([Buffer.from([VERSION]), Buffer.from(aad, 'utf8')]));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      // One piece, with nothing to add at the end: GCM is a stream, so that no second buffer has to be wiped.
      const plaintext = decipher.update(sealed.subarray(HEADER_BYTES, -TAG_BYTES));
      try {
        decipher.final();
      } catch (error) {
        plaintext.fill(0);
        throw altered(error);
      }
      return Secret.fromBytes(plaintext);
    },

    index(value) {
      assertUsable();
      return createHmac('sha256', indexKey).update(value).digest();
    },

    wipe() {
      wiped = true;
      sealingKey.fill(0);
      indexKey.fill(0);
    },
  };
}
