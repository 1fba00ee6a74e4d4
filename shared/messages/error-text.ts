import type { Failure, JsonValue } from '../result.ts';
import { errorTextsEn, type ErrorText, type ErrorTexts } from './en.ts';
import { errorTextsJa } from './ja.ts';

/** The languages that every text exists in. */
export const LANGUAGES = ['en', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

const texts: Record<Language, ErrorTexts> = { en: errorTextsEn, ja: errorTextsJa };

/** Puts `values` into `{name}` places of a text; a place without a value becomes an em dash, never "undefined". */
export function fill(text: string, values: { readonly [name: string]: JsonValue | undefined }): string {
  return text.replace(/\{(\w+)\}/g, (_place, name: string) => {
    const value = values[name];
    if (value === undefined || value === null || value === '') return '—';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  });
}

/** What happened and what to do, in the person's language, with the failure's details filled in. */
export function errorText(failure: Pick<Failure, 'code' | 'details' | 'ref'>, language: Language): ErrorText {
  const { what, remedy } = texts[language][failure.code];
  const values = { ...failure.details, ref: failure.ref };
  return { what: fill(what, values), remedy: fill(remedy, values) };
}

/** The language of this vault that fits a BCP 47 tag best; English where none does. */
export function languageOf(tag: string): Language {
  const primary = tag.toLowerCase().split(/[-_.]/)[0];
  return LANGUAGES.find((language) => language === primary) ?? 'en';
}
