import type { Language } from '../../shared/messages/error-text.ts';
import { en, type Messages } from './en.ts';
import { ja } from './ja.ts';

const all: Record<Language, Messages> = { en, ja };

/** The texts of the window in one language. */
export function messagesOf(language: Language): Messages {
  return all[language];
}
