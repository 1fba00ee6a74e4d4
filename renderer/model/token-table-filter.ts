import type { TokenFilter, TokenSort, TokenState } from '../../shared/domain.ts';
import type { SavedFilter } from '../../shared/settings.ts';

/** The states that one looks at together. */
export const STATE_GROUPS = {
  live: ['active', 'draining', 'revoking'],
  lost: ['orphan', 'foreign'],
  ended: ['revoked', 'gone', 'expired'],
  all: null,
} as const satisfies Record<SavedFilter['group'], readonly TokenState[] | null>;

export type StateGroup = keyof typeof STATE_GROUPS;

/** What the table shows, and in which order. */
export interface TableFilter {
  readonly channelId: string | null;
  readonly group: StateGroup;
  readonly search: string;
  readonly sort: TokenSort;
  readonly direction: 'ascending' | 'descending';
}

/** All live tokens, what ends first at the top. */
export const LIVE_TOKENS: TableFilter = {
  channelId: null,
  group: 'live',
  search: '',
  sort: 'expiresAt',
  direction: 'ascending',
};

/** Which tokens a filter means, as the engine understands it. */
export function tokenFilterOf({ channelId, group, search }: TableFilter): TokenFilter {
  const states = STATE_GROUPS[group];
  return {
    ...(channelId === null ? {} : { channelId }),
    ...(states === null ? {} : { states: [...states] }),
    ...(search === '' ? {} : { search }),
  };
}

/** How many tokens of a group there are, by their states. */
export function countOfGroup(group: StateGroup, byState: Readonly<Partial<Record<TokenState, number>>>): number {
  const states: readonly TokenState[] | null = STATE_GROUPS[group];
  return Object.entries(byState).reduce(
    (sum, [state, count]) => sum + (states === null || states.includes(state as TokenState) ? count : 0),
    0,
  );
}
