import type { ReminderReport } from '../../../shared/reminders.ts';

/** Budget of an idle program: no timer more often than this. It is also how late a reminder may be. */
export const LOOK_EVERY_MS = 60_000;
/** What happens in one go is looked at once. */
const GATHER_MS = 1_000;
/** A minute that was so much longer or shorter: the machine slept, or its clock was set. */
const STRANGE_MS = 30_000;

export interface ReminderWatchOptions {
  /** What there is to say now; null where the vault cannot be read. Never rejects. */
  readonly read: () => Promise<ReminderReport | null>;
  /** Shows it and says what is due; the next report is read only when it has ended. Never rejects. */
  readonly onReport: (report: ReminderReport | null) => Promise<void>;
  /** A minute has passed, so that what is left of each token may be said in other words. */
  readonly onMinute: () => void;
  readonly now: () => number;
  readonly later: (work: () => void, afterMs: number) => () => void;
}

/** Sees to it that whatever becomes due is noticed. */
export interface ReminderWatch {
  start(): void;
  /** Something changed that reminders depend on, or time may have passed unnoticed. */
  changed(): void;
  stop(): void;
}

/** Compares the clock of the wall with the moment that is next once a minute: a longer timer would be wrong behind a sleep or a change of the clock. */
export function createReminderWatch({ read, onReport, onMinute, now, later }: ReminderWatchOptions): ReminderWatch {
  let next = -Infinity;
  let lookedAt = now();
  let isReading = false;
  let isWanted = false;
  let callOffGathering: (() => void) | undefined;
  let callOffLook: (() => void) | undefined;
  let started = false;
  let stopped = false;
  const hasStopped = () => stopped;

  async function readNow(): Promise<void> {
    isWanted = true;
    if (isReading) return;
    isReading = true;
    // What could not be read, or said, is tried again with the next look.
    next = -Infinity;
    try {
      while (isWanted && !hasStopped()) {
        isWanted = false;
        const report = await read();
        if (hasStopped()) break;
        await onReport(report);
        next = report === null ? -Infinity : report.nextAt === null ? Infinity : Date.parse(report.nextAt);
      }
    } finally {
      isReading = false;
    }
  }

  function look(): void {
    const at = now();
    const isStrange = Math.abs(at - lookedAt - LOOK_EVERY_MS) > STRANGE_MS;
    lookedAt = at;
    if (isStrange || at >= next) void readNow();
    else onMinute();
    callOffLook = later(look, LOOK_EVERY_MS);
  }

  return {
    start() {
      started = true;
      lookedAt = now();
      callOffLook = later(look, LOOK_EVERY_MS);
      void readNow();
    },
    changed() {
      // The start reads whatever came before it.
      if (!started || stopped) return;
      callOffGathering ??= later(() => {
        callOffGathering = undefined;
        void readNow();
      }, GATHER_MS);
    },
    stop() {
      stopped = true;
      callOffGathering?.();
      callOffLook?.();
    },
  };
}
