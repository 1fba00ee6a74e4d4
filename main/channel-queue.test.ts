import { expect, test } from 'vitest';
import { createChannelQueue } from './channel-queue.ts';

test('work on one channel runs in order, one at a time; other channels do not wait; a failure stops nothing behind it', async () => {
  const { run: inChannel, idle } = createChannelQueue();
  const seen: string[] = [];
  const step = (name: string, ticks: number) => async () => {
    seen.push(`${name} begins`);
    for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
    seen.push(`${name} ends`);
    if (name === 'a1') throw new Error('a1 failed');
    return name;
  };
  const results = await Promise.allSettled([
    inChannel('a', step('a1', 20)),
    inChannel('a', step('a2', 1)),
    inChannel('b', step('b1', 1)),
  ]);
  await idle();
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(seen.filter((line) => line.startsWith('a'))).toEqual(['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends']);
  expect(seen.indexOf('b1 ends')).toBeLessThan(seen.indexOf('a1 ends'));
});
