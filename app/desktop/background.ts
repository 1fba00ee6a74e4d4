import { app, Notification, powerMonitor } from 'electron';
import type { OutputOf } from '../../shared/contract.ts';
import type { Destination } from '../../shared/destination.ts';
import type { EngineEvent } from '../../shared/events.ts';
import type { Language } from '../../shared/languages.ts';
import type { ReminderReport } from '../../shared/reminders.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.ts';
import type { Engine } from '../../main/vault.ts';
import { createAutomaticSteps } from './automatic-steps.ts';
import { later } from './later.ts';
import { createStartAtLogin } from './login/start-at-login.ts';
import { createNoticeShower } from './notifications/show-notice.ts';
import { createTeller } from './notifications/teller.ts';
import { createDesktopTray } from './tray/desktop-tray.ts';
import { createReminderWatch } from './tray/reminder-watch.ts';

export interface BackgroundOptions {
  readonly folder: string;
  readonly engine: () => Pick<Engine, 'call'>;
  readonly language: () => Language;
  readonly openWindow: () => void;
  readonly go: (to: Destination) => void;
}

/** What the program does beside its window: the tray, reminders, and being there at login. */
export interface Background {
  /** Begins to remind. `waitForTrayMs`: how long a desktop that is just starting may take to show one. True where there is a tray. */
  start(waitForTrayMs: number): Promise<boolean>;
  hear(event: EngineEvent): void;
  apply(settings: Settings): void;
  /** Whether the program stays when its window is closed. */
  staysInTray(): boolean;
  /** Whether its icon is in the tray now. */
  hasTray(): boolean;
  lookForTray(): Promise<boolean>;
  /** What this desktop and this installation can do. */
  abilities(): Promise<NonNullable<OutputOf<'about.show'>['desktop']>>;
  stop(): void;
}

/** As the installer enters it (`appId` of electron-builder.yml): Windows shows notifications only of programs that it knows by such a name. */
const APP_ID = 'jp.kagibako.desktop';

/** Events behind which there may be something else to say or to show. */
const TELLING: ReadonlySet<EngineEvent['name']> = new Set(['ledger.changed', 'vault.changed', 'settings.changed']);

/** Nothing is shown or said before `start`. */
export function createBackground({ folder, engine, language, openWindow, go }: BackgroundOptions): Background {
  if (app.isPackaged) app.setAppUserModelId(APP_ID);
  let settings = DEFAULT_SETTINGS;
  let vaultIsOpen = false;
  let report: ReminderReport | null = null;
  const login = createStartAtLogin(folder);
  const tray = createDesktopTray({
    open: openWindow,
    go,
    snooze: (until) => {
      void engine()
        .call('reminder.snooze', { until })
        .then(() => watch.changed());
    },
    lock: () => void engine().call('vault.lock', {}),
    quit: () => app.quit(),
  });
  const teller = createTeller({
    show: createNoticeShower(go),
    markSaid: async (said) => {
      const noted = await engine().call('reminder.markSaid', said);
      return noted.ok ? noted.value : null;
    },
    isWanted: () => settings.notifications,
    language,
    now: () => Date.now(),
  });
  const steps = createAutomaticSteps({
    isWanted: () => settings.automaticRotation && vaultIsOpen,
    take: () => engine().call('rotation.continueDue', {}),
    now: () => Date.now(),
  });
  const watch = createReminderWatch({
    read: async () => {
      const shown = await engine().call('reminder.show', {});
      return shown.ok ? shown.value : null;
    },
    onReport: async (read) => {
      report = read;
      paint();
      void steps.look();
      if (!read) return;
      report = await teller.tell(read);
      paint();
    },
    onMinute: () => {
      paint();
      void steps.look();
    },
    now: () => Date.now(),
    later,
  });

  function paint(): void {
    tray.show({ report, language: language(), vaultIsOpen, now: Date.now() });
  }

  return {
    async start(waitForTrayMs) {
      const isThere = await tray.look(waitForTrayMs);
      powerMonitor.on('resume', () => watch.changed());
      powerMonitor.on('unlock-screen', () => watch.changed());
      watch.start();
      return isThere;
    },
    hear(event) {
      if (event.name === 'vault.changed') vaultIsOpen = event.payload.state === 'open';
      if (TELLING.has(event.name)) watch.changed();
    },
    apply(wanted) {
      settings = wanted;
      void login.apply(wanted.startAtLogin);
    },
    staysInTray: () => settings.closeToTray && tray.isThere,
    hasTray: () => tray.isThere,
    lookForTray: () => tray.look(),
    abilities: async () => ({
      tray: await tray.look(),
      notifications: Notification.isSupported(),
      startAtLogin: login.isPossible,
    }),
    stop: () => watch.stop(),
  };
}
