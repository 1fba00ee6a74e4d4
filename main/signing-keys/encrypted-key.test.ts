import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VaultError } from '../vault-error.ts';
import { MOST_ROUNDS, readEncryptedKey } from './encrypted-key.ts';
import { importPrivateKey } from './import-private-key.ts';

/** One DER element. */
function der(tag: number, ...parts: readonly (Buffer | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'hex') : part)));
  const { length } = content;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly (Buffer | string)[]) => der(0x30, ...parts);
const salt = der(0x04, '0102030405060708');
const integer = (value: number) =>
  der(
    0x02,
    value
      .toString(16)
      .padStart(14, '0')
      .replace(/^(00)+(?=..)/, ''),
  );
const oid = (hex: string) => der(0x06, hex);

const pbes2 = (method: string, ...parameters: readonly Buffer[]) =>
  sequence(
    oid('2a864886f70d01050d'),
    sequence(
      sequence(oid(method), sequence(salt, ...parameters)),
      sequence(oid('60864801650304012a'), der(0x04, Buffer.alloc(16))),
    ),
  );
const ALGORITHMS: Readonly<Record<string, (rounds: number) => Buffer>> = {
  'PBES2 with PBKDF2': (rounds) => pbes2('2a864886f70d01050c', integer(rounds), integer(32)),
  // Its cost times its block size times its lanes.
  'PBES2 with scrypt': (rounds) =>
    pbes2('2b06010401da47040b', integer(rounds / 4), integer(2), integer(2), integer(32)),
  'PBE of PKCS#12 with 3DES': (rounds) => sequence(oid('2a864886f70d010c0103'), sequence(salt, integer(rounds))),
};

function pem(...content: readonly Buffer[]): string {
  const base64 = Buffer.concat(content).toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${base64}\n-----END ENCRYPTED PRIVATE KEY-----`;
}

const keyOf = (algorithm: Buffer) => sequence(algorithm, der(0x04, Buffer.alloc(1_232)));

function refusal(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof VaultError) return error.details['problem'];
    throw error;
  }
}

test.each(Object.entries(ALGORITHMS))('%s: so many rounds are taken, more are not', (_name, algorithm) => {
  const key = keyOf(algorithm(MOST_ROUNDS));
  expect(readEncryptedKey(pem(key))).toEqual(key);
  for (const rounds of [MOST_ROUNDS + 4, 2 ** 32, 2 ** 50]) {
    const much = pem(keyOf(algorithm(rounds)));
    // Through the import too, which would take hours otherwise.
    for (const work of [() => readEncryptedKey(much), () => importPrivateKey(much, 'any passphrase')])
      expect(refusal(work)).toContain('stretched more than 10000000 times');
  }
});

test('bytes that are no DER, and text around them, are not even tried', () => {
  const undecodable = 'the PEM block cannot be decoded';
  const noted = pem(keyOf(sequence())).replace('-----\n', '-----\nComment: a note\n');
  expect(refusal(() => readEncryptedKey(noted))).toBe(undecodable);
  for (const content of ['', '30', '3080', '0400', '308400000000', '30857fffffffff00', '1f8101'])
    expect(refusal(() => readEncryptedKey(pem(Buffer.from(content, 'hex'))))).toBe(undecodable);
});

test('any bytes are either handed on or refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const content = Buffer.from(bytes);
      const result = refusal(() => readEncryptedKey(pem(sequence(content))));
      expect(Buffer.isBuffer(result) || typeof result === 'string').toBe(true);
    }),
  );
});
