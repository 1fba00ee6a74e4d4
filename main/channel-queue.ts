/** Runs work for the same channel one after the other, for different channels side by side. A failure does not stop what waits behind it. */
export function createChannelQueue(): <Value>(channelId: string, work: () => Promise<Value>) => Promise<Value> {
  const tails = new Map<string, Promise<unknown>>();
  return (channelId, work) => {
    const before = tails.get(channelId) ?? Promise.resolve();
    const result = before.then(work, work);
    const tail = result.catch(() => undefined);
    tails.set(channelId, tail);
    void tail.then(() => {
      if (tails.get(channelId) === tail) tails.delete(channelId);
    });
    return result;
  };
}
