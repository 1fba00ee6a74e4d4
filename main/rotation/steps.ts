import type { OperationName } from '../../shared/contract.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Rotation, RotationStep, StepRecord } from '../../shared/rotation.ts';
import type { Session } from '../session.ts';
import { isVaultError, VaultError } from '../vault-error.ts';

/** Ends that say nothing of the step: it was not tried, or the person thought better of it. */
const NOT_TRIED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'not-found',
  'not-supported-here',
  'cancelled',
  'rotation-not-its-turn',
  'rotation-not-drained',
  'vault-locked',
]);

/** How a step was shown to be done. */
export interface StepEnd {
  readonly proof: StepRecord['proof'];
  readonly note?: string | undefined;
}

/** Tells the doors that rotations of a channel, and its tokens, may look different now. */
export function rotationsChanged(session: Session, channelId: string): void {
  session.emit({
    name: 'ledger.changed',
    payload: { areas: ['rotations', 'tokens', 'audit'], channelIds: [channelId] },
  });
}

/** The rotation, or `not-found`. */
export async function requireRotation(session: Session, rotationId: string): Promise<Rotation> {
  const rotation = await session.ledger.rotation(rotationId, session.by().at);
  if (!rotation) throw new VaultError('not-found', { kind: 'rotation', id: rotationId });
  return rotation;
}

/** `rotation-not-its-turn`, with what it is the turn of. */
export function notItsTurn({ rotationId, step, state }: Rotation): VaultError {
  return new VaultError('rotation-not-its-turn', { rotationId, step, state });
}

/** The rotation at that step; `not-found` or `rotation-not-its-turn`. */
export async function requireTurn(session: Session, rotationId: string, step: RotationStep): Promise<Rotation> {
  const rotation = await requireRotation(session, rotationId);
  if (rotation.state !== 'under-way' || rotation.step !== step) throw notItsTurn(rotation);
  return rotation;
}

/** What is done to one rotation, one piece after the other. Within it a channel's turn may be taken, but not the other way round. */
export function inRotation<Value>(session: Session, rotationId: string, work: () => Promise<Value>): Promise<Value> {
  return session.inChannel(`rotation ${rotationId}`, work);
}

async function keepFailure(
  session: Session,
  rotationId: string,
  step: RotationStep,
  operation: OperationName,
  error: VaultError,
): Promise<void> {
  if (NOT_TRIED.has(error.code)) return;
  try {
    await session.ledger.failRotationStep(rotationId, step, session.failure(operation, error), session.by());
  } catch (unwritten) {
    // Why it could not be written is mostly why the step failed, which is what the person is told.
    if (!isVaultError(unwritten)) throw unwritten;
  }
}

/**
 * Tries a step, in the rotation's turn, which the caller holds: what `work` answers is its proof (nothing where it is on record already), and what it
 * throws stays with the step, which may be tried again. Throws what `work` throws.
 */
export async function tryStep(
  session: Session,
  { rotationId, channelId }: Rotation,
  step: RotationStep,
  operation: OperationName,
  work: () => Promise<StepEnd | undefined>,
): Promise<Rotation> {
  try {
    const end = await work();
    if (end && !(await session.ledger.finishRotationStep(rotationId, step, end, session.by())))
      throw notItsTurn(await requireRotation(session, rotationId));
    return await requireRotation(session, rotationId);
  } catch (error) {
    if (isVaultError(error)) await keepFailure(session, rotationId, step, operation, error);
    throw error;
  } finally {
    rotationsChanged(session, channelId);
  }
}
