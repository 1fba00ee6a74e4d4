import type { Language } from '../languages.ts';
import type { Failure, JsonValue } from '../result.ts';
import { errorTextsEn, stateWordsEn, type ErrorText, type ErrorTexts } from './en.ts';
import { errorTextsJa, stateWordsJa } from './ja.ts';
import { errorTextsTh, stateWordsTh } from './th.ts';
import { errorTextsZhTw, stateWordsZhTw } from './zh-TW.ts';

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

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** A detail as a person reads it: instants in local time, states by their word. A place without a value becomes an em dash, never "undefined". */
function inWords(name: string, value: JsonValue | undefined, language: Language): string {
  if (value === undefined || value === null || value === '') return '—';
  if (typeof value === 'object') return JSON.stringify(value);
  const text = String(value);
  if (INSTANT.test(text))
    return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(text));
  return name === 'state' ? (stateWords[language][text] ?? text) : text;
}

/** Puts `values` into the `{name}` places of a text. */
function fill(text: string, values: { readonly [name: string]: JsonValue | undefined }, language: Language): string {
  return text.replace(/\{(\w+)\}/g, (_place, name: string) => inWords(name, values[name], language));
}

/** What happened and what to do, in the person's language, with the failure's details filled in. */
export function errorText(failure: Pick<Failure, 'code' | 'details' | 'ref'>, language: Language): ErrorText {
  const { what, remedy } = texts[language][failure.code];
  const values = { ...failure.details, ref: failure.ref };
  return { what: fill(what, values, language), remedy: fill(remedy, values, language) };
}
