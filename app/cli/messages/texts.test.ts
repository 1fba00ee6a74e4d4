import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../shared/languages.ts';
import { languageFrom, textsOf } from './texts.ts';

describe('the language of people’s text', () => {
  test.each([
    [{ LANG: 'ja_JP.UTF-8' }, 'ja'],
    [{ LANG: 'th_TH.UTF-8' }, 'th'],
    [{ LANG: 'zh_TW.UTF-8' }, 'zh-TW'],
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

/** What stays in Latin letters: commands, flags, variables, formats, and LINE's own nouns. */
const NAMES =
  /kagibako( <?[\w-]+>?)*|<\w+>|--[\w-]+( [A-Z]+)?|KAGIBAKO_\w+|Ctrl-C|(?:LINE )?Developers|LINE Console|LINE Messaging API channel|Messaging API( channel)?|Assertion Signing Key|Register a public key|Channel( ID| secret| access token( v2\.1)?)?|Access token|Basic settings|Key ID|JSON Web Key|JWT assertion|Stateless token|stateless token|standard input|standard output|access token/g;

type Said = readonly [path: string, text: string];

/** All texts by their path; those with parts are called with samples. */
function said(value: unknown, path = ''): Said[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    if (path === 'lint') return [];
    const say = value as (...parts: unknown[]) => unknown;
    return said(say(...Array.from({ length: say.length }, (_part, index) => index + 2)), path);
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => said(each, path === '' ? name : `${path}.${name}`));
}

describe.each(LANGUAGES.filter((language) => language !== 'en'))('the command line in %s', (language) => {
  const texts = said(textsOf(language));

  test('says nothing as English does, but for names', () => {
    const english = new Map(said(textsOf('en')));
    const same = texts.filter(
      ([path, text]) => english.get(path) === text && /[a-z]{3}/i.test(text.replace(NAMES, '')),
    );
    expect(
      same.map(([, text]) => text).filter((text) => !/^(kid|URL|Scope|Console|Token: |yes|thumbprint)$/.test(text)),
    ).toEqual([]);
  });

  test('has no English sentence', () => {
    for (const [path, text] of texts) expect(text.replace(NAMES, ''), path).not.toMatch(/[a-z]+ [a-z]+ [a-z]+/i);
  });

  test('leaves no part out', () => {
    for (const [path, text] of texts) expect(text, path).not.toMatch(/undefined|\[object|NaN/);
  });

  test('says every finding of the lint in its own words', () => {
    const { message, fix } = textsOf(language).lint({
      severity: 'rejects',
      code: 'wrong-size',
      member: 'n',
      message: 'English',
      fix: 'English',
    });
    expect([message, fix].join(' ')).not.toContain('English');
  });
});
