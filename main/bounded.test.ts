import { expect, test } from 'vitest';
import { mapBounded } from './bounded.ts';

test('never more than the limit run at once, and results keep the order of the items', async () => {
  let running = 0;
  let most = 0;
  const results = await mapBounded([5, 1, 4, 2, 3, 0], 2, async (ticks) => {
    most = Math.max(most, ++running);
    for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
    running--;
    return ticks * 10;
  });
  expect({ results, most }).toEqual({ results: [50, 10, 40, 20, 30, 0], most: 2 });
});
