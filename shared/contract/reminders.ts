import * as v from 'valibot';
import { ReminderReport, SNOOZES } from '../reminders.ts';
import { nothing, openVault, operation } from './parts.ts';

/** What the tray and the notifications tell; also of a locked vault. */
export const reminderContract = {
  'reminder.show': operation({
    summary: 'The tray’s shape, what ends next, and what is due to be said; also of a locked vault.',
    input: nothing,
    output: ReminderReport,
    errors: [...openVault, 'vault-newer'],
    secret: false,
  }),
  'reminder.markSaid': operation({
    summary: 'Note that reminders, or a day’s summary, were told, so that they are not told again.',
    input: v.strictObject({
      reminderIds: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(10_000)),
      digestDay: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/))),
    }),
    output: ReminderReport,
    errors: [...openVault, 'vault-newer'],
    secret: false,
  }),
  'reminder.snooze': operation({
    summary: 'Say nothing until tomorrow morning or the next working hours, or speak again (`off`).',
    input: v.strictObject({ until: v.picklist(SNOOZES, `until is one of ${SNOOZES.join(', ')}`) }),
    output: ReminderReport,
    errors: [...openVault, 'vault-newer'],
    secret: false,
  }),
} as const;
