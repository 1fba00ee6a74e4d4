import { URGENT_WITHIN_SECONDS } from '../../shared/line-limits.ts';
import type { ReminderReport } from '../../shared/reminders.ts';
import { DAY_MS } from './due-reminders.ts';
import type { Ending, Endings } from './reminder-ledger.ts';

/** A consumer that stands without a token is urgent for a weekend; after that, somebody knows. */
const ENDED_IS_URGENT_FOR_MS = 3 * DAY_MS;

type Shown = Pick<ReminderReport, 'shape' | 'ending' | 'ended'>;

const isSoon = ({ issuedAt, expiresAt }: Ending, days: number, now: number) =>
  expiresAt - days * DAY_MS <= now && expiresAt - days * DAY_MS > issuedAt;

/** What the tray shows: the worst of what is not replaced, and how many tokens it is. */
export function shownInTray(
  { ends, ended }: Endings,
  {
    reminderDays,
    isOpen,
    now,
  }: { readonly reminderDays: readonly number[]; readonly isOpen: boolean; readonly now: number },
): Shown {
  const justEnded = ended.filter(({ expiresAt }) => now - expiresAt <= ENDED_IS_URGENT_FOR_MS).length;
  const urgentDays = URGENT_WITHIN_SECONDS / (DAY_MS / 1_000);
  const urgent = ends.filter(({ expiresAt }) => expiresAt - now <= URGENT_WITHIN_SECONDS * 1_000).length;
  if (justEnded > 0 || urgent > 0)
    return {
      shape: 'urgent',
      ending: urgent > 0 ? { withinDays: urgentDays, tokens: urgent } : null,
      ended: justEnded,
    };
  const soonest = [...reminderDays]
    .sort((one, other) => one - other)
    .map((withinDays) => ({ withinDays, tokens: ends.filter((each) => isSoon(each, withinDays, now)).length }))
    .find(({ tokens }) => tokens > 0);
  if (soonest) return { shape: 'soon', ending: soonest, ended: 0 };
  return { shape: isOpen ? 'well' : 'locked', ending: null, ended: 0 };
}
