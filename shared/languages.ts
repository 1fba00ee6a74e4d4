/** The languages that every text of the window and every error exists in. */
export const LANGUAGES = ['en', 'ja', 'th', 'zh-TW'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of this vault that fits a BCP 47 tag best; English where none does. Every kind of Chinese gets the one that there is. */
export function languageOf(tag: string): Language {
  const primary = tag.toLowerCase().split(/[-_.]/)[0];
  if (primary === 'zh') return 'zh-TW';
  return LANGUAGES.find((language) => language === primary) ?? 'en';
}
