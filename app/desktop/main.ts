import { join } from 'node:path';
import { homedir } from 'node:os';
import { app, dialog } from 'electron';
import { declareAppScheme } from './app-protocol.ts';
import { destinationIn, destinationOf } from './deep-link.ts';
import { createDoorbell } from './doorbell.ts';
import { hardenProcess } from './hardening.ts';
import { claimSingleInstance } from './single-instance.ts';
import { folderMark, isHidden, readStartOptions } from './start-options.ts';

const options = readStartOptions(process.argv.slice(1), {
  platform: process.platform,
  environment: process.env,
  home: homedir(),
});
// Chromium's own files and the window's state stay out of the vault, and each vault has an instance of its own.
app.setPath('userData', join(app.getPath('appData'), 'kagibako-window', folderMark(options.folder)));

const doorbell = createDoorbell(options.to);
// macOS hands over links in this way, also the one that the program was started with.
app.on('open-url', (event, url) => {
  event.preventDefault();
  doorbell.ring(destinationOf(url));
});

if (!hardenProcess()) {
  process.stderr.write('Kagibako does not start with switches that let other programs look into it.\n');
  app.exit(1);
} else if (!claimSingleInstance(ring)) {
  app.exit(0);
} else {
  declareAppScheme();
  // Read while Chromium is still starting.
  const desktop = import('./start-desktop.ts');
  Promise.all([desktop, app.whenReady()])
    .then(([{ startDesktop }]) => startDesktop(options, doorbell))
    .catch(endWithoutWindow);
}

/** Whoever starts the program once more wants its window; a desktop that does so at login does not. */
function ring(args: readonly string[]): void {
  const to = destinationIn(args);
  if (to !== null || !isHidden(args)) doorbell.ring(to);
}

/** A bug, or a damaged installation. Without this the program would stay, and nobody would see it. */
function endWithoutWindow(error: unknown): void {
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`Kagibako could not start.\n${words}\n`);
  if (app.isPackaged) dialog.showErrorBox('Kagibako could not start.', words);
  app.exit(1);
}
