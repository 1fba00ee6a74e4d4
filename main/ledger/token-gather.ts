import { TOKEN_STATES } from '../../shared/domain.ts';
import type { InPieces } from './pieces.ts';
import type { Parameters } from './token-filter.ts';
import { channelCondition, indexFor, orderBy, type PageRequest, SORT_COLUMNS } from './token-page-request.ts';
import { OPEN, TOKEN_COLUMNS, TOKEN_JOINS, type TokenRow } from './token-row.ts';

/**
 * Tokens that have not ended are gathered however many they are: LINE allows 30 a channel, and in an order by time a walk would have to pass all
 * of history before it met the first.
 */
const NO_LIMIT = -1;

/** Tokens whose keys are read in one piece. */
const KEYS_A_PIECE = 500;

/** The place of a token's state in the order by state. A constant expression. */
const STATE_RANK = `CASE WHEN ${OPEN} AND t.expires_at <= @at THEN ${TOKEN_STATES.indexOf('expired')} ${TOKEN_STATES.map(
  (state, rank) => `WHEN t.state = '${state}' THEN ${rank}`,
).join(' ')} END`;

const NOT_REMOVED = 't.channel_id NOT IN (SELECT channel_id FROM channel WHERE removed_at IS NOT NULL)';

/** Where the fewest rows have to be looked at to find all that pass the filter, and the conditions that make it so. */
function source(request: PageRequest): { readonly index: string; readonly conditions: readonly string[] } {
  const { filter } = request;
  if (!filter.states)
    return { index: indexFor(request, 'token_open_by_expiry', 'token_open_by_channel'), conditions: [] };
  const conditions = ['t.state IN (SELECT value FROM json_each(@storedStates))'];
  return {
    index: indexFor(request, 'token_by_state', 'token_by_channel_state'),
    conditions: filter.onlyUnexpired ? [...conditions, 't.expires_at > @at'] : conditions,
  };
}

/** The sequences of all that pass the filter, in no order. Undefined where too much passes to be sorted. */
export function passing(request: PageRequest, few: number): readonly number[] | undefined {
  const { filter, chosen, statements } = request;
  if (chosen) return chosen.few;
  const limit = filter.onlyUnexpired ? NO_LIMIT : few;
  const { index, conditions } = source(request);
  const found = statements.numbers(
    `SELECT t.sequence FROM token t INDEXED BY ${index}
      WHERE ${[...channelCondition(request), ...conditions, ...filter.conditions].join(' AND ')} LIMIT @gather`,
    { ...filter.parameters, gather: limit === NO_LIMIT ? NO_LIMIT : limit + 1 },
  );
  return limit !== NO_LIMIT && found.length > limit ? undefined : found;
}

/** Sorts what passes the filter, and takes the rows behind `request.after`. */
export function sortedPage(request: PageRequest, sequences: readonly number[]): readonly TokenRow[] {
  const { filter, query, after, statements } = request;
  const byState = query.sort === 'state';
  const key =
    query.sort === 'state' ? [STATE_RANK, 't.expires_at', 't.sequence'] : [SORT_COLUMNS[query.sort], 't.sequence'];
  const parameters: Parameters = { ...filter.parameters, limit: request.wanted };
  parameters['sequences'] = JSON.stringify(sequences);
  const bounds = [NOT_REMOVED];
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
  return statements.tokens(
    `SELECT ${TOKEN_COLUMNS}
       FROM (SELECT t.sequence
               FROM json_each(@sequences) passing CROSS JOIN token t ON t.sequence = passing.value
              WHERE ${bounds.join(' AND ')} ${orderBy(request, key)} LIMIT @limit) chosen
      CROSS JOIN token t ON t.sequence = chosen.sequence ${TOKEN_JOINS}
      ${orderBy(request, key)}`,
    parameters,
  );
}

/** What orders keys as SQLite does: numbers as they are, texts byte by byte. Texts repeat, so that each is compared with the others only once. */
function ranking(values: readonly (string | number)[]): (value: string | number) => number {
  const texts = [...new Set(values)].filter((value) => typeof value === 'string');
  const sorted = texts.map((text) => Buffer.from(text)).sort((one, other) => one.compare(other));
  const ranks = new Map(sorted.map((text, rank) => [text.toString(), rank]));
  return (value) => (typeof value === 'number' ? value : (ranks.get(value) ?? 0));
}

/** Sorts all that passes the filter; without tokens of removed channels. */
export function* sortAll(request: PageRequest, sequences: readonly number[]): InPieces<readonly number[]> {
  const { filter, query, statements } = request;
  const value = query.sort === 'state' ? STATE_RANK : SORT_COLUMNS[query.sort];
  const then = query.sort === 'state' ? 't.expires_at' : '0';
  const keys: { readonly sequence: number; readonly value: string | number; readonly then: number }[] = [];
  for (let start = 0; start < sequences.length; start += KEYS_A_PIECE) {
    if (start > 0) yield;
    const piece = JSON.stringify(sequences.slice(start, start + KEYS_A_PIECE));
    keys.push(
      ...statements.places(
        `SELECT t.sequence, ${value} AS value, ${then} AS "then"
           FROM json_each(@sequences) passing CROSS JOIN token t ON t.sequence = passing.value WHERE ${NOT_REMOVED}`,
        { ...filter.parameters, sequences: piece },
      ),
    );
  }
  const rank = ranking(keys.map((key) => key.value));
  const sorted = keys
    .map((key) => ({ ...key, rank: rank(key.value) }))
    .sort((one, other) => one.rank - other.rank || one.then - other.then || one.sequence - other.sequence)
    .map(({ sequence }) => sequence);
  return query.direction === 'ascending' ? sorted : sorted.reverse();
}

/** The rows of sorted tokens. */
export function rowsOf({ statements }: PageRequest, sequences: readonly number[]): readonly TokenRow[] {
  return statements.tokens(
    `SELECT ${TOKEN_COLUMNS} FROM json_each(@sequences) wanted CROSS JOIN token t ON t.sequence = wanted.value ${TOKEN_JOINS}
      ORDER BY wanted.key`,
    { sequences: JSON.stringify(sequences) },
  );
}
