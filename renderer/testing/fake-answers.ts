import type { ChannelOutlook, Consequence, Token, TokenFilter } from '../../shared/domain.ts';
import { tokenMark } from '../format/token-mark.ts';

/** How the in-memory vault answers questions about many tokens, by plain loops. */

/** Whether a token is among those that a filter names. */
export function isMatching(token: Token, filter: Readonly<TokenFilter>, now: number): boolean {
  const { channelId, states, search, expiringWithinSeconds } = filter;
  const left = Date.parse(token.expiresAt) - now;
  return (
    (channelId === undefined || token.channelId === channelId) &&
    (states === undefined || states.includes(token.state)) &&
    (expiringWithinSeconds === undefined || (left > 0 && left <= expiringWithinSeconds * 1000)) &&
    (search === undefined ||
      [token.consumer, token.label, token.keyId, token.channelName].some((text) =>
        text.toLowerCase().includes(search.toLowerCase()),
      ))
  );
}

const ENDS = {
  active: 'live',
  draining: 'draining',
  revoking: 'revoking',
  orphan: 'orphan',
  foreign: 'foreign',
} as const;
const endsAs = (state: Token['state']) => (state in ENDS ? ENDS[state as keyof typeof ENDS] : undefined);

export function outlookOf(
  channelId: string,
  tokens: readonly Token[],
  boundaries: readonly string[],
  now: number,
): ChannelOutlook {
  const own = tokens.filter((token) => token.channelId === channelId && endsAs(token.state));
  const ends: ChannelOutlook['ends'] = [];
  for (let stretch = 0; stretch + 1 < boundaries.length; stretch += 1) {
    const [from = '', to = ''] = [boundaries[stretch], boundaries[stretch + 1]];
    const counts = { live: 0, draining: 0, revoking: 0, orphan: 0, foreign: 0, soon: 0 };
    for (const token of own) {
      const as = endsAs(token.state);
      if (!as || token.expiresAt < from || token.expiresAt >= to) continue;
      counts[as] += 1;
      if (['soon', 'today'].includes(tokenMark(token, now))) counts.soon += 1;
    }
    if (Object.values(counts).some((count) => count > 0)) ends.push({ stretch, ...counts });
  }
  const next = own
    .filter(({ state }) => state === 'active')
    .map(({ expiresAt }) => expiresAt)
    .sort()[0];
  return { channelId, nextExpiresAt: next ?? null, ends };
}

/** Names the tokens; in the engine it is a hash of these. */
export const digestOf = (tokens: readonly Token[]): string =>
  `${String(tokens.length)} ${String(tokens.reduce((sum, { tokenId }) => sum + parseInt(tokenId.slice(0, 8), 16), 0))}`;

const LIVE: readonly Token['state'][] = ['active', 'draining', 'revoking'];

export function consequencesOf(
  chosen: readonly Token[],
  /** With what a filter matches and nobody can revoke. */
  matching: readonly Token[],
  all: readonly Token[],
  hasSecret: (channelId: string) => boolean,
): Consequence[] {
  const ids = new Set(chosen.map(({ tokenId }) => tokenId));
  const last = chosen.filter(
    (token) =>
      token.consumer !== '' &&
      LIVE.includes(token.state) &&
      !all.some(
        (other) =>
          !ids.has(other.tokenId) &&
          other.channelId === token.channelId &&
          other.consumer === token.consumer &&
          other.state === 'active',
      ),
  );
  const noValue = matching.filter(({ hasValue }) => !hasValue);
  const over = matching.filter(({ hasValue, state }) => hasValue && !LIVE.includes(state));
  const noSecret = [...new Set(chosen.map(({ channelId }) => channelId))].filter((id) => !hasSecret(id));
  const named = (tokens: readonly Token[]) => ({
    count: tokens.length,
    tokenIds: tokens.slice(0, 1_000).map(({ tokenId }) => tokenId),
  });
  return [
    ...(last.length > 0
      ? [
          {
            kind: 'last-of-consumer' as const,
            ...named(last),
            consumers: [...new Set(last.map(({ consumer }) => consumer))],
          },
        ]
      : []),
    ...(noSecret.length > 0 ? [{ kind: 'no-secret' as const, channelIds: noSecret }] : []),
    ...(noValue.length > 0 ? [{ kind: 'no-value' as const, ...named(noValue) }] : []),
    ...(over.length > 0 ? [{ kind: 'not-live' as const, ...named(over) }] : []),
  ];
}
