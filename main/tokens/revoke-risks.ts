import type { Channel, Consequence, Token } from '../../shared/domain.ts';
import type { RevokeRisk } from '../../shared/operations.ts';
import type { Session } from '../session.ts';
import { VaultError } from '../vault-error.ts';

/** Of the tokens and consumers that a consequence is about, so many are named. */
const MOST_NAMED = 1_000;

type Risk = Extract<Consequence, { kind: RevokeRisk }>;

function describe(kind: RevokeRisk, tokens: readonly Token[]): Risk[] {
  if (tokens.length === 0) return [];
  return [
    {
      kind,
      count: tokens.length,
      tokenIds: tokens.slice(0, MOST_NAMED).map(({ tokenId }) => tokenId),
      consumers: [...new Set(tokens.map(({ consumer }) => consumer))].slice(0, MOST_NAMED),
    },
  ];
}

/** Those of the tokens that a revocation would really end: what it cannot touch stays with its consumer. */
function leaving(tokens: readonly Token[], channels: readonly Channel[]): readonly string[] {
  const withoutSecret = new Set(channels.filter(({ hasSecret }) => !hasSecret).map(({ channelId }) => channelId));
  return tokens
    .filter(({ hasValue, channelId }) => hasValue && !withoutSecret.has(channelId))
    .map(({ tokenId }) => tokenId);
}

/**
 * What may hurt somebody when these tokens are revoked: the last live ones of their consumers, and those whose successors nobody is known to use yet.
 * @param channels those of the tokens.
 */
export async function risksOf(
  session: Session,
  tokens: readonly Token[],
  channels: readonly Channel[],
): Promise<readonly Risk[]> {
  const tokenIds = leaving(tokens, channels);
  const { at } = session.by();
  return [
    ...describe('last-of-consumer', await session.ledger.lastOfConsumer(tokenIds, at)),
    ...describe('successor-not-adopted', await session.ledger.withUnadoptedSuccessor(tokenIds, at)),
  ];
}

/** Refuses what has risks that the person has not accepted: `not-safe-to-revoke` with how many tokens that concerns and which risks. */
export async function refuseRisks(
  session: Session,
  tokens: readonly Token[],
  channels: readonly Channel[],
  accepted: readonly RevokeRisk[],
): Promise<void> {
  const risks = (await risksOf(session, tokens, channels)).filter(({ kind }) => !accepted.includes(kind));
  if (risks.length === 0) return;
  const concerned = new Set(risks.flatMap(({ tokenIds }) => tokenIds)).size;
  throw new VaultError('not-safe-to-revoke', {
    count: Math.max(concerned, ...risks.map(({ count }) => count)),
    risks: risks.map(({ kind }) => kind),
  });
}
