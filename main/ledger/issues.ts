import * as v from 'valibot';
import type { Issue, IssueState } from '../../shared/domain.ts';
import type { NewIssue } from '../ports.ts';
import type { Database } from './connection.ts';
import { toInstant, toInstantOrNull } from './instants.ts';
import { assertAllowed, ISSUE_TRANSITIONS } from './state-machines.ts';

/** An issue as the ledger keeps it. */
export interface IssueRow {
  readonly issue_id: string;
  readonly channel_id: string;
  readonly signing_key_id: string;
  readonly state: IssueState;
  readonly label: string;
  readonly consumer: string;
  readonly lifetime_seconds: number;
  readonly prepared_at: number;
  readonly sent_at: number | null;
  readonly resolved_at: number | null;
  readonly http_status: number | null;
  readonly request_id: string | null;
  readonly reason: string | null;
  readonly live_key_ids_before: string | null;
  readonly token_sequence: number | null;
  readonly token_id: string | null;
}

/** What is known of the answer that settled an issue. */
export interface Answer {
  readonly httpStatus: number | null;
  readonly requestId: string | null;
  readonly reason: string | null;
}

/** Most issues that a list of the latest ones holds. */
const LATEST_LIMIT = 200;

const COLUMNS = `i.*, (SELECT token_id FROM token WHERE token.sequence = i.token_sequence) AS token_id`;
const UNRESOLVED = `i.state IN ('prepared', 'sent', 'unknown')`;

const KeyIds = v.array(v.string());

/** The key IDs that were live before the request was sent; none where it never was. */
export function liveKeyIdsBefore(row: IssueRow): ReadonlySet<string> {
  return new Set(row.live_key_ids_before === null ? [] : v.parse(KeyIds, JSON.parse(row.live_key_ids_before)));
}

/** When a token ends that was issued the moment it was asked for, in milliseconds; null where nothing was sent. */
export function latestEnd(row: IssueRow): number | null {
  return row.sent_at === null ? null : row.sent_at + row.lifetime_seconds * 1_000;
}

function toIssue(row: IssueRow): Issue {
  return {
    issueId: row.issue_id,
    channelId: row.channel_id,
    signingKeyId: row.signing_key_id,
    state: row.state,
    label: row.label,
    consumer: row.consumer,
    lifetimeSeconds: row.lifetime_seconds,
    preparedAt: toInstant(row.prepared_at),
    sentAt: toInstantOrNull(row.sent_at),
    resolvedAt: toInstantOrNull(row.resolved_at),
    httpStatus: row.http_status,
    requestId: row.request_id,
    reason: row.reason,
    tokenId: row.token_id,
  };
}

/** Queries of issues. Every change of state goes through the table of transitions. */
export function issueQueries(database: Database) {
  const one = database.prepare<[string], IssueRow>(`SELECT ${COLUMNS} FROM issue i WHERE issue_id = ?`);
  const insert = database.prepare<[Record<string, string | number>]>(
    `INSERT INTO issue (issue_id, channel_id, signing_key_id, state, label, consumer, lifetime_seconds, prepared_at)
     VALUES (@issueId, @channelId, @signingKeyId, 'prepared', @label, @consumer, @lifetimeSeconds, @at)`,
  );
  const send = database.prepare<[number, string, string]>(
    `UPDATE issue SET state = 'sent', sent_at = ?, live_key_ids_before = ? WHERE issue_id = ?`,
  );
  const settle = database.prepare<[Record<string, string | number | null>]>(
    `UPDATE issue
        SET state = @state, resolved_at = @resolvedAt, http_status = @httpStatus, request_id = @requestId, reason = @reason,
            token_sequence = @tokenSequence
      WHERE issue_id = @issueId`,
  );
  const unresolvedOf = database.prepare<[string], IssueRow>(
    `SELECT ${COLUMNS} FROM issue i INDEXED BY issue_unresolved WHERE i.channel_id = ? AND ${UNRESOLVED} ORDER BY i.prepared_at, i.rowid`,
  );
  const unresolved = database.prepare<[], IssueRow>(
    `SELECT ${COLUMNS} FROM issue i INDEXED BY issue_unresolved WHERE ${UNRESOLVED} ORDER BY i.prepared_at, i.rowid`,
  );
  const countUnresolved = database.prepare<[], { found: number }>(
    `SELECT count(*) AS found FROM issue i INDEXED BY issue_unresolved WHERE ${UNRESOLVED}`,
  );
  const latest = database.prepare<[number], IssueRow>(
    `SELECT ${COLUMNS} FROM issue i ORDER BY i.prepared_at DESC, i.rowid DESC LIMIT ?`,
  );
  const latestOf = database.prepare<[string, number], IssueRow>(
    `SELECT ${COLUMNS} FROM issue i WHERE i.channel_id = ? ORDER BY i.prepared_at DESC, i.rowid DESC LIMIT ?`,
  );
  const lately = database.prepare<[{ channelId: string; since: number }], IssueRow>(
    `SELECT ${COLUMNS} FROM issue i
      WHERE i.channel_id = @channelId AND i.state = 'not-issued' AND i.sent_at >= @since
      ORDER BY i.sent_at, i.rowid`,
  );

  const get = (issueId: string): IssueRow => {
    const row = one.get(issueId);
    if (!row) throw new Error(`there is no issue ${issueId}`);
    return row;
  };

  return {
    get,
    find(issueId: string): Issue | undefined {
      const row = one.get(issueId);
      return row && toIssue(row);
    },
    add({ issueId, channelId, signingKeyId, label, consumer, lifetimeSeconds }: NewIssue, at: number): void {
      insert.run({ issueId, channelId, signingKeyId, label, consumer, lifetimeSeconds, at });
    },
    send(issueId: string, keyIdsBefore: readonly string[], at: number): IssueRow {
      const row = get(issueId);
      assertAllowed(ISSUE_TRANSITIONS, row.state, 'sent', `issue ${issueId}`);
      send.run(at, JSON.stringify(keyIdsBefore), issueId);
      return row;
    },
    /** `unknown` is the one state reached here that is not settled. */
    settle(
      row: IssueRow,
      state: IssueState,
      at: number,
      answer: Answer | undefined,
      tokenSequence: number | null = null,
    ): void {
      assertAllowed(ISSUE_TRANSITIONS, row.state, state, `issue ${row.issue_id}`);
      settle.run({
        issueId: row.issue_id,
        state,
        resolvedAt: state === 'unknown' ? null : at,
        httpStatus: answer ? answer.httpStatus : row.http_status,
        requestId: answer ? answer.requestId : row.request_id,
        reason: answer ? answer.reason : row.reason,
        tokenSequence,
      });
    },
    /** Oldest first. */
    unresolvedOf(channelId: string): readonly IssueRow[] {
      return unresolvedOf.all(channelId);
    },
    allUnresolved(): readonly IssueRow[] {
      return unresolved.all();
    },
    /** Issues that were sent since then and found not to have issued anything; oldest first. */
    settledAsNotIssued(channelId: string, since: number): readonly IssueRow[] {
      return lately.all({ channelId, since });
    },
    countUnresolved(): number {
      return countUnresolved.get()?.found ?? 0;
    },
    list(channelId: string | undefined, unresolvedOnly: boolean): readonly Issue[] {
      if (unresolvedOnly)
        return (channelId === undefined ? unresolved.all() : unresolvedOf.all(channelId)).map(toIssue);
      return (channelId === undefined ? latest.all(LATEST_LIMIT) : latestOf.all(channelId, LATEST_LIMIT)).map(toIssue);
    },
  };
}

export type IssueQueries = ReturnType<typeof issueQueries>;
