import type { TokenSort, TokenState } from '../../shared/domain.ts';
import type { TokenQuery } from '../ports.ts';
import type { TokenFilter } from './token-filter.ts';
import type { Statements } from './statements.ts';
import type { TokenSelection } from './token-selection.ts';

/** A place in an order: a value of the sort column, and the row's sequence among equals. */
export interface Place {
  readonly value: string | number;
  readonly sequence: number;
}

/** The place of a row; with its state in the order by state, null in the others. */
export interface RowPlace extends Place {
  readonly state: TokenState | null;
}

/** One page on its way. */
export interface PageRequest {
  readonly query: TokenQuery;
  /** The instant against which expiry is derived, in milliseconds. */
  readonly at: number;
  readonly filter: TokenFilter;
  /** What passes the filter, where that is known already. */
  readonly chosen: TokenSelection | undefined;
  /** The last row of the page before; undefined for the first page. */
  readonly after: RowPlace | undefined;
  /** One row more than the page holds, to know whether there is a next one. */
  readonly wanted: number;
  readonly statements: Statements;
}

/** The column behind each order; the order by state has an expression of its own. */
export const SORT_COLUMNS: { readonly [sort in Exclude<TokenSort, 'state'>]: string } = {
  expiresAt: 't.expires_at',
  issuedAt: 't.issued_at',
  consumer: 't.consumer_key',
  channelId: 't.channel_id',
};

/** The condition on the channel, as a list to be joined with others. */
export function channelCondition({ query }: Pick<PageRequest, 'query'>): readonly string[] {
  return query.channelId === undefined ? [] : ['t.channel_id = @channelId'];
}

/** The index over all channels, or the one within a channel. */
export function indexFor({ query }: Pick<PageRequest, 'query'>, all: string, withinChannel: string): string {
  return query.channelId === undefined ? all : withinChannel;
}

/** `ORDER BY` for a key of columns, all in the direction of the list. */
export function orderBy({ query }: Pick<PageRequest, 'query'>, columns: readonly string[]): string {
  const direction = query.direction === 'ascending' ? 'ASC' : 'DESC';
  return `ORDER BY ${columns.map((column) => `${column} ${direction}`).join(', ')}`;
}
