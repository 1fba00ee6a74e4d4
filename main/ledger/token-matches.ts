import type { Token, TokenState } from '../../shared/domain.ts';
import type { RevocableMatches, TokenMatch } from '../ports.ts';
import type { InPieces } from './pieces.ts';
import type { Statements } from './statements.ts';
import type { TokenCounts } from './token-counts.ts';
import { tokenFilter, type TokenFilter } from './token-filter.ts';
import { OPEN, OPEN_STATES, stateAt, TOKEN_COLUMNS, TOKEN_JOINS, toToken, type TokenRow } from './token-row.ts';
import type { TokenSelection } from './token-selection.ts';
import { removedCondition, type TokenSelections } from './token-selections.ts';

/** Of what a revocation leaves out, so many IDs are named. */
const MOST_NAMED = 1_000;

/** Tokens that are read in one piece. */
const ROWS_A_PIECE = 250;

/** Channels that are looked into in one piece. */
const CHANNELS_A_PIECE = 64;

/** Reads of everything that matches a filter but for some: what a person has chosen by choosing all. */
interface Matched {
  readonly match: TokenMatch;
  readonly filter: TokenFilter;
  readonly at: number;
  /** What passes, where the filter searches. */
  readonly chosen: TokenSelection | undefined;
  /** Sequences of the tokens that are left out, whether they match or not. */
  readonly excepted: ReadonlySet<number>;
  /** What a token has to pass: conditions on `token t`. */
  readonly conditions: readonly string[];
}

/** Queries of all tokens that match a filter, which may be a million. */
export function tokenMatches(
  statements: Statements,
  selections: TokenSelections,
  counts: TokenCounts,
  idsNamedLike: (term: string) => readonly string[],
) {
  const where = (conditions: readonly string[]): string =>
    conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';

  function* matched(match: TokenMatch, exceptTokenIds: readonly string[], at: number): InPieces<Matched> {
    const filter = tokenFilter(match, at, idsNamedLike);
    const chosen = filter.searches ? yield* selections.of(match, filter, at) : undefined;
    const excepted = statements.numbers(
      'SELECT t.sequence FROM json_each(@tokenIds) wanted CROSS JOIN token t ON t.token_id = wanted.value',
      { tokenIds: JSON.stringify(exceptTokenIds) },
    );
    const channel = match.channelId === undefined ? [] : ['t.channel_id = @channelId'];
    const conditions = chosen
      ? ['is_chosen(t.sequence)']
      : [...channel, ...filter.conditions, ...removedCondition(statements)];
    return { match, filter, at, chosen, excepted: new Set(excepted), conditions };
  }

  /** The sequences of all that match and hold a slot, soonest to expire first within a state; those that are left out are still among them. */
  function holders({ match, filter, chosen, conditions }: Matched): readonly number[] {
    const wanted = match.states ? match.states.filter((state) => isOpen(state)) : OPEN_STATES;
    const index = match.channelId === undefined ? 'token_by_state' : 'token_by_channel_state';
    const bounds = [
      ...(match.channelId === undefined ? [] : ['t.channel_id = @channelId']),
      't.state IN (SELECT value FROM json_each(@holding))',
      't.expires_at > @at',
    ];
    return statements.numbers(
      `SELECT t.sequence FROM token t INDEXED BY ${index} ${where([...bounds, ...conditions])}`,
      { ...filter.parameters, holding: JSON.stringify(wanted) },
      chosen,
    );
  }

  function rowsOf(sequences: readonly number[]): readonly TokenRow[] {
    return statements.tokens(
      `SELECT ${TOKEN_COLUMNS} FROM json_each(@sequences) wanted CROSS JOIN token t ON t.sequence = wanted.value ${TOKEN_JOINS}`,
      { sequences: JSON.stringify(sequences) },
    );
  }

  /** How many of those that are left out match the filter and have ended. */
  function exceptedEnded({ filter, chosen, excepted, conditions }: Matched): number {
    if (excepted.size === 0) return 0;
    const ended = `NOT (${OPEN} AND t.expires_at > @at)`;
    const [found] = statements.numbers(
      `SELECT count(*) FROM json_each(@excepted) wanted CROSS JOIN token t ON t.sequence = wanted.value ${where([...conditions, ended])}`,
      { ...filter.parameters, excepted: JSON.stringify([...excepted]) },
      chosen,
    );
    return found ?? 0;
  }

  /** IDs of the first that match and have ended. */
  function* namesOfEnded(found: Matched): InPieces<readonly string[]> {
    const { match, filter, at, chosen, excepted, conditions } = found;
    const names: string[] = [];
    const take = (rows: readonly TokenRow[]): void => {
      for (const row of rows) if (names.length < MOST_NAMED && !excepted.has(row.sequence)) names.push(row.token_id);
    };
    if (chosen) {
      let piece: number[] = [];
      const look = (): void => {
        take(rowsOf(piece).filter((row) => !isOpen(stateAt(row.state, row.expires_at, at))));
        piece = [];
      };
      for (const sequence of chosen.behind(0)) {
        if (piece.push(sequence) < ROWS_A_PIECE) continue;
        look();
        if (names.length >= MOST_NAMED) return names;
        yield;
      }
      look();
      return names;
    }
    const channel = match.channelId === undefined ? [] : ['t.channel_id = @channelId'];
    const ended: readonly (readonly [TokenState, string, readonly string[]])[] = [
      ['expired', 'token_open_by', [OPEN, 't.expires_at <= @at']],
      ['revoked', 'token_by', [`t.state = 'revoked'`]],
      ['gone', 'token_by', [`t.state = 'gone'`]],
    ];
    for (const [state, index, bounds] of ended) {
      if (match.states && !match.states.includes(state)) continue;
      const [all, within] = state === 'expired' ? ['_expiry', '_channel'] : ['_state', '_channel_state'];
      yield;
      const more = statements.texts(
        `SELECT t.token_id FROM token t INDEXED BY ${index}${match.channelId === undefined ? all : within}
          ${where([...channel, ...bounds, ...conditions, 't.sequence NOT IN (SELECT value FROM json_each(@excepted))'])} LIMIT @most`,
        { ...filter.parameters, excepted: JSON.stringify([...excepted]), most: MOST_NAMED - names.length },
      );
      names.push(...more);
    }
    return names;
  }

  /** Channels of those that are left out, as often as one of them matches. */
  function exceptedChannels({ filter, chosen, excepted, conditions }: Matched): ReadonlyMap<string, number> {
    const channels = new Map<string, number>();
    const found = statements.texts(
      `SELECT t.channel_id FROM json_each(@excepted) wanted CROSS JOIN token t ON t.sequence = wanted.value ${where(conditions)}`,
      { ...filter.parameters, excepted: JSON.stringify([...excepted]) },
      chosen,
    );
    for (const channelId of found) channels.set(channelId, (channels.get(channelId) ?? 0) + 1);
    return channels;
  }

  function* tokensOf(rows: readonly TokenRow[], at: number): InPieces<readonly Token[]> {
    const tokens: Token[] = [];
    for (let start = 0; start < rows.length; start += ROWS_A_PIECE) {
      yield;
      tokens.push(...rows.slice(start, start + ROWS_A_PIECE).map((row) => toToken(row, at)));
    }
    return tokens;
  }

  return {
    /** How many match, and how many there are in all or of the channel. */
    *count(
      match: TokenMatch,
      at: number,
    ): InPieces<{ matching: number; total: number; byState: Partial<Record<TokenState, number>> }> {
      const matching = yield* counts.matching(match, tokenFilter(match, at, idsNamedLike), at);
      const byState = counts.byState(match.channelId, at);
      const total = [...byState.values()].reduce((sum, found) => sum + found, 0);
      return { matching, total, byState: Object.fromEntries(byState) };
    },

    /** What a revocation of all that match, but for some, would meet. */
    *revocable(
      match: TokenMatch,
      exceptTokenIds: readonly string[],
      most: number,
      at: number,
    ): InPieces<RevocableMatches> {
      const found = yield* matched(match, exceptTokenIds, at);
      const all = holders(found);
      const ended = (yield* counts.matching(match, found.filter, at)) - all.length - exceptedEnded(found);
      const held = all.filter((sequence) => !found.excepted.has(sequence));
      const rows: TokenRow[] = [];
      const lost: string[] = [];
      let withoutValue = 0;
      for (let start = 0; start < held.length; start += ROWS_A_PIECE) {
        yield;
        for (const row of rowsOf(held.slice(start, start + ROWS_A_PIECE))) {
          if (row.has_value === 1 && REVOCABLE.has(row.state)) rows.push(row);
          else if ((withoutValue += 1) <= MOST_NAMED) lost.push(row.token_id);
        }
      }
      rows.sort((one, other) => one.expires_at - other.expires_at || one.sequence - other.sequence);
      return {
        count: rows.length,
        tokens: rows.length > most ? [] : yield* tokensOf(rows, at),
        withoutValue: { count: withoutValue, tokenIds: lost },
        notLive: { count: ended, tokenIds: ended > 0 ? yield* namesOfEnded(found) : [] },
      };
    },

    /** The channels of all that match, but for some. */
    *channels(match: TokenMatch, exceptTokenIds: readonly string[], at: number): InPieces<readonly string[]> {
      const found = yield* matched(match, exceptTokenIds, at);
      const excepted = exceptedChannels(found);
      const candidates =
        match.channelId === undefined
          ? statements.texts(
              'SELECT channel_id FROM channel WHERE removed_at IS NULL ORDER BY created_at, channel_id',
              {},
            )
          : [match.channelId];
      const channels: string[] = [];
      for (const [position, channelId] of candidates.entries()) {
        if (position > 0 && position % CHANNELS_A_PIECE === 0) yield;
        const [matching = 0] = statements.numbers(
          `SELECT count(*) FROM (SELECT 1 FROM token t INDEXED BY token_by_channel_state
             ${where(['t.channel_id = @channelId', ...found.conditions])} LIMIT @enough)`,
          { ...found.filter.parameters, channelId, enough: (excepted.get(channelId) ?? 0) + 1 },
          found.chosen,
        );
        if (matching > (excepted.get(channelId) ?? 0)) channels.push(channelId);
      }
      return channels;
    },
  };
}

const REVOCABLE: ReadonlySet<TokenState> = new Set<TokenState>(['active', 'draining', 'revoking']);

function isOpen(state: TokenState): boolean {
  return OPEN_STATES.some((open) => open === state);
}
