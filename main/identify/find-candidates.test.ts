import { expect, test } from 'vitest';
import { mintTokenValue } from '../practice/register/token-values.ts';
import { findCandidates } from './find-candidates.ts';

const value = mintTokenValue('v2.1');
const standing = (text: string) => findCandidates(text).standing.map(({ values }) => values);

test.each([
  ['alone', value],
  ['after Bearer', `Authorization: Bearer ${value}`],
  ['at the end of a sentence', `They posted ${value}.`],
  ['in JSON', `{"access_token":"${value}","expires_in":2592000}`],
  ['in a URL', `https://api.line.me/oauth2/v2.1/verify?access_token=${value}&x=1`],
  ['behind a name without a gap', `token_${value}`],
  ['between other words with dots', `foo.${value}.log`],
  ['in a dotenv file', `LINE_CHANNEL_ACCESS_TOKEN='${value}'\n`],
])('a token is found %s', (_place, text) => {
  expect(standing(text).flat()).toContain(value);
});

test.each(['\n', '\r\n', '=\r\n', '\n> ', '\n    ', ' \\\n'])('a token that was broken by %j is found', (between) => {
  const pieces = value.match(/.{1,76}/g) ?? [];
  const text = `see ${mintTokenValue('v2.1')}\n${pieces.join(between)}\n${mintTokenValue('v2.1')}`;
  expect(standing(text).flat()).not.toContain(value);
  expect(findCandidates(text).rejoined).toContain(value);
});

test('host names, versions and prose are no candidates', () => {
  expect(standing('See api-data.line.me and 1.2.3, or www.example.co.jp/a.b.c …')).toEqual([]);
  expect(standing('')).toEqual([]);
});

test('the largest text is looked through quickly', () => {
  const before = performance.now();
  for (const text of ['a.'.repeat(5_000), 'a.\n'.repeat(3_333), '.'.repeat(10_000), 'a'.repeat(10_000)]) {
    expect(standing(text)).toEqual([]);
    findCandidates(text);
  }
  expect(performance.now() - before).toBeLessThan(2_000);
});
