import { expect, test } from 'vitest';
import { isVaultError } from '../vault-error.ts';
import { parseKid } from './kid.ts';

function problem(text: string): unknown {
  try {
    return parseKid(text);
  } catch (error) {
    return isVaultError(error, 'kid-malformed') ? error.details['problem'] : error;
  }
}

test('a kid is taken as the console shows it, without blanks and quotes around it', () => {
  expect(parseKid(' "01234567-89ab-cdef-0123-456789abcdef"\n')).toBe('01234567-89ab-cdef-0123-456789abcdef');
});

test.each([
  ['', 'it is empty'],
  ['sDTOzw5wIfxxxxPEzcmeQA', 'it looks like the key_id of a token; the kid of a signing key is a UUID'],
  ['1234567890', 'it is all digits, like a channel ID'],
  ['{"kty":"RSA"}', 'it is a JSON Web Key, not the kid that the console gave for it'],
  ['eyJhbGciOiJIUzI1NiJ9.e30.x', 'it is a token or an assertion'],
  ['0123456789abcdef0123456789abcdef', 'its hyphens are missing, or it is a channel secret'],
  [
    '01234567-89ab-cdef-0123-456789abcde',
    'a kid is a UUID of 36 characters, like 01234567-89ab-cdef-0123-456789abcdef',
  ],
])('%j is told what it seems to be', (text, expected) => {
  expect(problem(text)).toBe(expected);
});
