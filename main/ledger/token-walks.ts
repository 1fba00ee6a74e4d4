import { TOKEN_STATES, type TokenSort, type TokenState } from '../../shared/domain.ts';
import type { Parameters } from './token-filter.ts';
import {
  channelCondition,
  indexFor,
  orderBy,
  type PageRequest,
  type Place,
  type RowPlace,
  SORT_COLUMNS,
} from './token-page-request.ts';
import { isEnded, OPEN, TOKEN_COLUMNS, TOKEN_JOINS, type TokenRow } from './token-row.ts';

/** How a walk goes: along the index of the order, along what has not ended by expiry, or state by state. */
export type Way = 'order' | 'unexpired' | 'states';

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
  /** The state of all that is found, in the order by state. */
  readonly state: TokenState | null;
}

/** A part of a walk for one statement, with bounds that SQLite can seek to. */
interface Leg {
  readonly index: string;
  readonly conditions: readonly string[];
  readonly order: readonly string[];
  readonly parameters: Parameters;
  readonly state: TokenState | null;
}

const INDEXES: { readonly [sort in Exclude<TokenSort, 'state'>]: readonly [all: string, withinChannel: string] } = {
  expiresAt: ['token_by_expiry', 'token_by_channel_expiry'],
  issuedAt: ['token_by_issue_time', 'token_by_channel_issue_time'],
  consumer: ['token_by_consumer', 'token_by_channel_consumer'],
  channelId: ['token_by_channel', 'token_by_channel'],
};

/**
 * The legs of a stretch, from behind `after` where that is given.
 *
 * What lies behind a row is asked for in two legs: equals of that row with a higher sequence, then everything beyond. As one condition,
 * `(column, sequence) > (?, ?)`, SQLite would seek to the first equal and step through all of them, and there may be a million: it does not
 * compare a rowid as part of a row value with an index.
 */
function* legsOfStretch(request: PageRequest, stretch: Stretch, after: Place | undefined): Generator<Leg> {
  const { index, column, above, upTo, state } = stretch;
  const ascending = request.query.direction === 'ascending';
  const beyond = ascending ? '>' : '<';
  const sequenceBound = `t.sequence ${beyond} @afterSequence`;
  const leg = (bounds: readonly string[], order: readonly string[], parameters: Parameters): Leg => ({
    index,
    conditions: [...(stretch.conditions ?? []), ...bounds],
    order,
    parameters: { ...stretch.parameters, ...parameters },
    state,
  });
  if (column === null) {
    yield leg(after ? [sequenceBound] : [], ['t.sequence'], { afterSequence: after?.sequence ?? 0 });
    return;
  }

  const isAbove = above === undefined || after === undefined || after.value > above;
  const isUpTo = upTo === undefined || after === undefined || after.value <= upTo;
  if (after && isAbove && isUpTo) {
    yield leg([`${column} = @afterValue`, sequenceBound], ['t.sequence'], {
      afterValue: after.value,
      afterSequence: after.sequence,
    });
  }

  // One bound a side: the end of the stretch, or the row, whichever is nearer.
  const bounds: string[] = [];
  const parameters: Parameters = {};
  const bound = (comparison: string, name: string, value: Place['value']): void => {
    bounds.push(`${column} ${comparison} @${name}`);
    parameters[name] = value;
  };
  if (after && (ascending ? isAbove : isUpTo)) bound(beyond, 'afterValue', after.value);
  if (above !== undefined && !(after && ascending && isAbove)) bound('>', 'above', above);
  if (upTo !== undefined && !(after && !ascending && isUpTo)) bound('<=', 'upTo', upTo);
  yield leg(bounds, [column, 't.sequence'], parameters);
}

/** Along the index of the order, leaving out what does not pass the filter. */
function stretchOfOrder(request: PageRequest, sort: Exclude<TokenSort, 'state'>): Stretch {
  const index = indexFor(request, ...INDEXES[sort]);
  const oneChannel = sort === 'channelId' && request.query.channelId !== undefined;
  return { index, column: oneChannel ? null : SORT_COLUMNS[sort], state: null };
}

/** By expiry, of tokens that have not ended: everything that has lies outside of the stretch. */
function stretchOfUnexpired(request: PageRequest): Stretch {
  const index = indexFor(request, 'token_open_by_expiry', 'token_open_by_channel');
  const bounds = { above: request.at, upTo: request.filter.until };
  return { index, column: SORT_COLUMNS.expiresAt, conditions: [OPEN], ...bounds, state: null };
}

function stretchOfState(request: PageRequest, state: TokenState): Stretch {
  const column = SORT_COLUMNS.expiresAt;
  if (state === 'expired') {
    const index = indexFor(request, 'token_open_by_expiry', 'token_open_by_channel');
    return { index, column, conditions: [OPEN], upTo: request.at, state };
  }
  const index = indexFor(request, 'token_by_state', 'token_by_channel_state');
  const above = isEnded(state) ? undefined : request.at;
  return { index, column, conditions: ['t.state = @state'], parameters: { state }, above, state };
}

/** All legs of a walk, from behind `request.after` on. With the order by state, one state comes after the other, and its tokens by expiry. */
function* legsOf(request: PageRequest, way: Way): Generator<Leg> {
  const { query, after } = request;
  if (way === 'unexpired' || query.sort !== 'state') {
    const stretch =
      way === 'unexpired' || query.sort === 'state' ? stretchOfUnexpired(request) : stretchOfOrder(request, query.sort);
    yield* legsOfStretch(request, stretch, after);
    return;
  }
  const order = query.direction === 'ascending' ? TOKEN_STATES : [...TOKEN_STATES].reverse();
  const start = after?.state ? order.indexOf(after.state) : 0;
  for (const state of order.slice(start)) {
    if (query.states && !query.states.includes(state)) continue;
    yield* legsOfStretch(request, stretchOfState(request, state), after?.state === state ? after : undefined);
  }
}

/** What narrows a walk, beside its bounds. In the order by state, a filter by states leaves out whole stretches and no more. */
function narrowing({ query, filter, chosen }: PageRequest): readonly string[] {
  if (chosen) return ['is_chosen(t.sequence)'];
  return query.sort === 'state' && filter.until === undefined ? [] : filter.conditions;
}

/** The rows behind `request.after`, up to so many as are wanted. */
export function rowsAlong(request: PageRequest, way: Way): readonly TokenRow[] {
  const rows: TokenRow[] = [];
  for (const leg of legsOf(request, way)) {
    const conditions = [...channelCondition(request), ...leg.conditions, ...narrowing(request), 'c.removed_at IS NULL'];
    const more = request.statements.tokens(
      `SELECT ${TOKEN_COLUMNS} FROM token t INDEXED BY ${leg.index} ${TOKEN_JOINS}
      WHERE ${conditions.join(' AND ')} ${orderBy(request, leg.order)} LIMIT @limit`,
      { ...request.filter.parameters, ...leg.parameters, limit: request.wanted - rows.length },
      request.chosen,
    );
    rows.push(...more);
    if (rows.length >= request.wanted) break;
  }
  return rows;
}

/**
 * The place so many rows behind `request.after`; undefined where the list ends before that. SQLite steps through an index without looking at the tokens
 * themselves, unless a filter by states (that is not in `request.chosen`) or a removed channel needs them.
 * @param removed the condition that takes out tokens of removed channels, where there are any.
 */
export function placeBehind(
  request: PageRequest,
  way: Way,
  rows: number,
  removed: readonly string[],
): RowPlace | undefined {
  const { sort } = request.query;
  const value = SORT_COLUMNS[sort === 'state' ? 'expiresAt' : sort];
  let left = rows;
  for (const leg of legsOf(request, way)) {
    const conditions = [
      ...channelCondition(request),
      ...leg.conditions,
      ...narrowing(request),
      ...(request.chosen ? [] : removed),
    ];
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
    const from = `FROM token t INDEXED BY ${leg.index} ${where} ${orderBy(request, leg.order)}`;
    const parameters = { ...request.filter.parameters, ...leg.parameters };
    const [found] = request.statements.places(
      `SELECT t.sequence, ${value} AS value, 0 AS "then" ${from} LIMIT 1 OFFSET @skip`,
      { ...parameters, skip: left - 1 },
      request.chosen,
    );
    if (found) return { value: found.value, sequence: found.sequence, state: leg.state };
    left -=
      request.statements.numbers(
        `SELECT count(*) FROM (SELECT 1 ${from} LIMIT @limit)`,
        { ...parameters, limit: left },
        request.chosen,
      )[0] ?? 0;
  }
  return undefined;
}
