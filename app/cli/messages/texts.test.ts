import { describe, expect, test } from 'vitest';
import { languageFrom, textsOf } from './texts.ts';

describe('the language of people’s text', () => {
  test.each([
    [{ LANG: 'ja_JP.UTF-8' }, 'ja'],
    [{ LANG: 'ja_JP.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'ja_JP' }, 'ja'],
    [{ LC_MESSAGES: 'ja_JP', LC_ALL: 'en_GB.UTF-8' }, 'en'],
    [{ LC_ALL: '', LANG: 'ja' }, 'ja'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{}, 'en'],
  ])('with %j is %s', (environment, language) => {
    expect(languageFrom(environment, 'en')).toBe(language);
  });

  test('is the system’s where no variable says one', () => {
    expect(languageFrom({}, 'ja-JP')).toBe('ja');
  });
});

test('every Japanese text differs from the English one, apart from words that are the same in both', () => {
  const { labels: en, commands: enCommands } = textsOf('en');
  const { labels: ja, commands: jaCommands } = textsOf('ja');
  const same = Object.entries({ ...en, ...enCommands }).filter(([key, text]) =>
    Object.entries({ ...ja, ...jaCommands }).some(([other, value]) => other === key && value === text),
  );
  expect(same.map(([key]) => key)).toEqual(['kid', 'url']);
});
