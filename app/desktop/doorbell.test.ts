import { expect, test } from 'vitest';
import type { Destination } from '../../shared/destination.ts';
import { createDoorbell } from './doorbell.ts';

const answered = (first: Destination | null, ...rings: readonly (Destination | null)[]) => {
  const bell = createDoorbell(first);
  for (const to of rings) bell.ring(to);
  const heard: (Destination | null)[] = [];
  bell.answerWith((to) => heard.push(to));
  return { bell, heard };
};

test('whoever rings before anybody answers is heard afterwards, the last of them', () => {
  expect([
    answered(null).heard,
    answered({ name: 'tokens' }).heard,
    answered({ name: 'tokens' }, { name: 'settings' }, null).heard,
  ]).toEqual([[], [{ name: 'tokens' }], [{ name: 'settings' }]]);
});

test('from then on everybody is heard at once, also who names no place', () => {
  const { bell, heard } = answered(null);
  bell.ring(null);
  bell.ring({ name: 'tokens' });
  expect(heard).toEqual([null, { name: 'tokens' }]);
});
