// Holds: the channel secret and the values of the tokens that are being revoked.
// Lives: while one channel is worked on.
// Wiped by: this file.
import type { Channel, Token } from '../../shared/domain.ts';
import { ERRORS } from '../../shared/errors.ts';
import { mapBounded } from '../bounded.ts';
import { platformError } from '../line/platform-error.ts';
import type { RevokeItemEnd } from '../ports.ts';
import type { Secret } from '../secrets/secret.ts';
import type { Session } from '../session.ts';
import { isVaultError, VaultError } from '../vault-error.ts';
import { checkChannel } from './check-channel.ts';
import { openTokenValue } from './token-value.ts';

/** Revoke calls under way at once for one channel. LINE allows 2,000 a second; this is for politeness. */
const CALLS_AT_ONCE = 4;

/** Revoking may be repeated (LINE: revoke answers 200 for an invalid token too). Waits between tries double, with jitter. */
const TRIES = 4;
const FIRST_WAIT_MS = 500;

/** How often the list is asked again while it still shows a token whose revocation was answered: LINE documents no latency. */
const PROOF_TRIES = 3;

/** A platform (or a proxy) that names a longer wait is obeyed, up to this. */
const LONGEST_WAIT_MS = 60_000;

async function waitBefore(
  session: Session,
  attempt: number,
  signal: AbortSignal,
  askedForSeconds: number | null = null,
): Promise<void> {
  const backoff = FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
  await session.pause(Math.min(LONGEST_WAIT_MS, Math.max(backoff, (askedForSeconds ?? 0) * 1000)), signal);
}

/** Calls revoke until LINE answers it or says no. Returns the failure, or nothing where it was answered. */
async function callRevoke(
  session: Session,
  channel: Channel,
  secret: Secret,
  value: Secret,
  signal: AbortSignal,
): Promise<VaultError | undefined> {
  for (let attempt = 1; ; attempt++) {
    const answer = await session.line.revokeToken(channel.platform, channel.channelId, secret, value);
    if (answer.ok) return undefined;
    const { problem } = answer;
    // 408 is a proxy's impatience, and passes.
    const final = problem.kind === 'refused' && problem.status !== 408;
    if (final && problem.shape !== 'none' && (problem.status === 400 || problem.status === 401)) {
      // The value is one that LINE issued, so what LINE refuses is the channel ID or the secret.
      return new VaultError('channel-secret-wrong', {
        channelId: channel.channelId,
        status: problem.status,
        platformMessage: problem.platformMessage,
        requestId: answer.meta.requestId,
      });
    }
    const failure = platformError(channel.platform, problem, answer.meta);
    if (final || attempt >= TRIES || signal.aborted) return failure;
    await waitBefore(session, attempt, signal, answer.meta.retryAfterSeconds);
  }
}

/** The channel secret, or `channel-secret-missing`. The caller wipes it. */
async function channelSecretOf(session: Session, { channelId, hasSecret }: Channel): Promise<Secret> {
  if (!hasSecret) throw new VaultError('channel-secret-missing', { channelId });
  return session.secrets.get({ kind: 'channel-secret', id: channelId });
}

interface Attempt {
  readonly token: Token;
  readonly failure: VaultError | undefined;
}

async function attempt(
  session: Session,
  channel: Channel,
  secret: Secret,
  token: Token,
  signal: AbortSignal,
): Promise<Attempt> {
  if (signal.aborted) return { token, failure: new VaultError('cancelled') };
  let value: Secret | undefined;
  try {
    value = await openTokenValue(session, token);
    await session.ledger.markRevoking([token.tokenId], session.by());
    return { token, failure: await callRevoke(session, channel, secret, value, signal) };
  } catch (error) {
    if (isVaultError(error)) return { token, failure: error };
    throw error;
  } finally {
    value?.wipe();
  }
}

/** Asks for the list afterwards, more than once where answered revocations still show in it. */
async function proveAbsent(
  session: Session,
  channel: Channel,
  answered: readonly Token[],
  signal: AbortSignal,
): Promise<ReadonlySet<string> | VaultError> {
  for (let tries = 1; ; tries++) {
    try {
      const { liveKeyIds } = await checkChannel(session, channel);
      if (tries >= PROOF_TRIES || signal.aborted || !answered.some(({ keyId }) => liveKeyIds.has(keyId)))
        return liveKeyIds;
    } catch (error) {
      if (!isVaultError(error)) throw error;
      if (tries >= PROOF_TRIES || signal.aborted) return error;
    }
    await waitBefore(session, tries, signal);
  }
}

function conclude(
  session: Session,
  { token, failure }: Attempt,
  liveAfter: ReadonlySet<string> | VaultError,
): RevokeItemEnd {
  const told = (error: VaultError) => session.failure('token.revoke', error);
  const { tokenId, keyId } = token;
  if (failure?.code === 'cancelled' || failure?.code === 'token-value-lost')
    return { tokenId, outcome: 'failed', error: told(failure) };
  if (liveAfter instanceof VaultError) {
    // A call that broke in a passing way may have done its work; only what LINE refused certainly did not.
    const refused = failure !== undefined && !ERRORS[failure.code].retry;
    return { tokenId, outcome: refused ? 'failed' : 'unproved', error: told(failure ?? liveAfter) };
  }
  // Absent is what counts, whatever the call itself answered.
  if (!liveAfter.has(keyId)) return { tokenId, outcome: 'revoked' };
  if (failure) return { tokenId, outcome: 'failed', stillLive: true, error: told(failure) };
  return { tokenId, outcome: 'unproved', error: told(new VaultError('unproved', { keyId })) };
}

/**
 * LINE's own eight steps for the chosen tokens of one channel. Call it inside `session.inChannel`. Throws what concerns the channel as a whole
 * (no secret, no key, no network before anything was sent); everything later is itemised.
 */
export async function revokeInChannel(
  session: Session,
  channel: Channel,
  tokens: readonly Token[],
  signal: AbortSignal,
): Promise<RevokeItemEnd[]> {
  const before = await checkChannel(session, channel);
  const live = tokens.filter(({ keyId }) => before.liveKeyIds.has(keyId));
  const ends: RevokeItemEnd[] = tokens
    .filter(({ keyId }) => !before.liveKeyIds.has(keyId))
    .map(({ tokenId }) => ({ tokenId, outcome: 'already-invalid' }));
  if (live.length === 0) return ends;
  const secret = await channelSecretOf(session, channel).catch((error: unknown) => {
    if (!isVaultError(error)) throw error;
    return error;
  });
  if (secret instanceof VaultError)
    return [
      ...ends,
      ...live.map(({ tokenId }): RevokeItemEnd => ({
        tokenId,
        outcome: 'failed',
        error: session.failure('token.revoke', secret),
      })),
    ];
  try {
    const attempts = await mapBounded(live, CALLS_AT_ONCE, (token) => attempt(session, channel, secret, token, signal));
    const answered = attempts.filter(({ failure }) => failure === undefined).map(({ token }) => token);
    const asked = attempts.some(({ failure }) => failure?.code !== 'cancelled' && failure?.code !== 'token-value-lost');
    const after = asked ? await proveAbsent(session, channel, answered, signal) : before.liveKeyIds;
    return [...ends, ...attempts.map((one) => conclude(session, one, after))];
  } finally {
    secret.wipe();
  }
}
