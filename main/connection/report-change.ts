import type { ConnectionReport } from '../../shared/connection.ts';
import type { MeasuredSkew } from '../assertions/skew-book.ts';

/** A `Date` header counts whole seconds: what differs by less is no change of a clock. */
const SKEW_STEP_MS = 1_000;

/** Tells whether a report says anything that the last one did not. */
export interface ChangeDetector {
  /** Takes a measurement in; true where it differs from what was told of that platform. */
  isOfSkew(platform: string, measured: MeasuredSkew | null): boolean;
  /** Compares with the report that was told last, and takes this one for it. When somebody was asked or measured is no change. */
  isOne(report: ConnectionReport): boolean;
}

/** Nothing was told yet. */
export function createChangeDetector(): ChangeDetector {
  const skewsMs = new Map<string, number>();
  let hasNewSkew = false;
  let last = '';

  return {
    isOfSkew(platform, measured) {
      if (!measured) return false;
      const before = skewsMs.get(platform);
      if (before !== undefined && Math.abs(measured.skewMs - before) < SKEW_STEP_MS) return false;
      skewsMs.set(platform, measured.skewMs);
      hasNewSkew = true;
      return true;
    },
    isOne({ networkThere, platforms, queued, clock }) {
      const ways = platforms.map(({ platform, reachable, since, problem, clockSkewSeconds }) => [
        platform,
        reachable,
        since,
        problem,
        clockSkewSeconds === null,
      ]);
      const now = JSON.stringify([networkThere, ways, queued, clock.verdict]);
      const isChange = hasNewSkew || now !== last;
      hasNewSkew = false;
      last = now;
      return isChange;
    },
  };
}
