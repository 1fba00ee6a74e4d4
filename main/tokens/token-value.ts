// Holds: the value of one token, unsealed.
// Lives: one call.
// Wiped by: the caller.
import type { Token } from '../../shared/domain.ts';
import type { Secret } from '../secrets/secret.ts';
import { instantOf, type Session } from '../session.ts';
import { VaultError } from '../vault-error.ts';

/** Ties a sealed value to its table, row and format version, so that it opens nowhere else. */
export function tokenAad(tokenId: string): string {
  return `token|${tokenId}|1`;
}

/** The token, or `not-found`. */
export async function requireToken(session: Session, tokenId: string): Promise<Token> {
  const token = await session.ledger.token(tokenId, instantOf(session.clock.now()));
  if (!token) throw new VaultError('not-found', { kind: 'token', id: tokenId });
  return token;
}

/** Unseals a token's value. Throws `token-value-lost` for orphans and foreign ones. The caller wipes it. */
export async function openTokenValue(session: Session, token: Token): Promise<Secret> {
  const sealed = await session.ledger.sealedValue(token.tokenId);
  if (!sealed)
    throw new VaultError('token-value-lost', { tokenId: token.tokenId, state: token.state, freesAt: token.expiresAt });
  return session.sealer.open(sealed, tokenAad(token.tokenId));
}
