// Holds: the channel secret and the values of the tokens that are being revoked.
// Lives: while one channel is worked on.
// Wiped by: this file.
import type { Channel, RevokeOutcome, Token } from '../../shared/domain.ts';
import { ERRORS } from '../../shared/errors.ts';
import type { Failure } from '../../shared/result.ts';
import { mapBounded } from '../bounded.ts';
import { platformError } from '../line/platform-error.ts';
import { waitBefore } from '../operations/backoff.ts';
import { stopReason } from '../operations/operation-registry.ts';
import type { Secret } from '../secrets/secret.ts';
import type { Session } from '../session.ts';
import { isVaultError, VaultError } from '../vault-error.ts';
import { checkChannel } from './check-channel.ts';
import { openTokenValue } from './token-value.ts';

/** Revoke calls under way at once for one channel. LINE allows 2,000 a second; this is for politeness. */
const CALLS_AT_ONCE = 4;

/** Revoking may be repeated (LINE: revoke answers 200 for an invalid token too). */
const TRIES = 4;

/** How often the list is asked again while it still shows a token whose revocation was answered: LINE documents no latency. */
const PROOF_TRIES = 3;

/** What became of one token. One without an end was not called for, or is to be called for again once the operation goes on. */
export interface RevokeEnd {
  readonly tokenId: string;
  readonly outcome: RevokeOutcome;
  readonly error?: Failure;
  /** Of a failed one: it is certainly live still. */
  readonly isLive?: true;
}

/**
 * How often each token of a channel is called for. Once one was in vain, the others are called for once: whoever else has something to do in the
 * channel waits for all of them, and a platform may ask for a minute before each further try.
 */
interface Patience {
  tries: number;
}

/** Calls revoke until LINE answers it or says no. Returns the failure, or nothing where it was answered. */
async function callRevoke(
  session: Session,
  channel: Channel,
  secret: Secret,
  value: Secret,
  patience: Patience,
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
    if (final || signal.aborted) return failure;
    if (attempt >= patience.tries) {
      patience.tries = 1;
      return failure;
    }
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
  /** False: nothing was sent. */
  readonly sent: boolean;
  readonly failure: VaultError | undefined;
}

async function attempt(
  session: Session,
  channel: Channel,
  secret: Secret,
  token: Token,
  patience: Patience,
  signal: AbortSignal,
): Promise<Attempt> {
  if (signal.aborted) return { token, sent: false, failure: undefined };
  let value: Secret | undefined;
  try {
    value = await openTokenValue(session, token);
    return { token, sent: true, failure: await callRevoke(session, channel, secret, value, patience, signal) };
  } catch (error) {
    if (isVaultError(error)) return { token, sent: false, failure: error };
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
      if (isVaultError(error)) return error;
      throw error;
    }
    await waitBefore(session, tries, signal);
  }
}

function conclude(
  session: Session,
  { token, failure, sent }: Attempt,
  liveAfter: ReadonlySet<string> | VaultError,
  signal: AbortSignal,
): RevokeEnd | undefined {
  const told = (error: VaultError) => session.failure('token.revoke', error);
  const { tokenId, keyId } = token;
  if (!sent) return failure && { tokenId, outcome: 'failed', isLive: true, error: told(failure) };
  // What was stopped by a pause or by the vault closing is taken up again: only what is certain is an end.
  const goesOn = signal.aborted && stopReason(signal) !== 'cancel';
  const mayPass = failure === undefined || ERRORS[failure.code].retry;
  if (liveAfter instanceof VaultError) {
    if (goesOn && mayPass) return undefined;
    // A call that broke in a passing way may have done its work; only what LINE refused certainly did not.
    if (!mayPass) return { tokenId, outcome: 'failed', isLive: true, error: told(failure) };
    return { tokenId, outcome: 'unproved', error: told(failure ?? liveAfter) };
  }
  // Absent is what counts, whatever the call itself answered.
  if (!liveAfter.has(keyId)) return { tokenId, outcome: 'revoked' };
  if (goesOn && mayPass) return undefined;
  if (failure) return { tokenId, outcome: 'failed', isLive: true, error: told(failure) };
  return { tokenId, outcome: 'unproved', error: told(new VaultError('unproved', { keyId })) };
}

async function callAll(
  session: Session,
  channel: Channel,
  secret: Secret,
  live: readonly Token[],
  signal: AbortSignal,
): Promise<RevokeEnd[]> {
  await session.ledger.markRevoking(
    live.map(({ tokenId }) => tokenId),
    session.by(),
  );
  const patience = { tries: TRIES };
  const attempts = await mapBounded(live, CALLS_AT_ONCE, (token) =>
    attempt(session, channel, secret, token, patience, signal),
  );
  const answered = attempts.filter(({ sent, failure }) => sent && !failure).map(({ token }) => token);
  const asked = attempts.some(({ sent }) => sent);
  const after = asked ? await proveAbsent(session, channel, answered, signal) : new Set(live.map(({ keyId }) => keyId));
  const ends = attempts.flatMap((one) => conclude(session, one, after, signal) ?? []);
  // One that an earlier attempt left as being revoked may have been called for by that.
  const untouched = attempts.flatMap(({ token, sent, failure }) =>
    sent || failure || token.state === 'revoking' ? [] : [token.tokenId],
  );
  if (untouched.length > 0) await session.ledger.unmarkRevoking(untouched, session.by());
  return ends;
}

/**
 * LINE's own eight steps for the chosen tokens of one channel. Call it inside `session.inChannel`. Throws what concerns the channel as a whole
 * (no key, no network before anything was sent); everything later is itemised. Once the signal aborts, what is under way is finished, and what
 * was not called for has no end.
 */
export async function revokeInChannel(
  session: Session,
  channel: Channel,
  tokens: readonly Token[],
  signal: AbortSignal,
): Promise<RevokeEnd[]> {
  const before = await checkChannel(session, channel);
  const live = tokens.filter(({ keyId }) => before.liveKeyIds.has(keyId));
  const ends: RevokeEnd[] = tokens
    .filter(({ keyId }) => !before.liveKeyIds.has(keyId))
    // One that an earlier attempt left as being revoked has gone by that.
    .map(({ tokenId, state }) => ({ tokenId, outcome: state === 'revoking' ? 'revoked' : 'already-invalid' }));
  if (live.length === 0 || signal.aborted) return ends;
  const secret = await channelSecretOf(session, channel).catch((error: unknown) => {
    if (!isVaultError(error)) throw error;
    return error;
  });
  if (secret instanceof VaultError) {
    const error = session.failure('token.revoke', secret);
    return [...ends, ...live.map(({ tokenId }): RevokeEnd => ({ tokenId, outcome: 'failed', error }))];
  }
  try {
    return [...ends, ...(await callAll(session, channel, secret, live, signal))];
  } finally {
    secret.wipe();
  }
}
