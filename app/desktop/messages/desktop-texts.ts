import type { Language } from '../../../shared/languages.ts';
import { desktopTextsEn, type DesktopTexts } from './en.ts';
import { desktopTextsJa } from './ja.ts';
import { desktopTextsTh } from './th.ts';
import { desktopTextsZhTw } from './zh-TW.ts';

const texts: Record<Language, DesktopTexts> = {
  en: desktopTextsEn,
  ja: desktopTextsJa,
  th: desktopTextsTh,
  'zh-TW': desktopTextsZhTw,
};

/** The texts of menus and dialogs in a language. */
export function desktopTextsOf(language: Language): DesktopTexts {
  return texts[language];
}
