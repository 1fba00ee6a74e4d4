import * as v from 'valibot';
import { FailureSchema } from '../../shared/domain.ts';
import {
  ITEM_OUTCOMES,
  type ItemOutcome,
  type Operation,
  type OperationItem,
  type OperationState,
} from '../../shared/operations.ts';
import {
  type ItemEnd,
  type ItemFilter,
  type ItemReference,
  type NewOperation,
  OperationRequest,
} from '../operations/operation-ledger.ts';
import type { Database } from './connection.ts';
import { toInstant, toInstantOrNull } from './instants.ts';
import { assertAllowed, OPERATION_TRANSITIONS } from './state-machines.ts';

interface OperationRow {
  readonly sequence: number;
  readonly operation_id: string;
  readonly kind: Operation['kind'];
  readonly state: OperationState;
  readonly request: string;
  readonly total: number;
  readonly finished: number;
  readonly failed: number;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly waits_for: string | null;
  readonly tried_at: number | null;
}

/** An item as the ledger keeps it, with the names of what it is about. */
export interface ItemRow {
  readonly position: number;
  readonly channel_id: string;
  readonly channel_name: string;
  readonly consumer: string;
  readonly label: string;
  readonly token_id: string | null;
  readonly key_id: string | null;
  readonly issue_id: string | null;
  readonly rotation_id: string | null;
  readonly outcome: ItemOutcome | null;
  readonly error: string | null;
  readonly tries: number;
  readonly ended_at: number | null;
}

/** What did not end well, and is worth another try. */
const BAD_OUTCOMES: ReadonlySet<ItemOutcome | null> = new Set<ItemOutcome>([
  'failed',
  'unproved',
  'unknown',
  'orphaned',
]);

const OVER: ReadonlySet<OperationState> = new Set<OperationState>(['done', 'some-failed', 'failed', 'cancelled']);

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
    waitsFor:
      row.waits_for === null || row.tried_at === null
        ? null
        : { platform: row.waits_for, triedAt: toInstant(row.tried_at) },
  };
}

/** What comes out of the ledger was parsed on its way in; parsed once more, because the text of an error is its type's only witness. */
function toItem(row: ItemRow): OperationItem {
  return {
    position: row.position,
    channelId: row.channel_id,
    channelName: row.channel_name,
    consumer: row.consumer,
    label: row.label,
    tokenId: row.token_id,
    keyId: row.key_id,
    issueId: row.issue_id,
    rotationId: row.rotation_id,
    outcome: row.outcome,
    ...(row.error === null ? {} : { error: v.parse(FailureSchema, JSON.parse(row.error)) }),
    tries: row.tries,
    endedAt: toInstantOrNull(row.ended_at),
  };
}

const ITEM = `SELECT i.*, c.name AS channel_name, t.token_id, t.key_id FROM operation_item i
  CROSS JOIN channel c ON c.channel_id = i.channel_id
  LEFT JOIN token t ON t.sequence = i.token_sequence`;

/** Queries of operations and of their items. */
export function operationQueries(database: Database) {
  const insert = database.prepare<[string, Operation['kind'], string, number, number]>(
    `INSERT INTO operation (operation_id, kind, state, request, total, finished, failed, started_at)
     VALUES (?, ?, 'running', ?, ?, 0, 0, ?)`,
  );
  const insertItem = database.prepare<[number | bigint, number, string, string, string, string | null]>(
    `INSERT INTO operation_item (operation_sequence, position, channel_id, consumer, label, token_sequence, tries)
     VALUES (?, ?, ?, ?, ?, (SELECT sequence FROM token WHERE token_id = ?), 0)`,
  );
  const one = database.prepare<[string], OperationRow>('SELECT * FROM operation WHERE operation_id = ?');
  const newest = database.prepare<[number], OperationRow>('SELECT * FROM operation ORDER BY sequence DESC LIMIT ?');
  const newestOpen = database.prepare<[number], OperationRow>(
    'SELECT * FROM operation INDEXED BY operation_open WHERE ended_at IS NULL ORDER BY sequence DESC LIMIT ?',
  );
  const running = database.prepare<[], OperationRow>(
    `SELECT * FROM operation INDEXED BY operation_open WHERE ended_at IS NULL AND state = 'running' ORDER BY sequence`,
  );
  const queued = database.prepare<[{ platform: string | null }], OperationRow>(
    `SELECT * FROM operation INDEXED BY operation_open
      WHERE ended_at IS NULL AND state = 'queued' AND (@platform IS NULL OR waits_for = @platform) ORDER BY sequence`,
  );
  const change = database.prepare<[OperationState, number | null, string | null, number | null, number]>(
    'UPDATE operation SET state = ?, ended_at = ?, waits_for = ?, tried_at = ? WHERE sequence = ?',
  );
  const setFigures = database.prepare<[{ sequence: number }]>(
    `UPDATE operation
        SET finished = (SELECT count(*) FROM operation_item WHERE operation_sequence = @sequence AND outcome IS NOT NULL),
            failed = (SELECT count(*) FROM operation_item WHERE operation_sequence = @sequence AND outcome IN ('failed', 'unproved', 'unknown', 'orphaned'))
      WHERE sequence = @sequence`,
  );
  const addFigures = database.prepare<[number, number, number]>(
    'UPDATE operation SET finished = finished + ?, failed = failed + ? WHERE sequence = ?',
  );

  const itemAt = database.prepare<[number, number], ItemRow>(
    `${ITEM} WHERE i.operation_sequence = ? AND i.position = ?`,
  );
  const open = database.prepare<[number], ItemRow>(
    `${ITEM} WHERE i.operation_sequence = ? AND i.outcome IS NULL ORDER BY i.position`,
  );
  const page = database.prepare<[number, number, number], ItemRow>(
    `${ITEM} WHERE i.operation_sequence = ? ORDER BY i.position LIMIT ? OFFSET ?`,
  );
  const pageOf = database.prepare<[{ sequence: number; outcomes: string; limit: number; offset: number }], ItemRow>(
    `${ITEM} WHERE i.operation_sequence = @sequence
        AND coalesce(i.outcome, 'open') IN (SELECT wanted.value FROM json_each(@outcomes) wanted) ORDER BY i.position LIMIT @limit OFFSET @offset`,
  );
  const countOutcomes = database.prepare<[number], { outcome: ItemOutcome | null; found: number }>(
    `SELECT outcome, count(*) AS found FROM operation_item INDEXED BY operation_item_by_outcome
      WHERE operation_sequence = ? GROUP BY outcome`,
  );
  const endItem = database.prepare<[Record<string, string | number | null>]>(
    `UPDATE operation_item
        SET outcome = @outcome, error = @error, tries = tries + 1, ended_at = @at,
            token_sequence = coalesce((SELECT sequence FROM token WHERE token_id = @tokenId), token_sequence)
      WHERE operation_sequence = @sequence AND position = @position`,
  );
  const reopen = database.prepare<[number]>(
    `UPDATE operation_item
        SET outcome = NULL, error = NULL, ended_at = NULL, issue_id = CASE WHEN outcome = 'orphaned' THEN NULL ELSE issue_id END
      WHERE operation_sequence = ? AND outcome IN ('failed', 'unproved', 'unknown', 'orphaned')`,
  );
  const setIssue = database.prepare<[string, number, number]>(
    'UPDATE operation_item SET issue_id = ? WHERE operation_sequence = ? AND position = ?',
  );
  const setRotation = database.prepare<[string, number, number]>(
    'UPDATE operation_item SET rotation_id = ? WHERE operation_sequence = ? AND position = ?',
  );

  const get = (operationId: string): OperationRow => {
    const row = one.get(operationId);
    if (!row) throw new Error(`there is no operation ${operationId}`);
    return row;
  };

  const getItem = (operation: OperationRow, position: number): ItemRow => {
    const row = itemAt.get(operation.sequence, position);
    if (!row) throw new Error(`operation ${operation.operation_id} has no item ${position}`);
    return row;
  };

  return {
    create({ operationId, kind, request, items }: NewOperation, at: number): Operation {
      const sequence = insert.run(operationId, kind, JSON.stringify(request), items.length, at).lastInsertRowid;
      items.forEach(({ channelId, consumer, label, tokenId }, position) =>
        insertItem.run(sequence, position, channelId, consumer, label, tokenId ?? null),
      );
      return toOperation(get(operationId));
    },
    change(operationId: string, state: OperationState, at: number, waitsFor: string | null = null): Operation {
      const row = get(operationId);
      assertAllowed(OPERATION_TRANSITIONS, row.state, state, `operation ${operationId}`);
      const queued = state === 'queued';
      change.run(state, OVER.has(state) ? at : null, queued ? waitsFor : null, queued ? at : null, row.sequence);
      return toOperation(get(operationId));
    },
    /** Takes the outcomes of what did not end well away. */
    reopen(operationId: string): void {
      const { sequence } = get(operationId);
      reopen.run(sequence);
      setFigures.run({ sequence });
    },
    /** Settles one item. One that is settled again, because it was tried again, counts once. */
    endItem(operationId: string, { position, outcome, error, tokenId }: ItemEnd, at: number): ItemRow {
      const operation = get(operationId);
      const { sequence } = operation;
      const before = getItem(operation, position);
      endItem.run({
        sequence,
        position,
        outcome,
        error: error === undefined ? null : JSON.stringify(error),
        tokenId: tokenId ?? null,
        at,
      });
      const failed = Number(BAD_OUTCOMES.has(outcome)) - Number(BAD_OUTCOMES.has(before.outcome));
      addFigures.run(before.outcome === null ? 1 : 0, failed, sequence);
      return before;
    },
    linkIssue({ operationId, position }: ItemReference, issueId: string): void {
      const operation = get(operationId);
      setIssue.run(issueId, operation.sequence, getItem(operation, position).position);
    },
    linkRotation({ operationId, position }: ItemReference, rotationId: string): void {
      const operation = get(operationId);
      setRotation.run(rotationId, operation.sequence, getItem(operation, position).position);
    },
    /** Those that nobody works on any more, after a crash. */
    running(): readonly string[] {
      return running.all().map((row) => row.operation_id);
    },
    queued(platform: string | undefined): readonly Operation[] {
      return queued.all({ platform: platform ?? null }).map(toOperation);
    },
    get(operationId: string): Operation {
      return toOperation(get(operationId));
    },
    item({ operationId, position }: ItemReference): OperationItem {
      return toItem(getItem(get(operationId), position));
    },
    find(operationId: string): { readonly operation: Operation; readonly request: OperationRequest } | undefined {
      const row = one.get(operationId);
      return row && { operation: toOperation(row), request: v.parse(OperationRequest, JSON.parse(row.request)) };
    },
    openItems(operationId: string): readonly OperationItem[] {
      return open.all(get(operationId).sequence).map(toItem);
    },
    /** A page of the items, all or those that ended so, in their order. */
    items(
      operationId: string,
      outcomes: readonly ItemFilter[] | undefined,
      offset: number,
      limit: number,
    ): readonly OperationItem[] {
      const { sequence } = get(operationId);
      const rows = outcomes
        ? pageOf.all({ sequence, outcomes: JSON.stringify(outcomes), limit, offset })
        : page.all(sequence, limit, offset);
      return rows.map(toItem);
    },
    outcomes(operationId: string): Record<ItemFilter, number> {
      const found = new Map(
        countOutcomes.all(get(operationId).sequence).map((row) => [row.outcome ?? 'open', row.found]),
      );
      const all: readonly ItemFilter[] = [...ITEM_OUTCOMES, 'open'];
      return Object.fromEntries(all.map((outcome) => [outcome, found.get(outcome) ?? 0])) as Record<ItemFilter, number>;
    },
    list(limit: number, openOnly: boolean): readonly Operation[] {
      return (openOnly ? newestOpen : newest).all(limit).map(toOperation);
    },
  };
}

export type OperationQueries = ReturnType<typeof operationQueries>;
