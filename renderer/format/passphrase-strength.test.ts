import { expect, test } from 'vitest';
import { charactersOf, passphraseStrength } from './passphrase-strength.ts';

test.each([
  ['', 'short'],
  ['short', 'short'],
  ['elevenchars', 'short'],
  ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['password1234password', 'weak'],
  ['sakura sakura sakura sakura', 'weak'],
  ['sunny holiday', 'weak'],
  ['correct horse battery staple', 'weak'],
  ['five quiet words stand', 'fair'],
  ['five quiet words are enough', 'strong'],
  ['velvet anchor pickle nineteen harbour', 'strong'],
  ['k8#Qz!vR2m@Lx7pW9dTs', 'strong'],
])('%s is %s', (passphrase, strength) => {
  expect(passphraseStrength(passphrase)).toBe(strength);
});

test('characters are counted as a person counts them', () => {
  expect([charactersOf('👩‍👩‍👧'), charactersOf('が'), charactersOf('か\u3099')]).toEqual([1, 1, 1]);
});
