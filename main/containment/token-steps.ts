import { randomUUID } from 'node:crypto';
import type { Token } from '../../shared/domain.ts';
import { REVOKE_RISKS } from '../../shared/operations.ts';
import { checkChannel } from '../tokens/check-channel.ts';
import { issueToken } from '../tokens/issue-token.ts';
import { revokeTokens } from '../tokens/revoke-tokens.ts';
import { isVaultError, VaultError } from '../vault-error.ts';
import type { Holders, Replacement } from './containment-ledger.ts';
import type { StepContext, StepResult } from './machine-step.ts';
import { isBehind, stepNotShown } from './step-not-shown.ts';

/** Of the run-book: the end of the tokens, the look whether anything is left, and the new tokens. */

/** Asks for the list, reconciles, and says whose each listed key ID is. */
function listHolders({ session, channel }: StepContext): Promise<Holders> {
  const { channelId } = channel;
  return session.inChannel(channelId, async () => {
    const { liveKeyIds } = await checkChannel(session, channel);
    return session.ledger.holdersOf(channelId, [...liveKeyIds], session.by().at);
  });
}

/** How many slots are held by what cannot be revoked from here, and until when at the latest: `foreign: 2 (2026-12-24T…)`. */
function heldBy(name: string, tokens: readonly Token[]): readonly string[] {
  const until = tokens.map(({ expiresAt }) => expiresAt).sort();
  return tokens.length === 0 ? [] : [`${name}: ${tokens.length} (≤ ${until.at(-1) ?? ''})`];
}

interface Revocation {
  readonly operationId?: string;
  /** Of a token that was not revoked. */
  readonly error?: VaultError;
  readonly proved: number;
}

/** Whether a token was there without the run-book. One that it issued itself, where revoking was passed over until then, is in the right hands. */
async function notReissued({ session, containment }: StepContext): Promise<(token: Token) => boolean> {
  const reissued = new Set(
    (await session.ledger.replacements(containment.containmentId)).map(({ issueId }) => issueId),
  );
  return ({ issueId }) => issueId === null || !reissued.has(issueId);
}

/** The person takes both risks by running the step: what is compromised has to stop working whoever still uses it. */
async function revoke(context: StepContext): Promise<Revocation> {
  const { session, channel } = context;
  const revocable = await session.ledger.revocableTokens(channel.channelId, session.by().at);
  const tokenIds = revocable.filter(await notReissued(context)).map(({ tokenId }) => tokenId);
  if (tokenIds.length === 0) return { proved: 0 };
  const { operationId, results } = await revokeTokens(session, { tokenIds, accept: [...REVOKE_RISKS] });
  const failure = results.find(({ error }) => error !== undefined)?.error;
  const proved = results.filter(({ outcome }) => outcome === 'revoked' || outcome === 'already-invalid').length;
  return { operationId, proved, ...(failure ? { error: new VaultError(failure.code, failure.details) } : {}) };
}

/** Done only when a list that was asked for afterwards shows no old token of ours. What we hold no value of keeps its slot, and is named. */
export async function revokeAll(context: StepContext): Promise<StepResult> {
  const { operationId, error, proved } = await revoke(context);
  let holders: Holders;
  try {
    holders = await listHolders(context);
  } catch (problem) {
    if (!isVaultError(problem)) throw problem;
    return { operationId, error: error ?? problem };
  }
  const left = holders.ours.find(await notReissued(context));
  if (left) return { operationId, error: error ?? new VaultError('unproved', { keyId: left.keyId }) };
  const rest = [...heldBy('orphan', holders.orphans), ...heldBy('foreign', holders.foreign)];
  return { operationId, note: [`revoked: ${proved}`, ...rest].join('; ') };
}

/** Done when LINE lists no key ID of somebody else. */
export async function checkAgain(context: StepContext): Promise<StepResult> {
  const { ours, orphans, foreign } = await listHolders(context);
  if (foreign.length > 0)
    return { error: stepNotShown(context.containment, 'check-again', 'foreign-listed', foreign.length) };
  return { note: [`live: ${ours.length}`, ...heldBy('orphan', orphans)].join('; ') };
}

/** Tokens that were issued before the old ones are revoked would be revoked with them; and the old key may be in other hands. */
export async function requireReadyToReissue({ containment }: StepContext): Promise<void> {
  if (!isBehind(containment, 'revoke-all')) throw stepNotShown(containment, 'reissue', 'revoke-first');
  if (!isBehind(containment, 'register-key')) throw stepNotShown(containment, 'reissue', 'register-first');
  return Promise.resolve();
}

/** Whether nobody knows yet what became of the issue that was made for somebody. */
function isUnsettled({ issueState }: Replacement): boolean {
  return issueState === 'sent' || issueState === 'unknown';
}

/**
 * One token for everybody who had one when the run-book was begun. Which issue is whose is on disk before the issue is, so that nobody gets two: an
 * issue whose end is not known is settled by the list first, and only where it issued nothing, or its value is lost, another one is made.
 */
export function reissue({ session, channel, containment }: StepContext): Promise<StepResult> {
  const { channelId } = channel;
  const { containmentId } = containment;
  return session.inChannel(channelId, async () => {
    if ((await session.ledger.replacements(containmentId)).some(isUnsettled)) await checkChannel(session, channel);
    const wanted = await session.ledger.replacements(containmentId);
    const { tokenLifetimeSeconds: lifetimeSeconds } = await session.settings.current();
    for (const { position, consumer, label, issueState } of wanted) {
      if (issueState === 'done') continue;
      // Locking the vault waits for the channel's turn to end, but not for all of these.
      if (session.closing.signal.aborted) throw new VaultError('cancelled');
      const issueId = randomUUID();
      await session.ledger.nameReplacement(containmentId, position, issueId, session.by());
      await issueToken(session, channel, { channelId, consumer, label, lifetimeSeconds }, { issueId });
    }
    return { note: `issued: ${wanted.length}` };
  });
}
