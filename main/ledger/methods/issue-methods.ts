import type { IssuedToken, IssueEnd, Ledger } from '../../ports.ts';
import type { When } from '../audit.ts';
import { toMilliseconds } from '../instants.ts';
import { type IssueRow, latestEnd } from '../issues.ts';
import type { Queries } from '../queries.ts';
import { toToken } from '../token-row.ts';
import type { Transactions } from '../transactions.ts';
import { interruptRunning } from './operation-methods.ts';
import { linkRotationIssue, loseTrackOfSuccessor, storeSuccessor } from './rotation-methods.ts';

type IssueMethods = Pick<
  Ledger,
  | 'prepareIssue'
  | 'markIssueSent'
  | 'completeIssue'
  | 'rejectIssue'
  | 'abandonIssue'
  | 'markIssueUnknown'
  | 'recoverAfterCrash'
  | 'issue'
  | 'issues'
>;

/** Writes LINE's answer. A key ID that a check has found meanwhile becomes this token, whatever the check took it for. */
function complete(queries: Queries, issue: IssueRow, issued: IssuedToken, when: When): void {
  const { audit, issues, tokens } = queries;
  const token = {
    tokenId: issued.tokenId,
    channelId: issue.channel_id,
    keyId: issued.keyId,
    state: 'active' as const,
    label: issue.label,
    consumer: issue.consumer,
    issuedAt: toMilliseconds(issued.issuedAt),
    expiresAt: toMilliseconds(issued.expiresAt),
    expiryKnown: true,
    checkedAt: null,
    provedAt: null,
    signingKeyId: issue.signing_key_id,
    issueId: issue.issue_id,
  };
  const found = tokens.withKeyId(issue.channel_id, issued.keyId);
  let sequence: number;
  if (found) {
    // A check may have taken it for the orphan of another issue, which then is as unknown as before.
    if (found.issue_id !== null && found.issue_id !== issue.issue_id) {
      issues.settle(issues.get(found.issue_id), 'unknown', when.at, undefined);
      audit.add(
        {
          kind: 'issue-unknown',
          channelId: issue.channel_id,
          subjectId: found.issue_id,
          note: 'its key ID was another issue’s',
        },
        when,
      );
    }
    tokens.become(found, { ...token, checkedAt: found.checked_at, provedAt: found.proved_at });
    sequence = found.sequence;
  } else {
    sequence = tokens.add(token);
  }
  tokens.addValue(sequence, issued.sealedValue, issued.valueIndex);
  const answer = { httpStatus: issued.httpStatus, requestId: issued.requestId, reason: null };
  issues.settle(issue, 'done', when.at, answer, sequence);
  audit.add({ kind: 'token-issued', channelId: issue.channel_id, subjectId: issued.tokenId, note: issued.keyId }, when);
  storeSuccessor(queries, issue.issue_id, sequence, when);
}

const withoutAnswer = (reason: string): IssueEnd => ({ httpStatus: null, requestId: null, reason });

/** The port's methods on issues: the one call that cannot be repeated. */
export function issueMethods(queries: Queries, transactions: Transactions): IssueMethods {
  const { audit, issues, slots, tokens } = queries;

  function settleUnsent(row: IssueRow, end: IssueEnd, when: When): void {
    issues.settle(row, 'not-issued', when.at, end);
    audit.add({ kind: 'issue-resolved', channelId: row.channel_id, subjectId: row.issue_id, note: end.reason }, when);
  }

  return {
    prepareIssue: (issue, by) =>
      transactions.writeWithRoomAhead(by, (when) => {
        for (const stale of issues.unresolvedOf(issue.channelId)) {
          if (stale.state === 'prepared') settleUnsent(stale, withoutAnswer('it went no further'), when);
        }
        const unresolved = issues
          .unresolvedOf(issue.channelId)
          .find((other) => (latestEnd(other) ?? Infinity) > when.at);
        if (unresolved) return { outcome: 'unresolved', issueId: unresolved.issue_id };
        const taken = slots.ofChannel(issue.channelId, when.at);
        if (taken.free === 0) return { outcome: 'slots-full', freesAt: taken.nextFreesAt };
        issues.add(issue, when.at);
        if (issue.operationItem) queries.operations.linkIssue(issue.operationItem, issue.issueId);
        if (issue.rotationId !== undefined) linkRotationIssue(queries, issue.rotationId, issue.issueId);
        return { outcome: 'prepared' };
      }),

    markIssueSent: (issueId, liveKeyIdsBefore, by) =>
      transactions.write(by, (when) => {
        issues.send(issueId, liveKeyIdsBefore, when.at);
      }),

    completeIssue: (issueId, token, by) =>
      transactions.writeWhateverItTakes(by, (when) => {
        complete(queries, issues.get(issueId), token, when);
        const row = tokens.get(token.tokenId);
        if (!row) throw new Error(`token ${token.tokenId} was written and is not there`);
        return toToken(row, when.at);
      }),

    rejectIssue: (issueId, end, by) =>
      transactions.writeWhateverItTakes(by, (when) => {
        const row = issues.get(issueId);
        issues.settle(row, 'rejected', when.at, end);
        audit.add({ kind: 'issue-rejected', channelId: row.channel_id, subjectId: issueId, note: end.reason }, when);
      }),

    abandonIssue: (issueId, end, by) =>
      transactions.writeWhateverItTakes(by, (when) => {
        const row = issues.get(issueId);
        if (row.state !== 'prepared') throw new Error(`issue ${issueId} is ${row.state}: something may have been sent`);
        settleUnsent(row, end, when);
      }),

    markIssueUnknown: (issueId, end, by) =>
      transactions.writeWhateverItTakes(by, (when) => {
        const row = issues.get(issueId);
        if (row.state !== 'sent')
          throw new Error(`issue ${issueId} is ${row.state}, and only a sent one can become unknown`);
        issues.settle(row, 'unknown', when.at, end);
        audit.add({ kind: 'issue-unknown', channelId: row.channel_id, subjectId: issueId, note: end.reason }, when);
      }),

    recoverAfterCrash: (by) =>
      transactions.write(by, (when) => {
        let notIssued = 0;
        let unknown = 0;
        for (const row of issues.allUnresolved()) {
          if (row.state === 'prepared') {
            settleUnsent(row, withoutAnswer('the vault ended before anything was sent'), when);
            notIssued += 1;
          } else if (row.state === 'sent') {
            const reason = 'the vault ended before the answer came';
            issues.settle(row, 'unknown', when.at, withoutAnswer(reason));
            audit.add(
              { channelId: row.channel_id, subjectId: row.issue_id, kind: 'issue-unknown', note: reason },
              when,
            );
            loseTrackOfSuccessor(queries, row, when);
            unknown += 1;
          }
        }
        return { notIssued, unknown, interrupted: interruptRunning(queries, when) };
      }),

    issue: (issueId) => transactions.read(() => issues.find(issueId)),
    issues: ({ channelId, unresolvedOnly }) => transactions.read(() => issues.list(channelId, unresolvedOnly)),
  };
}
