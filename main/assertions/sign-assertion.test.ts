import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { signAssertion } from './sign-assertion.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const content = {
  channelId: '1234567890',
  kid: '01234567-89ab-cdef-0123-456789abcdef',
  expiresAtSeconds: 1_800_000_000,
  tokenLifetimeSeconds: 86_400,
};

test('an assertion holds exactly what LINE’s guide names, numbers as numbers', () => {
  const [header = '', payload = ''] = signAssertion(content, privateKey).reveal().split('.');
  const decode = (part: string) => Buffer.from(part, 'base64url').toString();
  expect(decode(header)).toBe('{"alg":"RS256","typ":"JWT","kid":"01234567-89ab-cdef-0123-456789abcdef"}');
  expect(decode(payload)).toBe(
    '{"iss":"1234567890","sub":"1234567890","aud":"https://api.line.me/","exp":1800000000,"token_exp":86400}',
  );
});

test('its signature is RS256, byte for byte what OpenSSL gives for the same input', () => {
  const text = signAssertion(content, privateKey).reveal();
  const signed = Buffer.from(text.slice(0, text.lastIndexOf('.')));
  const signature = Buffer.from(text.slice(text.lastIndexOf('.') + 1), 'base64url');
  expect(verify('RSA-SHA256', signed, createPublicKey(privateKey), signature)).toBe(true);
  expect(signature.equals(sign('RSA-SHA256', signed, privateKey))).toBe(true);
});
