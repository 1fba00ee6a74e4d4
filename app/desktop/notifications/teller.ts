import type { InputOf } from '../../../shared/contract.ts';
import type { Language } from '../../../shared/languages.ts';
import type { ReminderReport } from '../../../shared/reminders.ts';
import { noticeOf, type Notice } from './notice.ts';

export interface TellerOptions {
  /** Asks the system to show it. False where the system shows none. */
  readonly show: (notice: Notice) => boolean;
  /** Notes what was said; the report behind that, or null where it could not be noted. */
  readonly markSaid: (said: InputOf<'reminder.markSaid'>) => Promise<ReminderReport | null>;
  /** Whether the person wants notifications. */
  readonly isWanted: () => boolean;
  readonly language: () => Language;
  readonly now: () => number;
}

/** Says what is due. */
export interface Teller {
  /** Resolves with the report that holds once it was said. */
  tell(report: ReminderReport): Promise<ReminderReport>;
}

/**
 * Each thing is said once: what was said is noted in the vault only behind the showing, so that nothing is lost, and remembered here as well, should
 * the vault not take the note.
 */
export function createTeller({ show, markSaid, isWanted, language, now }: TellerOptions): Teller {
  const saidHere = new Set<string>();
  return {
    async tell(report) {
      if (!isWanted()) return report;
      const due = report.due.filter(({ reminderId }) => !saidHere.has(reminderId));
      const digest = report.digest && !saidHere.has(report.digest.day) ? report.digest : null;
      const notice = noticeOf(due, digest, language(), now());
      if (notice && !show(notice)) return report;
      const reminderIds = report.due.map(({ reminderId }) => reminderId);
      const day = report.digest?.day;
      if (reminderIds.length === 0 && day === undefined) return report;
      for (const each of [...reminderIds, ...(day === undefined ? [] : [day])]) saidHere.add(each);
      const noted = await markSaid({ reminderIds, ...(day === undefined ? {} : { digestDay: day }) });
      return noted ?? report;
    },
  };
}
