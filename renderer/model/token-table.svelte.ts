import type { Token, TokenSort } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { TokenSelection, type ChosenTokens } from './token-selection.svelte.ts';
import { LIVE_TOKENS, tokenFilterOf, type TableFilter } from './token-table-filter.ts';
import { PAGE, TokenRows, type Reading } from './token-table-rows.svelte.ts';
import { TokenTableScroll } from './token-table-scroll.svelte.ts';
import { Weighing } from './token-table-weighing.svelte.ts';

/** The table of tokens: a filter, its rows, where one is among them, the row that has the keyboard, and the selection. */
export class TokenTable {
  activeIndex = $state(0);
  readonly selection = new TokenSelection();
  readonly scroll = new TokenTableScroll();
  readonly rows: TokenRows;
  readonly weighing: Weighing;
  isFiltered = $derived.by(() => {
    const { channelId, search, group } = this.filter;
    return channelId !== null || search !== '' || group !== 'live';
  });
  #isChanged = false;
  #groupBeforeSearch: TableFilter['group'] = 'live';
  #anchorIndex = 0;
  /** Counts what the person did to the selection: a range that needs reading gives way to what was done meanwhile. */
  #turns = 0;

  constructor(bridge: Bridge) {
    this.rows = new TokenRows(bridge, () => ({ ...this.scroll.inSight, active: this.activeIndex }));
    this.weighing = new Weighing(bridge, this.selection);
  }

  get filter(): TableFilter {
    return this.rows.filter;
  }

  get total(): number | null {
    return this.rows.total;
  }

  get reading(): 'first' | 'again' | null {
    return this.rows.reading;
  }

  get failure(): Failure | null {
    return this.rows.failure;
  }

  /** The token whose row has the keyboard, if it is here. */
  get active(): Token | undefined {
    return this.rows.at(this.activeIndex);
  }

  /** A token that is here, by its ID. */
  find(tokenId: string): Token | undefined {
    const index = this.rows.indexOf(tokenId);
    return index === null ? undefined : this.rows.at(index);
  }

  /** Changes the filter, forgets the selection and reads from the top. The old rows stay until the new ones are here. */
  async show(change: Partial<TableFilter>): Promise<void> {
    this.selection.clear();
    this.weighing.forget();
    await this.#turnTo(change);
  }

  async showAll(): Promise<void> {
    await this.show(LIVE_TOKENS);
  }

  /** Sorts by a column; the second time in the other direction. The selection stays. */
  async sortBy(sort: TokenSort): Promise<void> {
    const turned = this.filter.sort === sort && this.filter.direction === 'ascending';
    await this.#turnTo({ sort, direction: turned ? 'descending' : 'ascending' });
  }

  /**
   * What a search changes. It looks at tokens in every state: one that was revoked last week is what people look for. The chosen channel stays
   * where the person searches in the table, and the states come back with the end of the search.
   */
  searching(search: string, inTable: boolean): Partial<TableFilter> {
    const { filter } = this;
    if (search === '') return filter.search === '' ? {} : { search, group: this.#groupBeforeSearch };
    const channelId = inTable ? filter.channelId : null;
    if (filter.search !== '' && inTable) return { search, channelId };
    this.#groupBeforeSearch = inTable ? filter.group : 'live';
    return { search, channelId, group: 'all' };
  }

  /** Reads again what is in sight, without moving the person: what was in sight and what has the keyboard is followed by its ID. */
  async read(): Promise<void> {
    const reading = await this.rows.read(this.#isChanged);
    if (!reading) return;
    this.#take(reading);
    void this.rows.fill();
    if (this.selection.count > 0) await this.#weighAgain();
  }

  /** Reads what came into sight. */
  look(): void {
    void this.rows.fill();
  }

  /** Moves the keyboard to a row and brings it into sight. */
  goTo(index: number): void {
    this.activeIndex = Math.max(0, Math.min(index, (this.total ?? 0) - 1));
    this.scroll.reveal(this.activeIndex);
  }

  toggle(index: number): void {
    const token = this.rows.at(index);
    if (!token) return;
    this.#turns += 1;
    this.activeIndex = index;
    this.#anchorIndex = index;
    this.selection.toggle(token.tokenId);
    void this.weighing.weigh();
  }

  /**
   * Selects from the row where the selection was last changed, or else from `start`, to a row; rows between them that are not here are read
   * first. `too-many`: more than can be named; nothing changes then.
   */
  async selectTo(index: number, start: number): Promise<'done' | 'too-many'> {
    const turn = ++this.#turns;
    const { anchor } = this.selection;
    const from = anchor === null ? start : (this.rows.indexOf(anchor) ?? this.#anchorIndex);
    const [low, high] = [Math.min(from, index), Math.max(from, index)];
    if (!this.selection.hasRoomFor(high - low)) return 'too-many';
    const tokens = await this.rows.between(low, high);
    if (!tokens || turn !== this.#turns) return 'done';
    const order = tokens.map(({ tokenId }) => tokenId);
    const [first, reached] = from <= index ? [order[0], order.at(-1)] : [order.at(-1), order[0]];
    if (first === undefined || reached === undefined) return 'done';
    if (anchor === null || !order.includes(anchor)) {
      this.selection.toggle(first);
      this.#anchorIndex = from;
    }
    this.selection.rangeTo(reached, order);
    void this.weighing.weigh();
    return 'done';
  }

  /** Selects all that match: by name where they are few and here, as the filter otherwise. */
  selectAll(): void {
    const { total } = this;
    if (total === null || this.#isChanged) return;
    this.#turns += 1;
    const whole = total <= PAGE ? this.rows.whole() : null;
    if (whole) this.selection.all(whole.map(({ tokenId }) => tokenId));
    else this.selection.allMatching(tokenFilterOf(this.filter), total);
    void this.weighing.weigh();
  }

  clearSelection(): void {
    this.#turns += 1;
    this.selection.clear();
    this.weighing.forget();
  }

  /** Selects no more what was acted on; what was selected meanwhile stays. */
  letGo(chosen: ChosenTokens): void {
    if ('tokenIds' in chosen) {
      this.selection.drop(chosen.tokenIds);
      void this.weighing.weigh();
    } else if (chosen.matching === this.selection.filter) this.clearSelection();
  }

  forget(): void {
    this.#isChanged = false;
    this.rows.forget();
    this.activeIndex = 0;
    this.scroll.total = 0;
    this.scroll.toStart();
    this.clearSelection();
  }

  async #turnTo(change: Partial<TableFilter>): Promise<void> {
    this.rows.filter = { ...this.filter, ...change };
    this.#isChanged = true;
    this.#turns += 1;
    await this.read();
  }

  #take(reading: Reading): void {
    const { rows, scroll, activeIndex } = this;
    const { first, last } = scroll.inSight;
    const active = this.active?.tokenId;
    const isInSight = activeIndex >= first && activeIndex <= last;
    const held = isInSight
      ? { index: activeIndex, tokenId: active }
      : { index: first, tokenId: rows.at(first)?.tokenId };
    rows.take(reading);
    scroll.total = reading.matching;
    if (this.selection.isMatching) this.selection.matching = reading.matching;
    if (this.#isChanged) {
      this.#isChanged = false;
      this.activeIndex = 0;
      scroll.toStart();
      return;
    }
    const moved = rows.indexOf(held.tokenId);
    if (moved !== null && scroll.top > 0) scroll.shiftBy(moved - held.index);
    this.activeIndex = Math.max(0, Math.min(rows.indexOf(active) ?? activeIndex, reading.matching - 1));
  }

  /** Nobody revokes rows they cannot see: what left the table leaves the selection. */
  async #weighAgain(): Promise<void> {
    const whole = this.rows.whole();
    if (whole && !this.selection.isMatching) this.selection.keepOnly(whole.map(({ tokenId }) => tokenId));
    await this.weighing.weigh();
    const over = this.weighing.preview?.consequences.find(({ kind }) => kind === 'not-live');
    if (whole || this.filter.group !== 'live' || over?.kind !== 'not-live') return;
    this.selection.drop(over.tokenIds);
    await this.weighing.weigh();
  }
}
