import type { Issue, SigningKey, Token } from '../../../shared/domain.ts';
import { expiry, instant, issueState, keyState, shortKeyId, tokenState, withBadge } from './describe.ts';
import { table } from './table.ts';
import type { View } from './view.ts';

/** Tables that more than one command prints. */

/** Signing keys: which, of what channel, in which state. */
export function signingKeyTable(signingKeys: readonly SigningKey[], view: View): string {
  const { labels, say } = view.texts;
  return table(
    signingKeys,
    [
      { heading: labels.signingKeyId, cell: ({ signingKeyId }) => signingKeyId },
      { heading: labels.channelId, cell: ({ channelId }) => channelId },
      { heading: labels.state, cell: ({ state }) => keyState(state, view) },
      { heading: labels.kid, cell: ({ kid }) => kid ?? say.none },
      { heading: labels.thumbprint, cell: ({ thumbprint }) => shortKeyId(thumbprint, view) },
      { heading: labels.created, cell: ({ createdAt }) => instant(createdAt, view) },
    ],
    view.paint,
  );
}

/** Attempts to issue. */
export function issueTable(issues: readonly Issue[], view: View): string {
  const { labels, say } = view.texts;
  return table(
    issues,
    [
      { heading: labels.state, cell: ({ state }) => issueState(state, view) },
      { heading: labels.channelId, cell: ({ channelId }) => channelId },
      { heading: labels.consumer, cell: ({ consumer }) => consumer },
      { heading: labels.label, cell: ({ label }) => label },
      { heading: labels.requested, cell: ({ preparedAt }) => instant(preparedAt, view) },
      { heading: labels.reason, cell: ({ reason }) => reason ?? say.none },
      { heading: labels.issueId, cell: ({ issueId }) => issueId },
    ],
    view.paint,
  );
}

/** Tokens; of which channel is said only where there are several. */
export function tokenTable(tokens: readonly Token[], view: View): string {
  const { labels } = view.texts;
  const hasOneChannel = new Set(tokens.map(({ channelId }) => channelId)).size === 1;
  return table(
    tokens,
    [
      { heading: labels.state, cell: (token) => tokenState(token, view) },
      {
        heading: labels.channel,
        cell: ({ channelName, platformKind }) => (hasOneChannel ? '' : withBadge(channelName, platformKind, view)),
      },
      { heading: labels.consumer, cell: ({ consumer }) => consumer },
      { heading: labels.label, cell: ({ label }) => label },
      { heading: labels.keyId, cell: ({ keyId }) => shortKeyId(keyId, view) },
      { heading: labels.expires, cell: (token) => expiry(token, view) },
      { heading: labels.tokenId, cell: ({ tokenId }) => tokenId },
    ],
    view.paint,
  );
}
