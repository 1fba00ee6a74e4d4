import type { ParsedInputOf } from '../../shared/contract.ts';
import type { RevokeOutcome, RevokeResult, Token } from '../../shared/domain.ts';
import { beginRevocation } from '../operations/begin-operation.ts';
import type { ItemEnd } from '../operations/operation-ledger.ts';
import { runOperation } from '../operations/run-operation.ts';
import type { Session } from '../session.ts';
import { VaultError } from '../vault-error.ts';

/** As what the end of an item stands in the answer. One that was not begun was cancelled. */
function toResult(session: Session, token: Token, end: ItemEnd | undefined): RevokeResult {
  const { tokenId, channelId, keyId } = token;
  if (!end)
    return {
      tokenId,
      channelId,
      keyId,
      outcome: 'failed',
      error: session.failure('token.revoke', new VaultError('cancelled')),
    };
  // A revocation ends in nothing else.
  const outcome = end.outcome as RevokeOutcome;
  return { tokenId, channelId, keyId, outcome, ...(end.error ? { error: end.error } : {}) };
}

/**
 * Revokes tokens as LINE's guide says (list → match → revoke → list again), as a recorded operation, and waits for its end: one list call before
 * and one after per channel, itemised outcome, cancellable between calls. `revoked` means absent from LINE's list afterwards. Without a network it
 * fails rather than waits. Throws `not-found`, `too-many-tokens`, `selection-changed` and, where risks are not named in `accept`,
 * `not-safe-to-revoke`; nothing has changed then.
 */
export async function revokeTokens(
  session: Session,
  selection: ParsedInputOf<'token.revoke'>,
): Promise<{ operationId: string; results: RevokeResult[] }> {
  const { operation, tokens } = await beginRevocation(session, selection);
  const { operationId } = operation;
  const byPosition = new Map<number, ItemEnd>();
  const onEnds = (ends: readonly ItemEnd[]) => ends.forEach((end) => byPosition.set(end.position, end));
  await runOperation(session, operationId, { mayQueue: false, onEnds });
  // Items stand in the order of the tokens.
  return { operationId, results: tokens.map((token, position) => toResult(session, token, byPosition.get(position))) };
}
