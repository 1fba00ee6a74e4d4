import { isConnectionProblem } from '../connection.ts';
import type { Language } from '../languages.ts';
import type { ErrorCode } from '../errors.ts';
import type { Failure, JsonValue } from '../result.ts';
import { connectionTextsOf } from './connection/connection-texts.ts';
import { errorTextsEn, problemWordsEn, stateWordsEn, type ErrorText, type ErrorTexts } from './en.ts';
import { errorTextsJa, problemWordsJa, stateWordsJa } from './ja.ts';
import { errorTextsTh, problemWordsTh, stateWordsTh } from './th.ts';
import { errorTextsZhTw, problemWordsZhTw, stateWordsZhTw } from './zh-TW.ts';

const texts: Record<Language, ErrorTexts> = {
  en: errorTextsEn,
  ja: errorTextsJa,
  th: errorTextsTh,
  'zh-TW': errorTextsZhTw,
};
const stateWords: Record<Language, Readonly<Record<string, string>>> = {
  en: stateWordsEn,
  ja: stateWordsJa,
  th: stateWordsTh,
  'zh-TW': stateWordsZhTw,
};

const problemWords: Record<Language, Readonly<Record<string, string>>> = {
  en: problemWordsEn,
  ja: problemWordsJa,
  th: problemWordsTh,
  'zh-TW': problemWordsZhTw,
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** A detail as a person reads it: instants in local time, states and known problems by their words. A place without a value becomes an em dash, never "undefined". */
function inWords(name: string, value: JsonValue | undefined, language: Language): string {
  if (value === undefined || value === null || value === '') return '—';
  if (Array.isArray(value)) return value.map((each: JsonValue) => inWords(name, each, language)).join(', ');
  if (typeof value === 'object') return JSON.stringify(value);
  const text = String(value);
  if (INSTANT.test(text))
    return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(text));
  return name === 'state' ? (stateWords[language][text] ?? text) : text;
}

/** Puts `values` into the `{name}` places of a text. */
function fill(text: string, values: { readonly [name: string]: JsonValue | undefined }, language: Language): string {
  return text.replace(/\{(\w+)\}/g, (_place, name: string) => {
    const value = values[name];
    const isNamed = (name === 'problem' || name === 'feature') && typeof value === 'string';
    const words = isNamed && Object.hasOwn(problemWords[language], value) ? problemWords[language][value] : undefined;
    // What is said of a problem has places of its own, but no problem.
    return words === undefined ? inWords(name, value, language) : fill(words, { ...values, problem: null }, language);
  });
}

/** Codes that say what stands between us and a platform (`connection` in the details); what to do follows from that. */
const ABOUT_THE_WAY: ReadonlySet<ErrorCode> = new Set([
  'platform-unreachable',
  'platform-unreadable',
  'platform-timeout',
]);

/** What happened and what to do, in the person's language, with the failure's details filled in. */
export function errorText(failure: Pick<Failure, 'code' | 'details' | 'ref'>, language: Language): ErrorText {
  const { code, details } = failure;
  const { what, remedy } = texts[language][code];
  const values = { ...details, ref: failure.ref };
  const connection = details?.['connection'];
  if (!ABOUT_THE_WAY.has(code) || !isConnectionProblem(connection))
    return { what: fill(what, values, language), remedy: fill(remedy, values, language) };
  const way = connectionTextsOf(language).problems[connection];
  const problem = fill(way.problem, values, language);
  return { what: fill(what, { ...values, problem }, language), remedy: fill(way.remedy, values, language) };
}
