import * as v from 'valibot';
import {
  CONTAINMENT_STEPS,
  type Containment,
  type ContainmentState,
  type ContainmentStep,
  type ContainmentStepRecord,
  type ContainmentStepState,
} from '../../shared/containment.ts';
import { FailureSchema, type IssueState } from '../../shared/domain.ts';
import type { ContainmentStepEnd, Replacement } from '../containment/containment-ledger.ts';
import type { Door } from '../ports.ts';
import type { When } from './audit.ts';
import type { Database } from './connection.ts';
import { toInstant, toInstantOrNull } from './instants.ts';
import { assertAllowed, CONTAINMENT_STEP_TRANSITIONS, CONTAINMENT_TRANSITIONS } from './state-machines.ts';

interface ContainmentRow {
  readonly sequence: number;
  readonly containment_id: string;
  readonly channel_id: string;
  readonly channel_name: string;
  readonly platform_kind: Containment['platformKind'];
  readonly state: ContainmentState;
  readonly reason: string;
  readonly begun_at: number;
  readonly ended_at: number | null;
}

interface StepRow {
  readonly position: number;
  readonly step: ContainmentStep;
  readonly state: ContainmentStepState;
  readonly at: number | null;
  readonly door: Door | null;
  readonly note: string | null;
  readonly operation_id: string | null;
  readonly signing_key_id: string | null;
  readonly error: string | null;
}

interface ReplacementRow {
  readonly position: number;
  readonly consumer: string;
  readonly label: string;
  readonly issue_id: string | null;
  readonly issue_state: IssueState | null;
}

/** A step as it is written: what is not given is cleared, but for what was made in it. */
interface StepChange {
  readonly state: ContainmentStepState;
  readonly note?: string | undefined;
  readonly operationId?: string | undefined;
  readonly signingKeyId?: string | undefined;
  readonly error?: string | undefined;
}

const COLUMNS = `n.sequence, n.containment_id, n.channel_id, c.name AS channel_name, c.platform_kind, n.state, n.reason, n.begun_at, n.ended_at`;
const WITH_CHANNEL = `CROSS JOIN channel c ON c.channel_id = n.channel_id`;
const FROM = `containment n ${WITH_CHANNEL}`;
/** Most containments that are over in a list. */
const OVER_LIMIT = 200;

function toStep(row: StepRow): ContainmentStepRecord {
  return {
    step: row.step,
    state: row.state,
    at: toInstantOrNull(row.at),
    door: row.door,
    note: row.note,
    operationId: row.operation_id,
    signingKeyId: row.signing_key_id,
    ...(row.error === null ? {} : { error: v.parse(FailureSchema, JSON.parse(row.error)) }),
  };
}

/** Queries of containments. Every change of state goes through the tables of transitions. */
export function containmentQueries(database: Database) {
  const insert = database.prepare<[string, string, string, number]>(
    `INSERT INTO containment (containment_id, channel_id, state, reason, begun_at) VALUES (?, ?, 'under-way', ?, ?)`,
  );
  const insertStep = database.prepare<[number | bigint, number, ContainmentStep]>(
    `INSERT INTO containment_step (containment_sequence, position, step, state) VALUES (?, ?, ?, 'open')`,
  );
  // Newest first, so that a consumer's first row is its newest token.
  const holders = database.prepare<[{ channelId: string; at: number }], { consumer: string; label: string }>(
    `SELECT t.consumer, t.label FROM token t INDEXED BY token_by_channel_state
      WHERE t.channel_id = @channelId AND t.state IN ('active', 'draining', 'revoking') AND t.expires_at > @at
      ORDER BY t.issued_at DESC, t.sequence DESC`,
  );
  const insertReplacement = database.prepare<[number | bigint, number, string, string]>(
    'INSERT INTO containment_reissue (containment_sequence, position, consumer, label) VALUES (?, ?, ?, ?)',
  );
  const one = database.prepare<[string], ContainmentRow>(`SELECT ${COLUMNS} FROM ${FROM} WHERE n.containment_id = ?`);
  const underWay = database.prepare<[string], ContainmentRow>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE n.channel_id = ? AND n.state = 'under-way'`,
  );
  const allUnderWay = database.prepare<[], ContainmentRow>(
    `SELECT ${COLUMNS} FROM containment n INDEXED BY containment_under_way ${WITH_CHANNEL}
      WHERE n.state = 'under-way' ORDER BY n.sequence DESC`,
  );
  const over = database.prepare<[number], ContainmentRow>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE n.state <> 'under-way' ORDER BY n.sequence DESC LIMIT ?`,
  );
  const overIn = database.prepare<[string, number], ContainmentRow>(
    `SELECT ${COLUMNS} FROM ${FROM}
      WHERE n.channel_id = ? AND n.state <> 'under-way' ORDER BY n.sequence DESC LIMIT ?`,
  );
  const steps = database.prepare<[number], StepRow>(
    'SELECT * FROM containment_step WHERE containment_sequence = ? ORDER BY position',
  );
  const changeStep = database.prepare<[Record<string, string | number | null>]>(
    `UPDATE containment_step
        SET state = @state, at = @at, door = @door, note = @note, error = @error,
            operation_id = coalesce(@operationId, operation_id), signing_key_id = coalesce(@signingKeyId, signing_key_id)
      WHERE containment_sequence = @sequence AND step = @step`,
  );
  const end = database.prepare<[ContainmentState, number, string | null, number]>(
    'UPDATE containment SET state = ?, ended_at = ?, end_reason = ? WHERE sequence = ?',
  );
  const secretSet = database.prepare<[{ containmentId: string; channelId: string }], { found: number }>(
    `SELECT count(*) AS found FROM audit a
      WHERE a.channel_id = @channelId AND a.kind = 'channel-secret-set'
        AND a.sequence > (SELECT min(sequence) FROM audit WHERE subject_id = @containmentId AND kind = 'containment-begun')`,
  );
  const keysAdded = database.prepare<[{ containmentId: string; channelId: string }], { signing_key_id: string }>(
    `SELECT a.subject_id AS signing_key_id FROM audit a
      WHERE a.channel_id = @channelId AND a.kind IN ('key-generated', 'key-imported')
        AND a.sequence > (SELECT min(sequence) FROM audit WHERE subject_id = @containmentId AND kind = 'containment-begun')
      ORDER BY a.sequence`,
  );
  const consumers = database.prepare<[number], { consumer: string }>(
    `SELECT consumer FROM containment_reissue WHERE containment_sequence = ? AND consumer <> '' ORDER BY position`,
  );
  const replacements = database.prepare<[number], ReplacementRow>(
    `SELECT r.position, r.consumer, r.label, r.issue_id, i.state AS issue_state
       FROM containment_reissue r LEFT JOIN issue i ON i.issue_id = r.issue_id
      WHERE r.containment_sequence = ? ORDER BY r.position`,
  );
  const nameIssue = database.prepare<[string, number, number]>(
    'UPDATE containment_reissue SET issue_id = ? WHERE containment_sequence = ? AND position = ?',
  );

  const get = (containmentId: string): ContainmentRow => {
    const row = one.get(containmentId);
    if (!row) throw new Error(`there is no containment ${containmentId}`);
    return row;
  };

  const toContainment = (row: ContainmentRow): Containment => ({
    containmentId: row.containment_id,
    channelId: row.channel_id,
    channelName: row.channel_name,
    platformKind: row.platform_kind,
    state: row.state,
    reason: row.reason,
    steps: steps.all(row.sequence).map(toStep),
    consumers: consumers.all(row.sequence).map(({ consumer }) => consumer),
    begunAt: toInstant(row.begun_at),
    endedAt: toInstantOrNull(row.ended_at),
  });

  /** Each consumer once; where nobody is named, each label once. */
  const whoHasTokens = (channelId: string, at: number): readonly { consumer: string; label: string }[] => {
    const found = new Map<string, { consumer: string; label: string }>();
    for (const holder of holders.all({ channelId, at })) {
      const key = JSON.stringify(holder.consumer === '' ? ['', holder.label] : [holder.consumer]);
      if (!found.has(key)) found.set(key, holder);
    }
    return [...found.values()].sort(
      (left, right) => left.consumer.localeCompare(right.consumer, 'en') || left.label.localeCompare(right.label, 'en'),
    );
  };

  const setStep = (containment: ContainmentRow, step: ContainmentStep, change: StepChange, when: When): void => {
    const before = steps.all(containment.sequence).find((row) => row.step === step);
    if (!before || containment.state !== 'under-way')
      throw new Error(`containment ${containment.containment_id} is ${containment.state}: ${step} stays as it is`);
    assertAllowed(
      CONTAINMENT_STEP_TRANSITIONS,
      before.state,
      change.state,
      `${step} of containment ${containment.containment_id}`,
    );
    changeStep.run({
      sequence: containment.sequence,
      step,
      state: change.state,
      at: when.at,
      door: when.door,
      note: change.note ?? null,
      error: change.error ?? null,
      operationId: change.operationId ?? null,
      signingKeyId: change.signingKeyId ?? null,
    });
  };

  return {
    get: (containmentId: string): Containment | undefined => {
      const row = one.get(containmentId);
      return row && toContainment(row);
    },
    underWayIn: (channelId: string): string | undefined => underWay.get(channelId)?.containment_id,
    /** Those under way first, then the newest of those that are over. */
    list(channelId: string | undefined, openOnly: boolean): readonly Containment[] {
      const open = channelId === undefined ? allUnderWay.all() : underWay.all(channelId);
      if (openOnly) return open.map(toContainment);
      const ended = channelId === undefined ? over.all(OVER_LIMIT) : overIn.all(channelId, OVER_LIMIT);
      return [...open, ...ended].map(toContainment);
    },

    add(containmentId: string, channelId: string, reason: string, at: number): Containment {
      const who = whoHasTokens(channelId, at);
      const sequence = insert.run(containmentId, channelId, reason, at).lastInsertRowid;
      CONTAINMENT_STEPS.forEach((step, position) => insertStep.run(sequence, position, step));
      who.forEach(({ consumer, label }, position) => insertReplacement.run(sequence, position, consumer, label));
      return toContainment(get(containmentId));
    },
    beginStep(containmentId: string, step: ContainmentStep, signingKeyId: string | null, when: When): void {
      setStep(get(containmentId), step, { state: 'under-way', signingKeyId: signingKeyId ?? undefined }, when);
    },
    endStep(containmentId: string, step: ContainmentStep, stepEnd: ContainmentStepEnd, when: When): Containment {
      const change = stepEnd.state === 'failed' ? { ...stepEnd, error: JSON.stringify(stepEnd.error) } : stepEnd;
      setStep(get(containmentId), step, change, when);
      return toContainment(get(containmentId));
    },
    end(containmentId: string, state: ContainmentState, reason: string | null, at: number): Containment {
      const row = get(containmentId);
      assertAllowed(CONTAINMENT_TRANSITIONS, row.state, state, `containment ${containmentId}`);
      end.run(state, at, reason, row.sequence);
      return toContainment(get(containmentId));
    },

    secretSetSince(containmentId: string): boolean {
      const { channel_id: channelId } = get(containmentId);
      return (secretSet.get({ containmentId, channelId })?.found ?? 0) > 0;
    },
    signingKeysAddedSince(containmentId: string): readonly string[] {
      const { channel_id: channelId } = get(containmentId);
      return keysAdded.all({ containmentId, channelId }).map(({ signing_key_id: signingKeyId }) => signingKeyId);
    },
    replacements: (containmentId: string): readonly Replacement[] =>
      replacements.all(get(containmentId).sequence).map((row) => ({
        position: row.position,
        consumer: row.consumer,
        label: row.label,
        issueId: row.issue_id,
        issueState: row.issue_state,
      })),
    nameReplacement(containmentId: string, position: number, issueId: string): void {
      nameIssue.run(issueId, get(containmentId).sequence, position);
    },
  };
}

export type ContainmentQueries = ReturnType<typeof containmentQueries>;
