import { app, Menu } from 'electron';
import type { Language } from '../../../shared/languages.ts';
import { desktopTextsOf } from '../messages/desktop-texts.ts';
import type { MenuActions } from './menu-actions.ts';
import { menuTemplate } from './menu-template.ts';

/** The application's menu; made anew where the language changes, or what there is to do. */
export interface AppMenu {
  speak(language: Language): void;
  vaultIs(open: boolean): void;
}

/** Sets no menu before a language is known. */
export function createAppMenu(actions: MenuActions): AppMenu {
  let language: Language | undefined;
  let open = false;

  function set(): void {
    if (language === undefined) return;
    const situation = { platform: process.platform, open, developerTools: !app.isPackaged };
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(desktopTextsOf(language), actions, situation)));
  }

  return {
    speak(wanted) {
      if (wanted === language) return;
      language = wanted;
      set();
    },
    vaultIs(isOpen) {
      if (isOpen === open) return;
      open = isOpen;
      set();
    },
  };
}
