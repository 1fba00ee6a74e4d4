import { TOKEN_LIFETIME_MAX_SECONDS } from '../../shared/line-limits.ts';

/**
 * Which key ID belongs to a token value. LINE tells neither from the other, so that it is deduced, and only from what is certain:
 *
 * 1. The token was verified before and after the list was asked for. It was live in between, so its key ID is in the list. (LINE documents no delay
 *    of the list.) That holds for tokens v2.1 alone: a stateless token has no key ID, lives for 15 minutes, and nobody documents whether LINE's
 *    verify endpoint knows it. What ends within that time is paired with nothing but a key ID that the person names.
 * 2. A value that the vault holds is another one's, so its key ID is not this token's.
 * 3. A key ID that was seen at some moment had been issued by then, so it ends at most 30 days later. A token that ends after that is another one.
 *
 * What an orphan's issue asked for is not used: that the key ID is that is a presumption. Another tool may have issued at the same moment,
 * and the vault would take that key ID for its own.
 */

/** A listed key ID without a value. */
export interface PairableKeyId {
  readonly tokenId: string;
  readonly keyId: string;
  /** By when it was certainly issued: when it was first seen in a list. ISO. */
  readonly issuedBy: string;
}

/** Between which moments a token ends, in milliseconds. */
export interface EndOfToken {
  readonly from: number;
  readonly to: number;
}

export type Pairing =
  | { readonly outcome: 'paired'; readonly keyId: PairableKeyId; readonly pairedBy: 'only-one' | 'by-end' | 'named' }
  | { readonly outcome: 'ambiguous'; readonly count: number }
  | { readonly outcome: 'not-live' };

/** How far this computer's clock may have been off, then or now, without a wrong pairing. */
export const CLOCK_ROOM_MS = 5 * 60 * 1_000;

/** LINE: "Issue stateless channel access token": 900 seconds. */
const STATELESS_LIFETIME_SECONDS = 900;

/**
 * When a token ends whose remaining seconds LINE told between two moments. The answer's seconds may be rounded either way.
 * @param askedAtMs when the question was sent
 * @param answeredAtMs when its answer was there
 */
export function endOf(expiresInSeconds: number, askedAtMs: number, answeredAtMs: number): EndOfToken {
  return { from: askedAtMs + (expiresInSeconds - 1) * 1_000, to: answeredAtMs + (expiresInSeconds + 1) * 1_000 };
}

/** Whether a key ID that was issued by then can be one of a token with this end. */
function canEndThen({ issuedBy }: PairableKeyId, end: EndOfToken): boolean {
  return end.from <= Date.parse(issuedBy) + TOKEN_LIFETIME_MAX_SECONDS * 1_000 + CLOCK_ROOM_MS;
}

/** Finds the key ID of a token among those of its channel that are live and have no value. */
export function pairKeyId(
  live: readonly PairableKeyId[],
  token: { readonly end: EndOfToken; readonly expiresInSeconds: number },
  named: string | undefined,
): Pairing {
  const possible = live.filter((keyId) => canEndThen(keyId, token.end));
  if (named !== undefined) {
    const keyId = possible.find((each) => each.keyId === named);
    return keyId ? { outcome: 'paired', keyId, pairedBy: 'named' } : { outcome: 'not-live' };
  }
  const [only, ...others] = possible;
  if (!only || others.length > 0 || token.expiresInSeconds <= STATELESS_LIFETIME_SECONDS)
    return { outcome: 'ambiguous', count: possible.length };
  return { outcome: 'paired', keyId: only, pairedBy: live.length === 1 ? 'only-one' : 'by-end' };
}
