import type { InputOf, OutputOf } from '../../shared/contract.ts';
import type { Consequence, Token, TokenSort, TokenState } from '../../shared/domain.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { TokenSelection } from './token-selection.svelte.ts';

export const STATE_GROUPS = {
  live: ['active', 'draining', 'revoking'],
  lost: ['orphan', 'foreign'],
  ended: ['revoked', 'gone', 'expired'],
  all: null,
} as const satisfies Record<string, readonly TokenState[] | null>;

export type StateGroup = keyof typeof STATE_GROUPS;

/** Whether a consumer could use it: the value is here, and the platform takes it. */
export function isCopyable(token: Pick<Token, 'state' | 'hasValue'>): boolean {
  return token.hasValue && (token.state === 'active' || token.state === 'draining');
}

/** Since when a token is over; null for one that is not, and where nobody knows. `isExpired`: its time ran out by the clock. */
export function endedAt(
  token: Pick<Token, 'state' | 'revokedAt' | 'checkedAt' | 'expiresAt'>,
  isExpired: boolean,
): string | null {
  if (token.state === 'revoked') return token.revokedAt ?? token.checkedAt;
  if (token.state === 'gone') return token.checkedAt ?? token.expiresAt;
  return isExpired ? token.expiresAt : null;
}

const PAGE = 100;
const LARGEST_PAGE = 200;

export interface TokenFilter {
  readonly channelId: string | null;
  readonly group: StateGroup;
  readonly search: string;
  readonly sort: TokenSort;
  readonly direction: 'ascending' | 'descending';
}

const everything: TokenFilter = {
  channelId: null,
  group: 'live',
  search: '',
  sort: 'expiresAt',
  direction: 'ascending',
};

/** The table of tokens: a filter, the pages loaded so far, the row that has the keyboard, and the selection. */
export class TokenTable {
  filter = $state.raw<TokenFilter>(everything);
  rows = $state.raw<readonly Token[]>([]);
  nextCursor = $state.raw<string | null>(null);
  reading = $state<'first' | 'more' | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** How many tokens fit the filter; null where only the end of the list would tell (a search). */
  total = $state.raw<number | null>(null);
  activeIndex = $state(0);
  consequences = $state.raw<readonly Consequence[]>([]);
  readonly selection = new TokenSelection();
  order = $derived(this.rows.map((token) => token.tokenId));
  isFiltered = $derived(this.filter.channelId !== null || this.filter.search !== '' || this.filter.group !== 'live');
  #bridge: Bridge;
  #generation = 0;
  #previewGeneration = 0;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Changes the filter, forgets the selection and reads from the top. */
  async show(change: Partial<TokenFilter>): Promise<void> {
    this.#turnTo(change);
    this.rows = [];
    this.nextCursor = null;
    await this.read();
  }

  async showAll(): Promise<void> {
    await this.show(everything);
  }

  async sortBy(sort: TokenSort): Promise<void> {
    const turned = this.filter.sort === sort && this.filter.direction === 'ascending';
    this.#turnTo({ sort, direction: turned ? 'descending' : 'ascending' });
    // The rows stay until the new ones are here: without them the pressed column head, and the focus on it, would go.
    await this.read(PAGE);
  }

  /** Reads as many rows again as are shown, so that a change somewhere does not move the person back to the top. */
  async read(wanted = Math.max(PAGE, this.rows.length)): Promise<void> {
    const generation = ++this.#generation;
    if (this.rows.length === 0) this.reading = 'first';
    const rows: Token[] = [];
    let cursor: string | null = null;
    do {
      const limit: number = Math.min(LARGEST_PAGE, wanted - rows.length);
      const page: Result<OutputOf<'token.list'>> = await this.#bridge.call('token.list', {
        ...this.#query(),
        limit,
        ...(cursor === null ? {} : { cursor }),
      });
      if (generation !== this.#generation) return;
      if (!page.ok) {
        this.failure = page.error;
        this.reading = null;
        return;
      }
      rows.push(...page.value.tokens);
      cursor = page.value.nextCursor;
    } while (cursor !== null && rows.length < wanted);
    const total = await this.#count();
    if (generation !== this.#generation) return;
    this.rows = rows;
    this.nextCursor = cursor;
    this.total = total;
    this.failure = null;
    this.reading = null;
    this.activeIndex = Math.max(0, Math.min(this.activeIndex, rows.length - 1));
    this.selection.keepOnly(this.order);
  }

  async more(): Promise<void> {
    if (this.nextCursor === null || this.reading !== null) return;
    const generation = this.#generation;
    this.reading = 'more';
    const page = await this.#bridge.call('token.list', { ...this.#query(), limit: PAGE, cursor: this.nextCursor });
    if (generation !== this.#generation) return;
    this.reading = null;
    if (!page.ok) {
      this.failure = page.error;
      return;
    }
    this.rows = [...this.rows, ...page.value.tokens];
    this.nextCursor = page.value.nextCursor;
  }

  /** Asks what revoking the selection would do, to say it beside the button. */
  async weigh(): Promise<void> {
    const generation = ++this.#previewGeneration;
    const tokenIds = [...this.selection.ids];
    if (tokenIds.length === 0) {
      this.consequences = [];
      return;
    }
    const preview = await this.#bridge.call('token.previewRevoke', { tokenIds });
    if (generation === this.#previewGeneration) this.consequences = preview.ok ? preview.value.consequences : [];
  }

  forget(): void {
    this.#generation += 1;
    this.filter = everything;
    this.rows = [];
    this.nextCursor = null;
    this.total = null;
    this.failure = null;
    this.reading = null;
    this.selection.clear();
    this.consequences = [];
  }

  #turnTo(change: Partial<TokenFilter>): void {
    this.filter = { ...this.filter, ...change };
    this.selection.clear();
    this.consequences = [];
    this.activeIndex = 0;
    this.reading = 'first';
  }

  #query(): InputOf<'token.list'> {
    const { channelId, group, search, sort, direction } = this.filter;
    const states = STATE_GROUPS[group];
    return {
      sort,
      direction,
      ...(channelId === null ? {} : { channelId }),
      ...(states === null ? {} : { states: [...states] }),
      ...(search === '' ? {} : { search }),
    };
  }

  async #count(): Promise<number | null> {
    const { channelId, group, search } = this.filter;
    if (search !== '') return null;
    const answer = await this.#bridge.call('token.count', channelId === null ? {} : { channelId });
    if (!answer.ok) return null;
    const states: readonly TokenState[] | null = STATE_GROUPS[group];
    if (states === null) return answer.value.total;
    const byState: Partial<Record<TokenState, number>> = answer.value.byState;
    return states.reduce((sum, state) => sum + (byState[state] ?? 0), 0);
  }
}
