import { createHash } from 'node:crypto';
import type { ParsedInputOf } from '../../shared/contract.ts';
import type { Token } from '../../shared/domain.ts';
import { requireChannel } from '../assertions/make-assertion.ts';
import type { RevocableMatches } from '../ports.ts';
import type { Session } from '../session.ts';
import { VaultError } from '../vault-error.ts';

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

/** Refuses a selection that means other tokens than the person saw in the preview: `selection-changed`. */
export function refuseOtherThanSeen(selection: RevokeSelection, tokens: readonly Token[]): void {
  const seen = 'matching' in selection ? selection.digest : undefined;
  if (seen !== undefined && seen !== digestOf(tokens)) throw new VaultError('selection-changed');
}
