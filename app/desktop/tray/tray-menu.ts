import type { MenuItemConstructorOptions } from 'electron';
import type { ParsedInputOf } from '../../../shared/contract.ts';
import type { Destination } from '../../../shared/destination.ts';
import type { Language } from '../../../shared/languages.ts';
import type { ReminderReport } from '../../../shared/reminders.ts';
import { desktopTextsOf } from '../messages/desktop-texts.ts';
import { localMoment, timeLeft } from './time-words.ts';
import { tokenWords } from './token-words.ts';

/** What the tray's menu leads to. */
export interface TrayActions {
  /** Shows the window. */
  readonly open: () => void;
  /** Shows the window at a place. */
  readonly go: (to: Destination) => void;
  readonly snooze: (until: ParsedInputOf<'reminder.snooze'>['until']) => void;
  readonly lock: () => void;
  readonly quit: () => void;
}

export interface TraySituation {
  /** Null where the vault cannot be read. */
  readonly report: ReminderReport | null;
  readonly language: Language;
  readonly vaultIsOpen: boolean;
  readonly now: number;
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/** A label in which an ampersand is one, not the mark of a key. */
const plain = (label: string) => label.replaceAll('&', '&&');

/** The menu of the tray: what ends next, quiet, and the ways in and out. */
export function trayMenu(
  { report, language, vaultIsOpen, now }: TraySituation,
  actions: TrayActions,
): readonly MenuItemConstructorOptions[] {
  const texts = desktopTextsOf(language);
  const { tray } = texts;
  const next = (report?.next ?? []).map((token): MenuItemConstructorOptions => {
    const left = timeLeft(Date.parse(token.expiresAt) - now, language);
    return {
      id: `token-${token.tokenId}`,
      label: plain(tray.item(tokenWords(token), left)),
      click: () => actions.go({ name: 'token', tokenId: token.tokenId }),
    };
  });
  const quiet = report?.snoozedUntil ?? null;
  const snooze: readonly MenuItemConstructorOptions[] =
    quiet === null
      ? [
          { id: 'until-tomorrow', label: tray.untilTomorrow, click: () => actions.snooze('tomorrow') },
          { id: 'until-work', label: tray.untilWork, click: () => actions.snooze('working-hours') },
        ]
      : [
          { id: 'quiet', label: tray.quiet(localMoment(quiet, language)), enabled: false },
          { id: 'speak', label: tray.speak, click: () => actions.snooze('off') },
        ];
  return [
    ...(next.length > 0 ? [...next, SEPARATOR] : []),
    ...(report ? [...snooze, SEPARATOR] : []),
    { id: 'open', label: tray.open, click: actions.open },
    { id: 'lock', label: texts.file.lock, enabled: vaultIsOpen, click: actions.lock },
    { id: 'quit', label: texts.app.quit, click: actions.quit },
  ];
}
