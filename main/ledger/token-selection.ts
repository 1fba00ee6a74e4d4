/** A set of tokens, by their sequences: a bit for each token that there is. */
export class TokenSelection {
  readonly #bits: Uint8Array;
  readonly #few: number[] = [];
  readonly #most: number;
  #count = 0;

  /**
   * @param last the highest sequence that may be added.
   * @param most how many are few enough to be sorted at once.
   */
  constructor(last: number, most: number) {
    this.#most = most;
    this.#bits = new Uint8Array((last >> 3) + 1);
  }

  /** Adds a sequence that is not in it, higher than all that are. */
  add(sequence: number): void {
    this.#bits[sequence >> 3] = (this.#bits[sequence >> 3] ?? 0) | (1 << (sequence & 7));
    this.#count += 1;
    if (this.#count <= this.#most) this.#few.push(sequence);
  }

  has(sequence: number): boolean {
    return (((this.#bits[sequence >> 3] ?? 0) >> (sequence & 7)) & 1) === 1;
  }

  get count(): number {
    return this.#count;
  }

  /** All of them, where they are few enough to be sorted at once. */
  get few(): readonly number[] | undefined {
    return this.#count <= this.#most ? this.#few : undefined;
  }

  /** All of them in the order of their sequences, from behind one on. */
  *behind(sequence: number): Generator<number, void, undefined> {
    for (let byte = (sequence + 1) >> 3; byte < this.#bits.length; byte += 1) {
      if (this.#bits[byte] === 0) continue;
      for (let next = Math.max(byte << 3, sequence + 1); next < (byte + 1) << 3; next += 1) {
        if (this.has(next)) yield next;
      }
    }
  }
}
