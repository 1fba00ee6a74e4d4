/**
 * Runs a reading again when it was asked for while one is under way, and never twice at once:
 * a thousand changes in a second cost as many readings as fit, not a thousand.
 */
export class Refresher {
  #read: () => Promise<void>;
  #running: Promise<void> | undefined;
  #again = false;

  constructor(read: () => Promise<void>) {
    this.#read = read;
  }

  /** Resolves when what is shown is at least as new as this call. */
  async refresh(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#run();
    try {
      await this.#running;
    } finally {
      this.#running = undefined;
    }
  }

  async #run(): Promise<void> {
    do {
      this.#again = false;
      await this.#read();
      // The flag is set by others while we wait.
    } while (this.#wantsAnother());
  }

  #wantsAnother(): boolean {
    return this.#again;
  }
}
