import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, net, powerMonitor, shell } from 'electron';
import { DEEP_LINK_SCHEME } from '../../shared/destination.ts';
import type { EngineEvent } from '../../shared/events.ts';
import { TIMEOUT_MS } from '../../main/line/line-client.ts';
import { createEngine, type Engine } from '../../main/vault.ts';
import { setAboutPanel } from './about-panel.ts';
import { serveApp } from './app-protocol.ts';
import { readBuiltFiles } from './built-files.ts';
import { type Background, createBackground } from './background.ts';
import type { Doorbell } from './doorbell.ts';
import { selectionClipboard, systemClipboard } from './electron-adapter.ts';
import { createExternalOpener } from './external.ts';
import { createFileChooser } from './file-chooser.ts';
import { createFolderOpener } from './folder-opener.ts';
import { createGuardedClipboard, type GuardedClipboard } from './guarded-clipboard.ts';
import { hardenSession } from './hardening.ts';
import { openIpcDoor } from './ipc-door.ts';
import { later } from './later.ts';
import { createMainWindow, type MainWindow } from './main-window.ts';
import { createAppMenu } from './menu/set-menu.ts';
import { desktopTextsOf } from './messages/desktop-texts.ts';
import { watchNetwork } from './network-watch.ts';
import { createReportDoor } from './report-door.ts';
import { createSettingsInForce } from './settings-in-force.ts';
import { wasStartedAtLogin } from './login/start-at-login.ts';
import type { StartOptions } from './start-options.ts';
import { createElectronTransport, setTransportProxy } from './transport.ts';

/**
 * Ending waits for an issue that is under way (a list call and the issue, each with its own time limit), because LINE's answer is the only copy of
 * its token; but not for ever on a keychain or a disk that does not answer.
 */
const LEAVING_TAKES_AT_MOST_MS = 3 * TIMEOUT_MS;

/** At login, the panel that shows tray icons may be started after this program. */
const TRAY_COMES_WITHIN_MS = 20_000;

/** Wires engine, window, menu and settings together. The app must be ready. */
export async function startDesktop(options: StartOptions, doorbell: Doorbell): Promise<void> {
  const build = import.meta.dirname;
  hardenSession();
  serveApp(readBuiltFiles(build));
  setAboutPanel();
  // An installed app only: a link must not lead to whatever a developer once ran.
  if (app.isPackaged) app.setAsDefaultProtocolClient(DEEP_LINK_SCHEME);

  let vaultIsOpen = false;
  const window = createMainWindow({
    preload: join(build, 'preload.cjs'),
    practice: options.practice,
    door: () => door,
    tell: (event) => door.tell(event),
    hiding: { mayHide: () => background.staysInTray(), trayIsThere: () => background.lookForTray() },
  });
  const door = openIpcDoor({ callUnknown: (name, input) => engine.callUnknown(name, input) });
  // First of all: its page takes longest to come. Whoever practises needs the vault before the page asks for it.
  const hidden = options.hidden || wasStartedAtLogin();
  if (!options.practice && !hidden) window.open();
  const menu = createAppMenu({
    go: (to) => window.ask({ ask: 'go', to }),
    do: (command) => window.ask({ ask: 'do', command }),
    about: () => {
      // A page that is locked has nowhere to show it.
      if (vaultIsOpen) window.ask({ ask: 'do', command: 'about' });
      else app.showAboutPanel();
    },
    openFolder: () => void engine.call('about.openFolder', {}),
    zoom: (steps) => window.zoom(steps),
  });
  const inForce = createSettingsInForce({
    setTheme: (theme) => (nativeTheme.themeSource = theme),
    setProxy: setTransportProxy,
    speak: (language) => menu.speak(language),
    systemLanguage: () => app.getLocale(),
  });
  const background = createBackground({
    folder: options.folder,
    engine: () => engine,
    language: () => inForce.language,
    openWindow: () => window.show(),
    go: (to) => {
      window.show();
      window.ask({ ask: 'go', to });
    },
  });
  const clipboard = createGuardedClipboard({
    clipboard: systemClipboard,
    alsoClears: selectionClipboard(),
    clearAfterMs: () => inForce.clipboardMs,
    now: () => Date.now(),
    later,
    onCleared: (at) => emit({ name: 'clipboard.cleared', payload: { at } }),
  });
  const engine = createEngine({
    folder: options.folder,
    door: 'desktop',
    transport: createElectronTransport(),
    emit: (event) => emit(event),
    clipboard,
    openExternal: createExternalOpener((url) => shell.openExternal(url)),
    openFolder: createFolderOpener((path) => shell.openPath(path)),
    fileChooser: createFileChooser(() => desktopTextsOf(inForce.language).dialogs),
    version: app.getVersion(),
    runsOn: [
      { name: 'Electron', version: process.versions.electron },
      { name: 'Chromium', version: process.versions.chrome },
    ],
    licencesFile: join(build, 'licences.json'),
    desktop: () => background.abilities(),
  });

  const reportDoor = createReportDoor(options.folder, engine);

  function emit(event: EngineEvent): void {
    if (event.name === 'vault.changed') {
      vaultIsOpen = event.payload.state === 'open';
      menu.vaultIs(vaultIsOpen);
      if (event.payload.state === 'locked') void clipboard.clearIfOurs();
      void reportDoor.open();
    }
    if (event.name === 'settings.changed') {
      void inForce.apply(event.payload.settings);
      background.apply(event.payload.settings);
    }
    background.hear(event);
    door.tell(event);
  }

  watchNetwork({
    isOnline: () => net.isOnline(),
    onResume: (listener) => powerMonitor.on('resume', listener),
    every: (milliseconds, run) => {
      const timer = setInterval(run, milliseconds);
      return () => clearInterval(timer);
    },
    tell: (online, anew) => engine.networkChanged(online, anew),
  });
  const shown = await engine.call('settings.show', {});
  if (shown.ok) {
    await inForce.apply(shown.value.settings);
    background.apply(shown.value.settings);
  }
  if (options.practice) {
    await preparePractice(engine);
    window.open();
  }
  // A vault in the keychain opens while the page is still loading; the page asks for itself.
  void engine.call('vault.status', {}).then(() => reportDoor.open());
  doorbell.answerWith((to) => {
    window.show();
    if (to) window.ask({ ask: 'go', to });
  });
  liveWithWindows(window, background);
  leaveInOrder(window, clipboard, engine, background);
  void background.start(hidden ? TRAY_COMES_WITHIN_MS : 0).then((hasTray) => {
    if (hidden && !hasTray) window.show();
  });
}

/** Whoever starts to practise has said enough: where the keychain answers, the practice vault is simply made. Elsewhere the window asks. */
async function preparePractice(engine: Engine): Promise<void> {
  const status = await engine.call('vault.status', {});
  const canBeMade = status.ok && status.value.state === 'missing' && status.value.keychain?.state === 'available';
  if (canBeMade) await engine.call('vault.create', { keystore: 'os' });
}

/** Without a window the program stays on macOS, where its icon brings one back, and in the tray, where a person wants it to. */
function liveWithWindows(window: MainWindow, background: Background): void {
  app.on('activate', () => window.show());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' && !background.staysInTray()) app.quit();
  });
}

function leaveInOrder(window: MainWindow, clipboard: GuardedClipboard, engine: Engine, background: Background): void {
  let leaving = false;
  app.on('before-quit', (event) => {
    // Also the second time: closing the last window asks again, and nothing may cut the first one short.
    event.preventDefault();
    if (leaving) return;
    leaving = true;
    background.stop();
    window.remember();
    for (const each of BrowserWindow.getAllWindows()) each.hide();
    const late = new Promise((resolve) => setTimeout(resolve, LEAVING_TAKES_AT_MOST_MS));
    void Promise.race([Promise.allSettled([clipboard.clearIfOurs(), engine.shutdown()]), late]).then(() => app.exit(0));
  });
}
