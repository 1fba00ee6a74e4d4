import { Menu, Tray } from 'electron';
import { trayIcon } from './tray-icon.ts';
import { trayMenu, type TrayActions, type TraySituation } from './tray-menu.ts';
import type { TrayShape } from './tray-picture.ts';
import { trayTooltip } from './tray-tooltip.ts';
import { awaitTrayWatcher, findTrayWatcher } from './tray-watcher.ts';

/** The program's icon in the tray, where this desktop has one. */
export interface DesktopTray {
  /** Whether the icon was there when that was last looked at. */
  readonly isThere: boolean;
  /** Looks whether there is a place for it now, and puts it there; `waitMs`: for so long at most. */
  look(waitMs?: number): Promise<boolean>;
  show(situation: TraySituation): void;
}

/** Nothing is in the tray before somebody looks for one. */
export function createDesktopTray(actions: TrayActions): DesktopTray {
  let tray: Tray | undefined;
  let watcher: string | null = null;
  let situation: TraySituation | undefined;
  let shape: TrayShape | undefined;
  let said = '';

  function paint(): void {
    if (!tray || !situation) return;
    const wanted = situation.report?.shape ?? (situation.vaultIsOpen ? 'well' : 'locked');
    if (wanted !== shape) tray.setImage(trayIcon(wanted));
    shape = wanted;
    const tooltip = trayTooltip(situation.report, situation.language);
    const menu = trayMenu(situation, actions);
    const says = JSON.stringify([tooltip, menu]);
    // A menu that is open would close.
    if (says === said) return;
    said = says;
    tray.setToolTip(tooltip);
    tray.setContextMenu(Menu.buildFromTemplate([...menu]));
  }

  function put(): void {
    shape = situation?.report?.shape ?? 'well';
    tray = new Tray(trayIcon(shape));
    said = '';
    // On macOS a click opens the menu.
    if (process.platform !== 'darwin') tray.on('click', actions.open);
    paint();
  }

  async function lookNow(waitMs: number): Promise<boolean> {
    const found = waitMs > 0 ? await awaitTrayWatcher(waitMs) : await findTrayWatcher();
    // A panel that was started anew knows nothing of the icons before.
    if (found !== watcher) {
      tray?.destroy();
      tray = undefined;
    }
    watcher = found;
    if (found !== null && !tray) put();
    return tray !== undefined;
  }

  // One after the other: an answer that took longer must not undo what a later one found.
  let turn: Promise<unknown> = Promise.resolve();

  return {
    get isThere() {
      return tray !== undefined;
    },
    look(waitMs = 0) {
      const looked = turn.then(() => lookNow(waitMs));
      turn = looked.catch(() => undefined);
      return looked;
    },
    show(now) {
      situation = now;
      paint();
    },
  };
}
