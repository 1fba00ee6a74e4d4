import { join } from 'node:path';
import { homedir } from 'node:os';
import { app, BrowserWindow, shell } from 'electron';
import type { EngineEvent } from '../../shared/events.ts';
import { TIMEOUT_MS } from '../../main/line/line-client.ts';
import { createEngine } from '../../main/vault.ts';
import { declareAppScheme, serveApp } from './app-protocol.ts';
import { readBuiltFiles } from './built-files.ts';
import { selectionClipboard, systemClipboard } from './electron-adapter.ts';
import { createExternalOpener } from './external.ts';
import { createGuardedClipboard } from './guarded-clipboard.ts';
import { hardenProcess, hardenSession } from './hardening.ts';
import { openIpcDoor } from './ipc-door.ts';
import { setMenu } from './menu.ts';
import { claimSingleInstance } from './single-instance.ts';
import { folderMark, readStartOptions } from './start-options.ts';
import { createElectronTransport } from './transport.ts';
import { createWindow } from './window.ts';

const CLIPBOARD_CLEARED_AFTER_MS = 20_000;
/**
 * Ending waits for an issue that is under way (a list call and the issue, each with its own time limit), because LINE's answer is the only copy of
 * its token; but not for ever on a keychain or a disk that does not answer.
 */
const LEAVING_TAKES_AT_MOST_MS = 3 * TIMEOUT_MS;

const options = readStartOptions(process.argv.slice(1), {
  platform: process.platform,
  environment: process.env,
  home: homedir(),
});
// Chromium's own files (window state, code cache) stay out of the vault, and each vault has an instance of its own.
app.setPath('userData', join(app.getPath('appData'), 'kagibako-window', folderMark(options.folder)));

if (!hardenProcess()) {
  process.stderr.write('Kagibako does not start with switches that let other programs look into it.\n');
  app.exit(1);
} else if (!claimSingleInstance()) {
  app.exit(0);
} else {
  declareAppScheme();
  void app.whenReady().then(start);
}

function start(): void {
  const build = import.meta.dirname;
  hardenSession();
  serveApp(readBuiltFiles(build));
  setMenu();

  const clipboard = createGuardedClipboard({
    clipboard: systemClipboard,
    alsoClears: selectionClipboard(),
    clearAfterMs: CLIPBOARD_CLEARED_AFTER_MS,
    now: () => Date.now(),
    later: (work, afterMs) => {
      const timer = setTimeout(work, afterMs);
      return () => clearTimeout(timer);
    },
    onCleared: (at) => emit({ name: 'clipboard.cleared', payload: { at } }),
  });
  const engine = createEngine({
    folder: options.folder,
    door: 'desktop',
    transport: createElectronTransport(),
    emit: (event) => emit(event),
    clipboard,
    openExternal: createExternalOpener((url) => shell.openExternal(url)),
    version: app.getVersion(),
  });
  const door = openIpcDoor(engine);
  function emit(event: EngineEvent): void {
    if (event.name === 'vault.changed' && event.payload.state === 'locked') void clipboard.clearIfOurs();
    door.tell(event);
  }

  /** Whoever starts to practise has said enough: where the keychain answers, the practice vault is simply made. Elsewhere the window asks. */
  async function preparePractice(): Promise<void> {
    const status = await engine.call('vault.status', {});
    const canBeMade = status.ok && status.value.state === 'missing' && status.value.keychain?.state === 'available';
    if (canBeMade) await engine.call('vault.create', { keystore: 'os' });
  }

  const open = () =>
    door.admit(createWindow({ preload: join(build, 'preload.cjs'), practice: options.practice }).webContents);
  if (options.practice) void preparePractice().then(open);
  else open();
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) open();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  let leaving = false;
  app.on('before-quit', (event) => {
    // Also the second time: closing the last window asks again, and nothing may cut the first one short.
    event.preventDefault();
    if (leaving) return;
    leaving = true;
    for (const window of BrowserWindow.getAllWindows()) window.hide();
    const late = new Promise((resolve) => setTimeout(resolve, LEAVING_TAKES_AT_MOST_MS));
    void Promise.race([Promise.allSettled([clipboard.clearIfOurs(), engine.shutdown()]), late]).then(() => app.exit(0));
  });
}
