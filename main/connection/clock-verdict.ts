import { CLOCK_WRONG_FROM_SECONDS, type ConnectionReport } from '../../shared/connection.ts';
import type { MeasuredSkew } from '../assertions/skew-book.ts';
import { instantOf } from '../session.ts';

type ClockVerdict = ConnectionReport['clock'];

const UNKNOWN: ClockVerdict = { verdict: 'unknown', seconds: 0, measuredAt: null };

/** What the measurements say of this computer's clock: the worst of them decides. */
export function clockVerdict(measured: readonly MeasuredSkew[]): ClockVerdict {
  const [worst] = [...measured].sort((one, other) => Math.abs(other.skewMs) - Math.abs(one.skewMs));
  if (!worst) return UNKNOWN;
  const seconds = Math.round(Math.abs(worst.skewMs) / 1000);
  // The platform's clock minus ours: where it is negative, ours is ahead.
  const wrong = worst.skewMs < 0 ? 'ahead' : 'behind';
  return {
    verdict: seconds >= CLOCK_WRONG_FROM_SECONDS ? wrong : 'right',
    seconds,
    measuredAt: instantOf(worst.atMs),
  };
}
