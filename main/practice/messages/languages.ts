/** Which language a visitor reads. */
import { en } from './en.ts';
import { ja } from './ja.ts';
import type { Messages } from './messages.ts';

/** A language of the console page. */
export type Language = Messages['language'];

/** Every language with its own name for itself. */
export const LANGUAGES: readonly { readonly language: Language; readonly name: string; readonly messages: Messages }[] =
  [
    { language: 'en', name: 'English', messages: en },
    { language: 'ja', name: '日本語', messages: ja },
  ];

function findLanguage(tag: string): Messages | undefined {
  const primary = tag.trim().toLowerCase().split('-', 1)[0];
  return LANGUAGES.find(({ language }) => language === primary)?.messages;
}

/** The messages of a language that was asked for by name; undefined for one that is not there. */
export function messagesNamed(language: string | null): Messages | undefined {
  return language === null ? undefined : findLanguage(language);
}

/** The messages for an `Accept-Language` header (RFC 9110 section 12.5.4); English where it names nothing that is there. */
export function messagesFor(acceptLanguage: string | undefined): Messages {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';');
      const quality = parameters
        .map((text) => /^\s*q=([0-9.]+)\s*$/.exec(text)?.[1])
        .find((text) => text !== undefined);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((left, right) => right.quality - left.quality);
  return wanted.map(({ tag }) => findLanguage(tag)).find((messages) => messages !== undefined) ?? en;
}
