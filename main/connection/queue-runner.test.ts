import { beforeEach, expect, test } from 'vitest';
import { createQueueRunner, type QueueRunner } from './queue-runner.ts';

const MINUTE_MS = 60_000;

/** A timer that goes off when the test says so. */
let timers: { milliseconds: number; run: () => void }[];
let begun: (string | undefined)[];
let finish: (() => void)[];
let runner: QueueRunner;

beforeEach(() => {
  timers = [];
  begun = [];
  finish = [];
  runner = createQueueRunner(
    (platform) => {
      begun.push(platform);
      return new Promise((resolve) => finish.push(resolve));
    },
    (milliseconds, run) => {
      const timer = { milliseconds, run };
      timers.push(timer);
      return () => void (timers = timers.filter((each) => each !== timer));
    },
  );
});

async function goOff(): Promise<number | undefined> {
  const timer = timers.shift();
  timer?.run();
  finish.shift()?.();
  await new Promise(setImmediate);
  return timer?.milliseconds;
}

test('with nothing in the queue there is no timer, and news of the network asks nobody', () => {
  runner.waiting(0);
  runner.go();
  expect([timers, begun]).toEqual([[], []]);
});

test('what waits is tried after pauses that grow, and never more often than once a minute', async () => {
  runner.waiting(2);
  const pauses = [];
  for (let index = 0; index < 7; index += 1) pauses.push(await goOff());
  expect(pauses).toEqual([1, 2, 5, 15, 30, 30, 30].map((minutes) => minutes * MINUTE_MS));
  expect(begun).toHaveLength(7);
});

test('what is begun leaves the queue; where it comes back, it waits longer than before', async () => {
  runner.waiting(1);
  await goOff();
  runner.waiting(0);
  expect(timers).toEqual([]);
  runner.waiting(1);
  expect(timers.map(({ milliseconds }) => milliseconds)).toEqual([2 * MINUTE_MS]);
  runner.go();
  finish.shift()?.();
  await expect.poll(() => timers.map(({ milliseconds }) => milliseconds)).toEqual([MINUTE_MS]);
});

test('news of the network is acted on at once', async () => {
  runner.waiting(1);
  await goOff();
  runner.go();
  expect([begun, timers]).toEqual([[undefined, undefined], []]);
  finish.shift()?.();
  await expect.poll(() => timers.map(({ milliseconds }) => milliseconds)).toEqual([MINUTE_MS]);
});

test('what comes while something is begun is done once, afterwards, unless it is covered', async () => {
  runner.waiting(3);
  runner.go('https://api.line.me');
  runner.go('https://api.line.me');
  expect(begun).toEqual(['https://api.line.me']);
  runner.go('http://127.0.0.1:1');
  runner.go('http://127.0.0.1:2');
  finish.shift()?.();
  await expect.poll(() => begun).toEqual(['https://api.line.me', undefined]);
  runner.go('http://127.0.0.1:1');
  finish.shift()?.();
  await expect.poll(() => timers.length).toBe(1);
  expect(begun).toHaveLength(2);
});

test('stopped, it begins nothing any more', async () => {
  runner.waiting(1);
  runner.stop();
  runner.go();
  runner.waiting(2);
  await new Promise(setImmediate);
  expect([timers, begun]).toEqual([[], []]);
});
