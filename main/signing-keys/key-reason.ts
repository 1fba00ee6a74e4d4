import { VaultError } from '../vault-error.ts';

/** A private key file is at most this long, in bytes; a real one is below 4 kB. */
export const KEY_FILE_LIMIT_BYTES = 64 * 1024;

/** Refuses a key text that is longer than any key file. */
export function refuseTooLarge(material: string): void {
  const bytes = Buffer.byteLength(material, 'utf8');
  if (bytes > KEY_FILE_LIMIT_BYTES) throw new VaultError('key-too-large', { bytes, limit: KEY_FILE_LIMIT_BYTES });
}

/** `key-unreadable` with a reason for people. */
export function unreadable(problem: string): VaultError {
  return new VaultError('key-unreadable', { problem });
}
