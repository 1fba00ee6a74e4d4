import { TOKEN_STATES } from '../../shared/domain.ts';
import type { Parameters } from './token-filter.ts';
import { channelCondition, indexFor, orderBy, type PageRequest, SORT_COLUMNS } from './token-page-request.ts';
import { OPEN, TOKEN_COLUMNS, TOKEN_JOINS, type TokenRow } from './token-row.ts';

/**
 * Up to this many tokens that pass a filter are gathered and then sorted. Where more pass, they stand close enough together in the index of the
 * order for a walk along it to fill a page soon.
 */
const GATHER_LIMIT = 5_000;

/**
 * Tokens that have not ended are gathered however many they are: LINE allows 30 a channel, and in an order by time a walk would have to pass all
 * of history before it met the first.
 */
const NO_LIMIT = -1;

/** The place of a token's state in the order by state. A constant expression. */
const STATE_RANK = `CASE WHEN ${OPEN} AND t.expires_at <= @at THEN ${TOKEN_STATES.indexOf('expired')} ${TOKEN_STATES.map(
  (state, rank) => `WHEN t.state = '${state}' THEN ${rank}`,
).join(' ')} END`;

/** Where the fewest rows have to be looked at to find all that pass the filter, and the conditions that make it so. */
function source(request: PageRequest): { readonly tables: string; readonly conditions: readonly string[] } {
  const { filter, query } = request;
  if (filter.searches) {
    const tables =
      query.channelId === undefined
        ? 'token_search s CROSS JOIN token t ON t.sequence = s.sequence'
        : 'token t INDEXED BY token_by_channel CROSS JOIN token_search s ON s.sequence = t.sequence';
    return { tables, conditions: filter.searchConditions };
  }
  if (!filter.states) {
    const index = indexFor(request, 'token_open_by_expiry', 'token_open_by_channel');
    return { tables: `token t INDEXED BY ${index}`, conditions: [] };
  }
  const index = indexFor(request, 'token_by_state', 'token_by_channel_state');
  const conditions = ['t.state IN (SELECT value FROM json_each(@storedStates))'];
  return {
    tables: `token t INDEXED BY ${index}`,
    conditions: filter.onlyUnexpired ? [...conditions, 't.expires_at > @at'] : conditions,
  };
}

/** Finds everything that passes the filter, then sorts that. Undefined where too much passes. */
export function gather(request: PageRequest): readonly TokenRow[] | undefined {
  const { filter, query, after, rowsOf } = request;
  const limit = filter.onlyUnexpired && !filter.searches ? NO_LIMIT : GATHER_LIMIT;
  const { tables, conditions } = source(request);
  const passing = rowsOf(
    `SELECT t.sequence FROM ${tables}
      WHERE ${[...channelCondition(request), ...conditions, ...filter.conditions].join(' AND ')} LIMIT @gather`,
    { ...filter.parameters, gather: limit === NO_LIMIT ? NO_LIMIT : limit + 1 },
  );
  if (limit !== NO_LIMIT && passing.length > limit) return undefined;

  const byState = query.sort === 'state';
  const key =
    query.sort === 'state' ? [STATE_RANK, 't.expires_at', 't.sequence'] : [SORT_COLUMNS[query.sort], 't.sequence'];
  const parameters: Parameters = { ...filter.parameters, limit: request.wanted };
  parameters['sequences'] = JSON.stringify(passing.map((row) => row.sequence));
  const bounds = ['t.channel_id NOT IN (SELECT channel_id FROM channel WHERE removed_at IS NOT NULL)'];
  if (after) {
    const comparison = query.direction === 'ascending' ? '>' : '<';
    bounds.push(`(${key.join(', ')}) ${comparison} (${byState ? '@rank, ' : ''}@value, @sequence)`);
    Object.assign(parameters, {
      value: after.value,
      sequence: after.sequence,
      rank: TOKEN_STATES.indexOf(after.state ?? 'expired'),
    });
  }
  // What is sorted is kept small; the rest of the columns is fetched for the rows of the page alone.
  return rowsOf(
    `SELECT ${TOKEN_COLUMNS}
       FROM (SELECT t.sequence
               FROM json_each(@sequences) passing CROSS JOIN token t ON t.sequence = passing.value
              WHERE ${bounds.join(' AND ')} ${orderBy(request, key)} LIMIT @limit) chosen
      CROSS JOIN token t ON t.sequence = chosen.sequence ${TOKEN_JOINS}
      ${orderBy(request, key)}`,
    parameters,
  );
}
