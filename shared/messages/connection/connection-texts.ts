import type { Language } from '../../languages.ts';
import { connectionTextsEn, type ConnectionTexts } from './en.ts';
import { connectionTextsJa } from './ja.ts';
import { connectionTextsTh } from './th.ts';
import { connectionTextsZhTw } from './zh-TW.ts';

const texts: Record<Language, ConnectionTexts> = {
  en: connectionTextsEn,
  ja: connectionTextsJa,
  th: connectionTextsTh,
  'zh-TW': connectionTextsZhTw,
};

/** What is said of the network and the clock, in the person's language. */
export function connectionTextsOf(language: Language): ConnectionTexts {
  return texts[language];
}
