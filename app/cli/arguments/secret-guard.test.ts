import { describe, expect, test } from 'vitest';
import { textsEn } from '../messages/en.ts';
import { refuseSecretFlag, refuseSecretValue } from './secret-guard.ts';

const said = (error: { lines(texts: typeof textsEn): readonly string[] } | undefined) =>
  error?.lines(textsEn).join(' ');

describe('a secret among the arguments', () => {
  test.each([
    ['a token or assertion', 'eyJhbGciOiJIUzI1NiJ9.UnQ_o-GP0VtnwDjbK0C8E_NvK', 'standard input'],
    ['a token with “Bearer” before it', 'Bearer eyJhbGciOiJIUzI1NiJ9.UnQ_o', 'standard input'],
    ['a long-lived token', `${'Ab1+'.repeat(40)}=`, 'standard input'],
    ['a PEM key', '-----BEGIN PRIVATE KEY-----\nMIIE', 'file'],
    ['a JWK', '{"kty":"RSA","d":"x"}', 'file'],
    ['a channel secret', '0123456789abcdef0123456789abcdef', '--secret-env'],
  ])('%s is refused, with the safe way and without repeating it', (_name, secret, safeWay) => {
    const text = said(refuseSecretValue(secret, 'argument'));
    expect(text).toContain(safeWay);
    expect(text).not.toContain(secret.slice(0, 12));
  });

  test.each([
    ['an ID', 'a3a1c4de-30f2-4e0e-9d36-1f8d4f6f2b77'],
    ['a channel ID', '1234567890'],
    ['a long path', `/home/${'hana/'.repeat(40)}key`],
    ['a path of a key', './keys/private.key'],
    ['a name', '東京の花屋'],
  ])('%s is none', (_name, value) => {
    expect(refuseSecretValue(value, 'argument')).toBeUndefined();
  });

  test('a label of 32 hexadecimal digits is a label', () => {
    expect(refuseSecretValue('0123456789abcdef0123456789abcdef', 'flag')).toBeUndefined();
  });

  test.each(['secret', 'passphrase', 'password', 'token', 'private-key'])(
    '--%s exists nowhere and says what to use instead',
    (name) => {
      expect(said(refuseSecretFlag(name))).toContain('must not stand on the command line');
    },
  );
});
