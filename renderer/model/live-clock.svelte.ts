const MINUTE = 60_000;
const SECOND = 1_000;

/**
 * The one clock of the window. It ticks at each full minute, and each second only while something counts down.
 * Everything that shows a span reads `now`, so that the whole window agrees.
 */
export class LiveClock {
  now = $state(Date.now());
  #watchers = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  start(): void {
    this.#tick();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Ticks each second until the returned function is called. Safe inside an effect: it reads nothing that it writes. */
  watchSeconds(): () => void {
    this.#watchers += 1;
    // What counts down starts from now, not from the last full minute.
    if (this.#watchers === 1) this.#tick();
    let watching = true;
    return () => {
      if (watching) this.#watchers -= 1;
      watching = false;
    };
  }

  /** Reads the clock at once: after the computer slept, timers are late. */
  wake = (): void => this.#tick();

  #tick = (): void => {
    this.now = Date.now();
    this.#schedule();
  };

  #schedule(): void {
    clearTimeout(this.#timer);
    const period = this.#watchers > 0 ? SECOND : MINUTE;
    this.#timer = setTimeout(this.#tick, period - (Date.now() % period));
  }
}
