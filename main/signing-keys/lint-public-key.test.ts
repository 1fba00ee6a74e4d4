import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { lintPublicKey } from './lint-public-key.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const { kty, n, e } = publicKey.export({ format: 'jwk' });
const good = { kty, alg: 'RS256', use: 'sig', e, n };
const lint = (value: unknown) => lintPublicKey(typeof value === 'string' ? value : JSON.stringify(value));
const codes = (value: unknown) => lint(value).findings.map(({ code, severity }) => `${severity} ${code}`);

describe('what the console takes', () => {
  test('the use form and the key_ops form pass without a word', () => {
    expect(lint(good)).toEqual({ accepted: true, findings: [], repaired: null });
    expect(lint({ kty, alg: 'RS256', key_ops: ['verify'], e, n })).toEqual({
      accepted: true,
      findings: [],
      repaired: null,
    });
  });

  test('a browser’s ext is noted and harmless', () => {
    const report = lint({ kty, alg: 'RS256', key_ops: ['verify'], ext: true, e, n });
    expect(report.accepted).toBe(true);
    expect(report.findings.map(({ severity, member }) => [severity, member])).toEqual([['fine', 'ext']]);
  });
});

describe('what the console refuses, each explained and mended where it can be', () => {
  test.each([
    ['a kid', { ...good, kid: 'x' }, ['rejects kid-present']],
    ['no alg', { kty, use: 'sig', e, n }, ['rejects missing-alg']],
    ['neither use nor key_ops', { kty, alg: 'RS256', e, n }, ['rejects missing-purpose']],
    [
      'key_ops with more than verify',
      { kty, alg: 'RS256', key_ops: ['verify', 'encrypt'], e, n },
      ['rejects wrong-key-ops'],
    ],
    ['both purposes', { ...good, key_ops: ['verify'] }, ['unknown both-purposes']],
    ['a key inside publicKey', { publicKey: good }, ['rejects wrapped']],
    ['a member of another tool', { ...good, x5t: 'abc' }, ['unknown extra-member']],
  ])('%s', (_name, jwk, expected) => {
    expect(codes(jwk)).toEqual(expected);
    const { repaired } = lint(jwk);
    expect(repaired).not.toBeNull();
    expect(lint(repaired)).toEqual({ accepted: true, findings: [], repaired: null });
  });

  test('a private key is refused, and its public half offered without any private member', () => {
    const report = lint({ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' });
    expect(report.accepted).toBe(false);
    expect(report.findings[0]?.code).toBe('private-members');
    expect(report.repaired).toEqual(good);
  });

  test('a public PEM is offered as JWK, a private PEM is not touched', () => {
    expect(lint(String(publicKey.export({ type: 'spki', format: 'pem' }))).repaired).toEqual(good);
    expect(lint(String(privateKey.export({ type: 'pkcs8', format: 'pem' }))).repaired).toBeNull();
  });

  test('another key type, size or purpose cannot be mended', () => {
    const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
    const curve = createPublicKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey).export({
      format: 'jwk',
    });
    expect(codes({ ...small, alg: 'RS256', use: 'sig' })).toEqual(['rejects wrong-size']);
    expect(lint({ ...small, alg: 'RS256', use: 'sig' }).repaired).toBeNull();
    expect(lint(curve).repaired).toBeNull();
    expect(codes({ ...good, alg: 'RS512' })).toEqual(['rejects wrong-alg']);
    expect(codes({ ...good, use: 'enc' })).toEqual(['rejects wrong-use']);
    expect(lint({ ...good, use: 'enc' }).repaired).toBeNull();
  });

  test('text that is not a key at all', () => {
    expect(codes('hello')).toEqual(['rejects not-json']);
    expect(codes('[1]')).toEqual(['rejects not-an-object']);
    expect(codes({ ...good, n: `${String(n)}=` })).toEqual(['rejects malformed-member']);
    expect(codes({ ...good, e: undefined })).toEqual(['rejects missing-member']);
  });
});
