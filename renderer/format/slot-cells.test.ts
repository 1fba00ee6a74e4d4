import { expect, test } from 'vitest';
import { slotCells, slotCounts } from './slot-cells.ts';

const slots = { limit: 30, live: 9, draining: 2, orphan: 1, foreign: 1, unknown: 1, free: 16, nextFreesAt: null };

test('thirty cells, what is well first, and a revocation under way is none of the well ones', () => {
  const cells = slotCells(slots, { today: 1, soon: 2, revoking: 3 });
  expect(cells).toHaveLength(30);
  expect(slotCounts(slots, { today: 1, soon: 2, revoking: 3 })).toEqual({
    live: 3,
    soon: 2,
    today: 1,
    draining: 2,
    revoking: 3,
    orphan: 1,
    unknown: 1,
    foreign: 1,
    free: 16,
  });
  expect(cells.slice(0, 4)).toEqual(['live', 'live', 'live', 'soon']);
  expect(cells.at(-1)).toBe('free');
});

test('more ends than live tokens, as two readings may tell, never make a cell too many', () => {
  const counts = slotCounts({ ...slots, live: 2 }, { today: 5, soon: 5, revoking: 1 });
  expect([counts.live, counts.soon, counts.today, counts.revoking]).toEqual([0, 0, 1, 1]);
  expect(slotCells({ ...slots, live: 40, free: 0 })).toHaveLength(30);
});
