import { expect, test } from 'vitest';
import type { Reminder, ReminderReport } from '../../../shared/reminders.ts';
import { endingIn, NOW, reportOf } from '../tray/tray-test-support.ts';
import type { Notice } from './notice.ts';
import { createTeller } from './teller.ts';

const reminder = (id: string): Reminder => ({
  kind: 'ends',
  reminderId: id,
  token: endingIn(50),
  withinDays: 3,
  at: new Date(NOW).toISOString(),
});
const digest = { day: '2026-11-24', endsToday: 1, endsThisWeek: 1, needsAttention: 0 };

function workbench(options: { wanted?: boolean; shows?: boolean; noted?: ReminderReport | null } = {}) {
  const { wanted = true, shows = true, noted = reportOf() } = options;
  const done: unknown[] = [];
  const teller = createTeller({
    show: ({ title }: Notice) => {
      done.push(title);
      return shows;
    },
    markSaid: (said) => {
      done.push(said);
      return Promise.resolve(noted);
    },
    isWanted: () => wanted,
    language: () => 'en',
    now: () => NOW,
  });
  return { teller, done };
}

test('what is due is shown first and noted behind that', async () => {
  const { teller, done } = workbench();
  const after = await teller.tell(reportOf({ due: [reminder('a'), reminder('b')], digest }));
  expect(done).toEqual(['Your tokens today', { reminderIds: ['a', 'b'], digestDay: '2026-11-24' }]);
  expect(after).toEqual(reportOf());
});

test('what the vault could not note is not said again, but noted when that is possible', async () => {
  const { teller, done } = workbench({ noted: null });
  const report = reportOf({ due: [reminder('a')] });
  expect(await teller.tell(report)).toBe(report);
  await teller.tell(report);
  expect(done).toEqual(['web · Sakura & Store ends in 2 days', { reminderIds: ['a'] }, { reminderIds: ['a'] }]);
});

test('where nothing is due, or nobody wants to hear it, nothing is done', async () => {
  const silent = workbench();
  await silent.teller.tell(reportOf());
  const unwanted = workbench({ wanted: false });
  await unwanted.teller.tell(reportOf({ due: [reminder('a')], digest }));
  expect([silent.done, unwanted.done]).toEqual([[], []]);
});

test('what the system did not take stays due', async () => {
  const { teller, done } = workbench({ shows: false });
  await teller.tell(reportOf({ due: [reminder('a')] }));
  expect(done).toEqual(['web · Sakura & Store ends in 2 days']);
});
