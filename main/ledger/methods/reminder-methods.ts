import type { ReminderLedger } from '../../reminders/reminder-ledger.ts';
import { toMilliseconds } from '../instants.ts';
import type { Queries } from '../queries.ts';
import type { Transactions } from '../transactions.ts';

/** What reminders ask of the ledger. */
export function reminderMethods({ reminders }: Queries, transactions: Transactions): ReminderLedger {
  return {
    endings: ({ since, until }, at) =>
      transactions.readInPieces(() =>
        reminders.endings(toMilliseconds(since), toMilliseconds(until), toMilliseconds(at)),
      ),
  };
}
