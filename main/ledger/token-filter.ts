import type { TokenMatch } from '../ports.ts';
import { searchTerms } from './search-text.ts';
import { isEnded, OPEN, OPEN_STATES } from './token-row.ts';

/** Values for the named parameters of a statement. */
export type Parameters = Record<string, string | number>;

/** What a page of the list is narrowed to, beside its channel: conditions of constant SQL, and the values that are bound to them. */
export interface TokenFilter {
  /** Whether anything is left out at all. */
  readonly narrows: boolean;
  /** Whether only tokens that have not ended in any way can pass. */
  readonly onlyUnexpired: boolean;
  /** Whether a text is searched for. */
  readonly searches: boolean;
  /** The last expiry that passes; undefined where there is no such limit. */
  readonly until: number | undefined;
  readonly states: TokenMatch['states'];
  /** Conditions on `token t` alone. */
  readonly conditions: readonly string[];
  /** Whether what passes depends on the clock. */
  readonly dependsOnClock: boolean;
  /** Conditions on `token_search s`. */
  readonly searchConditions: readonly string[];
  readonly parameters: Parameters;
}

const STATES = `(
  (t.state IN (SELECT value FROM json_each(@states)) AND (t.state IN ('revoked', 'gone') OR t.expires_at > @at))
  OR (@withExpired = 1 AND ${OPEN} AND t.expires_at <= @at)
)`;

/**
 * Makes the filter of a query, seen at `at` (milliseconds).
 * @param idsNamedLike finds the channels whose name holds a term; names are searched there, so that renaming a channel touches no token.
 */
export function tokenFilter(
  query: TokenMatch,
  at: number,
  idsNamedLike: (term: string) => readonly string[],
): TokenFilter {
  const conditions: string[] = [];
  const searchConditions: string[] = [];
  const parameters: Parameters = { at };

  if (query.channelId !== undefined) parameters['channelId'] = query.channelId;
  if (query.states) {
    conditions.push(STATES);
    parameters['states'] = JSON.stringify(query.states.filter((state) => state !== 'expired'));
    parameters['withExpired'] = Number(query.states.includes('expired'));
    // Where to look for them: every state that expires may have become `expired`.
    const stored = new Set([
      ...query.states.filter((state) => state !== 'expired'),
      ...(query.states.includes('expired') ? OPEN_STATES : []),
    ]);
    parameters['storedStates'] = JSON.stringify([...stored]);
  }
  const until = query.expiringWithinSeconds === undefined ? undefined : at + query.expiringWithinSeconds * 1_000;
  if (until !== undefined) {
    conditions.push(`${OPEN} AND t.expires_at > @at AND t.expires_at <= @until`);
    parameters['until'] = until;
  }
  searchTerms(query.search).forEach((term, index) => {
    const place = String(index);
    searchConditions.push(
      `(instr(s.text, @term${place}) > 0 OR s.channel_id IN (SELECT value FROM json_each(@channels${place})))`,
    );
    parameters[`term${place}`] = term;
    parameters[`channels${place}`] = JSON.stringify(idsNamedLike(term));
  });

  const unended = query.states?.every((state) => state !== 'expired' && !isEnded(state)) ?? false;
  return {
    narrows: conditions.length + searchConditions.length > 0,
    onlyUnexpired: unended || until !== undefined,
    dependsOnClock: until !== undefined || (query.states?.some((state) => !isEnded(state)) ?? false),
    searches: searchConditions.length > 0,
    until,
    states: query.states,
    conditions,
    searchConditions,
    parameters,
  };
}
