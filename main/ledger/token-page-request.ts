import type { TokenSort, TokenState } from '../../shared/domain.ts';
import type { TokenQuery } from '../ports.ts';
import type { Parameters, TokenFilter } from './token-filter.ts';
import type { TokenRow } from './token-row.ts';

/** A place in an order: a value of the sort column, and the row's sequence among equals. */
export interface Place {
  readonly value: string | number;
  readonly sequence: number;
}

/** One page on its way. */
export interface PageRequest {
  readonly query: TokenQuery;
  /** The instant against which expiry is derived, in milliseconds. */
  readonly at: number;
  readonly filter: TokenFilter;
  /** The last row of the page before, with its state in the order by state; undefined for the first page. */
  readonly after: (Place & { readonly state: TokenState | null }) | undefined;
  /** One row more than the page holds, to know whether there is a next one. */
  readonly wanted: number;
  /** Runs a statement of constant SQL. */
  readonly rowsOf: (sql: string, parameters: Parameters) => readonly TokenRow[];
}

/** The column behind each order; the order by state has an expression of its own. */
export const SORT_COLUMNS: { readonly [sort in Exclude<TokenSort, 'state'>]: string } = {
  expiresAt: 't.expires_at',
  issuedAt: 't.issued_at',
  consumer: 't.consumer_key',
  channelId: 't.channel_id',
};

/** The condition on the channel, as a list to be joined with others. */
export function channelCondition({ query }: PageRequest): readonly string[] {
  return query.channelId === undefined ? [] : ['t.channel_id = @channelId'];
}

/** The index over all channels, or the one within a channel. */
export function indexFor({ query }: PageRequest, all: string, withinChannel: string): string {
  return query.channelId === undefined ? all : withinChannel;
}

/** `ORDER BY` for a key of columns, all in the direction of the list. */
export function orderBy({ query }: PageRequest, columns: readonly string[]): string {
  const direction = query.direction === 'ascending' ? 'ASC' : 'DESC';
  return `ORDER BY ${columns.map((column) => `${column} ${direction}`).join(', ')}`;
}
