import type { RevokeResult } from '../../shared/domain.ts';
import type { RevokeRisk } from '../../shared/operations.ts';
import type { Rotation } from '../../shared/rotation.ts';
import type { Session } from '../session.ts';
import { revokeTokens } from '../tokens/revoke-tokens.ts';
import { VaultError } from '../vault-error.ts';
import { inRotation, notItsTurn, requireRotation, tryStep, type StepEnd } from './steps.ts';

const HOLDS_SLOT: ReadonlySet<string> = new Set(['active', 'draining', 'revoking']);

/** Takes the old tokens for drained once their time is over; `rotation-not-drained` before. */
async function requireDrained(session: Session, rotation: Rotation): Promise<Rotation> {
  if (rotation.step !== 'drain') return rotation;
  const { rotationId, drainsUntil } = rotation;
  if (drainsUntil !== null && session.by().at < drainsUntil)
    throw new VaultError('rotation-not-drained', { rotationId, until: drainsUntil });
  return tryStep(session, rotation, 'drain', 'rotation.revoke', () => Promise.resolve({ proof: 'time' }));
}

/** What the person took by skipping: whoever issues no successor wants the consumer to end with nothing. */
function acceptedRisks({ steps }: Rotation): RevokeRisk[] {
  return steps[0]?.state === 'skipped' ? ['last-of-consumer', 'successor-not-adopted'] : ['successor-not-adopted'];
}

function failureOf({ error }: RevokeResult): VaultError {
  return error ? new VaultError(error.code, error.details) : new VaultError('internal');
}

const isAbsent = ({ outcome }: RevokeResult) => outcome === 'revoked' || outcome === 'already-invalid';
/** LINE answered the call, and lists the token still. */
const isAnswered = ({ outcome, error }: RevokeResult) => outcome === 'unproved' && error?.code === 'unproved';

/** The last two steps, from whichever of them it is the turn of. */
async function revokeAndProve(session: Session, rotation: Rotation): Promise<Rotation> {
  const finish = (at: Rotation, step: 'revoke' | 'prove', end: StepEnd) =>
    at.step === step ? tryStep(session, at, step, 'rotation.revoke', () => Promise.resolve(end)) : Promise.resolve(at);

  const live = rotation.oldTokens.filter(({ state }) => HOLDS_SLOT.has(state));
  if (live.length === 0) {
    const proof = rotation.oldTokens.every(({ state }) => state === 'expired') ? 'time' : 'absent';
    return finish(await finish(rotation, 'revoke', { proof }), 'prove', { proof });
  }

  let results: readonly RevokeResult[] = [];
  const asked = await tryStep(
    session,
    rotation,
    rotation.step,
    'rotation.revoke',
    async (): Promise<StepEnd | undefined> => {
      const tokenIds = live.map(({ tokenId }) => tokenId);
      ({ results } = await revokeTokens(session, { tokenIds, accept: acceptedRisks(rotation) }));
      const unanswered = results.find((result) => !isAbsent(result) && !isAnswered(result));
      if (unanswered) throw failureOf(unanswered);
      return rotation.step === 'revoke' ? { proof: 'answered' } : undefined;
    },
  );
  return tryStep(session, asked, 'prove', 'rotation.revoke', () => {
    const unproved = results.find((result) => !isAbsent(result));
    return unproved ? Promise.reject(failureOf(unproved)) : Promise.resolve({ proof: 'absent' });
  });
}

/**
 * Revokes what a rotation has replaced, and proves it by LINE's key ID list. What has ended by itself counts as absent. May be repeated. Throws
 * `rotation-not-its-turn`, `rotation-not-drained`, `not-safe-to-revoke` where the successor has ended meanwhile, so that nothing live would remain, and the
 * failure of the first token that is not proved to be gone, which stays with the step.
 */
export function revokeOldTokens(session: Session, rotationId: string): Promise<Rotation> {
  return inRotation(session, rotationId, async () => {
    const rotation = await requireRotation(session, rotationId);
    if (rotation.state !== 'under-way' || !['drain', 'revoke', 'prove'].includes(rotation.step))
      throw notItsTurn(rotation);
    return revokeAndProve(session, await requireDrained(session, rotation));
  });
}
