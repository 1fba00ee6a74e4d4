import { TOKEN_STATES, type TokenSort, type TokenState } from '../../shared/domain.ts';
import type { Parameters } from './token-filter.ts';
import {
  channelCondition,
  indexFor,
  orderBy,
  type PageRequest,
  type Place,
  SORT_COLUMNS,
} from './token-page-request.ts';
import { isEnded, OPEN, TOKEN_COLUMNS, TOKEN_JOINS, type TokenRow } from './token-row.ts';

/** A stretch of an index, to be walked along in the direction of the list. */
interface Stretch {
  readonly index: string;
  /** The sort column; null where what is found is in the order of its sequence anyway. */
  readonly column: string | null;
  /** Where the stretch begins and ends: values of the sort column above this one, up to and with that one. */
  readonly above?: Place['value'] | undefined;
  readonly upTo?: Place['value'] | undefined;
  readonly conditions?: readonly string[];
  readonly parameters?: Parameters;
}

const INDEXES: { readonly [sort in Exclude<TokenSort, 'state'>]: readonly [all: string, withinChannel: string] } = {
  expiresAt: ['token_by_expiry', 'token_by_channel_expiry'],
  issuedAt: ['token_by_issue_time', 'token_by_channel_issue_time'],
  consumer: ['token_by_consumer', 'token_by_channel_consumer'],
  channelId: ['token_by_channel', 'token_by_channel'],
};

/** The filter's conditions, for where a walk meets a token without its search text. */
function filterConditions({ filter: { conditions, searchConditions } }: PageRequest): readonly string[] {
  if (searchConditions.length === 0) return conditions;
  const found = `SELECT 1 FROM token_search s WHERE s.sequence = t.sequence AND ${searchConditions.join(' AND ')}`;
  return [...conditions, `EXISTS (${found})`];
}

/** One piece of a stretch, between bounds that SQLite can seek to. */
function piece(
  request: PageRequest,
  stretch: Stretch,
  bounds: readonly string[],
  order: readonly string[],
  more: Parameters,
): readonly TokenRow[] {
  const conditions = [
    ...channelCondition(request),
    ...(stretch.conditions ?? []),
    ...bounds,
    ...filterConditions(request),
    'c.removed_at IS NULL',
  ];
  return request.rowsOf(
    `SELECT ${TOKEN_COLUMNS} FROM token t INDEXED BY ${stretch.index} ${TOKEN_JOINS}
      WHERE ${conditions.join(' AND ')} ${orderBy(request, order)} LIMIT @limit`,
    { ...request.filter.parameters, ...stretch.parameters, ...more },
  );
}

/**
 * Walks along a stretch, from behind `after` where that is given.
 *
 * What lies behind a row is asked for in two pieces: equals of that row with a higher sequence, then everything beyond. As one condition,
 * `(column, sequence) > (?, ?)`, SQLite would seek to the first equal and step through all of them, and there may be a million: it does not
 * compare a rowid as part of a row value with an index.
 */
function walk(request: PageRequest, stretch: Stretch, after: Place | undefined, limit: number): readonly TokenRow[] {
  const { column, above, upTo } = stretch;
  const ascending = request.query.direction === 'ascending';
  const beyond = ascending ? '>' : '<';
  const sequenceBound = `t.sequence ${beyond} @afterSequence`;
  if (column === null) {
    const bounds = after ? [sequenceBound] : [];
    return piece(request, stretch, bounds, ['t.sequence'], { limit, afterSequence: after?.sequence ?? 0 });
  }

  const isAbove = above === undefined || after === undefined || after.value > above;
  const isUpTo = upTo === undefined || after === undefined || after.value <= upTo;
  const equals =
    after && isAbove && isUpTo
      ? piece(request, stretch, [`${column} = @afterValue`, sequenceBound], ['t.sequence'], {
          limit,
          afterValue: after.value,
          afterSequence: after.sequence,
        })
      : [];
  if (equals.length >= limit) return equals;

  // One bound a side: the end of the stretch, or the row, whichever is nearer.
  const bounds: string[] = [];
  const parameters: Parameters = { limit: limit - equals.length };
  const bound = (comparison: string, name: string, value: Place['value']): void => {
    bounds.push(`${column} ${comparison} @${name}`);
    parameters[name] = value;
  };
  if (after && (ascending ? isAbove : isUpTo)) bound(beyond, 'afterValue', after.value);
  if (above !== undefined && !(after && ascending && isAbove)) bound('>', 'above', above);
  if (upTo !== undefined && !(after && !ascending && isUpTo)) bound('<=', 'upTo', upTo);
  return [...equals, ...piece(request, stretch, bounds, [column, 't.sequence'], parameters)];
}

/** Along the index of the order, leaving out what does not pass the filter. */
export function walkOrder(request: PageRequest, sort: Exclude<TokenSort, 'state'>): readonly TokenRow[] {
  const index = indexFor(request, ...INDEXES[sort]);
  const oneChannel = sort === 'channelId' && request.query.channelId !== undefined;
  return walk(request, { index, column: oneChannel ? null : SORT_COLUMNS[sort] }, request.after, request.wanted);
}

/** By expiry, of tokens that have not ended: everything that has lies outside of the stretch. */
export function walkUnexpired(request: PageRequest): readonly TokenRow[] {
  const index = indexFor(request, 'token_open_by_expiry', 'token_open_by_channel');
  const bounds = { above: request.at, upTo: request.filter.until };
  const stretch = { index, column: SORT_COLUMNS.expiresAt, conditions: [OPEN], ...bounds };
  return walk(request, stretch, request.after, request.wanted);
}

/** One state after the other, until the page is full; tokens of one state by expiry. */
export function walkStates(request: PageRequest): readonly TokenRow[] {
  const { query, after, wanted } = request;
  const order = query.direction === 'ascending' ? TOKEN_STATES : [...TOKEN_STATES].reverse();
  const start = after?.state ? order.indexOf(after.state) : 0;
  const rows: TokenRow[] = [];
  for (const state of order.slice(start)) {
    if (rows.length >= wanted) break;
    if (query.states && !query.states.includes(state)) continue;
    const place = after?.state === state ? after : undefined;
    rows.push(...walk(request, stretchOfState(request, state), place, wanted - rows.length));
  }
  return rows;
}

function stretchOfState(request: PageRequest, state: TokenState): Stretch {
  const column = SORT_COLUMNS.expiresAt;
  if (state === 'expired') {
    const index = indexFor(request, 'token_open_by_expiry', 'token_open_by_channel');
    return { index, column, conditions: [OPEN], upTo: request.at };
  }
  const index = indexFor(request, 'token_by_state', 'token_by_channel_state');
  const above = isEnded(state) ? undefined : request.at;
  return { index, column, conditions: ['t.state = @state'], parameters: { state }, above };
}
