import { describe, expect, test } from 'vitest';
import { failure } from '../testing/run-with-fake-engine.ts';
import { exitOfItems } from './exit-of-items.ts';

const unreachable = { error: failure('platform-unreachable') };
const timeout = { error: failure('platform-timeout') };
const busy = { error: failure('platform-busy') };
const silent = { error: undefined };

describe('one exit code for many items', () => {
  test.each([
    ['nothing to do', [], 0],
    ['all well', ['done', 'done'], 0],
    ['some failed', ['done', unreachable], 3],
    ['all failed in the same way', [unreachable, timeout], 5],
    ['all failed in different ways', [unreachable, busy], 1],
    ['all failed without a reason', [silent], 1],
  ] as const)('%s → %d', (_name, ends, exit) => {
    expect(exitOfItems([...ends])).toBe(exit);
  });
});
