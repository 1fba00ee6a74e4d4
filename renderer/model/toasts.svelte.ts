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
}

const STAYS_MS = 5_000;
const AT_MOST = 3;

/** Short messages in the corner: what happened, never a question. Failures stay until they are dismissed. */
export class Toasts {
  shown = $state.raw<readonly Toast[]>([]);
  /** The latest text for the live region. */
  announced = $state('');
  #nextId = 1;

  say(text: string, options: { readonly countsDownTo?: number } = {}): number {
    const staysMs =
      options.countsDownTo === undefined ? STAYS_MS : Math.max(0, options.countsDownTo - Date.now()) + 1_500;
    const id = this.#show({ text, failure: null, countsDownTo: options.countsDownTo ?? null });
    setTimeout(() => this.dismiss(id), staysMs);
    return id;
  }

  fail(failure: Failure, title?: string): void {
    this.#show({ text: '', failure, title, countsDownTo: null });
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
    return id;
  }
}
