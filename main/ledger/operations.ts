import * as v from 'valibot';
import {
  FailureSchema,
  type Operation,
  type OperationState,
  type RevokeOutcome,
  type RevokeResult,
} from '../../shared/domain.ts';
import type { RevokeItemEnd } from '../ports.ts';
import type { Database } from './connection.ts';
import { toInstant, toInstantOrNull } from './instants.ts';
import { assertAllowed, OPERATION_TRANSITIONS } from './state-machines.ts';

interface OperationRow {
  readonly sequence: number;
  readonly operation_id: string;
  readonly kind: Operation['kind'];
  readonly state: OperationState;
  readonly total: number;
  readonly finished: number;
  readonly failed: number;
  readonly started_at: number;
  readonly ended_at: number | null;
}

interface ItemRow {
  readonly token_id: string;
  readonly channel_id: string;
  readonly key_id: string;
  readonly outcome: RevokeOutcome;
  readonly error: string | null;
}

const FAILED_OUTCOMES: ReadonlySet<RevokeOutcome> = new Set<RevokeOutcome>(['failed', 'unproved']);

function toOperation(row: OperationRow): Operation {
  return {
    operationId: row.operation_id,
    kind: row.kind,
    state: row.state,
    total: row.total,
    finished: row.finished,
    failed: row.failed,
    startedAt: toInstant(row.started_at),
    endedAt: toInstantOrNull(row.ended_at),
  };
}

/** What comes out of the ledger was parsed on its way in; parsed once more, because the text of an error is its type's only witness. */
function toResult(row: ItemRow): RevokeResult {
  const result = { tokenId: row.token_id, channelId: row.channel_id, keyId: row.key_id, outcome: row.outcome };
  return row.error === null ? result : { ...result, error: v.parse(FailureSchema, JSON.parse(row.error)) };
}

/** Queries of operations and of their items. */
export function operationQueries(database: Database) {
  const insert = database.prepare<[string, Operation['kind'], number, number]>(
    `INSERT INTO operation (operation_id, kind, state, total, finished, failed, started_at) VALUES (?, ?, 'running', ?, 0, 0, ?)`,
  );
  const insertItem = database.prepare<[number | bigint, number, string]>(
    `INSERT INTO operation_item (operation_sequence, position, token_sequence)
     VALUES (?, ?, (SELECT sequence FROM token WHERE token_id = ?))`,
  );
  const one = database.prepare<[string], OperationRow>('SELECT * FROM operation WHERE operation_id = ?');
  const newest = database.prepare<[number], OperationRow>('SELECT * FROM operation ORDER BY sequence DESC LIMIT ?');
  const running = database.prepare<[], OperationRow>(
    `SELECT * FROM operation INDEXED BY operation_running WHERE state = 'running'`,
  );
  const endedItems = database.prepare<[number], ItemRow>(
    `SELECT t.token_id, t.channel_id, t.key_id, i.outcome, i.error
       FROM operation_item i CROSS JOIN token t ON t.sequence = i.token_sequence
      WHERE i.operation_sequence = ? AND i.outcome IS NOT NULL
      ORDER BY i.position`,
  );
  const outcomeOf = database.prepare<[number, number], { outcome: RevokeOutcome | null }>(
    'SELECT outcome FROM operation_item WHERE operation_sequence = ? AND token_sequence = ?',
  );
  const endItem = database.prepare<[RevokeOutcome, string | null, number, number]>(
    'UPDATE operation_item SET outcome = ?, error = ? WHERE operation_sequence = ? AND token_sequence = ?',
  );
  const addFigures = database.prepare<[number, number, number]>(
    'UPDATE operation SET finished = finished + ?, failed = failed + ? WHERE sequence = ?',
  );
  const end = database.prepare<[OperationState, number, number]>(
    'UPDATE operation SET state = ?, ended_at = ? WHERE sequence = ?',
  );

  const get = (operationId: string): OperationRow => {
    const row = one.get(operationId);
    if (!row) throw new Error(`there is no operation ${operationId}`);
    return row;
  };

  return {
    create(operationId: string, kind: Operation['kind'], tokenIds: readonly string[], at: number): Operation {
      const sequence = insert.run(operationId, kind, tokenIds.length, at).lastInsertRowid;
      tokenIds.forEach((tokenId, position) => insertItem.run(sequence, position, tokenId));
      return toOperation(get(operationId));
    },
    /** Settles one item. An item that is settled again, because it was tried again, counts once. */
    endItem(operationId: string, tokenSequence: number, item: RevokeItemEnd): void {
      const { sequence } = get(operationId);
      const before = outcomeOf.get(sequence, tokenSequence);
      if (!before) throw new Error(`token ${item.tokenId} is no item of operation ${operationId}`);
      endItem.run(item.outcome, item.error === undefined ? null : JSON.stringify(item.error), sequence, tokenSequence);
      const failedBefore = before.outcome !== null && FAILED_OUTCOMES.has(before.outcome);
      addFigures.run(
        before.outcome === null ? 1 : 0,
        Number(FAILED_OUTCOMES.has(item.outcome)) - Number(failedBefore),
        sequence,
      );
    },
    end(operationId: string, state: OperationState, at: number): Operation {
      const row = get(operationId);
      assertAllowed(OPERATION_TRANSITIONS, row.state, state, `operation ${operationId}`);
      end.run(state, at, row.sequence);
      return toOperation(get(operationId));
    },
    /** Operations that nobody works on any more, after a crash. */
    interruptRunning(at: number): number {
      const rows = running.all();
      for (const row of rows) end.run('interrupted', at, row.sequence);
      return rows.length;
    },
    get(operationId: string): Operation {
      return toOperation(get(operationId));
    },
    show(
      operationId: string,
    ): { readonly operation: Operation; readonly results: readonly RevokeResult[] } | undefined {
      const row = one.get(operationId);
      return row && { operation: toOperation(row), results: endedItems.all(row.sequence).map(toResult) };
    },
    list(limit: number): readonly Operation[] {
      return newest.all(limit).map(toOperation);
    },
  };
}

export type OperationQueries = ReturnType<typeof operationQueries>;
