import type { OutputOf } from '../../shared/contract.ts';
import type { Token } from '../../shared/domain.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { LIVE_TOKENS, tokenFilterOf, type TableFilter } from './token-table-filter.ts';
import type { RowWindow } from './token-table-geometry.ts';
import { PageCache } from './token-table-pages.ts';

/** How many rows are asked for at once. */
export const PAGE = 100;
const PAGES_KEPT = 60;
/** So many rows around those in sight are read too, so that scrolling on does not show a gap. */
const READ_AHEAD = 50;

/** The rows that have to be here: those in sight, and the one that has the keyboard. */
export interface Sight extends RowWindow {
  readonly active: number;
}

/** What a reading brought. */
export interface Reading {
  readonly pages: PageCache<Token>;
  readonly matching: number;
}

/**
 * The rows of the table, numbered from 0 over the whole list. What is in sight is read page by page, one at a time; what was scrolled past
 * before its turn is never asked for.
 */
export class TokenRows {
  filter = $state.raw<TableFilter>(LIVE_TOKENS);
  /** How many tokens match the filter; null until the first answer. */
  total = $state.raw<number | null>(null);
  /** `first`: what is shown, if anything, is not what the filter says. */
  reading = $state<'first' | 'again' | null>(null);
  failure = $state.raw<Failure | null>(null);
  readonly #bridge: Bridge;
  readonly #sight: () => Sight;
  #pages = new PageCache<Token>(PAGE, PAGES_KEPT);
  /** Grows with every page, so that what reads them is told. */
  #version = $state(0);
  readonly #here = $derived.by(() => ({ version: this.#version, pages: this.#pages }));
  #generation = 0;
  #filling = false;

  constructor(bridge: Bridge, sight: () => Sight) {
    this.#bridge = bridge;
    this.#sight = sight;
  }

  /** The token in a row, if it is here. */
  at(index: number): Token | undefined {
    return this.#here.pages.at(index);
  }

  /** The row of a token that is here. */
  indexOf(tokenId: string | undefined): number | null {
    return tokenId === undefined ? null : this.#here.pages.find((token) => token.tokenId === tokenId);
  }

  /** All tokens in order where every one of them is here; null otherwise. */
  whole(): readonly Token[] | null {
    return this.total === null ? null : this.#pages.whole(this.total);
  }

  /**
   * Reads the number and the rows in sight again, or the first ones of a changed filter. Where the token that has the keyboard moved, the pages
   * beside are read too. Null where a later reading overtook this one, or where it failed; that is then in `failure`.
   */
  async read(isChanged: boolean): Promise<Reading | null> {
    const generation = ++this.#generation;
    this.reading = this.total === null || isChanged ? 'first' : 'again';
    const answer = await this.#readSight(isChanged);
    if (generation !== this.#generation) return null;
    this.reading = null;
    this.failure = answer.ok ? null : answer.error;
    return answer.ok ? answer.value : null;
  }

  /** Puts what was read in the place of what was here. */
  take({ pages, matching }: Reading): void {
    this.#pages = pages;
    this.total = matching;
    this.#version += 1;
  }

  /** Reads what is in sight and not here. */
  async fill(): Promise<void> {
    if (this.#filling) return;
    this.#filling = true;
    for (let page = this.#missing(); page !== null; page = this.#missing()) {
      const generation = this.#generation;
      const answer = await this.#list(page);
      if (generation !== this.#generation) continue;
      this.failure = answer.ok ? null : answer.error;
      if (!answer.ok) break;
      this.#add(page, answer.value.tokens);
    }
    this.#filling = false;
  }

  /** The tokens from one row to another, both included; those that are not here are read. Undefined where that failed or was overtaken. */
  async between(low: number, high: number): Promise<readonly Token[] | undefined> {
    const generation = this.#generation;
    const tokens: Token[] = [];
    for (const page of this.#pages.pagesBetween(low, high)) {
      if (!this.#pages.has(page)) {
        const answer = await this.#list(page);
        if (generation !== this.#generation) return undefined;
        if (!answer.ok) {
          this.failure = answer.error;
          return undefined;
        }
        this.#add(page, answer.value.tokens);
      }
      for (let index = Math.max(low, page * PAGE); index < Math.min(high + 1, (page + 1) * PAGE); index += 1) {
        const token = this.#pages.at(index);
        if (token) tokens.push(token);
      }
    }
    return tokens;
  }

  forget(): void {
    this.#generation += 1;
    this.filter = LIVE_TOKENS;
    this.total = null;
    this.failure = null;
    this.reading = null;
    this.#pages = new PageCache(PAGE, PAGES_KEPT);
    this.#version += 1;
  }

  #add(page: number, tokens: readonly Token[]): void {
    this.#pages.set(page, tokens);
    this.#version += 1;
  }

  #list(page: number): Promise<Result<OutputOf<'token.list'>>> {
    const { sort, direction } = this.filter;
    const query = { ...tokenFilterOf(this.filter), sort, direction };
    return this.#bridge.call('token.list', { ...query, offset: page * PAGE, limit: PAGE });
  }

  async #readSight(isChanged: boolean): Promise<Result<Reading>> {
    const counting = this.#bridge.call('token.count', tokenFilterOf(this.filter));
    const { first, last, active } = this.#sight();
    const own = this.#pages.pageOf(active);
    const followed = isChanged ? undefined : this.at(active)?.tokenId;
    const pages = new PageCache<Token>(PAGE, PAGES_KEPT);
    const failure =
      (await this.#readInto(
        pages,
        isChanged ? [0] : [...this.#pages.pagesBetween(first, Math.max(first, last)), own],
      )) ??
      (followed === undefined || pages.find(({ tokenId }) => tokenId === followed) !== null
        ? null
        : await this.#readInto(pages, [own - 1, own + 1]));
    const count = await counting;
    if (failure) return { ok: false, error: failure };
    return count.ok ? { ok: true, value: { pages, matching: count.value.matching } } : count;
  }

  async #readInto(pages: PageCache<Token>, wanted: readonly number[]): Promise<Failure | null> {
    const generation = this.#generation;
    for (const page of wanted) {
      if (page < 0 || pages.has(page) || generation !== this.#generation) continue;
      const answer = await this.#list(page);
      if (!answer.ok) return answer.error;
      pages.set(page, answer.value.tokens);
    }
    return null;
  }

  /** The nearest page that is in sight, or will soon be, and is not here. */
  #missing(): number | null {
    // A reading under way brings what is in sight itself.
    if (this.total === null || this.reading !== null) return null;
    const { first, last, active } = this.#sight();
    const seen = [...this.#pages.pagesBetween(first, last), ...this.#pages.pagesBetween(active, active)];
    this.#pages.use(seen);
    const ahead = this.#pages.pagesBetween(first - READ_AHEAD, Math.min(last + READ_AHEAD, this.total - 1));
    return [...seen, ...ahead].find((page) => !this.#pages.has(page)) ?? null;
  }
}
