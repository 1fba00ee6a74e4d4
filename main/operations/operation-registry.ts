/** Operations that run in this process now, so that they can be cancelled and waited for. */
export interface OperationRegistry {
  start(operationId: string): AbortSignal;
  end(operationId: string): void;
  /** False where nothing by that ID runs here. */
  cancel(operationId: string): boolean;
  /** Cancels everything, and resolves when all of it has come to its end and is on record. */
  cancelAll(): Promise<void>;
}

interface Running {
  readonly controller: AbortController;
  readonly ended: PromiseWithResolvers<undefined>;
}

/** An empty registry. */
export function createOperationRegistry(): OperationRegistry {
  const running = new Map<string, Running>();
  return {
    start(operationId) {
      const one = { controller: new AbortController(), ended: Promise.withResolvers<undefined>() };
      running.set(operationId, one);
      return one.controller.signal;
    },
    end(operationId) {
      running.get(operationId)?.ended.resolve(undefined);
      running.delete(operationId);
    },
    cancel(operationId) {
      const one = running.get(operationId);
      one?.controller.abort();
      return one !== undefined;
    },
    async cancelAll() {
      const all = [...running.values()];
      for (const { controller } of all) controller.abort();
      await Promise.all(all.map(({ ended }) => ended.promise));
    },
  };
}
