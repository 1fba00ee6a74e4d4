import type { Token, TokenSort } from '../../shared/domain.ts';
import type { TokenQuery } from '../ports.ts';
import type { Database } from './connection.ts';
import { toSearchText } from './search-text.ts';
import { decodeCursor, encodeCursor, refuseUnknownCursor } from './token-cursor.ts';
import { type Parameters, tokenFilter } from './token-filter.ts';
import { gather } from './token-gather.ts';
import type { PageRequest } from './token-page-request.ts';
import { stateAt, toToken, type TokenRow } from './token-row.ts';
import { walkOrder, walkStates, walkUnexpired } from './token-walks.ts';

/** Chooses how the rows of a page are found: it depends on the order, on the filter, and on how many tokens pass that. */
function rowsOfPage(request: PageRequest): readonly TokenRow[] {
  const { filter } = request;
  const { sort } = request.query;
  if (sort === 'state') {
    // A filter by state is no filter to this order: it leaves out whole stretches.
    const narrows = filter.searches || filter.until !== undefined;
    return (narrows ? gather(request) : undefined) ?? walkStates(request);
  }
  if (!filter.narrows) return walkOrder(request, sort);
  if (sort === 'expiresAt' && filter.onlyUnexpired && !filter.searches) return walkUnexpired(request);
  return gather(request) ?? walkOrder(request, sort);
}

/** The cursor of the page behind `row`. */
function cursorBehind(row: TokenRow, { sort, direction }: TokenQuery, at: number): string {
  const values: Record<TokenSort, string | number> = {
    expiresAt: row.expires_at,
    issuedAt: row.issued_at,
    consumer: toSearchText(row.consumer),
    channelId: row.channel_id,
    state: row.expires_at,
  };
  const state = sort === 'state' ? stateAt(row.state, row.expires_at, at) : null;
  return encodeCursor({ sort, direction, value: values[sort], state, tokenId: row.token_id });
}

/**
 * Pages of the list of tokens, by keyset: a page costs the same wherever it stands, and however many tokens there are.
 * @param idsNamedLike finds the channels whose name holds a term.
 */
export function tokenPages(database: Database, idsNamedLike: (term: string) => readonly string[]) {
  const prepare = (sql: string) => database.prepare<[Parameters], TokenRow>(sql);
  /** Statements by their text: there are as many as there are ways to ask, and each is prepared once. */
  const statements = new Map<string, ReturnType<typeof prepare>>();
  const sequenceOf = database.prepare<[string], { sequence: number }>('SELECT sequence FROM token WHERE token_id = ?');

  function rowsOf(sql: string, parameters: Parameters): readonly TokenRow[] {
    let statement = statements.get(sql);
    if (!statement) statements.set(sql, (statement = prepare(sql)));
    return statement.all(parameters);
  }

  return {
    page(query: TokenQuery, at: number): { readonly tokens: readonly Token[]; readonly nextCursor: string | null } {
      const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor, query.sort, query.direction);
      const lastSequence = cursor && sequenceOf.get(cursor.tokenId)?.sequence;
      if (cursor && lastSequence === undefined) throw refuseUnknownCursor();
      const rows = rowsOfPage({
        query,
        at,
        filter: tokenFilter(query, at, idsNamedLike),
        after: cursor && { value: cursor.value, sequence: lastSequence ?? 0, state: cursor.state },
        wanted: query.limit + 1,
        rowsOf,
      });
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      return {
        tokens: shown.map((row) => toToken(row, at)),
        nextCursor: last && rows.length > query.limit ? cursorBehind(last, query, at) : null,
      };
    },
  };
}

export type TokenPages = ReturnType<typeof tokenPages>;
