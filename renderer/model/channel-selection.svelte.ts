import { SvelteSet } from 'svelte/reactivity';

/** Which channels of the list are selected, named by channel ID, so that another order changes nothing. */
export class ChannelSelection {
  readonly #ids = new SvelteSet<string>();
  /** Where a range starts. */
  #anchor: string | null = null;
  /** What the last range added: the next one from the same row takes its place. */
  #ranged: readonly string[] = [];

  get count(): number {
    return this.#ids.size;
  }

  get ids(): readonly string[] {
    return [...this.#ids];
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  toggle(id: string): void {
    if (!this.#ids.delete(id)) this.#ids.add(id);
    this.#anchor = id;
    this.#ranged = [];
  }

  /** Selects everything between the last toggled row, or else `start`, and `id`, instead of what the last range added. */
  rangeTo(id: string, order: readonly string[], start: string = id): void {
    if (this.#anchor === null || !order.includes(this.#anchor)) {
      if (!this.#ids.has(start)) this.toggle(start);
      this.#anchor = start;
    }
    const [from, to] = [order.indexOf(this.#anchor), order.indexOf(id)];
    for (const each of this.#ranged) this.#ids.delete(each);
    this.#ranged = order.slice(Math.min(from, to), Math.max(from, to) + 1).filter((each) => !this.#ids.has(each));
    for (const each of this.#ranged) this.#ids.add(each);
  }

  /** Selects these and no others. */
  all(order: readonly string[]): void {
    this.clear();
    for (const id of order) this.#ids.add(id);
  }

  clear(): void {
    this.#ids.clear();
    this.#anchor = null;
    this.#ranged = [];
  }

  /** Drops what is no longer in the list: nobody acts on rows they cannot see. */
  keepOnly(order: readonly string[]): void {
    const there = new SvelteSet(order);
    for (const id of [...this.#ids]) if (!there.has(id)) this.#ids.delete(id);
  }
}
