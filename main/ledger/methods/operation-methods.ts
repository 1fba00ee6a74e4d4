import type { Ledger, RevokeItemEnd } from '../../ports.ts';
import type { When } from '../audit.ts';
import type { Queries } from '../queries.ts';
import type { Transactions } from '../transactions.ts';

type OperationMethods = Pick<
  Ledger,
  'createOperation' | 'endRevokeItems' | 'endOperation' | 'operations' | 'operation' | 'recordAudit' | 'audit'
>;

/** The port's methods on operations over many items, and on the log. */
export function operationMethods({ audit, operations, tokens }: Queries, transactions: Transactions): OperationMethods {
  function endItem(operationId: string, item: RevokeItemEnd, when: When): void {
    const row = tokens.get(item.tokenId);
    if (!row) throw new Error(`there is no token ${item.tokenId}`);
    operations.endItem(operationId, row.sequence, item);
    const line = { channelId: row.channel_id, subjectId: row.token_id };
    // The check that proved it has mostly drawn the same conclusion just before.
    const absent = item.outcome === 'revoked' || item.outcome === 'already-invalid';
    if (item.outcome === 'revoked' && row.state === 'revoking') {
      tokens.markRevoked(row, when.at);
      audit.add({ ...line, kind: 'token-revoked' }, when);
    } else if (absent && ['active', 'draining', 'revoking'].includes(row.state)) {
      tokens.changeState(row, 'gone');
      audit.add({ ...line, kind: 'token-gone' }, when);
    } else if (item.outcome === 'failed' && item.stillLive === true && row.state === 'revoking') {
      tokens.changeState(row, 'active');
    }
  }

  return {
    createOperation: ({ operationId, kind, items }, by) =>
      transactions.write(by, (when) => {
        const tokenIds = items.map((item) => item.tokenId);
        return operations.create(operationId, kind, tokenIds, when.at);
      }),

    endRevokeItems: (operationId, items, by) =>
      transactions.write(by, (when) => {
        for (const item of items) endItem(operationId, item, when);
        return operations.get(operationId);
      }),

    endOperation: (operationId, state, by) =>
      transactions.write(by, (when) => operations.end(operationId, state, when.at)),
    operations: (limit) => transactions.read(() => operations.list(limit)),
    operation: (operationId) => transactions.read(() => operations.show(operationId)),

    recordAudit: (entry, by) => transactions.write(by, (when) => audit.add(entry, when)),
    audit: (query) => transactions.read(() => audit.list(query)),
  };
}
