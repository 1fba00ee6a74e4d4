import type { Language } from '../../shared/messages/error-text.ts';
import type { LanguageMemory } from './desk.svelte.ts';

const NAME = 'language';

/** Remembers the language in the window's own storage; a storage that refuses is no reason to stop. */
export function languageMemory(storage: Pick<Storage, 'getItem' | 'setItem'>): LanguageMemory {
  return {
    read() {
      try {
        return storage.getItem(NAME);
      } catch {
        return null;
      }
    },
    write(language: Language) {
      try {
        storage.setItem(NAME, language);
      } catch {
        // Then it is chosen again next time.
      }
    },
  };
}
