import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { OPERATION_NAMES } from '../../../shared/contract.ts';
import { EVENT_NAMES } from '../../../shared/events.ts';
import { EVENTS_ARGUMENT, OPERATIONS_ARGUMENT, PRACTICE_ARGUMENT, VERSION_ARGUMENT } from '../preload-channels.ts';
import { later } from '../later.ts';
import { APP_URL } from '../our-page.ts';
import { LEAST_SIZE, placeWindow, type WindowState } from './window-state.ts';

/** The paper of each theme, so that the window is never white before its page is there. */
const PAPER = { light: '#faf9f6', dark: '#171614' } as const;

export interface WindowOptions {
  readonly preload: string;
  /** Whether the person asked to practise. */
  readonly practice: boolean;
  /** How the window stood when it was closed last. */
  readonly before: Partial<WindowState>;
}

/** A page that dies this often within this time is not loaded again: it would only die once more. */
const MOST_DEATHS = 3;
const DEATHS_COUNT_FOR_MS = 60_000;

/** Loads the page again when its process died. Nothing is lost with it: what the vault knows is in the main process and on disk. */
function reviveAfterDeath(window: BrowserWindow): void {
  let deaths: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const now = Date.now();
    deaths = [...deaths.filter((at) => now - at < DEATHS_COUNT_FOR_MS), now];
    if (deaths.length <= MOST_DEATHS) void window.loadURL(APP_URL);
  });
}

/** The screens without their panels, the primary one first. */
function workAreas() {
  const { id } = screen.getPrimaryDisplay();
  return screen
    .getAllDisplays()
    .sort((one, other) => Number(other.id === id) - Number(one.id === id))
    .map(({ workArea }) => workArea);
}

/** A page that is loaded is shown after this, whatever the system says of its first picture. */
const SHOWN_AFTER_MS = 1_500;

/** Shows the window with its first picture. Some displays never tell of one while the window is hidden: nobody must wait for it in vain. */
function showOnceReady(window: BrowserWindow, maximised: boolean): void {
  let isShown = false;
  const show = () => {
    if (isShown || window.isDestroyed()) return;
    isShown = true;
    if (maximised) window.maximize();
    window.show();
  };
  window.once('ready-to-show', show);
  window.webContents.once('did-finish-load', () => later(show, SHOWN_AFTER_MS));
}

/** The only maker of windows. */
export function createWindow({ preload, practice, before }: WindowOptions): BrowserWindow {
  const paper = () => (nativeTheme.shouldUseDarkColors ? PAPER.dark : PAPER.light);
  const window = new BrowserWindow({
    ...placeWindow(before.bounds, workAreas()),
    minWidth: LEAST_SIZE.width,
    minHeight: LEAST_SIZE.height,
    show: false,
    title: 'Kagibako',
    backgroundColor: paper(),
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
      additionalArguments: [
        OPERATIONS_ARGUMENT + OPERATION_NAMES.join(','),
        EVENTS_ARGUMENT + EVENT_NAMES.join(','),
        VERSION_ARGUMENT + app.getVersion(),
        ...(practice ? [PRACTICE_ARGUMENT] : []),
      ],
    },
  });
  const repaint = () => window.setBackgroundColor(paper());
  nativeTheme.on('updated', repaint);
  window.once('closed', () => nativeTheme.off('updated', repaint));
  showOnceReady(window, before.maximised === true);
  reviveAfterDeath(window);
  void window.loadURL(APP_URL);
  return window;
}
