/**
 * Chance that can be repeated: what LINE may do one way or another (order of lists and properties, additional fields) is drawn from a
 * seeded generator, so that a run can be played again. Never used for anything that has to be secret.
 */
export interface Chance {
  /** True in half of the cases. */
  toss(): boolean;
  /** The same items in some order. */
  shuffled<Item>(items: readonly Item[]): Item[];
}

/** Makes a generator that starts over whenever `seed()` gives another number. The mulberry32 algorithm. */
export function createChance(seed: () => number): Chance {
  let startedFrom = seed();
  let state = startedFrom;
  const draw = (): number => {
    const wanted = seed();
    if (wanted !== startedFrom) {
      startedFrom = wanted;
      state = wanted;
    }
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    toss: () => draw() < 0.5,
    shuffled: (items) =>
      items
        .map((item) => ({ item, rank: draw() }))
        .sort((left, right) => left.rank - right.rank)
        .map(({ item }) => item),
  };
}
