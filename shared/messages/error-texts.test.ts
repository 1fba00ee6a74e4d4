import { describe, expect, test } from 'vitest';
import { ERROR_CODES, type ErrorCode } from '../errors.ts';
import { LANGUAGES } from '../languages.ts';
import { COMMAND_PROBLEMS } from '../rotation.ts';
import { errorText } from './error-text.ts';
import { errorTextsEn, stateWordsEn, type ErrorTexts } from './en.ts';
import { errorTextsJa, stateWordsJa } from './ja.ts';
import { errorTextsTh, stateWordsTh } from './th.ts';
import { errorTextsZhTw, stateWordsZhTw } from './zh-TW.ts';

const OTHERS = [
  ['ja', errorTextsJa, stateWordsJa],
  ['th', errorTextsTh, stateWordsTh],
  ['zh-TW', errorTextsZhTw, stateWordsZhTw],
] as const;

/** The `{places}` of a text, each once. */
const placesOf = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

/** All places of an error, wherever a language puts them. */
const placesByCode = (texts: ErrorTexts) =>
  Object.entries(texts).map(([code, { what, remedy }]) => [code, placesOf(`${what} ${remedy}`)]);

/** What stays in Latin letters in every language. */
const NAMES =
  /\{\w+\}|LINE Developers Console|LINE Developers|LINE Platform|Basic settings|Assertion Signing Key|Channel (ID|secret|access token( v2\.1)?)|channel access token( v2\.1)?|JSON Web Key|Request ID|Key ID|https?:\S*/g;

describe.each(OTHERS)('the errors in %s', (_language, texts, states) => {
  test('have the places that the English ones have', () => {
    expect(placesByCode(texts)).toEqual(placesByCode(errorTextsEn));
  });

  test('are not left in English', () => {
    for (const [code, text] of Object.entries(texts))
      for (const said of [text.what, text.remedy])
        expect(said.replace(NAMES, ''), code).not.toMatch(/[a-z]+ [a-z]+ [a-z]+/i);
    for (const [state, word] of Object.entries(states))
      expect(word).not.toBe(stateWordsEn[state as keyof typeof stateWordsEn]);
  });

  test('are not empty', () => {
    for (const [code, { what, remedy }] of Object.entries(texts)) {
      expect(what, code).not.toBe('');
      expect(remedy, code).not.toBe('');
    }
  });
});

test.each(OTHERS)('in %s a problem is told in that language, with its numbers', (language) => {
  const said = (code: ErrorCode, details: object) =>
    errorText({ code, ref: 'ref', details: { ...details } }, language).what;
  const failures = [
    ...COMMAND_PROBLEMS.map((problem) => said('command-failed', { problem, code: 7, signal: 7, seconds: 7, errno: 7 })),
    said('file-unwritable', { name: 'X', problem: 'a link' }),
    said('not-supported-here', { feature: 'The clipboard' }),
  ];
  for (const text of failures) {
    expect(text.replaceAll(/Token|token|Vault/g, '')).not.toMatch(/[a-z]{3}|[{}—]/);
    expect(text).not.toContain('The clipboard');
  }
  expect(failures.filter((text) => text.includes('7'))).toHaveLength(4);
});

test.each(LANGUAGES)('no error in %s shows an unfilled place where the failure says nothing', (language) => {
  for (const code of ERROR_CODES) {
    const { what, remedy } = errorText({ code, ref: 'ref' }, language);
    expect(`${what} ${remedy}`).not.toMatch(/\{\w+\}|undefined/);
  }
});

test.each([
  ['ja', '［チャネル基本設定］→［アサーション署名キー］'],
  ['th', '“Basic settings” → “Assertion Signing Key”'],
  ['zh-TW', '「Basic settings」→「Assertion Signing Key」'],
] as const)('in %s the console’s labels stand as the console shows them', (language, labels) => {
  expect(errorText({ code: 'kid-malformed', ref: 'ref' }, language).remedy).toContain(labels);
});
