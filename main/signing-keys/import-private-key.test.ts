import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  webcrypto,
  type KeyObject,
} from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { VaultError } from '../vault-error.ts';
import { importPrivateKey } from './import-private-key.ts';
import { publicJwkOf } from './public-jwk.ts';

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const plain = key.export({ format: 'jwk' });
const asText = (value: unknown) => JSON.stringify(value, null, 2);

function pem(from: KeyObject, type: 'pkcs1' | 'pkcs8', passphrase?: string): string {
  const options = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  return String(from.export({ type, format: 'pem', ...options }));
}

function refusal(material: string, passphrase?: string): { code: string; details: unknown } {
  try {
    importPrivateKey(material, passphrase);
  } catch (error) {
    if (error instanceof VaultError) return { code: error.code, details: error.details };
    throw error;
  }
  throw new Error('it was accepted');
}

/** The imported key signs, and the original public key agrees. */
function signsLike(material: string, original: KeyObject, passphrase?: string): boolean {
  const { privateKey } = importPrivateKey(material, passphrase);
  const imported = createPrivateKey({ key: privateKey.bytes(), format: 'der', type: 'pkcs8' });
  const data = Buffer.from('any text');
  return verify('RSA-SHA256', data, createPublicKey(original), sign('RSA-SHA256', data, imported));
}

describe('importing what people have', () => {
  test.each([
    ['a JWK as jwx and JWCrypto write it', asText({ ...plain, alg: 'RS256', use: 'sig' })],
    ['a JWK as a browser writes it', asText({ ...plain, alg: 'RS256', ext: true, key_ops: ['sign'] })],
    ['a bare JWK', asText(plain)],
    ['a JWK with a kid', asText({ ...plain, kid: '01234567-89ab-cdef-0123-456789abcdef' })],
    [
      'LINE’s download of before May 2021',
      asText({ privateKey: { ...plain, alg: 'RS256', use: 'sig' }, publicKey: {} }),
    ],
    ['a JWK Set of one', asText({ keys: [plain] })],
    ['a JWK with a byte order mark and blank lines', `\uFEFF\n\n${asText(plain)}\n`],
    ['PEM in PKCS#8', pem(key, 'pkcs8')],
    ['PEM in PKCS#1', pem(key, 'pkcs1')],
    [
      'PEM with Windows line ends and text before it',
      `Bag Attributes\r\n${pem(key, 'pkcs8').replaceAll('\n', '\r\n')}`,
    ],
  ])('%s', (_name, material) => {
    expect(signsLike(material, key)).toBe(true);
  });

  test('encrypted PKCS#8 and encrypted PKCS#1 with their passphrase', () => {
    expect(signsLike(pem(key, 'pkcs8', 'correct horse'), key, 'correct horse')).toBe(true);
    expect(signsLike(pem(key, 'pkcs1', 'correct horse'), key, 'correct horse')).toBe(true);
  });

  test('a key that WebCrypto made and exported', async () => {
    const pair = await webcrypto.subtle.generateKey(
      { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
      true,
      ['sign', 'verify'],
    );
    const jwk = await webcrypto.subtle.exportKey('jwk', pair.privateKey);
    const { publicKey } = importPrivateKey(asText(jwk));
    expect(publicJwkOf(publicKey)).toEqual({ kty: 'RSA', alg: 'RS256', use: 'sig', e: jwk.e, n: jwk.n });
  });
});

describe('refusing, each with its own reason', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  const large = generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey;
  const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey;

  test.each([
    ['an elliptic-curve JWK', asText(ec.export({ format: 'jwk' })), 'key-not-rsa', { type: 'EC' }],
    ['an elliptic-curve PEM', pem(ec, 'pkcs8'), 'key-not-rsa', { type: 'ec' }],
    ['a symmetric JWK', asText({ kty: 'oct', k: 'AAAA' }), 'key-not-rsa', { type: 'oct' }],
    ['a 1024-bit JWK', asText(small.export({ format: 'jwk' })), 'key-size', { bits: 1024 }],
    ['a 3072-bit PEM', pem(large, 'pkcs8'), 'key-size', { bits: 3072 }],
    ['another alg', asText({ ...plain, alg: 'PS256' }), 'key-algorithm', { member: 'alg', value: 'PS256' }],
    ['a key for encryption', asText({ ...plain, use: 'enc' }), 'key-algorithm', { member: 'use', value: 'enc' }],
    [
      'key_ops without sign',
      asText({ ...plain, key_ops: ['decrypt'] }),
      'key-algorithm',
      { member: 'key_ops', value: 'decrypt' },
    ],
    ['an RSA-PSS PEM', pem(pss, 'pkcs8'), 'key-algorithm', { member: 'type', value: 'RSA-PSS' }],
    ['a public JWK', asText(createPublicKey(key).export({ format: 'jwk' })), 'key-public-only', {}],
    [
      'a public JWK as a browser writes it',
      asText({ ...createPublicKey(key).export({ format: 'jwk' }), key_ops: ['verify'] }),
      'key-public-only',
      {},
    ],
    ['a public PEM', String(createPublicKey(key).export({ type: 'spki', format: 'pem' })), 'key-public-only', {}],
    ['an OpenSSH public key', 'ssh-rsa AAAAB3NzaC1yc2E= somebody', 'key-public-only', {}],
    ['an encrypted PKCS#8 without its passphrase', pem(key, 'pkcs8', 'pw'), 'key-encrypted', {}],
    ['an encrypted PKCS#1 without its passphrase', pem(key, 'pkcs1', 'pw'), 'key-encrypted', {}],
    ['over 64 kB', `{"a":"${'x'.repeat(64 * 1024)}"}`, 'key-too-large', { bytes: 65_544, limit: 65_536 }],
    [
      'a set of two keys',
      asText({ keys: [plain, plain] }),
      'key-unreadable',
      { problem: 'it is a set of 2 keys; give one key' },
    ],
    ['an empty file', '  \n', 'key-unreadable', { problem: 'it is empty' }],
    ['broken JSON', '{"kty":"RSA", "n":', 'key-unreadable', { problem: 'it starts like JSON but cannot be parsed' }],
    ['any other text', 'hello', 'key-unreadable', { problem: 'it begins with neither { nor -----BEGIN' }],
    [
      'a PEM block of nonsense',
      '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
      'key-unreadable',
      { problem: 'the PEM block cannot be decoded' },
    ],
    [
      'a member that is not base64url',
      asText({ ...plain, p: 'a+b=' }),
      'key-unreadable',
      { problem: 'the member p is not base64url' },
    ],
    [
      'a missing private member',
      asText({ ...plain, qi: undefined }),
      'key-mismatched',
      { problem: 'the member qi is missing' },
    ],
  ])('%s', (_name, material, code, details) => {
    expect(refusal(material)).toEqual({ code, details });
  });

  const foreign = other.export({ format: 'jwk' });
  test.each([
    ['d of another key', { ...plain, d: foreign.d }, 'd does not belong to e and n'],
    ['primes of another key', { ...plain, p: foreign.p, q: foreign.q }, 'n is not the product of p and q'],
    ['dp of another key', { ...plain, dp: foreign.dp }, 'dp does not belong to d and p'],
    ['dq of another key', { ...plain, dq: foreign.dq }, 'dq does not belong to d and q'],
    ['qi of another key', { ...plain, qi: foreign.qi }, 'qi does not belong to p and q'],
    ['an even exponent', { ...plain, e: 'AQAA' }, 'e is not a public exponent'],
  ])('private members that do not belong together: %s', (_name, jwk, problem) => {
    expect(refusal(asText(jwk))).toEqual({ code: 'key-mismatched', details: { problem } });
  });

  test('a wrong passphrase, told apart from a missing one', () => {
    expect(refusal(pem(key, 'pkcs8', 'right'), 'wrong')).toEqual({ code: 'key-passphrase-wrong', details: {} });
  });

  test('without quoting what was given', () => {
    const secretish = `{"d":"${'s3cr3t'.repeat(10)}"`;
    expect(JSON.stringify(refusal(secretish))).not.toContain('s3cr3t');
  });
});
