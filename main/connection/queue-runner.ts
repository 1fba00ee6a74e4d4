/**
 * When what waits in the queue is tried again: at once where there is news of the network, and otherwise after pauses that grow. Only what a
 * person queued is ever tried; with an empty queue there is no timer, and no platform is asked.
 */

const MINUTE_MS = 60_000;
const PAUSES_MS: readonly number[] = [1, 2, 5, 15, 30].map((minutes) => minutes * MINUTE_MS);

/** Calls back after so many milliseconds, unless the returned function is called before. */
export type Later = (milliseconds: number, run: () => void) => () => void;

/** The system's timer; it keeps no process alive. */
export const systemLater: Later = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
};

export interface QueueRunner {
  /** How many operations wait now. */
  waiting(count: number): void;
  /** There is news: what waits is tried at once, of one platform or of all. */
  go(platform?: string): void;
  /** Nothing is begun any more. */
  stop(): void;
}

/** `run` begins what waits; it must not throw. */
export function createQueueRunner(run: (platform: string | undefined) => Promise<void>, later: Later): QueueRunner {
  let cancel: (() => void) | undefined;
  let tries = 0;
  let count = 0;
  let stopped = false;
  let running: { readonly platform: string | undefined } | undefined;
  /** What was asked for while something else was begun. */
  let next: { readonly platform: string | undefined } | undefined;

  function rest(): void {
    cancel?.();
    cancel = undefined;
  }

  function wait(): void {
    if (cancel || running || stopped || count === 0) return;
    const pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? MINUTE_MS;
    cancel = later(pause, () => {
      cancel = undefined;
      tries += 1;
      begin(undefined);
    });
  }

  function begin(platform: string | undefined): void {
    if (stopped || count === 0) return;
    if (running) {
      const isCovered = running.platform === undefined || running.platform === platform;
      if (!isCovered) next = next && next.platform !== platform ? { platform: undefined } : { platform };
      return;
    }
    running = { platform };
    void run(platform).finally(() => {
      running = undefined;
      const following = next;
      next = undefined;
      if (following) begin(following.platform);
      else wait();
    });
  }

  return {
    waiting(now) {
      count = now;
      // What is begun leaves the queue and comes back where it fails again: only news shorten the pauses.
      if (count === 0) rest();
      else wait();
    },
    go(platform) {
      rest();
      tries = 0;
      begin(platform);
    },
    stop() {
      stopped = true;
      next = undefined;
      rest();
    },
  };
}
