import type { Language } from '../../shared/languages.ts';
import { en, type Messages } from './en.ts';

/** Each language in its own name. */
export const LANGUAGE_NAMES = {
  en: en.languageName,
  ja: '日本語',
  th: 'ไทย',
  'zh-TW': '繁體中文',
} as const satisfies Record<Language, string>;

const LOADERS = {
  ja: () => import('./ja.ts').then(({ ja }) => ja),
  th: () => import('./th.ts').then(({ th }) => th),
  'zh-TW': () => import('./zh-TW.ts').then(({ zhTw }) => zhTw),
} as const satisfies Record<Exclude<Language, 'en'>, () => Promise<Messages>>;

const here: Partial<Record<Language, Messages>> = { en };

/** Brings in the texts of a language. English is always here; the others come when somebody speaks them. */
export async function loadMessages(language: Language): Promise<void> {
  if (language !== 'en') here[language] ??= await LOADERS[language]();
}

/** The texts of the window in one language; English where they were not brought in. */
export function messagesOf(language: Language): Messages {
  return here[language] ?? en;
}
