import { expect, test } from 'vitest';
import { watchNetwork } from './network-watch.ts';

test('it looks at the start, once a minute and after a sleep, and not after it was stopped', () => {
  let online = true;
  const told: (readonly [online: boolean, anew: boolean])[] = [];
  const timers: { milliseconds: number; run: () => void }[] = [];
  const wakers: (() => void)[] = [];
  const stop = watchNetwork({
    isOnline: () => online,
    onResume: (listener) => wakers.push(listener),
    every: (milliseconds, run) => {
      timers.push({ milliseconds, run });
      return () => timers.splice(0);
    },
    tell: (isOnline, anew) => told.push([isOnline, anew]),
  });
  expect([told, timers.map(({ milliseconds }) => milliseconds)]).toEqual([[[true, false]], [60_000]]);
  online = false;
  timers[0]?.run();
  online = true;
  wakers[0]?.();
  expect(told).toEqual([
    [true, false],
    [false, false],
    [true, true],
  ]);
  stop();
  wakers[0]?.();
  expect([told.length, timers]).toEqual([3, []]);
});
