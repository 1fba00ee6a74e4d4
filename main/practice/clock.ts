import { CLOCK_OFFSET_MAX_SECONDS } from './practice-rules.ts';
import { PracticeError } from './practice-error.ts';

/** The practice platform's own clock: the machine's, moved by as much as a rehearsal needs. */
export interface PracticeClock {
  /** How far this clock is ahead of the machine's, in seconds; negative where it is behind. May be set; throws `clock-malformed`. */
  offsetSeconds: number;
  /** Moves the clock by `seconds`, backwards where negative. */
  advance(seconds: number): void;
  /** The time on this clock, in milliseconds since 1970. */
  readonly nowMs: () => number;
}

/**
 * Makes a clock over `machineNow` (milliseconds since 1970).
 * @param moved is called after each change of the offset.
 */
export function createClock(machineNow: () => number, moved: () => void): PracticeClock {
  let offsetSeconds = 0;
  const set = (seconds: number): void => {
    if (!(Math.abs(seconds) <= CLOCK_OFFSET_MAX_SECONDS))
      throw new PracticeError('clock-malformed', 'The clock moves by ten years at most');
    offsetSeconds = seconds;
    moved();
  };
  return {
    get offsetSeconds() {
      return offsetSeconds;
    },
    set offsetSeconds(seconds) {
      set(seconds);
    },
    advance(seconds) {
      set(offsetSeconds + seconds);
    },
    nowMs: () => machineNow() + offsetSeconds * 1_000,
  };
}
