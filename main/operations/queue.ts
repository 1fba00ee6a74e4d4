import type { Operation } from '../../shared/operations.ts';
import type { Session } from '../session.ts';
import { runInBackground } from './run-operation.ts';
import { changeState, inOperation, requireSettled } from './steer.ts';

/** Begins one that waits; undefined where it does not wait any more. */
function beginWaiting(session: Session, operationId: string): Promise<Operation | undefined> {
  return inOperation(session, operationId, async () => {
    if (session.closing.signal.aborted) return undefined;
    const { state } = await requireSettled(session, operationId);
    if (state !== 'queued') return undefined;
    const operation = await changeState(session, operationId, 'running');
    runInBackground(session, operationId);
    return operation;
  });
}

/**
 * Begins what waits in the queue, in the order in which it was ordered; of all platforms, or of one that can be reached again. Answers at once, with
 * the operations as they are begun.
 */
export async function runQueue(session: Session, platform?: string): Promise<readonly Operation[]> {
  const begun: Operation[] = [];
  for (const { operationId } of await session.ledger.queuedOperations(platform)) {
    const operation = await beginWaiting(session, operationId);
    if (operation) begun.push(operation);
  }
  return begun;
}
