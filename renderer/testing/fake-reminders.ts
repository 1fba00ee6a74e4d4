import type { ReminderReport } from '../../shared/reminders.ts';
import type { Handlers } from './fake-failure.ts';

/** Reminders that have nothing to say, but can be quiet. */
export function fakeReminders(
  now: () => number,
): Pick<Handlers, 'reminder.show' | 'reminder.markSaid' | 'reminder.snooze'> {
  let snoozedUntil: string | null = null;
  const report = (): ReminderReport => ({
    at: new Date(now()).toISOString(),
    shape: 'well',
    ending: null,
    ended: 0,
    next: [],
    due: [],
    digest: null,
    snoozedUntil,
    nextAt: null,
  });
  return {
    'reminder.show': report,
    'reminder.markSaid': report,
    'reminder.snooze': ({ until }) => {
      const hours = until === 'tomorrow' ? 24 : 12;
      snoozedUntil = until === 'off' ? null : new Date(now() + hours * 3_600_000).toISOString();
      return report();
    },
  };
}
