// Holds: a freshly generated private key.
// Lives: until the caller has put it into the secret store.
// Wiped by: the caller.
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { SIGNING_KEY_BITS } from '../../shared/line-limits.ts';
import { Secret } from '../secrets/secret.ts';
import type { LoadedKey } from './import-private-key.ts';

const generate = promisify(generateKeyPair);

/** RSA-2048 with e = 65537, made by OpenSSL on the thread pool, so that the event loop stays free (about 0.15 s). */
export async function generatePrivateKey(): Promise<LoadedKey> {
  const { privateKey, publicKey } = await generate('rsa', { modulusLength: SIGNING_KEY_BITS, publicExponent: 0x10001 });
  return { privateKey: Secret.fromBytes(privateKey.export({ type: 'pkcs8', format: 'der' })), publicKey };
}
