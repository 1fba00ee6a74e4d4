import type { Failure } from '../../shared/result.ts';

export interface Toast {
  readonly id: number;
  readonly text: string;
  /** Told to assistive technology once; a countdown beside it is not. */
  readonly failure: Failure | null;
  /** Stands above a failure: how many and which. */
  readonly title?: string | undefined;
  /** When a visible countdown ends, in milliseconds since 1970; null: none. */
  readonly countsDownTo: number | null;
  /** What takes it back, or shows more of it. */
  readonly action?: ToastAction | undefined;
}

interface ToastOptions {
  /** For what tells nothing of the vault's content. */
  readonly evenLocked?: boolean;
}

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

const STAYS_MS = 5_000;
/** Whoever may want to take something back needs time to get there. */
const STAYS_WITH_ACTION_MS = 20_000;
const AT_MOST = 3;

/** Short messages in the corner: what happened, never a question. Failures stay until they are dismissed. */
export class Toasts {
  shown = $state.raw<readonly Toast[]>([]);
  /** The latest text for the live region. */
  announced = $state('');
  /** Grows with each of them: the same text twice is told twice. */
  turn = $state(0);
  /** While the vault is locked, what comes late is not said: it may name what is in it. */
  isLocked = false;
  #nextId = 1;

  say(
    text: string,
    options: ToastOptions & { readonly countsDownTo?: number; readonly action?: ToastAction } = {},
  ): void {
    if (this.isLocked && options.evenLocked !== true) return;
    const staysMs =
      options.countsDownTo === undefined
        ? options.action
          ? STAYS_WITH_ACTION_MS
          : STAYS_MS
        : Math.max(0, options.countsDownTo - Date.now()) + 1_500;
    const id = this.#show({
      text,
      failure: null,
      countsDownTo: options.countsDownTo ?? null,
      action: options.action,
    });
    setTimeout(() => this.dismiss(id), staysMs);
  }

  /** `title`: stands above what the failure says. */
  fail(
    failure: Failure,
    options: ToastOptions & { readonly title?: string; readonly action?: ToastAction } = {},
  ): void {
    if (this.isLocked && options.evenLocked !== true) return;
    this.#show({ text: '', failure, title: options.title, countsDownTo: null, action: options.action });
  }

  /** Takes everything away: a locked window tells nothing of what was in it. */
  clear(): void {
    this.shown = [];
    this.announced = '';
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }

  #show(toast: Omit<Toast, 'id'>): number {
    const id = this.#nextId++;
    this.shown = [...this.shown, { ...toast, id }].slice(-AT_MOST);
    this.announced = toast.text;
    this.turn += 1;
    return id;
  }
}
