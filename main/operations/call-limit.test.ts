import { expect, test } from 'vitest';
import { createCallLimit } from './call-limit.ts';

test('so many run at once, the others in the order in which they came, and a failure frees its place', async () => {
  const limit = createCallLimit(2);
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<undefined>());
  const begun: number[] = [];
  const all = gates.map((gate, index) =>
    limit.run(async () => {
      begun.push(index);
      await gate.promise;
      if (index === 1) throw new Error('a failure');
      return index;
    }),
  );
  const outcomes = Promise.allSettled(all);
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  gates[1]?.resolve(undefined);
  await all[1]?.catch(() => undefined);
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 2]);
  for (const gate of gates) gate.resolve(undefined);
  expect((await outcomes).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});
