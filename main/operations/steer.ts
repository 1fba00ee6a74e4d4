import type { Operation } from '../../shared/operations.ts';
import type { Session } from '../session.ts';
import { VaultError } from '../vault-error.ts';
import { publish } from './publish.ts';

/**
 * Changes of the state of one operation that is at rest, one after the other: two doors, or a person and the network that came back, may ask at the
 * same time. What is done within it must not wait for the operation's work.
 */
export function inOperation<Value>(session: Session, operationId: string, work: () => Promise<Value>): Promise<Value> {
  return session.inChannel(`operation ${operationId}`, work);
}

/** The operation, or `not-found`. */
export async function requireOperation(session: Session, operationId: string): Promise<Operation> {
  const found = await session.ledger.operation(operationId);
  if (!found) throw new VaultError('not-found', { kind: 'operation', id: operationId });
  return found.operation;
}

/** Puts a change of state on record that needs no work to stop. */
export async function changeState(
  session: Session,
  operationId: string,
  state: Exclude<Operation['state'], 'queued'>,
): Promise<Operation> {
  const operation = await session.ledger.changeOperation(operationId, state, session.by());
  publish(session, operation, null);
  return operation;
}

/**
 * The operation as it stands; unless it runs, its last run has ended here. One that runs on record but not here lost its process's ledger on the way,
 * for instance to a full disk: it is interrupted. To be called within its turn.
 */
export async function requireSettled(session: Session, operationId: string): Promise<Operation> {
  const ranBefore = session.operations.isRunning(operationId);
  const operation = await requireOperation(session, operationId);
  if (operation.state !== 'running') {
    // What it came to is written down just before its run ends.
    await session.operations.ended(operationId);
    return operation;
  }
  const runs = ranBefore || session.operations.isRunning(operationId);
  return runs ? operation : changeState(session, operationId, 'interrupted');
}
