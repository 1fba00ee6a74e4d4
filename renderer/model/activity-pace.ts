/** How fast something goes, and how long it will still take. */
export interface Pace {
  readonly perSecond: number;
  readonly secondsLeft: number;
}

interface Sample {
  readonly at: number;
  readonly finished: number;
}

/** What lies further back says nothing of how fast it goes now. */
const WINDOW_MS = 30_000;
const SAMPLE_MS = 500;
/** Before that a figure would jump. */
const KNOWN_AFTER_MS = 3_000;
const KNOWN_AFTER_ITEMS = 5;

/** Measures how fast an operation goes, from when it was seen at how many items. */
export class PaceMeter {
  #samples: readonly Sample[] = [];

  /** `at`: in milliseconds. */
  see(finished: number, at: number): void {
    const last = this.#samples.at(-1);
    // What was tried again starts anew.
    const before = last && finished < last.finished ? [] : this.#samples;
    const recent = before.filter((sample) => at - sample.at <= WINDOW_MS);
    // A thousand items in a second are not a thousand samples: the latest takes the place of one that is as good as it.
    const [previous, latest] = [recent.at(-2), recent.at(-1)];
    const kept = previous && latest && latest.at - previous.at < SAMPLE_MS ? recent.slice(0, -1) : recent;
    this.#samples = [...kept, { at, finished }];
  }

  /** Null until enough was seen. */
  paceOf(total: number): Pace | null {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || !last) return null;
    const [items, span] = [last.finished - first.finished, last.at - first.at];
    if (items < KNOWN_AFTER_ITEMS || span < KNOWN_AFTER_MS) return null;
    const perSecond = (items / span) * 1000;
    return { perSecond, secondsLeft: Math.max(0, total - last.finished) / perSecond };
  }
}
