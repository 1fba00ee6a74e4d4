import type { Language } from '../../../shared/languages.ts';
import type { ReminderReport } from '../../../shared/reminders.ts';
import { desktopTextsOf } from '../messages/desktop-texts.ts';
import { localMoment } from './time-words.ts';

const NAME = 'Kagibako';

/** What the tray says in one line; of a vault that cannot be read, only the program's name. */
export function trayTooltip(report: ReminderReport | null, language: Language): string {
  if (!report) return NAME;
  const { tray } = desktopTextsOf(language);
  const { ended, ending, next, shape } = report;
  const parts = [
    ...(ended > 0 ? [tray.ended(ended)] : []),
    ...(ending ? [tray.ends(ending.tokens, ending.withinDays)] : []),
  ];
  const [first] = next;
  if (parts.length === 0) parts.push(first ? tray.next(localMoment(first.expiresAt, language)) : tray.nothing);
  if (shape === 'locked') parts.unshift(tray.locked);
  return `${NAME}: ${parts.join(', ')}`;
}
