// Holds: token values that are copied or revealed on the person's word.
// Lives: one call.
// Wiped by: this file, as far as a string that leaves can be.
import type { ChannelCheck, Consequence, Token } from '../../shared/domain.ts';
import { requireChannel } from '../assertions/make-assertion.ts';
import { mapBounded } from '../bounded.ts';
import type { SessionHandlers } from '../handlers.ts';
import type { Session } from '../session.ts';
import { isVaultError, VaultError } from '../vault-error.ts';
import { checkChannel } from './check-channel.ts';
import { issueToken } from './issue-token.ts';
import { byChannel, resolveSelection, revokeTokens } from './revoke-tokens.ts';
import { issueStatelessToken } from './stateless-token.ts';
import { openTokenValue, requireToken } from './token-value.ts';
import { verifyToken } from './verify-token.ts';

const CHECKS_AT_ONCE = 8;

async function checkOne(session: Session, channelId: string): Promise<ChannelCheck> {
  try {
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

const HOLDS_SLOT = new Set<Token['state']>(['active', 'draining', 'revoking', 'orphan', 'foreign']);

async function consequencesOf(session: Session, tokens: readonly Token[]): Promise<Consequence[]> {
  const { at } = session.by();
  const found: Consequence[] = [];
  const last = await session.ledger.lastOfConsumer(
    tokens.map(({ tokenId }) => tokenId),
    at,
  );
  if (last.length > 0)
    found.push({
      kind: 'last-of-consumer',
      tokenIds: last.map(({ tokenId }) => tokenId),
      consumers: [...new Set(last.map(({ consumer }) => consumer))],
    });
  const channels = await Promise.all(
    [...byChannel(tokens).keys()].map((channelId) => requireChannel(session, channelId)),
  );
  const noSecret = channels.filter(({ hasSecret }) => !hasSecret).map(({ channelId }) => channelId);
  if (noSecret.length > 0) found.push({ kind: 'no-secret', channelIds: noSecret });
  const noKey = channels
    .filter(({ keyState }) => keyState === 'none' || keyState === 'generated')
    .map(({ channelId }) => channelId);
  if (noKey.length > 0) found.push({ kind: 'no-signing-key', channelIds: noKey });
  const noValue = tokens
    .filter(({ hasValue, state }) => !hasValue && HOLDS_SLOT.has(state))
    .map(({ tokenId }) => tokenId);
  if (noValue.length > 0) found.push({ kind: 'no-value', tokenIds: noValue });
  const notLive = tokens.filter(({ state }) => !HOLDS_SLOT.has(state)).map(({ tokenId }) => tokenId);
  if (notLive.length > 0) found.push({ kind: 'not-live', tokenIds: notLive });
  return found;
}

export const tokenHandlers: SessionHandlers<
  | 'token.issue'
  | 'token.list'
  | 'token.count'
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
    return session.inChannel(input.channelId, () => issueToken(session, channel, input));
  },

  async 'token.list'(session, query) {
    const { tokens, nextCursor } = await session.ledger.tokens(query, session.by().at);
    return { tokens: [...tokens], nextCursor };
  },

  async 'token.count'(session, { channelId }) {
    return session.ledger.countTokens(channelId, session.by().at);
  },

  'token.show': (session, { tokenId }) => requireToken(session, tokenId),

  async 'token.copy'(session, { tokenId }) {
    const token = await requireToken(session, tokenId);
    if (!session.clipboard) throw new VaultError('not-supported-here', { feature: 'The clipboard' });
    const value = await openTokenValue(session, token);
    try {
      await session.ledger.recordAudit(
        { kind: 'token-copied', channelId: token.channelId, subjectId: tokenId },
        session.by(),
      );
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
      await session.ledger.recordAudit(
        { kind: 'token-revealed', channelId: token.channelId, subjectId: tokenId },
        session.by(),
      );
      return { accessToken: value.reveal() };
    } finally {
      value.wipe();
    }
  },

  async 'token.check'(session, { channelIds }) {
    const all =
      channelIds ??
      (await session.ledger.channels(session.by().at))
        .filter(({ keyState }) => keyState === 'proved' || keyState === 'registered')
        .map(({ channelId }) => channelId);
    const wanted = [...new Set(all)];
    for (const channelId of wanted) await requireChannel(session, channelId);
    return { channels: await mapBounded(wanted, CHECKS_AT_ONCE, (channelId) => checkOne(session, channelId)) };
  },

  'token.verify': verifyToken,
  'token.stateless': (session, { channelId }) => issueStatelessToken(session, channelId),

  async 'token.previewRevoke'(session, selection) {
    const tokens = await resolveSelection(session, selection);
    const channels = [...byChannel(tokens)].map(([channelId, group]) => ({
      channelId,
      name: group[0]?.channelName ?? channelId,
      count: group.length,
    }));
    return { count: tokens.length, channels, consequences: await consequencesOf(session, tokens) };
  },

  'token.revoke': (session, selection) => revokeTokens(session, selection),

  async 'issue.list'(session, query) {
    return { issues: [...(await session.ledger.issues(query))] };
  },
};
