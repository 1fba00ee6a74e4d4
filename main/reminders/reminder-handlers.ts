import type { OutputOf, ParsedInputOf } from '../../shared/contract.ts';
import type { ReminderReport } from '../../shared/reminders.ts';
import type { Settings } from '../../shared/settings.ts';
import { createChannelQueue } from '../channel-queue.ts';
import type { Reading } from '../reports/reading.ts';
import { nextWorkingHours, tomorrowMorning } from './local-time.ts';
import { readReminderState, writeReminderState } from './reminder-file.ts';
import { reportReminders } from './reminder-report.ts';
import { type ReminderState, withSaid } from './reminder-state.ts';

type ReminderOperation = 'reminder.show' | 'reminder.markSaid' | 'reminder.snooze';
type Snooze = ParsedInputOf<'reminder.snooze'>['until'];

/** When somebody who has no morning summary begins the day. */
const MORNING = '09:00';

function snoozedUntil(until: Snooze, { digestAt, workingHours }: Settings, now: number): string | null {
  if (until === 'off') return null;
  const end = until === 'tomorrow' ? tomorrowMorning(now, digestAt ?? MORNING) : nextWorkingHours(now, workingHours);
  return new Date(end).toISOString();
}

/**
 * Reminders of the vault in `folder`. They need the plain part of the ledger only, and note what was said in a file of their own, so that they
 * work while the vault is locked.
 * @param isOpen whether the vault is open now.
 */
export function createReminderHandlers(
  folder: string,
  isOpen: () => boolean,
): {
  readonly [Name in ReminderOperation]: (reading: Reading, input: ParsedInputOf<Name>) => Promise<OutputOf<Name>>;
} {
  const turns = createChannelQueue();

  /** Changes what was noted, and tells what there is to say then. */
  function note(reading: Reading, change: (state: ReminderState) => ReminderState): Promise<ReminderReport> {
    return turns.run('reminders', async () => {
      const changed = change(await readReminderState(folder));
      await writeReminderState(folder, changed);
      return reportReminders(reading, changed, isOpen());
    });
  }

  return {
    'reminder.show': (reading) =>
      turns.run('reminders', async () => reportReminders(reading, await readReminderState(folder), isOpen())),
    'reminder.markSaid': (reading, { reminderIds, digestDay }) =>
      note(reading, (state) => withSaid(state, reminderIds, digestDay, Date.parse(reading.at))),
    'reminder.snooze': (reading, { until }) =>
      note(reading, (state) => ({
        ...state,
        snoozedUntil: snoozedUntil(until, reading.settings, Date.parse(reading.at)),
      })),
  };
}
