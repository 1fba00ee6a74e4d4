import type { AuditKind } from '../../../shared/domain.ts';
import type { Operation } from '../../../shared/operations.ts';
import type { ItemEnd, OperationLedger } from '../../operations/operation-ledger.ts';
import type { Ledger } from '../../ports.ts';
import type { When } from '../audit.ts';
import type { Queries } from '../queries.ts';
import type { TokenRow } from '../token-row.ts';
import type { Transactions } from '../transactions.ts';

type OperationMethods = OperationLedger & Pick<Ledger, 'recordAudit' | 'audit'>;

/** Which line of the log tells of a change to a state; waiting and being interrupted are told by `operation-paused`. */
const LINES: Readonly<Record<Operation['state'], AuditKind>> = {
  queued: 'operation-paused',
  paused: 'operation-paused',
  interrupted: 'operation-paused',
  running: 'operation-resumed',
  cancelled: 'operation-cancelled',
  done: 'operation-ended',
  'some-failed': 'operation-ended',
  failed: 'operation-ended',
};

function logLine({ audit }: Queries, kind: AuditKind, operation: Operation, when: When): Operation {
  const { operationId, state, finished, failed, total, waitsFor } = operation;
  const figures = `${operation.kind}: ${state}, ${finished}/${total}, ${failed} not well`;
  const note = waitsFor ? `${figures}, waits for ${waitsFor.platform}` : figures;
  audit.add({ kind, subjectId: operationId, note }, when);
  return operation;
}

/** After a crash: what ran is interrupted. Says how many those were. To be called within a transaction. */
export function interruptRunning(queries: Queries, when: When): number {
  const running = queries.operations.running();
  for (const operationId of running)
    logLine(queries, LINES.interrupted, queries.operations.change(operationId, 'interrupted', when.at), when);
  return running.length;
}

/**
 * A token that was to be revoked and lives on: `draining` where its rotation has let it drain by now, and else `active`. What it was before is not
 * asked: the rotation may have gone on, or been stopped, meanwhile.
 */
export function leaveLive({ rotations, tokens }: Pick<Queries, 'rotations' | 'tokens'>, row: TokenRow): void {
  if (row.state === 'revoking') tokens.changeState(row, rotations.letsDrain(row) ? 'draining' : 'active');
}

/** The port's methods on operations over many items, and on the log. */
export function operationMethods(queries: Queries, transactions: Transactions): OperationMethods {
  const { audit, operations, tokens } = queries;
  const tell = (kind: AuditKind, operation: Operation, when: When) => logLine(queries, kind, operation, when);

  /** What the end of an item says about its token. */
  function concludeOnToken(tokenId: string, { outcome, isLive }: ItemEnd, when: When): void {
    const row = tokens.get(tokenId);
    if (!row) throw new Error(`there is no token ${tokenId}`);
    const line = { channelId: row.channel_id, subjectId: row.token_id };
    // The check that proved it has mostly drawn the same conclusion just before.
    const absent = outcome === 'revoked' || outcome === 'already-invalid';
    if (outcome === 'revoked' && row.state === 'revoking') {
      tokens.markRevoked(row, when.at);
      audit.add({ ...line, kind: 'token-revoked' }, when);
    } else if (absent && ['active', 'draining', 'revoking'].includes(row.state)) {
      tokens.changeState(row, 'gone');
      audit.add({ ...line, kind: 'token-gone' }, when);
    } else if (outcome === 'failed' && isLive) {
      leaveLive(queries, row);
    }
  }

  return {
    createOperation: (operation, by) =>
      transactions.write(by, (when) => tell('operation-begun', operations.create(operation, when.at), when)),

    changeOperation: (operationId, state, by) =>
      transactions.write(by, (when) => tell(LINES[state], operations.change(operationId, state, when.at), when)),

    queueOperation: (operationId, { platform }, by) =>
      transactions.write(by, (when) =>
        tell(LINES.queued, operations.change(operationId, 'queued', when.at, platform), when),
      ),

    reopenOperation: (operationId, by) =>
      transactions.write(by, (when) => {
        operations.reopen(operationId);
        return tell(LINES.running, operations.change(operationId, 'running', when.at), when);
      }),

    openItems: (operationId) => transactions.read(() => operations.openItems(operationId)),

    endItems: (operationId, ends, by) =>
      transactions.writeTogether(by, (when) => {
        for (const end of ends) {
          const before = operations.endItem(operationId, end, when.at);
          if (before.token_id !== null) concludeOnToken(before.token_id, end, when);
        }
        const last = ends.at(-1);
        return {
          operation: operations.get(operationId),
          latest: last ? operations.item({ operationId, position: last.position }) : null,
        };
      }),

    queuedOperations: (platform) => transactions.read(() => operations.queued(platform)),
    operations: ({ limit, openOnly }) => transactions.read(() => operations.list(limit, openOnly)),
    operation: (operationId) => transactions.read(() => operations.find(operationId)),
    operationItems: (operationId, { outcomes, offset, limit }) =>
      transactions.read(() => {
        const counts = operations.outcomes(operationId);
        const wanted = new Set(outcomes ?? Object.keys(counts));
        const matching = Object.entries(counts).reduce((sum, [name, found]) => sum + (wanted.has(name) ? found : 0), 0);
        return { outcomes: counts, items: operations.items(operationId, outcomes, offset, limit), matching };
      }),

    recordAudit: (entry, by) => transactions.write(by, (when) => audit.add(entry, when)),
    audit: (query) => transactions.read(() => audit.list(query)),
  };
}
