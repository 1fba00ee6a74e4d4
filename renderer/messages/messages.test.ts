import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../../shared/languages.ts';
import { loadMessages, messagesOf } from './messages.ts';
import { plural } from './en/words.ts';

await Promise.all(LANGUAGES.map(loadMessages));

const OTHERS = ['ja', 'th', 'zh-TW'] as const satisfies readonly Exclude<Language, 'en'>[];

type Text = readonly [path: string, text: string];

/** Calls a text that has parts: with numbers, or with strings or lists where it does something with them that numbers do not allow. */
function say(text: (...parts: unknown[]) => unknown, sample: number): unknown {
  const call = (part: unknown) => text(...Array.from({ length: text.length }, () => part));
  for (const part of [sample, String(sample)])
    try {
      return call(part);
    } catch {
      continue;
    }
  return call([String(sample), String(sample)]);
}

/** All texts by their path; those with parts are called with `sample` in every place. */
function texts(value: unknown, sample: number, path = ''): Text[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return texts(say(value as () => unknown, sample), sample, path);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => texts(each, sample, path === '' ? name : `${path}.${name}`));
}

const pathsOf = (value: unknown, sample: number) =>
  texts(value, sample)
    .map(([path]) => path)
    .sort();

/** LINE's nouns, its console's labels, and technical names that every language writes in Latin letters. */
const NAMES =
  /LINE Developers Console|LINE Developers|LINE Platform|Messaging API( channel)?|Basic settings|Assertion Signing Key|Register a public key|Channel (ID|secret|access token)( v2\.1)?|channel access token( v2\.1)?|JSON Web Key|Request ID|Key ID|JWT assertion|Stateless token|stateless token|Secret Service|BEGIN PRIVATE KEY|Kagibako/g;

/** Texts that are a name and nothing else, and so are the same in every language. */
const NAME_ONLY =
  /^(kid|Token|Channel|CHANNEL|Scope|Proxy|Register|Roles|Issue|thumbprint|web|\{".*\}|use: sig|key_ops: verify|Key ID \(key_id\)|English|日本語|ไทย|繁體中文|[0-9a-f-]{36})$/;

describe.each(OTHERS)('%s', (language) => {
  const messages = messagesOf(language);

  test.each([1, 2, 40])('has every text that English has, for a count of %d', (count) => {
    expect(pathsOf(messages, count)).toEqual(pathsOf(messagesOf('en'), count));
  });

  test('leaves no text in English, but for names', () => {
    const english = new Map(texts(messagesOf('en'), 3));
    const same = texts(messages, 3).filter(
      ([path, text]) =>
        english.get(path) === text && /[a-z]{3}/i.test(text.replace(NAMES, '')) && !NAME_ONLY.test(text),
    );
    expect(same).toEqual([]);
  });

  test('has no English sentence', () => {
    const english = texts(messages, 3).filter(([, text]) => /[a-z]+ [a-z]+ [a-z]+/i.test(text.replace(NAMES, '')));
    expect(english).toEqual([]);
  });

  test.each([
    [/\bkid\b/, /\bkid\b/],
    [/\bkey IDs?\b|key_id/i, /キー ID|Key ID|key_id/],
    [/assertion signing key/i, /アサーション署名キー|Assertion Signing Key/],
    [/channel secret/i, /シークレット|Channel secret/],
  ])('has its word wherever English says %s', (english, word) => {
    const said = new Map(texts(messages, 3));
    const without = texts(messagesOf('en'), 3).filter(([, text]) => english.test(text));
    expect(without.filter(([path]) => !word.test(said.get(path) ?? '')).map(([path]) => path)).toEqual([]);
  });

  test('writes every number that English writes with separators so, too', () => {
    const withNumber = new Map(texts(messages, 12_345));
    const bare = texts(messagesOf('en'), 12_345)
      .filter(([, text]) => text.includes('12,345'))
      .filter(([path]) => !withNumber.get(path)?.includes('12,345'));
    expect(bare).toEqual([]);
  });
});

describe.each(LANGUAGES)('%s', (language) => {
  const messages = messagesOf(language);

  test.each([0, 1, 2, 40])('holds no placeholder, no gap and no object, for a count of %d', (count) => {
    for (const [path, text] of texts(messages, count)) expect(text, path).not.toMatch(/undefined|\[object|\{\w+\}|NaN/);
  });

  test('is a locale that Intl knows', () => {
    expect(Intl.DateTimeFormat.supportedLocalesOf(messages.locale)).toEqual([language]);
  });

  test('calls a kid by its name, and never a Key ID', () => {
    expect(messages.key.kid).toBe('kid');
    expect(messages.guide.kid.field).toContain('kid');
    expect(messages.token.keyId).toContain('key_id');
    expect(messages.token.keyId).not.toMatch(/\bkid\b/);
  });
});

/** What must not stand in a text, by the rules of docs/languages.md. */
const AGAINST_THE_RULES = {
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][,;:?!]/u,
  'zh-TW': /\p{Script=Han}[,;:?!()]|權杖|頻道|命令(?!列)|您|(?<!API )\bchannels?\b(?! access token)/u,
  th: /\btokens?\b|โทเค็น|แชนเนล|กุญแจ(?<!พวงกุญแจ)|ครับ|ค่ะ|[.?!]$(?<!ชม\.)/u,
} as const;

test.each(OTHERS)('%s keeps to the rules of the language', (language) => {
  const rule = AGAINST_THE_RULES[language];
  const ofNames = /(channel|stateless) access tokens?|(channel access|stateless) token/gi;
  const wrong = texts(messagesOf(language), 3).filter(([, text]) =>
    rule.test(language === 'th' ? text.replace(ofNames, '') : text),
  );
  expect(wrong).toEqual([]);
});

test('every language but English is looked at', () => {
  expect(['en', ...OTHERS]).toEqual(LANGUAGES);
});

test('languages without plural forms need none; English asks Intl which one it is', () => {
  const forms = (locale: string) => new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  expect(OTHERS.map(forms)).toEqual([['other'], ['other'], ['other']]);
  expect([0, 1, 2, 21, 1_000].map((count) => plural(count, 'token', 'tokens'))).toEqual([
    '0 tokens',
    '1 token',
    '2 tokens',
    '21 tokens',
    '1,000 tokens',
  ]);
});

describe('LINE’s own words stand as its console writes them', () => {
  /** What the person must find on the screen, step by step. */
  const LABELS = {
    en: [
      ['Admin'],
      ['“Basic settings”', '“Assertion Signing Key”'],
      ['“Register a public key”', '“Register”'],
      ['kid'],
    ],
    ja: [
      ['Admin'],
      ['［チャネル基本設定］', '［アサーション署名キー］'],
      ['［公開鍵を登録する］', '［登録］'],
      ['kid'],
    ],
    th: [
      ['Admin'],
      ['“Basic settings”', '“Assertion Signing Key”'],
      ['“Register a public key”', '“Register”'],
      ['kid'],
    ],
    'zh-TW': [
      ['Admin'],
      ['「Basic settings」', '「Assertion Signing Key」'],
      ['「Register a public key」', '「Register」'],
      ['kid'],
    ],
  } as const;

  test.each(LANGUAGES)('in the steps of the guide in %s', (language) => {
    const steps = messagesOf(language).guide.open.steps('Sakura Store', '1234567890');
    expect(steps).toHaveLength(LABELS[language].length);
    LABELS[language].forEach((labels, index) => {
      for (const label of labels) expect(steps[index]).toContain(label);
    });
    expect(steps[0]).toContain('Sakura Store');
    expect(steps[0]).toContain('1234567890');
  });

  test.each(LANGUAGES)('on the way through the console in %s', (language) => {
    const { labels, steps } = messagesOf(language).guide.open;
    expect(labels.length).toBeGreaterThan(0);
    for (const label of labels) expect(steps('', '').join(' ')).toContain(label);
  });

  test.each([
    ['en', 'Channel secret', 'Channel access token'],
    ['ja', 'チャネルシークレット', 'チャネルアクセストークン'],
    ['th', 'Channel secret', 'Channel access token'],
    ['zh-TW', 'Channel secret', 'Channel access token'],
  ] as const)('in the fields in %s', (language, secret, token) => {
    const { addChannel, adopt } = messagesOf(language);
    expect([addChannel.secret, adopt.field]).toEqual([secret, token]);
  });
});
