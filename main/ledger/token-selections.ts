import type { TokenMatch } from '../ports.ts';
import { createMemory, type Truth, WHATEVER_THE_CLOCK } from './memory.ts';
import type { InPieces } from './pieces.ts';
import type { Scale } from './scale.ts';
import { searchTerms } from './search-text.ts';
import type { Statements } from './statements.ts';
import type { TokenFilter } from './token-filter.ts';
import { OPEN } from './token-row.ts';
import { TokenSelection } from './token-selection.ts';

/** Selections that are kept. One of a million tokens takes 125 kB. */
const MOST_SELECTIONS = 8;

/** What names a filter among those whose results are kept. */
export function filterKey({ channelId, states, expiringWithinSeconds, search }: TokenMatch): string {
  return JSON.stringify([channelId, states, expiringWithinSeconds, searchTerms(search)]);
}

/** The condition that takes out tokens of removed channels; none where there are no such channels, which is mostly so. */
export function removedCondition(statements: Statements): readonly string[] {
  const removed = statements.numbers('SELECT EXISTS (SELECT 1 FROM channel WHERE removed_at IS NOT NULL)', {});
  return removed[0] === 1 ? ['t.channel_id NOT IN (SELECT channel_id FROM channel WHERE removed_at IS NOT NULL)'] : [];
}

/**
 * For how long what passes a filter at `at` stays the same, if nothing is written: until the next token expires, or comes close enough to its expiry to
 * pass. Of a clock that is set back nothing is assumed.
 */
export function truthAt(statements: Statements, match: TokenMatch, filter: TokenFilter, at: number): Truth {
  if (!filter.dependsOnClock) return WHATEVER_THE_CLOCK;
  const [index, condition] =
    match.channelId === undefined
      ? ['token_open_by_expiry', '']
      : ['token_open_by_channel', 't.channel_id = @channelId AND '];
  const nextBehind = (instant: number): number =>
    statements.numbers(
      `SELECT t.expires_at FROM token t INDEXED BY ${index} WHERE ${condition}${OPEN} AND t.expires_at > @instant
        ORDER BY t.expires_at LIMIT 1`,
      { instant, ...(match.channelId === undefined ? {} : { channelId: match.channelId }) },
    )[0] ?? Infinity;
  const window = filter.until === undefined ? Infinity : filter.until - at;
  const entering = filter.until === undefined ? Infinity : nextBehind(filter.until) - window;
  return { from: at, until: Math.min(nextBehind(at), entering) };
}

/** A selection on its way. */
interface Growing {
  readonly selection: TokenSelection;
  /** Looks at some more rows. True when all were looked at. */
  readonly grow: () => boolean;
}

/**
 * The tokens that pass a filter, found in pieces by reading all that may, in the order in which they were written; kept until something is written or the
 * clock changes what passes. A search reads the search texts alone, unless its filter asks for more.
 */
export function tokenSelections(statements: Statements, scale: Scale) {
  const memory = createMemory<Growing>(MOST_SELECTIONS);

  function begin(match: TokenMatch, filter: TokenFilter): Growing {
    const last = statements.numbers('SELECT coalesce(max(sequence), 0) FROM token', {})[0] ?? 0;
    const selection = new TokenSelection(last, scale.few);
    const sql = statementOf(match, filter, statements);
    let looked = 0;

    /** The last sequence of the next piece. Within a channel, whose tokens may lie far apart, it has to be looked up. */
    function endOfPiece(): number {
      if (match.channelId === undefined) return looked + scale.rowsAPiece;
      const [end] = statements.numbers(
        `SELECT t.sequence FROM token t INDEXED BY token_by_channel WHERE t.channel_id = @channelId AND t.sequence > @looked
          ORDER BY t.sequence LIMIT 1 OFFSET @skip`,
        { channelId: match.channelId, looked, skip: scale.rowsAPiece - 1 },
      );
      return end ?? last;
    }

    return {
      selection,
      grow() {
        if (looked >= last) return true;
        const upTo = Math.min(last, endOfPiece());
        for (const sequence of statements.numbers(sql, { ...filter.parameters, looked, upTo })) selection.add(sequence);
        looked = upTo;
        return looked >= last;
      },
    };
  }

  return {
    /** All that pass. */
    *of(match: TokenMatch, filter: TokenFilter, at: number): InPieces<TokenSelection> {
      const key = filterKey(match);
      let growing = memory.find(key, at);
      if (!growing) {
        growing = begin(match, filter);
        memory.keep(key, growing, truthAt(statements, match, filter, at));
      }
      // Whoever else asks for the same meanwhile carries on with it.
      while (!growing.grow()) yield;
      return growing.selection;
    },
    forget: () => memory.forget(),
  };
}

export type TokenSelections = ReturnType<typeof tokenSelections>;

/** What finds the sequences that pass among those behind `@looked`, up to and with `@upTo`. */
function statementOf(match: TokenMatch, filter: TokenFilter, statements: Statements): string {
  const removed = removedCondition(statements);
  const ofToken = [...filter.conditions, ...removed];
  const searches = filter.searches;
  const range = (table: string): readonly string[] => [`${table}.sequence > @looked`, `${table}.sequence <= @upTo`];
  if (match.channelId !== undefined) {
    const tables = `token t INDEXED BY token_by_channel${searches ? ' CROSS JOIN token_search s ON s.sequence = t.sequence' : ''}`;
    return select('t', tables, ['t.channel_id = @channelId', ...range('t'), ...filter.searchConditions, ...ofToken]);
  }
  if (!searches) return select('t', 'token t', [...range('t'), ...ofToken]);
  const tables = ofToken.length > 0 ? 'token_search s CROSS JOIN token t ON t.sequence = s.sequence' : 'token_search s';
  return select('s', tables, [...range('s'), ...filter.searchConditions, ...ofToken]);
}

function select(table: string, tables: string, conditions: readonly string[]): string {
  return `SELECT ${table}.sequence FROM ${tables} WHERE ${conditions.join(' AND ')} ORDER BY ${table}.sequence`;
}
