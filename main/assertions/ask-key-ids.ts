import type { Channel, SigningKey } from '../../shared/domain.ts';
import type { PlatformAnswer } from '../line/line-client.ts';
import { platformError } from '../line/platform-error.ts';
import { instantOf, type Session } from '../session.ts';
import { VaultError, type ErrorDetails } from '../vault-error.ts';
import { makeAssertion } from './make-assertion.ts';
import { isWorthCorrecting, WORTH_CORRECTING_MS } from './skew-book.ts';

export interface KeyIdsAnswer {
  readonly keyIds: readonly string[];
  /** When the list was asked for, ISO. */
  readonly askedAt: string;
  readonly clockSkewSeconds: number | null;
}

interface Ask {
  readonly answer: PlatformAnswer<readonly string[]>;
  readonly askedAt: string;
  readonly usedSkewMs: number;
}

async function ask(session: Session, channel: Channel, key: SigningKey): Promise<Ask> {
  const { assertion, skewMs } = await makeAssertion(session, channel, key);
  try {
    const askedAt = instantOf(session.clock.now());
    const answer = await session.line.listKeyIds(channel.platform, assertion);
    return { answer, askedAt, usedSkewMs: skewMs };
  } finally {
    assertion.wipe();
  }
}

/** Why a 400 came: only the clock (from `Date`) is evidence; LINE's sentences are not. */
function refusal(details: ErrorDetails, [last, first]: readonly (number | null)[]): VaultError {
  if (last === null || last === undefined) return new VaultError('assertion-refused', details);
  const skewSeconds = Math.round(last / 1000);
  // Two answers whose dates disagree: the platform's date cannot be relied on, so the clock cannot be ruled out.
  const contradictory = first !== null && first !== undefined && Math.abs(last - first) > 2 * WORTH_CORRECTING_MS;
  return new VaultError(contradictory ? 'clock-wrong' : 'kid-of-other-channel', { ...details, skewSeconds });
}

/**
 * Asks LINE for the key IDs of a channel's live tokens. It spends nothing and may be repeated, so it is also what proves a registration.
 * Where the first assertion was refused and the answer's `Date` shows that our clock is off, it is asked once more on the corrected clock.
 * Throws `kid-not-found` (404), `kid-of-other-channel`, `clock-wrong` or `assertion-refused` (400), and what the network does.
 */
export async function askKeyIds(session: Session, channel: Channel, key: SigningKey): Promise<KeyIdsAnswer> {
  const skews: (number | null)[] = [];
  for (;;) {
    const { answer, askedAt, usedSkewMs } = await ask(session, channel, key);
    const { skewMs } = answer.meta;
    skews.unshift(skewMs);
    if (answer.ok)
      return { keyIds: answer.value, askedAt, clockSkewSeconds: skewMs === null ? null : Math.round(skewMs / 1000) };
    const { problem } = answer;
    // A refusal in no shape of LINE's is a proxy's.
    if (problem.kind !== 'refused' || problem.shape === 'none')
      throw platformError(channel.platform, problem, answer.meta);
    const details = {
      channelId: channel.channelId,
      kid: key.kid,
      signingKeyId: key.signingKeyId,
      requestId: answer.meta.requestId,
      platformMessage: problem.platformMessage,
    };
    if (problem.status === 404) throw new VaultError('kid-not-found', details);
    if (problem.status !== 400) throw platformError(channel.platform, problem, answer.meta);
    const correctable = skews.length === 1 && isWorthCorrecting(skewMs, usedSkewMs);
    if (!correctable) throw refusal(details, skews);
  }
}

/** Asks with a key and, where LINE knows it, notes in the ledger that its registration is proved. */
export async function askKeyIdsProving(session: Session, channel: Channel, key: SigningKey): Promise<KeyIdsAnswer> {
  const answer = await askKeyIds(session, channel, key);
  if (key.state === 'registered' && key.kid !== null)
    await session.ledger.markSigningKeyProved(key.signingKeyId, key.kid, session.by());
  return answer;
}
