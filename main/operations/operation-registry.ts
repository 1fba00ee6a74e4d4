/** Operations that run in this process now, so that they can be cancelled. */
export interface OperationRegistry {
  start(operationId: string): AbortSignal;
  end(operationId: string): void;
  /** False where nothing by that ID runs here. */
  cancel(operationId: string): boolean;
  cancelAll(): void;
}

/** An empty registry. */
export function createOperationRegistry(): OperationRegistry {
  const running = new Map<string, AbortController>();
  return {
    start(operationId) {
      const controller = new AbortController();
      running.set(operationId, controller);
      return controller.signal;
    },
    end: (operationId) => void running.delete(operationId),
    cancel(operationId) {
      const controller = running.get(operationId);
      controller?.abort();
      return controller !== undefined;
    },
    cancelAll() {
      for (const controller of running.values()) controller.abort();
    },
  };
}
