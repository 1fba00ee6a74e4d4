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

/** A stretch of an index, from one end to the other. Bounds are left out. */
interface Walk {
  readonly index: string;
  /** The sort column; null where what is found is in the order of its sequence anyway. */
  readonly column: string | null;
  readonly conditions: readonly string[];
  readonly above?: Place | undefined;
  readonly below?: Place | undefined;
  readonly parameters?: Parameters;
}

const INDEXES: { readonly [sort in Exclude<TokenSort, 'state'>]: readonly [all: string, withinChannel: string] } = {
  expiresAt: ['token_by_expiry', 'token_by_channel_expiry'],
  issuedAt: ['token_by_issue_time', 'token_by_channel_issue_time'],
  consumer: ['token_by_consumer', 'token_by_channel_consumer'],
  channelId: ['token_by_channel', 'token_by_channel'],
};

/** Behind every row of one value. */
const behindAll = (value: number): Place => ({ value, sequence: Number.MAX_SAFE_INTEGER });

function isBehind(one: Place, other: Place): boolean {
  return one.value === other.value ? one.sequence > other.sequence : one.value > other.value;
}

/**
 * The part of a stretch that lies behind `after`, in the direction of the list. There is one bound on each side: given two, SQLite would seek to
 * one of them and step through everything up to the other.
 */
function within(
  request: PageRequest,
  after: Place | undefined,
  above?: Place,
  below?: Place,
): Pick<Walk, 'above' | 'below'> {
  if (!after) return { above, below };
  if (request.query.direction === 'ascending') return { above: above && isBehind(above, after) ? above : after, below };
  return { above, below: below && isBehind(after, below) ? below : after };
}

/** The filter's conditions, for where a walk meets a token without its search text. */
function filterConditions({ filter: { conditions, searchConditions } }: PageRequest): readonly string[] {
  if (searchConditions.length === 0) return conditions;
  const found = `SELECT 1 FROM token_search s WHERE s.sequence = t.sequence AND ${searchConditions.join(' AND ')}`;
  return [...conditions, `EXISTS (${found})`];
}

function walk(
  request: PageRequest,
  { index, column, above, below, ...rest }: Walk,
  limit: number,
): readonly TokenRow[] {
  const key = column === null ? ['t.sequence'] : [column, 't.sequence'];
  const bounds: string[] = [];
  const parameters: Parameters = { ...request.filter.parameters, ...rest.parameters, limit };
  const bound = (side: 'above' | 'below', comparison: '>' | '<', place: Place | undefined): void => {
    if (!place) return;
    const values = column === null ? `@${side}Sequence` : `@${side}Value, @${side}Sequence`;
    bounds.push(`(${key.join(', ')}) ${comparison} (${values})`);
    Object.assign(parameters, { [`${side}Value`]: place.value, [`${side}Sequence`]: place.sequence });
  };
  bound('above', '>', above);
  bound('below', '<', below);
  const conditions = [
    ...channelCondition(request),
    ...rest.conditions,
    ...bounds,
    ...filterConditions(request),
    'c.removed_at IS NULL',
  ];
  return request.rowsOf(
    `SELECT ${TOKEN_COLUMNS} FROM token t INDEXED BY ${index} ${TOKEN_JOINS}
      WHERE ${conditions.join(' AND ')} ${orderBy(request, key)} LIMIT @limit`,
    parameters,
  );
}

/** Along the index of the order, leaving out what does not pass the filter. */
export function walkOrder(request: PageRequest, sort: Exclude<TokenSort, 'state'>): readonly TokenRow[] {
  const index = indexFor(request, ...INDEXES[sort]);
  const oneChannel = sort === 'channelId' && request.query.channelId !== undefined;
  const column = oneChannel ? null : SORT_COLUMNS[sort];
  return walk(request, { index, column, conditions: [], ...within(request, request.after) }, request.wanted);
}

/** By expiry, of tokens that have not ended: everything that has lies outside of the stretch. */
export function walkUnexpired(request: PageRequest): readonly TokenRow[] {
  const { until } = request.filter;
  const index = indexFor(request, 'token_open_by_expiry', 'token_open_by_channel');
  const bounds = within(
    request,
    request.after,
    behindAll(request.at),
    until === undefined ? undefined : behindAll(until),
  );
  return walk(request, { index, column: SORT_COLUMNS.expiresAt, conditions: [OPEN], ...bounds }, request.wanted);
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
    rows.push(...walkState(request, state, after?.state === state ? after : undefined, wanted - rows.length));
  }
  return rows;
}

function walkState(
  request: PageRequest,
  state: TokenState,
  after: Place | undefined,
  limit: number,
): readonly TokenRow[] {
  const column = SORT_COLUMNS.expiresAt;
  const now = behindAll(request.at);
  if (state === 'expired') {
    const index = indexFor(request, 'token_open_by_expiry', 'token_open_by_channel');
    return walk(request, { index, column, conditions: [OPEN], ...within(request, after, undefined, now) }, limit);
  }
  const index = indexFor(request, 'token_by_state', 'token_by_channel_state');
  const bounds = within(request, after, isEnded(state) ? undefined : now);
  return walk(request, { index, column, conditions: ['t.state = @state'], parameters: { state }, ...bounds }, limit);
}
