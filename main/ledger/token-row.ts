import { STORED_TOKEN_STATES, type StoredTokenState, type Token, type TokenState } from '../../shared/domain.ts';
import { toInstant, toInstantOrNull } from './instants.ts';

/** A token as the ledger keeps it, with what its channel says of it. */
export interface TokenRow {
  readonly sequence: number;
  readonly token_id: string;
  readonly channel_id: string;
  readonly channel_name: string;
  readonly platform_kind: Token['platformKind'];
  readonly key_id: string;
  readonly state: StoredTokenState;
  readonly label: string;
  readonly consumer: string;
  readonly issued_at: number;
  readonly expires_at: number;
  readonly expiry_known: number;
  readonly checked_at: number | null;
  readonly proved_at: number | null;
  readonly revoked_at: number | null;
  readonly has_value: number;
  readonly signing_key_id: string | null;
  readonly issue_id: string | null;
}

/** Columns of a `TokenRow`, of `token t`, `channel c` and `token_value v`. */
export const TOKEN_COLUMNS = `t.sequence, t.token_id, t.channel_id, c.name AS channel_name, c.platform_kind, t.key_id, t.state, t.label, t.consumer,
  t.issued_at, t.expires_at, t.expiry_known, t.checked_at, t.proved_at, t.revoked_at, v.sequence IS NOT NULL AS has_value, t.signing_key_id, t.issue_id`;

/** What `TOKEN_COLUMNS` needs beside `token t`. CROSS JOIN keeps SQLite from turning the order round. */
export const TOKEN_JOINS = `CROSS JOIN channel c ON c.channel_id = t.channel_id LEFT JOIN token_value v ON v.sequence = t.sequence`;

/**
 * Tokens that have not ended otherwise than by the clock, written exactly as in the partial indexes: SQLite uses those only where a query says the
 * same words. SQLite: "Partial Indexes", section 3.
 */
export const OPEN = `t.state NOT IN ('revoked', 'gone')`;

const ENDED: ReadonlySet<TokenState> = new Set<TokenState>(['revoked', 'gone']);

/** Whether a token of this state is over for good, so that the clock says nothing more about it. */
export function isEnded(state: TokenState): boolean {
  return ENDED.has(state);
}

/** States that the clock turns into `expired`. */
export const OPEN_STATES: readonly StoredTokenState[] = STORED_TOKEN_STATES.filter((state) => !isEnded(state));

/** The state that a person sees at `at`: expiry is derived, never stored. */
export function stateAt(state: StoredTokenState, expiresAt: number, at: number): TokenState {
  return !isEnded(state) && expiresAt <= at ? 'expired' : state;
}

/** The token as the contract speaks of it, seen at `at` (milliseconds). */
export function toToken(row: TokenRow, at: number): Token {
  return {
    tokenId: row.token_id,
    channelId: row.channel_id,
    channelName: row.channel_name,
    platformKind: row.platform_kind,
    keyId: row.key_id,
    state: stateAt(row.state, row.expires_at, at),
    label: row.label,
    consumer: row.consumer,
    issuedAt: toInstant(row.issued_at),
    expiresAt: toInstant(row.expires_at),
    expiryKnown: row.expiry_known === 1,
    checkedAt: toInstantOrNull(row.checked_at),
    provedAt: toInstantOrNull(row.proved_at),
    revokedAt: toInstantOrNull(row.revoked_at),
    hasValue: row.has_value === 1,
    signingKeyId: row.signing_key_id,
    issueId: row.issue_id,
  };
}
