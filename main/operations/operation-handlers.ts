import type { SessionHandlers } from '../handlers.ts';
import { VaultError } from '../vault-error.ts';

export const operationHandlers: SessionHandlers<
  'operation.list' | 'operation.show' | 'operation.cancel' | 'audit.list'
> = {
  async 'operation.list'(session, { limit }) {
    return { operations: [...(await session.ledger.operations(limit))] };
  },

  async 'operation.show'(session, { operationId }) {
    const found = await session.ledger.operation(operationId);
    if (!found) throw new VaultError('not-found', { kind: 'operation', id: operationId });
    return { operation: found.operation, results: [...found.results] };
  },

  async 'operation.cancel'(session, { operationId }) {
    const found = await session.ledger.operation(operationId);
    if (!found) throw new VaultError('not-found', { kind: 'operation', id: operationId });
    if (!session.operations.cancel(operationId))
      throw new VaultError('operation-not-running', { state: found.operation.state });
    return { done: true };
  },

  async 'audit.list'(session, query) {
    return { entries: [...(await session.ledger.audit(query))] };
  },
};
