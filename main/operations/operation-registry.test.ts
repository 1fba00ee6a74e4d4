import { expect, test } from 'vitest';
import type { Operation } from '../../shared/operations.ts';
import { createOperationRegistry, stopReason } from './operation-registry.ts';

const OPERATION: Operation = {
  operationId: 'a',
  kind: 'check',
  state: 'done',
  total: 0,
  finished: 0,
  failed: 0,
  startedAt: '2026-06-01T00:00:00.000Z',
  endedAt: null,
  waitsFor: null,
};

/** Work that goes on until it is told to stop. */
const untilStopped = (signal: AbortSignal) =>
  new Promise<Operation>((resolve) => {
    if (signal.aborted) resolve(OPERATION);
    else signal.addEventListener('abort', () => resolve(OPERATION));
  });

test('work is stopped for the reason that was given first, and waited for', async () => {
  const registry = createOperationRegistry();
  let seen: AbortSignal | undefined;
  const running = registry.run('a', (signal) => untilStopped((seen = signal)));
  expect([registry.isRunning('a'), registry.stop('b', 'cancel')]).toEqual([true, false]);
  expect([registry.stop('a', 'pause'), registry.stop('a', 'cancel')]).toEqual([true, true]);
  await registry.ended('a');
  expect([registry.isRunning('a'), seen && stopReason(seen), await running]).toEqual([false, 'pause', OPERATION]);
});

test('the same operation does not run twice, and a failure ends it', async () => {
  const registry = createOperationRegistry();
  const running = registry.run('a', (signal) => untilStopped(signal).then(() => Promise.reject(new Error('broken'))));
  expect(() => registry.run('a', untilStopped)).toThrow('runs already');
  registry.stop('a', 'cancel');
  await expect(running).rejects.toThrow('broken');
  expect(registry.isRunning('a')).toBe(false);
});

test('once everything is suspended, what is begun is suspended from the start', async () => {
  const registry = createOperationRegistry();
  const reasons: unknown[] = [];
  const work = async (signal: AbortSignal) => {
    await untilStopped(signal);
    reasons.push(stopReason(signal));
    return OPERATION;
  };
  const running = registry.run('a', work);
  await registry.suspendAll();
  await Promise.all([running, registry.run('b', work)]);
  expect(reasons).toEqual(['suspend', 'suspend']);
});
