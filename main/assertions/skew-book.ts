/** What a `Date` header showed. */
export interface MeasuredSkew {
  /** Platform clock minus ours in milliseconds; 0 where it is no more than noise. */
  readonly skewMs: number;
  /** When that was, in UNIX milliseconds by our clock. */
  readonly atMs: number;
}

/** What the last `Date` header of each platform showed. Lives in memory: every command learns it anew from its first answer. */
export interface SkewBook {
  /** Platform clock minus ours in milliseconds; 0 until something was learned. */
  get(platform: string): number;
  /** The last measurement; null until there is one. */
  measured(platform: string): MeasuredSkew | null;
  /** Remembers a measurement; null (no usable `Date`) changes nothing. */
  learn(platform: string, skewMs: number | null): void;
}

/** Below this a difference is the `Date` header's own coarseness and the network's delay, not the clock. */
const NOISE_MS = 2_000;

/** Both clocks are read one after the other; what makes them differ by more than this is somebody who set one of them, or a machine that slept. */
const JUMP_MS = 2_000;

/** The two clocks of a machine: the one that people set, and the one that only ever runs on. Both in milliseconds. */
export interface TwoClocks {
  readonly now: () => number;
  readonly monotonic: () => number;
}

/**
 * An empty book. Where the system clock was set since the last look, what was measured against the old one is forgotten: the next answer
 * measures anew. That is looked at when the book is used, and at no other time.
 */
export function createSkewBook({ now, monotonic }: TwoClocks): SkewBook {
  const book = new Map<string, MeasuredSkew>();
  let apart = now() - monotonic();

  function forgetAfterJump(): void {
    const nowApart = now() - monotonic();
    if (Math.abs(nowApart - apart) > JUMP_MS) book.clear();
    apart = nowApart;
  }

  function measured(platform: string): MeasuredSkew | null {
    forgetAfterJump();
    return book.get(platform) ?? null;
  }

  return {
    get: (platform) => measured(platform)?.skewMs ?? 0,
    measured,
    learn(platform, skewMs) {
      forgetAfterJump();
      if (skewMs === null) return;
      book.set(platform, { skewMs: Math.abs(skewMs) < NOISE_MS ? 0 : skewMs, atMs: now() });
    },
  };
}

/** A clock difference that an assertion's own margin cannot explain away, in milliseconds: worth a second try with the corrected clock. */
export const WORTH_CORRECTING_MS = 30_000;

/** Whether a refused assertion should be tried again on the clock that its answer showed. Both in milliseconds; null: it showed none. */
export function isWorthCorrecting(shownSkewMs: number | null, usedSkewMs: number): boolean {
  return shownSkewMs !== null && Math.abs(shownSkewMs - usedSkewMs) > WORTH_CORRECTING_MS;
}
