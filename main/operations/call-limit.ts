/** Lets so many pieces of work run at once; the others wait, first come first served. */
export interface CallLimit {
  run<Value>(work: () => Promise<Value>): Promise<Value>;
}

/** A limit of `most` at once. */
export function createCallLimit(most: number): CallLimit {
  let free = most;
  const waiting: (() => void)[] = [];
  return {
    async run(work) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        // The place goes to whoever waits longest without ever being free in between.
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}
