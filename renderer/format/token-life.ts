import type { Token } from '../../shared/domain.ts';

/** Whether a consumer could use it: the value is here, and the platform takes it. */
export function isCopyable(token: Pick<Token, 'state' | 'hasValue'>): boolean {
  return token.hasValue && (token.state === 'active' || token.state === 'draining');
}

/** The states in which a token can be revoked. */
export const REVOCABLE_STATES = ['active', 'draining', 'revoking'] as const satisfies readonly Token['state'][];

/** Whether the vault could revoke it: the value is here, and the platform may still take it. */
export function isRevocable(token: Pick<Token, 'state' | 'hasValue'>): boolean {
  return isCopyable(token) || (token.hasValue && token.state === 'revoking');
}

/** Since when a token is over; null for one that is not, and where nobody knows. `isExpired`: its time ran out by the clock. */
export function endedAt(
  token: Pick<Token, 'state' | 'revokedAt' | 'checkedAt' | 'expiresAt'>,
  isExpired: boolean,
): string | null {
  if (token.state === 'revoked') return token.revokedAt ?? token.checkedAt;
  if (token.state === 'gone') return token.checkedAt ?? token.expiresAt;
  return isExpired ? token.expiresAt : null;
}
