import type { Operation } from '../../shared/operations.ts';
import { createCallLimit, type CallLimit } from './call-limit.ts';

/** Calls of LINE under way at once for all operations of a session together. LINE allows far more; this is for politeness. */
export const CALLS_AT_ONCE = 16;

/** Why an operation is told to stop: a person pauses or cancels it, or the vault closes. */
export type StopReason = 'pause' | 'cancel' | 'suspend';

/** Operations that run in this process now, so that they can be stopped and waited for. */
export interface OperationRegistry {
  /** What all calls of operations go through. */
  readonly calls: CallLimit;
  /** Runs the work of an operation, which must not run already. Once everything is suspended, the signal is aborted from the start. */
  run(operationId: string, work: (signal: AbortSignal) => Promise<Operation>): Promise<Operation>;
  isRunning(operationId: string): boolean;
  /** Resolves when it does not run here any more; at once where it doesn't. Never rejects. */
  ended(operationId: string): Promise<void>;
  /** Tells it to stop; false where nothing by that ID runs here. What was said first counts, but for a vault that closes. */
  stop(operationId: string, reason: StopReason): boolean;
  /** Suspends everything, for good, and resolves when all of it has come to rest and is on record. */
  suspendAll(): Promise<void>;
}

interface Running {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/** Why the work is to stop; undefined while it is to go on. */
export function stopReason(signal: AbortSignal): StopReason | undefined {
  return signal.aborted ? (signal.reason as StopReason) : undefined;
}

/** An empty registry. */
export function createOperationRegistry(): OperationRegistry {
  const running = new Map<string, Running>();
  let suspended = false;

  function stop(operationId: string, reason: StopReason): boolean {
    const one = running.get(operationId);
    one?.controller.abort(reason);
    return one !== undefined;
  }

  return {
    calls: createCallLimit(CALLS_AT_ONCE),
    run(operationId, work) {
      if (running.has(operationId)) throw new Error(`operation ${operationId} runs already`);
      const controller = new AbortController();
      if (suspended) controller.abort('suspend' satisfies StopReason);
      const { promise, resolve } = Promise.withResolvers<undefined>();
      running.set(operationId, { controller, ended: promise });
      return work(controller.signal).finally(() => {
        running.delete(operationId);
        resolve(undefined);
      });
    },
    isRunning: (operationId) => running.has(operationId),
    ended: async (operationId) => running.get(operationId)?.ended,
    stop,
    async suspendAll() {
      suspended = true;
      const all = [...running];
      for (const [operationId] of all) stop(operationId, 'suspend');
      await Promise.all(all.map(([, { ended }]) => ended));
    },
  };
}
