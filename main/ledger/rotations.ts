import * as v from 'valibot';
import { FailureSchema, type Token } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import {
  ROTATION_STEPS,
  type AdoptionProof,
  type Rotation,
  type RotationCause,
  type RotationState,
  type RotationStep,
  type RotationStepState,
  type StepRecord,
} from '../../shared/rotation.ts';
import type { NewRotation, RotationUnderWay } from '../rotation/rotation-ledger.ts';
import type { When } from './audit.ts';
import type { Database } from './connection.ts';
import { toInstant, toInstantOrNull } from './instants.ts';
import { readDelivery } from './rotation-policies.ts';
import { assertAllowed, ROTATION_STEP_TRANSITIONS, ROTATION_TRANSITIONS } from './state-machines.ts';
import { TOKEN_COLUMNS, TOKEN_JOINS, toToken, type TokenRow } from './token-row.ts';

/** A rotation as the ledger keeps it. */
export interface RotationRow {
  readonly sequence: number;
  readonly rotation_id: string;
  readonly channel_id: string;
  readonly channel_name: string;
  readonly platform_kind: Token['platformKind'];
  readonly consumer: string;
  readonly label: string;
  readonly cause: RotationCause;
  readonly state: RotationState;
  readonly step: RotationStep;
  readonly lifetime_seconds: number;
  readonly overlap_seconds: number;
  readonly delivery: string;
  readonly confirm_by: AdoptionProof;
  readonly issue_id: string | null;
  readonly new_token_id: string | null;
  readonly new_key_id: string | null;
  readonly drains_until: number | null;
  readonly begun_at: number;
  readonly ended_at: number | null;
}

interface StepRow {
  readonly position: number;
  readonly step: RotationStep;
  readonly state: RotationStepState;
  readonly at: number | null;
  readonly door: StepRecord['door'];
  readonly proof: StepRecord['proof'];
  readonly note: string | null;
  readonly error: string | null;
}

/** What a step becomes. */
export interface StepChange {
  readonly state: RotationStepState;
  readonly proof?: StepRecord['proof'];
  readonly note?: string | undefined;
  readonly error?: Failure | undefined;
}

function toStep(row: StepRow): StepRecord {
  const record = {
    step: row.step,
    state: row.state,
    at: toInstantOrNull(row.at),
    door: row.door,
    proof: row.proof,
    note: row.note,
  };
  return row.error === null ? record : { ...record, error: v.parse(FailureSchema, JSON.parse(row.error)) };
}

/** Queries of rotations and of their steps. Every change of state goes through the tables of transitions. */
export function rotationQueries(database: Database) {
  const columns = 'r.*, c.name AS channel_name, c.platform_kind, n.token_id AS new_token_id, n.key_id AS new_key_id';
  const joins = `CROSS JOIN channel c ON c.channel_id = r.channel_id LEFT JOIN token n ON n.sequence = r.new_token_sequence`;
  const select = `SELECT ${columns} FROM rotation r ${joins}`;
  const one = database.prepare<[string], RotationRow>(`${select} WHERE r.rotation_id = ?`);
  const open = database.prepare<[string, string], RotationRow>(
    `${select} WHERE r.channel_id = ? AND r.consumer = ? AND r.state = 'under-way'`,
  );
  const byIssue = database.prepare<[string], RotationRow>(`${select} WHERE r.issue_id = ?`);
  // Those that have ended are many more, and are not looked at.
  const allOpen = database.prepare<[string | null, number], RotationRow>(
    `SELECT ${columns} FROM rotation r INDEXED BY rotation_under_way ${joins}
      WHERE r.state = 'under-way' AND r.channel_id = coalesce(?, r.channel_id) ORDER BY r.sequence DESC LIMIT ?`,
  );
  const ended = database.prepare<[number], RotationRow>(
    `${select} WHERE r.state <> 'under-way' ORDER BY r.sequence DESC LIMIT ?`,
  );
  const endedOf = database.prepare<[string, number], RotationRow>(
    `${select} WHERE r.channel_id = ? AND r.state <> 'under-way' ORDER BY r.sequence DESC LIMIT ?`,
  );
  const insert = database.prepare<[Record<string, string | number>]>(
    `INSERT INTO rotation (rotation_id, channel_id, consumer, label, cause, state, step, lifetime_seconds, overlap_seconds, delivery,
                           confirm_by, begun_at)
     VALUES (@rotationId, @channelId, @consumer, @label, @cause, 'under-way', 'issue', @lifetimeSeconds, @overlapSeconds, @delivery,
             @confirmBy, @at)`,
  );
  const insertOld = database.prepare<[number | bigint, number]>(
    'INSERT INTO rotation_old_token (rotation_sequence, token_sequence) VALUES (?, ?)',
  );
  const insertStep = database.prepare<[number | bigint, number, RotationStep, RotationStepState]>(
    'INSERT INTO rotation_step (rotation_sequence, position, step, state) VALUES (?, ?, ?, ?)',
  );
  const steps = database.prepare<[number], StepRow>(
    'SELECT * FROM rotation_step WHERE rotation_sequence = ? ORDER BY position',
  );
  const changeStep = database.prepare<[Record<string, string | number | null>]>(
    `UPDATE rotation_step SET state = @state, at = @at, door = @door, proof = @proof, note = @note, error = @error
      WHERE rotation_sequence = @sequence AND step = @step`,
  );
  const oldTokens = database.prepare<[number], TokenRow>(
    `SELECT ${TOKEN_COLUMNS} FROM rotation_old_token o CROSS JOIN token t ON t.sequence = o.token_sequence ${TOKEN_JOINS}
      WHERE o.rotation_sequence = ? ORDER BY t.issued_at, t.sequence`,
  );
  const setStep = database.prepare<[RotationStep, number]>('UPDATE rotation SET step = ? WHERE sequence = ?');
  const setIssue = database.prepare<[string, number]>('UPDATE rotation SET issue_id = ? WHERE sequence = ?');
  const setNewToken = database.prepare<[number, number]>(
    'UPDATE rotation SET new_token_sequence = ? WHERE sequence = ?',
  );
  const setDrain = database.prepare<[number, number]>('UPDATE rotation SET drains_until = ? WHERE sequence = ?');
  const setState = database.prepare<[RotationState, number, number]>(
    'UPDATE rotation SET state = ?, ended_at = ? WHERE sequence = ?',
  );
  const unadopted = database.prepare<[string], TokenRow>(
    `SELECT ${TOKEN_COLUMNS}
       FROM json_each(?) wanted CROSS JOIN token t ON t.token_id = wanted.value ${TOKEN_JOINS}
      WHERE EXISTS (
        SELECT 1 FROM rotation_old_token o
          CROSS JOIN rotation r ON r.sequence = o.rotation_sequence
          CROSS JOIN rotation_step s ON s.rotation_sequence = r.sequence
         WHERE o.token_sequence = t.sequence AND r.state = 'under-way' AND s.step = 'adopt' AND s.state NOT IN ('done', 'skipped')
      ) ORDER BY wanted.key`,
  );

  // The last rotation that had a say in it: one whose successor is not adopted has none yet.
  const drains = database
    .prepare<[number], number>(
      `SELECT r.state <> 'stopped' FROM rotation_old_token o CROSS JOIN rotation r ON r.sequence = o.rotation_sequence
        WHERE o.token_sequence = ? AND NOT (r.state = 'under-way' AND r.step IN ('issue', 'deliver', 'adopt'))
        ORDER BY r.sequence DESC LIMIT 1`,
    )
    .pluck();

  const stepsOf = (row: RotationRow): readonly StepRow[] => steps.all(row.sequence);
  const oldTokensOf = (row: RotationRow): readonly TokenRow[] => oldTokens.all(row.sequence);
  const get = (rotationId: string): RotationRow => {
    const row = one.get(rotationId);
    if (!row) throw new Error(`there is no rotation ${rotationId}`);
    return row;
  };

  return {
    find: (rotationId: string): RotationRow | undefined => one.get(rotationId),
    get,
    openOf: (channelId: string, consumer: string): RotationRow | undefined => open.get(channelId, consumer),
    withIssue: (issueId: string): RotationRow | undefined => byIssue.get(issueId),
    oldTokensOf,
    /** Whether a rotation has let the token drain, which holds for as long as it lives; unless that, or a later one, was stopped. */
    letsDrain: ({ sequence }: Pick<TokenRow, 'sequence'>): boolean => drains.get(sequence) === 1,

    add(rotation: NewRotation, oldTokenRows: readonly TokenRow[], at: number): RotationRow {
      const { rotationId, channelId, consumer, cause, lifetimeSeconds, overlapSeconds, delivery, confirmBy } = rotation;
      const sequence = insert.run({
        rotationId,
        channelId,
        consumer,
        label: oldTokenRows.at(-1)?.label ?? '',
        cause,
        lifetimeSeconds,
        overlapSeconds,
        delivery: JSON.stringify(delivery),
        confirmBy,
        at,
      }).lastInsertRowid;
      for (const row of oldTokenRows) insertOld.run(sequence, row.sequence);
      ROTATION_STEPS.forEach((step, position) => {
        insertStep.run(sequence, position, step, position === 0 ? 'now' : 'waiting');
      });
      return get(rotationId);
    },

    changeStep(row: RotationRow, step: RotationStep, change: StepChange, when: When): void {
      const before = stepsOf(row).find((each) => each.step === step);
      if (!before) throw new Error(`rotation ${row.rotation_id} has no step ${step}`);
      assertAllowed(ROTATION_STEP_TRANSITIONS, before.state, change.state, `${step} of rotation ${row.rotation_id}`);
      const isDue = change.state === 'now';
      changeStep.run({
        sequence: row.sequence,
        step,
        state: change.state,
        at: isDue ? null : when.at,
        door: isDue ? null : when.door,
        proof: change.proof ?? null,
        note: change.note ?? null,
        error: change.error === undefined ? null : JSON.stringify(change.error),
      });
    },
    goTo: (row: RotationRow, step: RotationStep): void => void setStep.run(step, row.sequence),
    linkIssue: (row: RotationRow, issueId: string): void => void setIssue.run(issueId, row.sequence),
    linkNewToken: (row: RotationRow, tokenSequence: number): void => void setNewToken.run(tokenSequence, row.sequence),
    drainUntil: (row: RotationRow, until: number): void => void setDrain.run(until, row.sequence),
    end(row: RotationRow, state: RotationState, at: number): void {
      assertAllowed(ROTATION_TRANSITIONS, row.state, state, `rotation ${row.rotation_id}`);
      setState.run(state, at, row.sequence);
    },

    /** The rotation as the contract speaks of it, seen at `at`. */
    toRotation(row: RotationRow, at: number): Rotation {
      return {
        rotationId: row.rotation_id,
        channelId: row.channel_id,
        channelName: row.channel_name,
        platformKind: row.platform_kind,
        consumer: row.consumer,
        cause: row.cause,
        state: row.state,
        step: row.step,
        steps: stepsOf(row).map(toStep),
        newTokenId: row.new_token_id,
        newKeyId: row.new_key_id,
        issueId: row.new_token_id === null ? row.issue_id : null,
        oldTokens: oldTokensOf(row).map((old) => {
          const { tokenId, keyId, expiresAt, state } = toToken(old, at);
          return { tokenId, keyId, expiresAt, state };
        }),
        delivery: readDelivery(row.delivery),
        confirmBy: row.confirm_by,
        overlapSeconds: row.overlap_seconds,
        drainsUntil: toInstantOrNull(row.drains_until),
        begunAt: toInstant(row.begun_at),
        endedAt: toInstantOrNull(row.ended_at),
      };
    },

    /** Those under way, the newest first. */
    underWay: (channelId: string | undefined, limit: number): readonly RotationRow[] =>
      allOpen.all(channelId ?? null, limit),
    /** Those that have ended, the newest first. */
    ended: (channelId: string | undefined, limit: number): readonly RotationRow[] =>
      channelId === undefined ? ended.all(limit) : endedOf.all(channelId, limit),
    toUnderWay: (row: RotationRow): RotationUnderWay => ({
      channelId: row.channel_id,
      consumer: row.consumer,
      step: row.step,
      cause: row.cause,
      lifetimeSeconds: row.lifetime_seconds,
      overlapSeconds: row.overlap_seconds,
      newTokenId: row.new_token_id,
      oldTokenIds: oldTokensOf(row).map(({ token_id }) => token_id),
      drainsUntil: row.drains_until,
    }),

    withUnadoptedSuccessor: (tokenIds: readonly string[], at: number): readonly Token[] =>
      unadopted.all(JSON.stringify(tokenIds)).map((row) => toToken(row, at)),
  };
}

export type RotationQueries = ReturnType<typeof rotationQueries>;
