import { expect, test } from 'vitest';
import { clockVerdict } from './clock-verdict.ts';

const atMs = Date.parse('2026-03-01T00:00:00.000Z');
const measured = (...skews: readonly number[]) => skews.map((skewMs) => ({ skewMs, atMs }));

test.each([
  ['nothing was measured', [], 'unknown', 0],
  ['all is well', [0, 0], 'right', 0],
  ['it is off by less than matters', [29_000], 'right', 29],
  ['LINE’s clock is later: ours is behind', [30_000], 'behind', 30],
  ['LINE’s clock is earlier: ours is ahead', [-3_600_000], 'ahead', 3_600],
  ['the worst of several counts', [0, -45_000, 31_000], 'ahead', 45],
] as const)('%s', (_what, skews, verdict, seconds) => {
  expect(clockVerdict(measured(...skews))).toEqual({
    verdict,
    seconds,
    measuredAt: skews.length === 0 ? null : '2026-03-01T00:00:00.000Z',
  });
});
