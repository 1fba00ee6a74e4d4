import type { Token, TokenSort } from '../../shared/domain.ts';
import type { TokenQuery } from '../ports.ts';
import type { Database } from './connection.ts';
import { createMemory, type Truth, WHATEVER_THE_CLOCK } from './memory.ts';
import type { InPieces } from './pieces.ts';
import type { Scale } from './scale.ts';
import { toSearchText } from './search-text.ts';
import type { Statements } from './statements.ts';
import type { TokenCounts } from './token-counts.ts';
import { decodeCursor, encodeCursor, refuseUnknownCursor } from './token-cursor.ts';
import { tokenFilter } from './token-filter.ts';
import { passing, rowsOf, sortAll, sortedPage } from './token-gather.ts';
import type { PageRequest } from './token-page-request.ts';
import { createPositions, type Positions, type Walk } from './token-positions.ts';
import { stateAt, toToken, type TokenRow } from './token-row.ts';
import { filterKey, removedCondition, type TokenSelections, truthAt } from './token-selections.ts';
import { placeBehind, rowsAlong, type Way } from './token-walks.ts';

/** Lists whose positions, and lists whose sorted sequences are kept. */
const MOST_LISTS = 8;

export interface Page {
  readonly tokens: readonly Token[];
  readonly nextCursor: string | null;
}

/** How a list is walked along, and whether what passes its filter is gathered and sorted instead, where that is not too much. */
function wayOf({ filter, query: { sort } }: PageRequest): { readonly way: Way; readonly gathers: boolean } {
  // A filter by state is no filter to this order: it leaves out whole stretches.
  if (sort === 'state') return { way: 'states', gathers: filter.searches || filter.until !== undefined };
  if (!filter.narrows) return { way: 'order', gathers: false };
  if (sort === 'expiresAt' && filter.onlyUnexpired && !filter.searches) return { way: 'unexpired', gathers: false };
  return { way: 'order', gathers: true };
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
 * Pages of the list of tokens. Behind a cursor, a page costs the same wherever it stands, and however many tokens there are. For a page at an offset the
 * places of some rows are kept, or all rows of a list that had to be sorted: they are found in pieces when they are first needed, and are forgotten when
 * anything is written, and when the clock changes what the list holds, which `truthAt` knows to the millisecond. So a page at an offset is always the one
 * that is met by following the cursors.
 * @param idsNamedLike finds the channels whose name holds a term.
 */
export function tokenPages(
  database: Database,
  statements: Statements,
  selections: TokenSelections,
  counts: TokenCounts,
  idsNamedLike: (term: string) => readonly string[],
  scale: Scale,
) {
  const sequenceOf = database.prepare<[string], { sequence: number }>('SELECT sequence FROM token WHERE token_id = ?');
  const sorted = createMemory<readonly number[] | 'too many'>(MOST_LISTS);
  const positions = createMemory<Positions>(MOST_LISTS);

  const keyOf = ({ query }: PageRequest): string => `${query.sort} ${query.direction} ${filterKey(query)}`;

  /** For how long a list stays as it is, if nothing is written. The order by state depends on the clock whatever the filter is. */
  function truthOf({ query, filter, at }: PageRequest): Truth {
    if (query.sort !== 'state' && !filter.dependsOnClock) return WHATEVER_THE_CLOCK;
    return truthAt(statements, query, { ...filter, dependsOnClock: true }, at);
  }

  /** All sequences of the list in its order; undefined where they are too many to be sorted. */
  function* sortedList(request: PageRequest): InPieces<readonly number[] | undefined> {
    const key = keyOf(request);
    let list = sorted.find(key, request.at);
    if (!list) {
      const all = passing(request, scale.few);
      list = all ? yield* sortAll(request, all) : 'too many';
      sorted.keep(key, list, truthOf(request));
    }
    return list === 'too many' ? undefined : list;
  }

  /** Where the rows of the list are, as far as that is known. */
  function* positionsOf(request: PageRequest): InPieces<Positions> {
    const key = keyOf(request);
    let found = positions.find(key, request.at);
    if (!found) {
      const total = yield* counts.matching(request.query, request.filter, request.at);
      // Where few pass, a step between places leads past as many others as where all do.
      const share = total / Math.max(total, counts.all(request.query.channelId), 1);
      const isPlain = !request.filter.narrows && removedCondition(statements).length === 0;
      found = createPositions(total, Math.max(1, Math.round((isPlain ? scale.plainStep : scale.step) * share)));
      positions.keep(key, found, truthOf(request));
    }
    return found;
  }

  /** A walk along the list, for finding positions. */
  function walkOf(request: PageRequest, way: Way): Walk {
    const removed = removedCondition(statements);
    const turned = request.query.direction === 'ascending' ? 'descending' : 'ascending';
    return (after, rows, backwards) => {
      const query = backwards ? ({ ...request.query, direction: turned } as const) : request.query;
      return placeBehind({ ...request, query, after }, way, rows, removed);
    };
  }

  /** The rows from a number on. */
  function* rowsAt(request: PageRequest, offset: number): InPieces<readonly TokenRow[]> {
    const { way, gathers } = wayOf(request);
    // Deep in it, what has not ended is sorted too: no walk need then look at the tokens before the page.
    const sorts = gathers || (way === 'unexpired' && offset > 0);
    const list = sorts ? yield* sortedList(request) : undefined;
    if (list) return rowsOf(request, list.slice(offset, offset + request.wanted));
    if (offset === 0) return rowsAlong(request, way);
    const known = yield* positionsOf(request);
    if (offset >= known.total) return [];
    const isFar = Math.min(offset, known.total - offset) > scale.near;
    const chosen =
      way === 'order' && request.filter.narrows && isFar
        ? yield* selections.of(request.query, request.filter, request.at)
        : request.chosen;
    const narrowed = { ...request, chosen };
    const after = yield* known.placeOf(offset - 1, walkOf(narrowed, way));
    return rowsAlong({ ...narrowed, after }, way);
  }

  function rowsBehind(request: PageRequest): readonly TokenRow[] {
    const { way, gathers } = wayOf(request);
    const all = gathers ? passing(request, scale.few) : undefined;
    return all ? sortedPage(request, all) : rowsAlong(request, way);
  }

  return {
    *page(query: TokenQuery, at: number): InPieces<Page> {
      const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor, query.sort, query.direction);
      const lastSequence = cursor && sequenceOf.get(cursor.tokenId)?.sequence;
      if (cursor && lastSequence === undefined) throw refuseUnknownCursor();
      const filter = tokenFilter(query, at, idsNamedLike);
      const request: PageRequest = {
        query,
        at,
        filter,
        chosen: filter.searches ? yield* selections.of(query, filter, at) : undefined,
        after: cursor && { value: cursor.value, sequence: lastSequence ?? 0, state: cursor.state },
        wanted: query.limit + 1,
        statements,
      };
      const rows = cursor ? rowsBehind(request) : yield* rowsAt(request, query.offset ?? 0);
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      return {
        tokens: shown.map((row) => toToken(row, at)),
        nextCursor: last && rows.length > query.limit ? cursorBehind(last, query, at) : null,
      };
    },
    forget(): void {
      sorted.forget();
      positions.forget();
    },
  };
}

export type TokenPages = ReturnType<typeof tokenPages>;
