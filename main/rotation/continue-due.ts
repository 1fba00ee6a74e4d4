import type { Rotation } from '../../shared/rotation.ts';
import { mapBounded } from '../bounded.ts';
import type { Session } from '../session.ts';
import { isVaultError } from '../vault-error.ts';
import { issueSuccessor } from './begin-rotation.ts';
import { confirmAdoption } from './confirm.ts';
import { deliver } from './deliver.ts';
import { revokeOldTokens } from './revoke-old.ts';
import { requireRotation } from './steps.ts';

/** Rotations that are continued side by side. */
const ROTATIONS_AT_ONCE = 4;

/** All of them: there is one for each consumer at most, and the oldest have waited longest. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** Takes the step whose turn it is, where that needs no person and it is time; undefined otherwise. */
function stepWithoutPerson(session: Session, rotation: Rotation): (() => Promise<Rotation>) | undefined {
  const { rotationId, step, steps, delivery, confirmBy, drainsUntil } = rotation;
  switch (step) {
    case 'issue': {
      // What was issued and lost has burnt a slot: whether to burn another is a person's to say. Of anything else it is certain before it is issued anew.
      const isLost = steps[0]?.error?.code === 'issue-orphaned';
      return isLost ? undefined : () => issueSuccessor(session, rotationId);
    }
    case 'deliver':
      return delivery.how === 'copy' ? undefined : () => deliver(session, { rotationId, how: 'policy' });
    case 'adopt':
      return confirmBy === 'bot-info' ? () => confirmAdoption(session, { rotationId, by: 'bot-info' }) : undefined;
    case 'drain':
      return drainsUntil !== null && session.by().at < drainsUntil
        ? undefined
        : () => revokeOldTokens(session, rotationId);
    case 'revoke':
    case 'prove':
      return () => revokeOldTokens(session, rotationId);
  }
}

/** Takes the steps of one rotation for as long as none needs a person or fails. A failure stays with its step. */
async function continueOne(session: Session, begun: Rotation): Promise<{ rotation: Rotation; moved: boolean }> {
  let rotation = begun;
  // A vault that closes waits for what is under way, and for nothing that could be done next time.
  while (rotation.state === 'under-way' && !session.closing.signal.aborted) {
    const take = stepWithoutPerson(session, rotation);
    if (!take) break;
    const before = rotation.step;
    try {
      rotation = await take();
    } catch (error) {
      if (!isVaultError(error)) throw error;
      rotation = await requireRotation(session, begun.rotationId);
      break;
    }
    if (rotation.state === 'under-way' && rotation.step === before) break;
  }
  return { rotation, moved: rotation.step !== begun.step || rotation.state !== begun.state };
}

/** Takes every step that needs no person, of all rotations under way or of one channel's. None of them stops the others. */
export async function continueDue(
  session: Session,
  channelId: string | undefined,
): Promise<{ rotations: Rotation[]; moved: number }> {
  const { at } = session.by();
  const open = await session.ledger.rotations({ channelId, openOnly: true, limit: NO_LIMIT }, at);
  const continued = await mapBounded(open, ROTATIONS_AT_ONCE, (rotation) => continueOne(session, rotation));
  return {
    rotations: continued.map(({ rotation }) => rotation),
    moved: continued.filter(({ moved }) => moved).length,
  };
}
