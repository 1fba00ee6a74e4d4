import { expect, test } from 'vitest';
import { tokenInText } from './token-in-text.ts';

const jws = ['eyJhbGciOiJIUzI1NiJ9', 'UnQ_o-GP0VtnwDjbK0C8E', 'NvHXO3ts1Uz9b8C3Yk'].join('.');

test('a token is found, whatever stands around it', () => {
  expect(tokenInText(jws)).toBe(jws);
  expect(tokenInText(`Authorization: Bearer ${jws}`)).toBe(jws);
  expect(tokenInText(`token="${jws}"`)).toBe(jws);
  expect(tokenInText(`access_token=${jws}&x=1`)).not.toBe(null);
  expect(tokenInText(`token "${jws}"`)).toBe(jws);
});

test('a part of a token is taken for one', () => {
  expect(tokenInText('A'.repeat(65))).toBe('A'.repeat(65));
});

test('names and IDs are none', () => {
  for (const text of [
    '2006123456',
    'sDTOzw5wAbCdEfGh1zcmeQ',
    '5b0f4d0e-6a55-4a4b-9f0e-0d1c2b3a4f5e',
    'line-bot-production-tokyo-1.example.com',
    'a very long search '.repeat(9),
    '受付サポート'.repeat(20),
  ])
    expect(tokenInText(text), text).toBe(null);
});
