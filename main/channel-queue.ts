/** Work on channels, serial within each. */
export interface ChannelQueue {
  /** Runs work for the same channel one after the other, for different channels side by side. A failure does not stop what waits behind it. */
  readonly run: <Value>(channelId: string, work: () => Promise<Value>) => Promise<Value>;
  /** Resolves when everything that was begun or waits has ended. */
  readonly idle: () => Promise<void>;
}

/** An empty queue. */
export function createChannelQueue(): ChannelQueue {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run(channelId, work) {
      const before = tails.get(channelId) ?? Promise.resolve();
      const result = before.then(work, work);
      const tail = result
        .catch(() => undefined)
        .finally(() => {
          if (tails.get(channelId) === tail) tails.delete(channelId);
        });
      tails.set(channelId, tail);
      return result;
    },
    async idle() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
