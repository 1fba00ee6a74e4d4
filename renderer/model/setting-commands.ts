import { LANGUAGES } from '../../shared/languages.ts';
import { DENSITIES, THEMES } from '../../shared/settings.ts';
import { LANGUAGE_NAMES } from '../messages/messages.ts';
import type { PlainCommand } from './commands.ts';
import type { Desk } from './desk.svelte.ts';
import type { SettingsChange } from '../../shared/settings.ts';

const set = (change: SettingsChange) => (desk: Desk) =>
  void desk.changeSettings(change).then((failure) => failure && desk.toasts.fail(failure));

/** What the window looks like and speaks, one command a choice. The choice that is in force is not offered. */
export const SETTING_COMMANDS: readonly PlainCommand[] = [
  ...THEMES.map((theme): PlainCommand => ({
    on: 'window',
    id: `theme-${theme}`,
    group: 'window',
    isOneOfMany: true,
    say: ({ commands, settings }) => commands.theme(settings.themes[theme]),
    fits: (desk) => desk.settings.theme !== theme,
    run: set({ theme }),
  })),
  ...DENSITIES.map((density): PlainCommand => ({
    on: 'window',
    id: `density-${density}`,
    group: 'window',
    isOneOfMany: true,
    say: ({ commands, settings }) => commands.density(settings.densities[density]),
    fits: (desk) => desk.settings.density !== density,
    run: set({ density }),
  })),
  ...LANGUAGES.map((language): PlainCommand => ({
    on: 'window',
    id: `language-${language}`,
    group: 'window',
    isOneOfMany: true,
    say: ({ commands }) => commands.language(LANGUAGE_NAMES[language]),
    fits: (desk) => desk.settings.language !== language,
    run: set({ language }),
  })),
  {
    on: 'window',
    id: 'language-system',
    group: 'window',
    isOneOfMany: true,
    say: ({ commands, settings }) => commands.language(settings.languageOfSystem),
    fits: (desk) => desk.settings.language !== null,
    run: set({ language: null }),
  },
];
