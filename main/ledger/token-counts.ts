import type { TokenState } from '../../shared/domain.ts';
import type { TokenMatch } from '../ports.ts';
import type { Database } from './connection.ts';
import type { InPieces } from './pieces.ts';
import type { TokenFilter } from './token-filter.ts';
import { OPEN_STATES } from './token-row.ts';
import type { TokenSelections } from './token-selections.ts';

type Counts = ReadonlyMap<TokenState, number>;

interface StateCount {
  readonly state: TokenState;
  readonly found: number;
}

const UNEXPIRED = `state IN ('active', 'draining', 'revoking', 'orphan', 'foreign') AND expires_at > @after AND expires_at <= @upTo`;

/** How many tokens there are. Tokens of removed channels are history: kept, but not counted. */
export function tokenCounts(database: Database, selections: TokenSelections) {
  // What is stored is counted while it is written (the triggers of `token_count`), so that only what has not expired is counted here.
  const stored = database.prepare<[], StateCount>(
    `SELECT state, sum(found) AS found FROM token_count
      WHERE channel_id NOT IN (SELECT channel_id FROM channel WHERE removed_at IS NOT NULL) GROUP BY state`,
  );
  const storedOf = database.prepare<[{ channelId: string }], StateCount>(
    `SELECT n.state, n.found FROM channel c CROSS JOIN token_count n ON n.channel_id = c.channel_id
      WHERE c.channel_id = @channelId AND c.removed_at IS NULL`,
  );
  const unexpired = database.prepare<[{ after: number; upTo: number }], StateCount>(
    `SELECT state, count(*) AS found FROM token INDEXED BY token_by_state WHERE ${UNEXPIRED} GROUP BY state`,
  );
  const unexpiredOf = database.prepare<[{ channelId: string; after: number; upTo: number }], StateCount>(
    `SELECT state, count(*) AS found FROM token INDEXED BY token_by_channel_state
      WHERE channel_id = @channelId AND ${UNEXPIRED} GROUP BY state`,
  );
  const removed = database.prepare<[], string>('SELECT channel_id FROM channel WHERE removed_at IS NOT NULL').pluck();

  /** By state, of those that expire behind one instant, up to and with another. */
  function expiringBetween(channelId: string | undefined, after: number, upTo: number): Counts {
    if (channelId !== undefined && removed.all().includes(channelId)) return new Map();
    if (channelId !== undefined)
      return new Map(unexpiredOf.all({ channelId, after, upTo }).map(({ state, found }) => [state, found]));
    const counts = new Map(unexpired.all({ after, upTo }).map(({ state, found }) => [state, found]));
    for (const other of removed.all()) {
      for (const { state, found } of unexpiredOf.all({ channelId: other, after, upTo }))
        counts.set(state, (counts.get(state) ?? 0) - found);
    }
    return counts;
  }

  /** By the state that is seen at `at`; states that no token has are left out. */
  function byState(channelId: string | undefined, at: number): Counts {
    const live = expiringBetween(channelId, at, Number.MAX_SAFE_INTEGER);
    const rows = channelId === undefined ? stored.all() : storedOf.all({ channelId });
    const counts = new Map<TokenState, number>();
    const add = (state: TokenState, found: number): void => {
      if (found > 0) counts.set(state, (counts.get(state) ?? 0) + found);
    };
    for (const { state, found } of rows) {
      const expires = OPEN_STATES.some((open) => open === state);
      const left = expires ? (live.get(state) ?? 0) : found;
      add(state, left);
      add('expired', found - left);
    }
    return counts;
  }

  const sum = (counts: Counts, wanted: readonly TokenState[] | undefined): number =>
    [...counts].reduce((total, [state, found]) => (!wanted || wanted.includes(state) ? total + found : total), 0);

  return {
    byState,
    /** In all channels or in one, of any state. */
    all: (channelId?: string): number =>
      (channelId === undefined ? stored.all() : storedOf.all({ channelId })).reduce(
        (total, { found }) => total + found,
        0,
      ),
    /** How many pass a filter. */
    *matching(match: TokenMatch, filter: TokenFilter, at: number): InPieces<number> {
      if (filter.searches) return (yield* selections.of(match, filter, at)).count;
      const counts =
        filter.until === undefined ? byState(match.channelId, at) : expiringBetween(match.channelId, at, filter.until);
      return sum(counts, match.states);
    },
  };
}

export type TokenCounts = ReturnType<typeof tokenCounts>;
