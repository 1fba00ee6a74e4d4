import type { EventPayload } from '../../../shared/events.ts';

/** What somebody outside of the page may ask of it. */
export type Asked = EventPayload<'window.asked'>;

/** A page, as far as it is waited for. `Electron.WebContents` fits. */
export interface AskedPage {
  on(
    event: 'did-start-loading' | 'did-finish-load' | 'render-process-gone' | 'destroyed',
    listener: () => void,
  ): unknown;
}

export interface WindowAskerOptions {
  /** Tells the pages that are there. */
  readonly tell: (asked: Asked) => void;
  /** Makes a window where there is none; its page is attended to then. */
  readonly openWindow: () => void;
}

/** Asks the window for something, once its page is there to hear it. */
export interface WindowAsker {
  ask(asked: Asked): void;
  attend(page: AskedPage): void;
}

/** Of what is asked while no page is there, only the last is kept: a person means the last. */
export function createWindowAsker({ tell, openWindow }: WindowAskerOptions): WindowAsker {
  let page: AskedPage | null = null;
  let loaded = false;
  let awaited: Asked | null = null;

  return {
    ask(asked) {
      if (loaded) {
        tell(asked);
        return;
      }
      awaited = asked;
      if (!page) openWindow();
    },
    attend(attended) {
      page = attended;
      loaded = false;
      const isGone = () => (loaded = false);
      attended.on('did-start-loading', isGone);
      attended.on('render-process-gone', isGone);
      attended.on('destroyed', () => {
        if (page !== attended) return;
        page = null;
        loaded = false;
      });
      attended.on('did-finish-load', () => {
        loaded = true;
        const kept = awaited;
        awaited = null;
        if (kept) tell(kept);
      });
    },
  };
}
