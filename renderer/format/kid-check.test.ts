import { expect, test } from 'vitest';
import { bareKid, lookAtKid } from './kid-check.ts';
import { meaningOf } from './proof-meaning.ts';

const KID = '11111111-2222-4333-8444-555555555555';
const OURS = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';

test.each([KID, ` ${KID}\n`, `"${KID}"`, `"kid": "${KID}",`, `kid: ${KID}`, `kid=${KID};`, `\u200b${KID}`])(
  'the kid is found in %j',
  (pasted) => {
    expect(bareKid(pasted)).toBe(KID);
    expect(lookAtKid(pasted, OURS)).toBe('good');
  },
);

test.each([
  ['', 'empty'],
  ['11111111-2222', 'unfinished'],
  ['sDTOzw5wAbCdEfGh1zcmeQ', 'key-id'],
  ['2006123456', 'channel-id'],
  [OURS.toUpperCase(), 'our-id'],
  ['x'.repeat(43), 'thumbprint'],
  ['{"kty":"RSA"}', 'jwk'],
  ['-----BEGIN PUBLIC KEY-----', 'jwk'],
  ['hello world', 'something-else'],
])('%j is taken for %s', (typed, look) => {
  expect(lookAtKid(typed, OURS)).toBe(look);
});

test('only what is about kid, key or clock is a verdict; everything else can be asked again', () => {
  expect([meaningOf('kid-not-found'), meaningOf('clock-wrong')]).toEqual(['kid-not-found', 'clock-wrong']);
  expect([meaningOf('platform-unreachable'), meaningOf('platform-busy'), meaningOf('keychain-locked')]).toEqual([
    'later',
    'later',
    'later',
  ]);
});
