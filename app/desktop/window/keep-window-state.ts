import type { BrowserWindow } from 'electron';
import { usableZoom, zoomed, type WindowState } from './window-state.ts';
import type { WindowStateFile } from './window-state-file.ts';

/** A window whose place, size and zoom are remembered. */
export interface KeptWindow {
  /** By so many steps; 0 goes back to the actual size. */
  zoom(steps: -1 | 0 | 1): void;
  /** Writes at once how the window stands. */
  write(): void;
}

/** Keeps how a window stands on disk while it is open. `zoomLevel` is what it had before. */
export function keepWindowState(window: BrowserWindow, file: WindowStateFile, zoomLevel: number): KeptWindow {
  const { webContents: contents } = window;
  let level = usableZoom(zoomLevel);
  let stood = { bounds: window.getNormalBounds(), maximised: false };
  const state = (): WindowState => {
    // A window that is hidden in a panel, or gone, stands as it stood before.
    if (!window.isDestroyed() && !window.isMinimized())
      stood = { bounds: window.getNormalBounds(), maximised: window.isMaximized() };
    return { ...stood, zoomLevel: level };
  };
  const write = () => file.writeNow(state());
  const writeSoon = () => file.writeSoon(state);
  const zoom = (steps: -1 | 0 | 1) => {
    level = zoomed(level, steps);
    contents.setZoomLevel(level);
    writeSoon();
  };

  window.on('resize', writeSoon);
  window.on('move', writeSoon);
  window.on('maximize', writeSoon);
  window.on('unmaximize', writeSoon);
  window.on('close', write);
  // Each page begins with a zoom of its own.
  contents.on('dom-ready', () => contents.setZoomLevel(level));
  contents.on('zoom-changed', (_event, direction) => zoom(direction === 'in' ? 1 : -1));
  return { zoom, write };
}
