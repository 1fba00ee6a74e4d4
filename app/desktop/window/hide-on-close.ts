/** So long a hidden window keeps its memory; one that is wanted again after that is made anew, where it was. */
export const DESTROYED_AFTER_MS = 10 * 60_000;

/** A window, as far as it is hidden. `Electron.BrowserWindow` fits. */
export interface HideableWindow {
  on(event: 'close', listener: (event: { preventDefault: () => void }) => void): unknown;
  on(event: 'show' | 'closed', listener: () => void): unknown;
  hide(): void;
  destroy(): void;
  isDestroyed(): boolean;
  isVisible(): boolean;
}

export interface HidingOptions {
  /** Whether closing leaves the program in the tray, as far as that is known without asking. */
  readonly mayHide: () => boolean;
  /** Asks whether the tray is really there. */
  readonly trayIsThere: () => Promise<boolean>;
  readonly beforeDestroying: () => void;
  readonly later: (work: () => void, afterMs: number) => () => void;
}

/** Hides the window where a person closes it and the tray can bring it back. Without a tray it closes after all: nobody would find it again. */
export function hideOnClose(
  window: HideableWindow,
  { mayHide, trayIsThere, beforeDestroying, later }: HidingOptions,
): void {
  let callOff: (() => void) | undefined;
  const stayUp = () => {
    callOff?.();
    callOff = undefined;
  };
  const destroy = () => {
    stayUp();
    if (window.isDestroyed() || window.isVisible()) return;
    beforeDestroying();
    window.destroy();
  };
  window.on('close', (event) => {
    if (!mayHide()) return;
    event.preventDefault();
    window.hide();
    callOff ??= later(destroy, DESTROYED_AFTER_MS);
    void trayIsThere().then((isThere) => {
      if (!isThere) destroy();
    });
  });
  window.on('show', stayUp);
  window.on('closed', stayUp);
}
