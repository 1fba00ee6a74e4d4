/** Is told of a stretch of time within which as many slots are taken. */
export type StretchVisitor = (from: number, until: number, taken: number) => void;

/** How many slots of a channel are taken, from each instant (milliseconds) up to the next at which that changes. */
export class Occupancy {
  /** Ascending; the level at an index holds from its time up to the next one. */
  readonly #times: number[] = [-Infinity];
  readonly #levels: number[] = [0];

  /** The index of the stretch that holds at `at`. */
  #indexAt(at: number): number {
    let low = 0;
    let high = this.#times.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#times[middle] ?? Infinity) <= at) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The index of the stretch that begins at `at`; one that begins before is cut there. */
  #cut(at: number): number {
    const index = this.#indexAt(at);
    if (this.#times[index] === at) return index;
    this.#times.splice(index + 1, 0, at);
    this.#levels.splice(index + 1, 0, this.#levels[index] ?? 0);
    return index + 1;
  }

  /** So many more are taken from one instant up to another; fewer where `count` is negative. */
  add(from: number, until: number, count: number): void {
    if (until <= from) return;
    const first = this.#cut(from);
    const end = until === Infinity ? this.#times.length : this.#cut(until);
    for (let index = first; index < end; index += 1) this.#levels[index] = (this.#levels[index] ?? 0) + count;
  }

  /** Visits the stretches from one instant up to another, in their order. They begin where they begin, which may be before `from`. */
  visit(from: number, until: number, visitor: StretchVisitor): void {
    for (let index = this.#indexAt(from); index < this.#times.length; index += 1) {
      const begin = this.#times[index] ?? 0;
      if (begin >= until) return;
      visitor(begin, this.#times[index + 1] ?? Infinity, this.#levels[index] ?? 0);
    }
  }

  /** The most that are taken at any instant from one up to another. */
  peak(from: number, until: number): number {
    let most = 0;
    this.visit(from, until, (_from, _until, taken) => {
      most = Math.max(most, taken);
    });
    return most;
  }
}
