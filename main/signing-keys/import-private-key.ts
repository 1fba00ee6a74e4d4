// Holds: the text of a private key file and its passphrase.
// Lives: for the duration of one import.
// Wiped by: the caller wipes the PKCS#8 bytes of the result; the text came over a door as a string and cannot be wiped.
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { SIGNING_KEY_BITS } from '../../shared/line-limits.ts';
import { Secret } from '../secrets/secret.ts';
import { VaultError } from '../vault-error.ts';
import { readEncryptedKey } from './encrypted-key.ts';
import { refuseTooLarge, unreadable } from './key-reason.ts';
import { loadPrivateJwk } from './private-jwk.ts';

/** A checked RSA-2048 private key and its public half. */
export interface LoadedKey {
  /** PKCS#8 DER. The caller owns and wipes it. */
  readonly privateKey: Secret;
  readonly publicKey: KeyObject;
}

const PEM_BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?(?:-----END \1-----|$)/g;
const PUBLIC_LABELS = new Set([
  'PUBLIC KEY',
  'RSA PUBLIC KEY',
  'CERTIFICATE',
  'TRUSTED CERTIFICATE',
  'CERTIFICATE REQUEST',
  'SSH2 PUBLIC KEY',
]);

/** The private key among the blocks of a PEM file (which may bring its certificate along), or the first block. */
function choosePemBlock(text: string): { readonly block: string; readonly label: string } | undefined {
  const blocks = [...text.matchAll(PEM_BLOCK)].map(([block, label = '']) => ({ block, label }));
  return blocks.find(({ label }) => label.endsWith('PRIVATE KEY')) ?? blocks[0];
}

function errorCodeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function loadPem(text: string, label: string, passphrase: string | undefined): KeyObject {
  if (PUBLIC_LABELS.has(label)) throw new VaultError('key-public-only');
  if (label === 'OPENSSH PRIVATE KEY')
    throw unreadable('it is in OpenSSH’s own format; convert a copy with: ssh-keygen -p -m PEM -f FILE');
  const isPkcs8 = label === 'ENCRYPTED PRIVATE KEY';
  const encrypted = isPkcs8 || /^Proc-Type: 4,ENCRYPTED/m.test(text);
  if (encrypted && (passphrase === undefined || passphrase === '')) throw new VaultError('key-encrypted');
  // OpenSSL gets the very bytes that were looked at, so that it cannot find something else in the text.
  const input = isPkcs8
    ? ({ key: readEncryptedKey(text), format: 'der', type: 'pkcs8' } as const)
    : ({ key: text, format: 'pem' } as const);
  let key: KeyObject;
  try {
    key = createPrivateKey(encrypted ? { ...input, passphrase: passphrase ?? '' } : input);
  } catch (error) {
    // OpenSSL tells ciphers that it does not have; everything else of an encrypted key looks like a wrong passphrase.
    if (encrypted && /UNSUPPORTED|UNKNOWN/.test(errorCodeOf(error)))
      throw unreadable('it is encrypted in an old way; encrypt a copy anew with: openssl pkcs8 -topk8 -v2 aes-256-cbc');
    if (encrypted) throw new VaultError('key-passphrase-wrong');
    throw unreadable('the PEM block cannot be decoded');
  }
  if (key.asymmetricKeyType === 'rsa-pss') throw new VaultError('key-algorithm', { member: 'type', value: 'RSA-PSS' });
  if (key.asymmetricKeyType !== 'rsa')
    throw new VaultError('key-not-rsa', { type: key.asymmetricKeyType ?? 'unknown' });
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits !== SIGNING_KEY_BITS) throw new VaultError('key-size', { bits });
  // OpenSSL does not look whether the numbers belong together; the JWK path does.
  return loadPrivateJwk(key.export({ format: 'jwk' }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may be a key.
    throw unreadable('it starts like JSON but cannot be parsed');
  }
}

/**
 * Reads a private key as people have it: a JWK of jwx, JWCrypto, WebCrypto or LINE's old download, or PEM (PKCS#8, PKCS#1, encrypted or not).
 * Throws `key-too-large`, `key-unreadable`, `key-not-rsa`, `key-size`, `key-algorithm`, `key-public-only`, `key-mismatched`, `key-encrypted`,
 * `key-passphrase-wrong`. No message quotes the input.
 */
export function importPrivateKey(material: string, passphrase?: string): LoadedKey {
  refuseTooLarge(material);
  const text = material.replace(/^\uFEFF/, '').trim();
  if (text === '') throw unreadable('it is empty');
  const pem = choosePemBlock(text);
  let key: KeyObject;
  if (text.startsWith('{') || text.startsWith('[') || text.startsWith('"')) key = loadPrivateJwk(parseJson(text));
  else if (pem) key = loadPem(pem.block, pem.label, passphrase);
  else if (/^ssh-/.test(text)) throw new VaultError('key-public-only');
  else throw unreadable('it begins with neither { nor -----BEGIN');
  return {
    privateKey: Secret.fromBytes(key.export({ type: 'pkcs8', format: 'der' })),
    publicKey: createPublicKey(key),
  };
}
