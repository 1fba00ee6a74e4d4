import { SvelteSet } from 'svelte/reactivity';

/** Which rows of the table are selected. Rows are named by token ID, so that a new page or another order changes nothing. */
export class TokenSelection {
  readonly ids = new SvelteSet<string>();
  /** Where a range starts. */
  #anchor: string | null = null;
  /** What the last range added: the next one from the same row takes its place. */
  #ranged: readonly string[] = [];

  get count(): number {
    return this.ids.size;
  }

  has(id: string): boolean {
    return this.ids.has(id);
  }

  toggle(id: string): void {
    if (!this.ids.delete(id)) this.ids.add(id);
    this.#anchor = id;
    this.#ranged = [];
  }

  /** Selects everything between the last toggled row and `id`, in the given order, instead of what the last range added. */
  rangeTo(id: string, order: readonly string[]): void {
    const from = this.#anchor === null ? -1 : order.indexOf(this.#anchor);
    const to = order.indexOf(id);
    if (from < 0 || to < 0) {
      this.toggle(id);
      return;
    }
    for (const each of this.#ranged) this.ids.delete(each);
    this.#ranged = order.slice(Math.min(from, to), Math.max(from, to) + 1).filter((each) => !this.ids.has(each));
    for (const each of this.#ranged) this.ids.add(each);
  }

  all(order: readonly string[]): void {
    for (const id of order) this.ids.add(id);
    this.#ranged = [];
  }

  clear(): void {
    this.ids.clear();
    this.#anchor = null;
    this.#ranged = [];
  }

  /** Drops what is no longer in the table: nobody revokes rows they cannot see. */
  keepOnly(order: readonly string[]): void {
    for (const id of [...this.ids]) if (!order.includes(id)) this.ids.delete(id);
  }
}
