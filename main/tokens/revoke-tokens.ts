import { createHash, randomUUID } from 'node:crypto';
import type { ParsedInputOf } from '../../shared/contract.ts';
import type { OperationState, RevokeResult, Token } from '../../shared/domain.ts';
import { requireChannel } from '../assertions/make-assertion.ts';
import { mapBounded } from '../bounded.ts';
import type { RevocableMatches, RevokeItemEnd } from '../ports.ts';
import type { Session } from '../session.ts';
import { isVaultError, VaultError } from '../vault-error.ts';
import { tokensChanged } from './check-channel.ts';
import { revokeInChannel } from './revoke-in-channel.ts';

/** Channels worked on side by side. Within a channel the calls are bounded too (`revoke-in-channel.ts`). */
const CHANNELS_AT_ONCE = 4;

/** More tokens are not revoked at once: nobody oversees what that does. */
const MOST_AT_ONCE = 10_000;

export type RevokeSelection = ParsedInputOf<'token.revoke'>;

/** What a selection means now. */
export interface ResolvedSelection {
  /** What is to be revoked. */
  readonly tokens: readonly Token[];
  /** Of a selection by a filter: what matches it and cannot be revoked. Null where tokens were named, which are worked on whatever they are. */
  readonly leftOut: Pick<RevocableMatches, 'notLive' | 'withoutValue'> | null;
}

async function namedTokens(session: Session, tokenIds: readonly string[]): Promise<readonly Token[]> {
  const wanted = [...new Set(tokenIds)];
  const found = await session.ledger.tokensById(wanted, session.by().at);
  const tokens = new Map(found.map((token) => [token.tokenId, token]));
  return wanted.map((tokenId) => {
    const token = tokens.get(tokenId);
    if (!token) throw new VaultError('not-found', { kind: 'token', id: tokenId });
    return token;
  });
}

/**
 * The tokens that a selection means now. Every named token must exist; nothing changes otherwise. Of a filter, what can be revoked of all that matches
 * at this moment. Throws `not-found` and `too-many-tokens`.
 */
export async function resolveSelection(session: Session, selection: RevokeSelection): Promise<ResolvedSelection> {
  const { at } = session.by();
  if ('tokenIds' in selection) return { tokens: await namedTokens(session, selection.tokenIds), leftOut: null };
  if ('all' in selection) {
    await requireChannel(session, selection.channelId);
    return { tokens: await session.ledger.revocableTokens(selection.channelId, at), leftOut: null };
  }
  const { matching, except } = selection;
  if (matching.channelId !== undefined) await requireChannel(session, matching.channelId);
  const { count, tokens, ...leftOut } = await session.ledger.revocableMatches(matching, except, MOST_AT_ONCE, at);
  if (count > MOST_AT_ONCE) throw new VaultError('too-many-tokens', { count, limit: MOST_AT_ONCE });
  return { tokens, leftOut };
}

/** The same for the same tokens, in whatever order; another one for any others. */
export function digestOf(tokens: readonly Token[]): string {
  const ids = tokens.map(({ tokenId }) => tokenId).sort();
  return createHash('sha256').update(ids.join(' ')).digest('base64url');
}

/** Tokens by channel, in the order in which the channels first appear. */
export function byChannel(tokens: readonly Token[]): Map<string, Token[]> {
  const groups = new Map<string, Token[]>();
  for (const token of tokens) {
    const group = groups.get(token.channelId);
    if (group) group.push(token);
    else groups.set(token.channelId, [token]);
  }
  return groups;
}

function finalState(results: readonly RevokeResult[], cancelled: boolean): OperationState {
  if (cancelled) return 'cancelled';
  const bad = results.filter(({ outcome }) => outcome === 'failed' || outcome === 'unproved').length;
  if (bad === 0) return 'done';
  return bad === results.length ? 'failed' : 'some-failed';
}

/** What every token of a channel gets when the channel as a whole could not be worked on. */
function allFailed(session: Session, tokens: readonly Token[], error: VaultError): RevokeItemEnd[] {
  const failure = session.failure('token.revoke', error);
  return tokens.map(({ tokenId }) => ({ tokenId, outcome: 'failed', error: failure }));
}

async function workOn(
  session: Session,
  channelId: string,
  tokens: readonly Token[],
  signal: AbortSignal,
): Promise<RevokeItemEnd[]> {
  if (signal.aborted) return allFailed(session, tokens, new VaultError('cancelled'));
  try {
    return await revokeInChannel(session, await requireChannel(session, channelId), tokens, signal);
  } catch (error) {
    if (isVaultError(error)) return allFailed(session, tokens, error);
    throw error;
  }
}

/**
 * Revokes tokens as LINE's guide says (list → match → revoke → list again), as a recorded operation over any number of channels: one list call
 * before and one after per channel, itemised outcome, cancellable between calls. `revoked` means absent from LINE's list afterwards.
 */
export async function revokeTokens(
  session: Session,
  selection: RevokeSelection,
): Promise<{ operationId: string; results: RevokeResult[] }> {
  const { tokens } = await resolveSelection(session, selection);
  const previewed = 'matching' in selection ? selection.digest : undefined;
  if (previewed !== undefined && previewed !== digestOf(tokens)) throw new VaultError('selection-changed');
  const operationId = randomUUID();
  const started = await session.ledger.createOperation(
    {
      operationId,
      kind: 'revoke',
      items: tokens.map(({ tokenId, channelId, keyId }) => ({ tokenId, channelId, keyId })),
    },
    session.by(),
  );
  session.emit({ name: 'operation.progress', payload: { operation: started, latest: null } });
  const signal = session.operations.start(operationId);
  const results = new Map<string, RevokeResult>();
  /** What went wrong with writing things down. The others are told to stop and are waited for: nothing goes on behind an answer. */
  let broken: { readonly error: unknown } | undefined;

  async function revokeGroup([channelId, group]: [string, Token[]]): Promise<void> {
    try {
      const ends = await session.inChannel(channelId, () => workOn(session, channelId, group, signal));
      const keyIds = new Map(group.map(({ tokenId, keyId }) => [tokenId, keyId]));
      for (const { tokenId, outcome, error } of ends) {
        results.set(tokenId, {
          tokenId,
          channelId,
          keyId: keyIds.get(tokenId) ?? '',
          outcome,
          ...(error ? { error } : {}),
        });
      }
      const operation = await session.ledger.endRevokeItems(operationId, ends, session.by());
      const latest = results.get(ends.at(-1)?.tokenId ?? '') ?? null;
      session.emit({ name: 'operation.progress', payload: { operation, latest } });
    } catch (error) {
      broken ??= { error };
      session.operations.cancel(operationId);
    } finally {
      tokensChanged(session, channelId);
    }
  }

  try {
    await mapBounded([...byChannel(tokens)], CHANNELS_AT_ONCE, revokeGroup);
    const ordered = tokens.flatMap(({ tokenId }) => results.get(tokenId) ?? []);
    const cancelled = !broken && ordered.some(({ error }) => error?.code === 'cancelled');
    const operation = await session.ledger.endOperation(
      operationId,
      broken ? 'failed' : finalState(ordered, cancelled),
      session.by(),
    );
    session.emit({ name: 'operation.progress', payload: { operation, latest: null } });
    if (broken) throw broken.error;
    return { operationId, results: ordered };
  } finally {
    session.operations.end(operationId);
  }
}
