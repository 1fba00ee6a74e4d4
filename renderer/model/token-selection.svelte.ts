import { SvelteSet } from 'svelte/reactivity';
import type { TokenFilter } from '../../shared/domain.ts';

/** Which tokens something acts on, as the engine takes it: named ones, or all that match a filter but for some. */
export type ChosenTokens =
  { readonly tokenIds: readonly string[] } | { readonly matching: TokenFilter; readonly except: readonly string[] };

/** The engine takes at most this many IDs at once. */
export const MOST_NAMED = 10_000;

/**
 * Which rows of the table are selected: named ones, or all that match the filter but for some. Rows are named by token ID, so that a new page
 * or another order changes nothing.
 */
export class TokenSelection {
  /** The filter whose tokens are all selected; null where the selected ones are named. */
  filter = $state.raw<TokenFilter | null>(null);
  /** How many match the filter. */
  matching = $state(0);
  /** The selected tokens, or the exceptions. */
  readonly #ids = new SvelteSet<string>();
  /** Where a range starts. */
  #anchor: string | null = null;
  /** What the last range added: the next one from the same row takes its place. */
  #ranged: readonly string[] = [];

  get count(): number {
    return this.filter === null ? this.#ids.size : Math.max(0, this.matching - this.#ids.size);
  }

  /** Whether everything that matches is selected by its filter, without naming it. */
  get isMatching(): boolean {
    return this.filter !== null;
  }

  get anchor(): string | null {
    return this.#anchor;
  }

  /** The selection in the form in which it is acted on. */
  get chosen(): ChosenTokens {
    return this.filter === null ? { tokenIds: [...this.#ids] } : { matching: this.filter, except: [...this.#ids] };
  }

  has(id: string): boolean {
    return this.#ids.has(id) === (this.filter === null);
  }

  /** Whether so many more can be named. */
  hasRoomFor(more: number): boolean {
    return this.#ids.size + more <= MOST_NAMED;
  }

  toggle(id: string): void {
    if (!this.#ids.delete(id) && this.hasRoomFor(1)) this.#ids.add(id);
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
    for (const each of this.#ranged) this.#turn(each, false);
    this.#ranged = order.slice(Math.min(from, to), Math.max(from, to) + 1).filter((each) => !this.has(each));
    for (const each of this.#ranged) this.#turn(each, true);
  }

  /** Selects these and no others. */
  all(order: readonly string[]): void {
    this.clear();
    for (const id of order) this.#ids.add(id);
  }

  /** Selects all that match a filter, without naming them. */
  allMatching(filter: TokenFilter, matching: number): void {
    this.clear();
    this.filter = filter;
    this.matching = matching;
  }

  clear(): void {
    this.#ids.clear();
    this.filter = null;
    this.matching = 0;
    this.#anchor = null;
    this.#ranged = [];
  }

  /** Drops what is no longer in the table: nobody revokes rows they cannot see. */
  keepOnly(order: readonly string[]): void {
    const there = new SvelteSet(order);
    for (const id of [...this.#ids]) if (!there.has(id)) this.#ids.delete(id);
  }

  /** Drops named tokens that turned out to be over. */
  drop(ids: readonly string[]): void {
    if (this.filter === null) for (const id of ids) this.#ids.delete(id);
  }

  #turn(id: string, on: boolean): void {
    if (on === (this.filter === null)) this.#ids.add(id);
    else this.#ids.delete(id);
  }
}
