import { expect, test } from 'vitest';
import type { ReminderReport } from '../../../shared/reminders.ts';
import { createReminderWatch, LOOK_EVERY_MS } from './reminder-watch.ts';
import { NOW, reportOf } from './tray-test-support.ts';

/** A clock and timers that only the test moves. */
function workbench(answer: () => ReminderReport | null = () => reportOf()) {
  let now = NOW;
  const timers: { work: () => void; afterMs: number }[] = [];
  const reads: number[] = [];
  const told: (ReminderReport | null)[] = [];
  let minutes = 0;
  const watch = createReminderWatch({
    read: () => {
      reads.push((now - NOW) / 60_000);
      return Promise.resolve(answer());
    },
    onReport: (report) => {
      told.push(report);
      return Promise.resolve();
    },
    onMinute: () => (minutes += 1),
    now: () => now,
    later: (work, afterMs) => {
      const timer = { work, afterMs };
      timers.push(timer);
      return () => {
        if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1);
      };
    },
  });
  const settled = async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return {
    watch,
    timers,
    reads,
    told,
    settled,
    minutes: () => minutes,
    /** The timer that runs out, so many minutes later by the clock of the wall. */
    fire: async (afterMs: number, minutes: number) => {
      now += minutes * 60_000;
      const timer = timers.find((each) => each.afterMs === afterMs);
      if (!timer) throw new Error('there is no such timer');
      timers.splice(timers.indexOf(timer), 1);
      timer.work();
      await settled();
    },
  };
}

test('an idle program looks at the clock once a minute, and reads when the moment has come', async () => {
  const { watch, timers, reads, fire, settled, minutes } = workbench(() =>
    reportOf({ nextAt: new Date(NOW + 150_000).toISOString() }),
  );
  watch.start();
  await settled();
  for (let minute = 0; minute < 3; minute += 1) {
    expect(timers.map(({ afterMs }) => afterMs)).toEqual([LOOK_EVERY_MS]);
    await fire(LOOK_EVERY_MS, 1);
  }
  expect([reads, minutes()]).toEqual([[0, 3], 2]);
  watch.stop();
  expect(timers).toEqual([]);
});

test('behind a sleep, and behind a clock that was set, it reads at once', async () => {
  const { watch, reads, fire, settled } = workbench();
  watch.start();
  await settled();
  await fire(LOOK_EVERY_MS, 1);
  await fire(LOOK_EVERY_MS, 600);
  await fire(LOOK_EVERY_MS, 1);
  await fire(LOOK_EVERY_MS, -300);
  await fire(LOOK_EVERY_MS, 1);
  expect(reads).toEqual([0, 601, 302]);
});

test('many changes in one go are one reading', async () => {
  const { watch, timers, reads, fire, settled } = workbench();
  watch.start();
  await settled();
  for (let change = 0; change < 50; change += 1) watch.changed();
  expect(timers).toHaveLength(2);
  await fire(1_000, 0);
  expect(reads).toEqual([0, 0]);
});

test('nothing is read before the start, and nothing after the stop', async () => {
  const { watch, timers, reads, settled } = workbench();
  watch.changed();
  expect(timers).toEqual([]);
  watch.start();
  watch.stop();
  watch.changed();
  await settled();
  expect([timers, reads]).toEqual([[], [0]]);
});

test('what could not be read is tried again with the next look', async () => {
  const answers: (ReminderReport | null)[] = [null, reportOf()];
  const { watch, told, fire, settled } = workbench(() => answers.shift() ?? null);
  watch.start();
  await settled();
  await fire(LOOK_EVERY_MS, 1);
  await fire(LOOK_EVERY_MS, 1);
  expect(told).toEqual([null, reportOf()]);
});
