import type { Digest } from '../../shared/reminders.ts';
import { localDay, timeOnDay } from './local-time.ts';
import type { Endings } from './reminder-ledger.ts';

/** So long behind its time a summary is still one of the morning; behind that, the reminders themselves have to do. */
const TOLD_FOR_MS = 6 * 60 * 60 * 1_000;
const DAYS_A_WEEK = 7;

/** The day's summary, if it is its time and it was not told. What `needsAttention` counts is not known here. */
export function digestDue(
  { ends }: Endings,
  {
    digestAt,
    saidDays,
    now,
  }: { readonly digestAt: string | null; readonly saidDays: readonly string[]; readonly now: number },
): Omit<Digest, 'needsAttention'> | null {
  if (digestAt === null) return null;
  const day = localDay(now);
  const dueAt = timeOnDay(now, 0, digestAt);
  if (now < dueAt || now - dueAt > TOLD_FOR_MS || saidDays.includes(day)) return null;
  const endsBefore = (end: number) => ends.filter(({ expiresAt }) => expiresAt < end).length;
  return {
    day,
    endsToday: endsBefore(timeOnDay(now, 1, '00:00')),
    endsThisWeek: endsBefore(timeOnDay(now, DAYS_A_WEEK, '00:00')),
  };
}
