import { languageOf, type Language } from '../../../shared/languages.ts';
import { textsEn, type Texts } from './en.ts';
import { textsJa } from './ja.ts';
import { textsTh } from './th.ts';
import { textsZhTw } from './zh-TW.ts';

const all: Record<Language, Texts> = { en: textsEn, ja: textsJa, th: textsTh, 'zh-TW': textsZhTw };

/** What the command line says in `language`. */
export function textsOf(language: Language): Texts {
  return all[language];
}

/**
 * The language for people's text, by the variables of POSIX in their order of precedence (an empty one counts as unset);
 * `systemTag` where none is set, which is the rule on Windows.
 */
export function languageFrom(
  environment: { readonly [name: string]: string | undefined },
  systemTag: string,
): Language {
  return languageOf(environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || systemTag);
}
