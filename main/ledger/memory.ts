/** What was read and is worth keeping, by key: the few that were used last, each for as long as it is true. */
export interface Memory<Value> {
  /** What is kept under the key and true at `at` (milliseconds). */
  find(key: string, at: number): Value | undefined;
  /** Keeps what is true from one instant up to another. */
  keep(key: string, value: Value, truth: Truth): void;
  /** Forgets everything. */
  forget(): void;
}

/** From when on something is true, and from when on no longer; milliseconds. */
export interface Truth {
  readonly from: number;
  readonly until: number;
}

/** True until something is written, whatever the clock says. */
export const WHATEVER_THE_CLOCK: Truth = { from: -Infinity, until: Infinity };

/** Remembers up to `most` values. */
export function createMemory<Value>(most: number): Memory<Value> {
  const kept = new Map<string, { readonly value: Value; readonly truth: Truth }>();
  return {
    find(key, at) {
      const found = kept.get(key);
      if (!found) return undefined;
      kept.delete(key);
      if (at < found.truth.from || at >= found.truth.until) return undefined;
      // The end of the map is what was used last.
      kept.set(key, found);
      return found.value;
    },
    keep(key, value, truth) {
      kept.delete(key);
      kept.set(key, { value, truth });
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break;
        kept.delete(oldest);
      }
    },
    forget: () => kept.clear(),
  };
}
