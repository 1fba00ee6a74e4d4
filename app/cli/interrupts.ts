import type { EngineEvent } from '../../shared/events.ts';
import type { Surroundings } from './surroundings.ts';

/** What a shell reports for a program that Ctrl-C ended: 128 and the number of SIGINT. */
export const INTERRUPTED_EXIT = 130;

/**
 * Ctrl-C. The first one cancels the operation that runs, or lets a single call end, because an issue that was sent must not be cut off;
 * the second one leaves at once.
 */
export class Interrupts {
  readonly #surroundings: Surroundings;
  readonly #stop: () => void;
  #count = 0;
  #runningOperation: string | undefined;
  #cancel: (operationId: string) => void = () => undefined;
  #onFirst: () => void = () => undefined;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#stop = surroundings.onInterrupt(() => this.#interrupted());
  }

  /** What the first Ctrl-C does: tell the person, and cancel what can be cancelled. */
  handleWith(handlers: { readonly onFirst: () => void; readonly cancel: (operationId: string) => void }): void {
    this.#onFirst = handlers.onFirst;
    this.#cancel = handlers.cancel;
  }

  /** Learns from the engine's events which operation runs. */
  saw(event: EngineEvent): void {
    if (event.name !== 'operation.progress') return;
    const { operationId, state } = event.payload.operation;
    const isNews = this.#runningOperation !== operationId;
    this.#runningOperation = state === 'running' ? operationId : undefined;
    if (isNews && this.#runningOperation !== undefined && this.#count > 0) this.#cancel(operationId);
  }

  /** Resolves with the first Ctrl-C, which then does nothing else: for a command that runs until it is stopped. */
  untilFirst(): Promise<void> {
    return new Promise((resolve) => this.handleWith({ onFirst: resolve, cancel: () => undefined }));
  }

  stop(): void {
    this.#stop();
  }

  #interrupted(): void {
    this.#count += 1;
    if (this.#count > 1) {
      this.#surroundings.leave(INTERRUPTED_EXIT);
      return;
    }
    this.#onFirst();
    if (this.#runningOperation !== undefined) this.#cancel(this.#runningOperation);
  }
}
