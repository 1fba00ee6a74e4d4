import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { app } from 'electron';
import { folderMark } from '../start-options.ts';
import { autostartEntry } from './autostart-entry.ts';

/** Starting the program, without a window, when the person signs in. */
export interface StartAtLogin {
  /** Whether this system and this kind of installation can. */
  readonly isPossible: boolean;
  /** Never rejects: what the system refuses leaves things as they are. */
  apply(wanted: boolean): Promise<void>;
}

/** Why the window is not opened; see `start-options.ts`. */
const HIDDEN = '--hidden';

function autostartFile(folder: string): string {
  const named = process.env['XDG_CONFIG_HOME'] ?? '';
  const config = isAbsolute(named) ? named : join(homedir(), '.config');
  return join(config, 'autostart', `kagibako-${folderMark(folder)}.desktop`);
}

/** What starts the program again as it runs now. */
function command(folder: string): readonly string[] {
  // Of an AppImage, the file itself: what it was unpacked to is gone at the next start.
  const program = process.env['APPIMAGE'] ?? process.execPath;
  return [program, ...(app.isPackaged ? [] : [app.getAppPath()]), '--vault', folder, HIDDEN];
}

async function writeAutostart(folder: string, wanted: boolean): Promise<void> {
  const file = autostartFile(folder);
  if (!wanted) {
    await rm(file, { force: true });
    return;
  }
  const content = autostartEntry(command(folder));
  if ((await readFile(file, 'utf8').catch(() => '')) === content) return;
  await mkdir(join(file, '..'), { recursive: true, mode: 0o700 });
  await writeFile(file, content, { mode: 0o600 });
}

/** For the vault in `folder`. */
export function createStartAtLogin(folder: string): StartAtLogin {
  const isLinux = process.platform === 'linux';
  // Elsewhere a development copy would be entered as "Electron".
  const isPossible = isLinux || app.isPackaged;
  let turn = Promise.resolve();
  return {
    isPossible,
    apply(wanted) {
      if (!isPossible) return Promise.resolve();
      turn = turn
        .then(() => {
          if (isLinux) return writeAutostart(folder, wanted);
          const args = process.platform === 'win32' ? { args: ['--vault', folder, HIDDEN] } : {};
          app.setLoginItemSettings({ openAtLogin: wanted, ...args });
          return undefined;
        })
        .catch(() => undefined);
      return turn;
    },
  };
}

/** Whether macOS started the program at login, where it cannot be told so by an argument. */
export function wasStartedAtLogin(): boolean {
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}
