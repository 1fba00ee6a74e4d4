/** What the last `Date` header of each platform showed. Lives in memory: every command learns it anew from its first answer. */
export interface SkewBook {
  /** Platform clock minus ours in milliseconds; 0 until something was learned. */
  get(platform: string): number;
  /** Remembers a measurement; null (no usable `Date`) changes nothing. */
  learn(platform: string, skewMs: number | null): void;
}

/** Below this a difference is the `Date` header's own coarseness and the network's delay, not the clock. */
const NOISE_MS = 2_000;

/** An empty book. */
export function createSkewBook(): SkewBook {
  const book = new Map<string, number>();
  return {
    get: (platform) => book.get(platform) ?? 0,
    learn(platform, skewMs) {
      if (skewMs !== null) book.set(platform, Math.abs(skewMs) < NOISE_MS ? 0 : skewMs);
    },
  };
}

/** A clock difference that an assertion's own margin cannot explain away, in milliseconds: worth a second try with the corrected clock. */
export const WORTH_CORRECTING_MS = 30_000;

/** Whether a refused assertion should be tried again on the clock that its answer showed. Both in milliseconds; null: it showed none. */
export function isWorthCorrecting(shownSkewMs: number | null, usedSkewMs: number): boolean {
  return shownSkewMs !== null && Math.abs(shownSkewMs - usedSkewMs) > WORTH_CORRECTING_MS;
}
