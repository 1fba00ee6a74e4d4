import type { Operation } from '../../shared/operations.ts';
import type { SessionHandlers } from '../handlers.ts';
import type { Session } from '../session.ts';
import { VaultError } from '../vault-error.ts';
import { beginOperation } from './begin-operation.ts';
import { previewOrder } from './preview-order.ts';
import { publish } from './publish.ts';
import { runQueue } from './queue.ts';
import { runInBackground } from './run-operation.ts';
import { changeState, inOperation, requireOperation, requireSettled } from './steer.ts';

const RESTING: ReadonlySet<Operation['state']> = new Set<Operation['state']>(['queued', 'paused', 'interrupted']);
const AGAIN: ReadonlySet<Operation['state']> = new Set<Operation['state']>(['some-failed', 'failed', 'cancelled']);

/** Goes on with one that is `running` on record by now. */
function beginAgain(session: Session, operation: Operation): Operation {
  runInBackground(session, operation.operationId);
  return operation;
}

export const operationHandlers: SessionHandlers<
  | 'operation.preview'
  | 'operation.begin'
  | 'operation.wait'
  | 'operation.pause'
  | 'operation.resume'
  | 'operation.retry'
  | 'operation.runQueue'
  | 'operation.list'
  | 'operation.show'
  | 'operation.cancel'
  | 'audit.list'
> = {
  'operation.preview': previewOrder,

  async 'operation.begin'(session, order) {
    const operation = await beginOperation(session, order);
    runInBackground(session, operation.operationId);
    return operation;
  },

  async 'operation.list'(session, query) {
    return { operations: [...(await session.ledger.operations(query))] };
  },

  async 'operation.show'(session, { operationId, ...query }) {
    const operation = await requireOperation(session, operationId);
    const { items, ...figures } = await session.ledger.operationItems(operationId, query);
    return { operation, ...figures, items: [...items] };
  },

  async 'operation.wait'(session, { operationId }) {
    await requireOperation(session, operationId);
    for (;;) {
      await session.operations.ended(operationId);
      const operation = await inOperation(session, operationId, () => requireSettled(session, operationId));
      // Somebody may have gone on with it in between.
      if (operation.state !== 'running') return operation;
    }
  },

  async 'operation.pause'(session, { operationId }) {
    await requireOperation(session, operationId);
    if (session.operations.stop(operationId, 'pause')) {
      await session.operations.ended(operationId);
      return requireOperation(session, operationId);
    }
    return inOperation(session, operationId, async () => {
      const { state } = await requireSettled(session, operationId);
      if (state !== 'queued') throw new VaultError('operation-not-running', { state });
      return changeState(session, operationId, 'paused');
    });
  },

  'operation.resume': (session, { operationId }) =>
    inOperation(session, operationId, async () => {
      const { state } = await requireSettled(session, operationId);
      if (!RESTING.has(state)) throw new VaultError('operation-not-resumable', { state });
      return beginAgain(session, await changeState(session, operationId, 'running'));
    }),

  'operation.retry': (session, { operationId }) =>
    inOperation(session, operationId, async () => {
      const { state } = await requireSettled(session, operationId);
      if (!AGAIN.has(state)) throw new VaultError('operation-not-resumable', { state });
      const operation = await session.ledger.reopenOperation(operationId, session.by());
      publish(session, operation, null);
      return beginAgain(session, operation);
    }),

  async 'operation.cancel'(session, { operationId }) {
    await requireOperation(session, operationId);
    if (session.operations.stop(operationId, 'cancel')) return { done: true };
    return inOperation(session, operationId, async () => {
      const { state } = await requireSettled(session, operationId);
      if (!RESTING.has(state)) throw new VaultError('operation-not-running', { state });
      await changeState(session, operationId, 'cancelled');
      return { done: true };
    });
  },

  async 'operation.runQueue'(session) {
    return { operations: [...(await runQueue(session))] };
  },

  async 'audit.list'(session, query) {
    return { entries: [...(await session.ledger.audit(query))] };
  },
};
