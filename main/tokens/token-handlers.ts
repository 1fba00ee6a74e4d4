// Holds: token values that are copied or revealed on the person's word.
// Lives: one call.
// Wiped by: this file, as far as a string that leaves can be.
import type { ChannelCheck, Token } from '../../shared/domain.ts';
import { requireChannel } from '../assertions/make-assertion.ts';
import { mapBounded } from '../bounded.ts';
import type { SessionHandlers } from '../handlers.ts';
import type { Session } from '../session.ts';
import { isVaultError, VaultError } from '../vault-error.ts';
import { checkChannel } from './check-channel.ts';
import { channelsToCheck } from './check-selection.ts';
import { consequencesOf } from './consequences.ts';
import { issueToken } from './issue-token.ts';
import { byChannel, digestOf, resolveSelection } from './revoke-selection.ts';
import { revokeTokens } from './revoke-tokens.ts';
import { issueStatelessToken } from './stateless-token.ts';
import { openTokenValue, requireToken } from './token-value.ts';
import { verifyToken } from './verify-token.ts';

const CHECKS_AT_ONCE = 8;

/** Logs that a value goes out of the vault, and tells the doors that the log has grown. */
async function logUse(
  session: Session,
  { tokenId, channelId }: Token,
  kind: 'token-copied' | 'token-revealed',
): Promise<void> {
  await session.ledger.recordAudit({ kind, channelId, subjectId: tokenId }, session.by());
  session.emit({ name: 'ledger.changed', payload: { areas: ['audit'], channelIds: [channelId] } });
}

async function checkOne(session: Session, channelId: string): Promise<ChannelCheck> {
  try {
    // A vault that closes waits for what is under way, and not for hundreds of channels.
    if (session.closing.signal.aborted) throw new VaultError('vault-locked', { folder: session.folder });
    const { liveKeyIds: _ours, ...check } = await session.inChannel(channelId, async () =>
      checkChannel(session, await requireChannel(session, channelId)),
    );
    return check;
  } catch (error) {
    if (!isVaultError(error)) throw error;
    return {
      channelId,
      live: 0,
      gone: 0,
      orphans: [],
      foreign: [],
      resolvedIssues: [],
      checkedAt: null,
      clockSkewSeconds: null,
      error: session.failure('token.check', error),
    };
  }
}

export const tokenHandlers: SessionHandlers<
  | 'token.issue'
  | 'token.list'
  | 'token.count'
  | 'token.outlook'
  | 'token.show'
  | 'token.copy'
  | 'token.reveal'
  | 'token.check'
  | 'token.verify'
  | 'token.stateless'
  | 'token.previewRevoke'
  | 'token.revoke'
  | 'issue.list'
> = {
  async 'token.issue'(session, input) {
    const channel = await requireChannel(session, input.channelId);
    const lifetimeSeconds = input.lifetimeSeconds ?? (await session.settings.current()).tokenLifetimeSeconds;
    return session.inChannel(input.channelId, () => issueToken(session, channel, { ...input, lifetimeSeconds }));
  },

  async 'token.list'(session, query) {
    const { tokens, nextCursor } = await session.ledger.tokens(query, session.by().at);
    return { tokens: [...tokens], nextCursor };
  },

  'token.count': (session, match) => session.ledger.countTokens(match, session.by().at),

  async 'token.outlook'(session, { boundaries }) {
    return { channels: [...(await session.ledger.outlook(boundaries, session.by().at))] };
  },

  'token.show': (session, { tokenId }) => requireToken(session, tokenId),

  async 'token.copy'(session, { tokenId }) {
    const token = await requireToken(session, tokenId);
    if (!session.clipboard) throw new VaultError('not-supported-here', { feature: 'The clipboard' });
    const value = await openTokenValue(session, token);
    try {
      await logUse(session, token, 'token-copied');
      return await session.clipboard.writeSecret(value.reveal());
    } finally {
      value.wipe();
    }
  },

  async 'token.reveal'(session, { tokenId }) {
    const token = await requireToken(session, tokenId);
    const value = await openTokenValue(session, token);
    try {
      // Logged first: a reveal that cannot be logged does not happen.
      await logUse(session, token, 'token-revealed');
      return { accessToken: value.reveal() };
    } finally {
      value.wipe();
    }
  },

  async 'token.check'(session, input) {
    const wanted = await channelsToCheck(session, input);
    return { channels: await mapBounded(wanted, CHECKS_AT_ONCE, (channelId) => checkOne(session, channelId)) };
  },

  'token.verify': verifyToken,
  'token.stateless': (session, { channelId }) => issueStatelessToken(session, channelId),

  async 'token.previewRevoke'(session, selection) {
    const resolved = await resolveSelection(session, selection);
    const channels = [...byChannel(resolved.tokens)].map(([channelId, group]) => ({
      channelId,
      name: group[0]?.channelName ?? channelId,
      count: group.length,
    }));
    return {
      digest: digestOf(resolved.tokens),
      count: resolved.tokens.length,
      channels,
      consequences: await consequencesOf(session, resolved),
    };
  },

  'token.revoke': (session, selection) => revokeTokens(session, selection),

  async 'issue.list'(session, query) {
    return { issues: [...(await session.ledger.issues(query))] };
  },
};
