import type { Operation, OperationItem } from '../../shared/operations.ts';
import type { Session } from '../session.ts';

/** Tells the doors how far an operation is, and that lists of operations are to be read again. */
export function publish(session: Pick<Session, 'emit'>, operation: Operation, latest: OperationItem | null): void {
  session.emit({ name: 'operation.progress', payload: { operation, latest } });
  session.emit({
    name: 'ledger.changed',
    payload: { areas: ['operations', 'audit'], channelIds: latest ? [latest.channelId] : [] },
  });
}
