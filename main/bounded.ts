/** Maps `items` with at most `limit` under way at once; results in the order of `items`. The first rejection rejects the whole. */
export async function mapBounded<Item, Value>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Value>,
): Promise<Value[]> {
  const results = new Map<number, Value>();
  let next = 0;
  const run = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) results.set(index, await work(item));
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, run));
  return [...results.entries()].sort(([left], [right]) => left - right).map(([, value]) => value);
}
