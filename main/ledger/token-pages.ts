import { TOKEN_STATES, type Token, type TokenSort, type TokenState } from '../../shared/domain.ts';
import type { TokenQuery } from '../ports.ts';
import type { Database } from './connection.ts';
import { toSearchText } from './search-text.ts';
import { type Cursor, decodeCursor, encodeCursor, refuseUnknownCursor } from './token-cursor.ts';
import { type Parameters, tokenFilter, type TokenFilter } from './token-filter.ts';
import { isEnded, OPEN, stateAt, TOKEN_COLUMNS, TOKEN_JOINS, toToken, type TokenRow } from './token-row.ts';

/**
 * Up to this many tokens that pass a filter are gathered and then sorted. Where more pass, they stand close enough together in the index of the
 * order for a walk along it to fill a page soon. Unexpired ones are gathered however many they are: LINE allows 30 a channel, and in an order by
 * time a walk would have to pass all of history before it met the first.
 */
const GATHER_LIMIT = 5_000;

/** A place in an order: a value of the sort column, and the row's sequence among equals. */
interface Place {
  readonly value: string | number;
  readonly sequence: number;
}

/** Behind every row of one value. */
const behindAll = (value: number): Place => ({ value, sequence: Number.MAX_SAFE_INTEGER });

function isBehind(one: Place, other: Place): boolean {
  return one.value === other.value ? one.sequence > other.sequence : one.value > other.value;
}

/** A stretch of an index, from one end to the other; bounds are left out. */
interface Walk {
  readonly index: string;
  /** The sort column; the sequence alone orders what a walk finds where it is null. */
  readonly column: string | null;
  readonly conditions: readonly string[];
  readonly above?: Place | undefined;
  readonly below?: Place | undefined;
  readonly parameters?: Parameters;
}

const WALKS: {
  readonly [sort in Exclude<TokenSort, 'state'>]: {
    readonly all: string;
    readonly channel: string;
    readonly column: string;
  };
} = {
  expiresAt: { all: 'token_by_expiry', channel: 'token_by_channel_expiry', column: 't.expires_at' },
  issuedAt: { all: 'token_by_issue_time', channel: 'token_by_channel_issue_time', column: 't.issued_at' },
  consumer: { all: 'token_by_consumer', channel: 'token_by_channel_consumer', column: 't.consumer_key' },
  channelId: { all: 'token_by_channel', channel: 'token_by_channel', column: 't.channel_id' },
};

/** The place of a token's state in the order by state, `expired` included. */
const STATE_RANK = `CASE WHEN ${OPEN} AND t.expires_at <= @at THEN ${TOKEN_STATES.indexOf('expired')} ${TOKEN_STATES.map(
  (state, rank) => `WHEN t.state = '${state}' THEN ${rank}`,
).join(' ')} END`;

/** Pages of the list of tokens, by keyset: a page costs the same wherever it stands, and however many tokens there are. */
export function tokenPages(database: Database, idsNamedLike: (term: string) => readonly string[]) {
  const statements = new Map<string, ReturnType<typeof prepare>>();
  const prepare = (sql: string) => database.prepare<[Parameters], TokenRow>(sql);
  const rowsOf = (sql: string, parameters: Parameters): readonly TokenRow[] => {
    let statement = statements.get(sql);
    if (!statement) statements.set(sql, (statement = prepare(sql)));
    return statement.all(parameters);
  };
  const sequenceOf = database.prepare<[string], { sequence: number }>('SELECT sequence FROM token WHERE token_id = ?');

  function placeOf(cursor: Cursor): Place {
    const row = sequenceOf.get(cursor.tokenId);
    if (!row) throw refuseUnknownCursor();
    return { value: cursor.value, sequence: row.sequence };
  }

  function page(
    query: TokenQuery,
    at: number,
  ): { readonly tokens: readonly Token[]; readonly nextCursor: string | null } {
    const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor, query.sort, query.direction);
    const filter = tokenFilter(query, at, idsNamedLike);
    const request = new PageRequest(query, at, filter, cursor, cursor && placeOf(cursor), rowsOf);
    const rows = request.rows();
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      tokens: shown.map((row) => toToken(row, at)),
      nextCursor: last && rows.length > query.limit ? encodeCursor(cursorBehind(last, query, at)) : null,
    };
  }

  return { page };
}

function cursorBehind(row: TokenRow, { sort, direction }: TokenQuery, at: number): Cursor {
  const values: Record<TokenSort, string | number> = {
    expiresAt: row.expires_at,
    issuedAt: row.issued_at,
    consumer: toSearchText(row.consumer),
    channelId: row.channel_id,
    state: row.expires_at,
  };
  const state = sort === 'state' ? stateAt(row.state, row.expires_at, at) : null;
  return { sort, direction, value: values[sort], state, tokenId: row.token_id };
}

/** One page on its way: how its rows are found depends on the order, the filter, and how many tokens pass that. */
class PageRequest {
  readonly #query: TokenQuery;
  readonly #at: number;
  readonly #filter: TokenFilter;
  readonly #cursor: Cursor | undefined;
  readonly #place: Place | undefined;
  readonly #rowsOf: (sql: string, parameters: Parameters) => readonly TokenRow[];
  readonly #ascending: boolean;
  /** One more than the page holds, to know whether there is a next one. */
  readonly #wanted: number;

  constructor(
    query: TokenQuery,
    at: number,
    filter: TokenFilter,
    cursor: Cursor | undefined,
    place: Place | undefined,
    rowsOf: (sql: string, parameters: Parameters) => readonly TokenRow[],
  ) {
    this.#query = query;
    this.#at = at;
    this.#filter = filter;
    this.#cursor = cursor;
    this.#place = place;
    this.#rowsOf = rowsOf;
    this.#ascending = query.direction === 'ascending';
    this.#wanted = query.limit + 1;
  }

  rows(): readonly TokenRow[] {
    const { sort } = this.#query;
    const filter = this.#filter;
    if (sort === 'state') {
      if (filter.searches || filter.until !== undefined) return this.#gatherOr(() => this.#walkStates());
      return this.#walkStates();
    }
    if (!filter.narrows) return this.#walkOrder(sort);
    if (sort === 'expiresAt' && filter.onlyUnexpired && !filter.searches) return this.#walkUnexpired();
    return this.#gatherOr(() => this.#walkOrder(sort));
  }

  get #channel(): readonly string[] {
    return this.#query.channelId === undefined ? [] : ['t.channel_id = @channelId'];
  }

  #index(all: string, ofChannel: string): string {
    return this.#query.channelId === undefined ? all : ofChannel;
  }

  /** Along the index of the order, leaving out what does not pass the filter. */
  #walkOrder(sort: Exclude<TokenSort, 'state'>): readonly TokenRow[] {
    const { all, channel, column } = WALKS[sort];
    const orderedBySequence = sort === 'channelId' && this.#query.channelId !== undefined;
    return this.#walk({
      index: this.#index(all, channel),
      column: orderedBySequence ? null : column,
      conditions: this.#filterConditions(),
      ...this.#onwards(),
    });
  }

  /** By expiry, of tokens that have not ended: everything that ended lies outside of the stretch. */
  #walkUnexpired(): readonly TokenRow[] {
    const { until } = this.#filter;
    return this.#walk({
      index: this.#index('token_open_by_expiry', 'token_open_by_channel'),
      column: 't.expires_at',
      conditions: [OPEN, ...this.#filterConditions()],
      ...this.#within(behindAll(this.#at), until === undefined ? undefined : behindAll(until)),
    });
  }

  /** One state after the other, until the page is full; within a state by expiry. */
  #walkStates(): readonly TokenRow[] {
    const order = this.#ascending ? TOKEN_STATES : [...TOKEN_STATES].reverse();
    const start = this.#cursor?.state ? order.indexOf(this.#cursor.state) : 0;
    const rows: TokenRow[] = [];
    for (const state of order.slice(start)) {
      if (rows.length >= this.#wanted) break;
      if (this.#filter.states && !this.#filter.states.includes(state)) continue;
      rows.push(...this.#walkState(state, this.#cursor?.state === state, this.#wanted - rows.length));
    }
    return rows;
  }

  #walkState(state: TokenState, continued: boolean, limit: number): readonly TokenRow[] {
    const place = continued ? this.#place : undefined;
    const conditions = this.#filterConditions();
    if (state === 'expired') {
      const index = this.#index('token_open_by_expiry', 'token_open_by_channel');
      const bounds = this.#within(undefined, behindAll(this.#at), place);
      return this.#walk({ index, column: 't.expires_at', conditions: [OPEN, ...conditions], ...bounds }, limit);
    }
    return this.#walk(
      {
        index: this.#index('token_by_state', 'token_by_channel_state'),
        column: 't.expires_at',
        conditions: ['t.state = @state', ...conditions],
        parameters: { state },
        ...this.#within(isEnded(state) ? undefined : behindAll(this.#at), undefined, place),
      },
      limit,
    );
  }

  /** Gathers what passes the filter and sorts it, or falls back to `walk` where too many pass. */
  #gatherOr(walk: () => readonly TokenRow[]): readonly TokenRow[] {
    const passing = this.#rowsOf(
      `SELECT t.sequence FROM ${this.#source()} WHERE ${[...this.#channel, ...this.#ownConditions()].join(' AND ')} LIMIT @gather`,
      { ...this.#filter.parameters, gather: GATHER_LIMIT + 1 },
    );
    if (passing.length > GATHER_LIMIT) return walk();
    const column = this.#query.sort === 'state' ? null : WALKS[this.#query.sort].column;
    const key = column === null ? `(${STATE_RANK}), t.expires_at, t.sequence` : `${column}, t.sequence`;
    const parameters: Parameters = { ...this.#filter.parameters, limit: this.#wanted };
    parameters['sequences'] = JSON.stringify(passing.map((row) => row.sequence));
    const conditions = ['c.removed_at IS NULL'];
    if (this.#place && this.#cursor) {
      const place = column === null ? '@rank, @value, @sequence' : '@value, @sequence';
      conditions.push(`(${key}) ${this.#ascending ? '>' : '<'} (${place})`);
      Object.assign(parameters, this.#place, { rank: TOKEN_STATES.indexOf(this.#cursor.state ?? 'expired') });
    }
    return this.#rowsOf(
      `SELECT ${TOKEN_COLUMNS} FROM json_each(@sequences) passing CROSS JOIN token t ON t.sequence = passing.value ${TOKEN_JOINS}
        WHERE ${conditions.join(' AND ')} ORDER BY ${this.#ordered(key)} LIMIT @limit`,
      parameters,
    );
  }

  /** Where the fewest rows have to be looked at to find all that pass the filter. */
  #source(): string {
    const filter = this.#filter;
    if (filter.searches) {
      return this.#query.channelId === undefined
        ? 'token_search s CROSS JOIN token t ON t.sequence = s.sequence'
        : 'token t INDEXED BY token_by_channel CROSS JOIN token_search s ON s.sequence = t.sequence';
    }
    if (filter.until !== undefined)
      return `token t INDEXED BY ${this.#index('token_open_by_expiry', 'token_open_by_channel')}`;
    return `token t INDEXED BY ${this.#index('token_by_state', 'token_by_channel_state')}`;
  }

  /** Conditions for where tokens and their search texts are joined already. */
  #ownConditions(): readonly string[] {
    const { conditions, searchConditions, searches, until } = this.#filter;
    const stored = searches || until !== undefined ? [] : ['t.state IN (SELECT value FROM json_each(@storedStates))'];
    return [...stored, ...conditions, ...searchConditions];
  }

  /** Conditions for where a walk meets a token alone. */
  #filterConditions(): readonly string[] {
    const { conditions, searchConditions } = this.#filter;
    if (searchConditions.length === 0) return conditions;
    return [
      ...conditions,
      `EXISTS (SELECT 1 FROM token_search s WHERE s.sequence = t.sequence AND ${searchConditions.join(' AND ')})`,
    ];
  }

  #onwards(): Pick<Walk, 'above' | 'below'> {
    return this.#within(undefined, undefined);
  }

  /** The part of a stretch that lies behind `place` in the direction of the list. One bound a side, so that SQLite can only seek to that. */
  #within(above: Place | undefined, below: Place | undefined, place = this.#place): Pick<Walk, 'above' | 'below'> {
    if (!place) return { above, below };
    if (this.#ascending) return { above: above && isBehind(above, place) ? above : place, below };
    return { above, below: below && isBehind(place, below) ? below : place };
  }

  #walk(walk: Walk, limit = this.#wanted): readonly TokenRow[] {
    const { index, column, above, below } = walk;
    const key = column === null ? 't.sequence' : `${column}, t.sequence`;
    const conditions = [...this.#channel, ...walk.conditions, 'c.removed_at IS NULL'];
    const parameters: Parameters = { ...this.#filter.parameters, ...walk.parameters, limit };
    if (above) {
      conditions.push(column === null ? 't.sequence > @aboveSequence' : `(${key}) > (@aboveValue, @aboveSequence)`);
      Object.assign(parameters, { aboveValue: above.value, aboveSequence: above.sequence });
    }
    if (below) {
      conditions.push(column === null ? 't.sequence < @belowSequence' : `(${key}) < (@belowValue, @belowSequence)`);
      Object.assign(parameters, { belowValue: below.value, belowSequence: below.sequence });
    }
    return this.#rowsOf(
      `SELECT ${TOKEN_COLUMNS} FROM token t INDEXED BY ${index} ${TOKEN_JOINS}
        WHERE ${conditions.join(' AND ')} ORDER BY ${this.#ordered(key)} LIMIT @limit`,
      parameters,
    );
  }

  #ordered(key: string): string {
    return this.#ascending ? key : key.replaceAll(', t.', ' DESC, t.') + ' DESC';
  }
}

export type TokenPages = ReturnType<typeof tokenPages>;
