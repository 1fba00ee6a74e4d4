import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';
import type { EngineEvent } from '../../shared/events.ts';
import type { IpcDoor } from './ipc-door.ts';
import { later } from './later.ts';
import { createWindow } from './window/create-window.ts';
import { hideOnClose, type HidingOptions } from './window/hide-on-close.ts';
import { keepWindowState, type KeptWindow } from './window/keep-window-state.ts';
import { createWindowAsker, type Asked } from './window/window-asker.ts';
import { createWindowStateFile } from './window/window-state-file.ts';

export interface MainWindowOptions {
  readonly preload: string;
  readonly practice: boolean;
  /** Known only once the engine is there, which tells events to the window. */
  readonly door: () => Pick<IpcDoor, 'admit'>;
  readonly tell: (event: EngineEvent) => void;
  readonly hiding: Pick<HidingOptions, 'mayHide' | 'trayIsThere'>;
}

/** The one window of the program: made when it is needed, found again where it is. */
export interface MainWindow {
  open(): void;
  /** Brings it to the front, and makes it where it was closed. */
  show(): void;
  /** Asks its page for something, as soon as that is there. */
  ask(asked: Asked): void;
  zoom(steps: -1 | 0 | 1): void;
  /** Remembers at once how it stands. */
  remember(): void;
}

/** Nothing is opened yet. */
export function createMainWindow({ preload, practice, door, tell, hiding }: MainWindowOptions): MainWindow {
  const stateFile = createWindowStateFile({ file: join(app.getPath('userData'), 'window.json'), later });
  let kept: KeptWindow | undefined;
  const asker = createWindowAsker({
    tell: (payload) => tell({ name: 'window.asked', payload }),
    openWindow: open,
  });

  function open(): void {
    const before = stateFile.read();
    const window = createWindow({ preload, practice, before });
    kept = keepWindowState(window, stateFile, before.zoomLevel ?? 0);
    window.once('closed', () => (kept = undefined));
    hideOnClose(window, { ...hiding, beforeDestroying: () => kept?.write(), later });
    // The buttons for the thumb; Electron tells of them on Windows and Linux.
    window.on('app-command', (_event, name) => {
      if (name === 'browser-backward') asker.ask({ ask: 'do', command: 'back' });
      if (name === 'browser-forward') asker.ask({ ask: 'do', command: 'forward' });
    });
    door().admit(window.webContents);
    asker.attend(window.webContents);
  }

  return {
    open,
    show() {
      const [window] = BrowserWindow.getAllWindows();
      if (!window) {
        open();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    ask: (asked) => asker.ask(asked),
    zoom: (steps) => kept?.zoom(steps),
    remember: () => kept?.write(),
  };
}
