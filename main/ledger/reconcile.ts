import { TOKEN_LIFETIME_MAX_SECONDS } from '../../shared/line-limits.ts';
import type { KeyIdList, Reconciliation } from '../ports.ts';
import type { AuditQueries, When } from './audit.ts';
import type { ChannelQueries } from './channels.ts';
import { toMilliseconds } from './instants.ts';
import { type IssueQueries, type IssueRow, latestEnd, liveKeyIdsBefore } from './issues.ts';
import type { TokenRow } from './token-row.ts';
import type { TokenQueries } from './tokens.ts';

/**
 * For how long after it was sent an issue that was found not to have issued anything may still turn out to have: its request may have been under
 * way when the list was asked for. Minutes, not hours: what turns up later is somebody else's, and must not be explained away.
 */
const LATE_ARRIVAL_MS = 10 * 60 * 1_000;

/** A foreign token ends at the latest when one that was issued at first sight would. */
const FOREIGN_LIFETIME_MS = TOKEN_LIFETIME_MAX_SECONDS * 1_000;

interface Parts {
  readonly audit: AuditQueries;
  readonly channels: ChannelQueries;
  readonly issues: IssueQueries;
  readonly tokens: TokenQueries;
}

/** Compares LINE's list of live key IDs with the ledger. One comparison is one object, within one transaction. */
class Comparison {
  readonly #parts: Parts;
  readonly #channelId: string;
  readonly #askedAt: number;
  readonly #when: When;
  readonly #listed: ReadonlySet<string>;
  #live = 0;
  #gone = 0;
  readonly #orphans: string[] = [];
  readonly #foreign: string[] = [];
  readonly #issues: { issueId: string; state: IssueRow['state'] }[] = [];
  /** Key IDs that are new to us, or that we called foreign: they may belong to an issue of ours. */
  readonly #unexplained = new Map<string, TokenRow | undefined>();

  constructor(parts: Parts, list: KeyIdList, when: When) {
    this.#parts = parts;
    this.#channelId = list.channelId;
    this.#askedAt = toMilliseconds(list.askedAt);
    this.#when = when;
    this.#listed = new Set(list.keyIds);
  }

  run(): Reconciliation {
    for (const keyId of this.#listed) this.#lookAtListed(keyId);
    for (const row of this.#parts.tokens.judgeable(this.#channelId, this.#askedAt)) this.#lookAtAbsent(row);
    this.#settleIssues();
    for (const [keyId, row] of this.#unexplained) this.#foreigner(keyId, row);
    this.#parts.channels.markChecked(this.#channelId, this.#askedAt);
    return {
      live: this.#live,
      gone: this.#gone,
      orphans: this.#orphans,
      foreign: this.#foreign,
      resolvedIssues: this.#issues,
    };
  }

  #note(kind: Parameters<AuditQueries['add']>[0]['kind'], subjectId: string, note?: string): void {
    this.#parts.audit.add({ kind, channelId: this.#channelId, subjectId, note }, this.#when);
  }

  /** Whether nothing that the issue made can be alive. Its request may have been under way for a while, and what it made ends by that much later. */
  #isOver(latestEndMs: number): boolean {
    return latestEndMs + LATE_ARRIVAL_MS <= this.#askedAt;
  }

  #lookAtListed(keyId: string): void {
    const row = this.#parts.tokens.withKeyId(this.#channelId, keyId);
    if (!row) {
      this.#unexplained.set(keyId, undefined);
      return;
    }
    const state = this.#seenLive(row);
    // As it stands now: it may have become a foreigner this very moment.
    if (state === 'foreign') this.#unexplained.set(keyId, this.#parts.tokens.withKeyId(this.#channelId, keyId));
    else if (state === 'orphan') this.#orphans.push(keyId);
    else this.#live += 1;
  }

  #seenLive(row: TokenRow): TokenRow['state'] {
    const { tokens } = this.#parts;
    tokens.markSeenLive(row, this.#askedAt);
    if (row.state === 'revoked') {
      tokens.takeRevocationBack(row);
      this.#note(
        'token-gone',
        row.token_id,
        'LINE lists it again although it was absent after its revocation: it has to be revoked once more',
      );
      return 'revoking';
    }
    if (row.state === 'gone') {
      const before = row.has_value === 1 ? 'active' : row.issue_id === null ? 'foreign' : 'orphan';
      tokens.changeState(row, before);
      this.#note('token-gone', row.token_id, 'LINE lists it again although it was absent');
      return before;
    }
    return row.state === 'orphan' && this.#isOver(row.expires_at) ? this.#outlived(row) : row.state;
  }

  /** An orphan that outlives the issue it was taken for is somebody else's. It was live when it was last seen, and ends within LINE's longest life of that. */
  #outlived(row: TokenRow): TokenRow['state'] {
    const { issues, tokens } = this.#parts;
    const lastSeen = row.checked_at ?? this.#askedAt;
    tokens.become(row, {
      tokenId: row.token_id,
      channelId: this.#channelId,
      keyId: row.key_id,
      state: 'foreign',
      label: '',
      consumer: '',
      issuedAt: row.issued_at,
      expiresAt: lastSeen + FOREIGN_LIFETIME_MS,
      expiryKnown: false,
      checkedAt: this.#askedAt,
      provedAt: this.#askedAt,
      signingKeyId: null,
      issueId: null,
    });
    // What it issued, if anything, is over: settled with the other unknown ones.
    if (row.issue_id !== null) issues.settle(issues.get(row.issue_id), 'unknown', this.#when.at, undefined);
    this.#note('token-foreign-seen', row.token_id, row.key_id);
    return 'foreign';
  }

  #lookAtAbsent(row: TokenRow): void {
    const { tokens } = this.#parts;
    if (this.#listed.has(row.key_id)) return;
    tokens.markSeenAbsent(row, this.#askedAt);
    if (row.state === 'revoking') {
      tokens.markRevoked(row, this.#when.at);
      this.#note('token-revoked', row.token_id);
    } else {
      tokens.changeState(row, 'gone');
      this.#gone += 1;
      this.#note('token-gone', row.token_id);
    }
  }

  #settleIssues(): void {
    const { issues } = this.#parts;
    for (const found of issues.unresolvedOf(this.#channelId)) {
      if (found.state === 'prepared') continue;
      const issue = found.state === 'sent' ? this.#giveUpWaiting(found) : found;
      // What it issued, if anything, is over by now: a live key ID is not its own.
      const over = this.#isOver(latestEnd(issue) ?? 0);
      const state = !over && this.#adopt(issue) ? 'orphaned' : 'not-issued';
      if (state === 'not-issued') {
        issues.settle(issue, state, this.#when.at, undefined);
        this.#note('issue-resolved', issue.issue_id, 'nothing was issued');
      }
      this.#issues.push({ issueId: issue.issue_id, state });
    }
    if (this.#unexplained.size === 0) return;
    for (const issue of issues.settledAsNotIssued(this.#channelId, this.#askedAt - LATE_ARRIVAL_MS)) {
      if (this.#adopt(issue)) this.#issues.push({ issueId: issue.issue_id, state: 'orphaned' });
    }
  }

  /** An issue that nobody works on any more, because what its answer was could not be written down: it is as good as unknown. */
  #giveUpWaiting(issue: IssueRow): IssueRow {
    this.#parts.issues.settle(issue, 'unknown', this.#when.at, undefined);
    return this.#parts.issues.get(issue.issue_id);
  }

  /** Gives the issue a key ID that can be its own: one that was not live before it was sent. */
  #adopt(issue: IssueRow): boolean {
    const before = liveKeyIdsBefore(issue);
    const found = [...this.#unexplained].find(
      ([keyId, row]) => !before.has(keyId) && (row === undefined || row.issued_at >= (issue.sent_at ?? 0)),
    );
    if (!found) return false;
    const [keyId, row] = found;
    const { tokens, issues } = this.#parts;
    const issuedAt = issue.sent_at ?? this.#askedAt;
    const orphan = {
      tokenId: row?.token_id ?? crypto.randomUUID(),
      channelId: this.#channelId,
      keyId,
      state: 'orphan' as const,
      label: issue.label,
      consumer: issue.consumer,
      issuedAt,
      expiresAt: latestEnd(issue) ?? issuedAt,
      expiryKnown: false,
      checkedAt: this.#askedAt,
      provedAt: this.#askedAt,
      signingKeyId: issue.signing_key_id,
      issueId: issue.issue_id,
    };
    let sequence = row?.sequence;
    if (row) tokens.become(row, orphan);
    else sequence = tokens.add(orphan);
    issues.settle(issue, 'orphaned', this.#when.at, undefined, sequence ?? null);
    this.#unexplained.delete(keyId);
    this.#orphans.push(keyId);
    this.#note('token-orphaned', orphan.tokenId, keyId);
    this.#note('issue-resolved', issue.issue_id, 'it was issued, and its value is lost');
    return true;
  }

  #foreigner(keyId: string, row: TokenRow | undefined): void {
    this.#foreign.push(keyId);
    if (row) return;
    const tokenId = crypto.randomUUID();
    this.#parts.tokens.add({
      tokenId,
      channelId: this.#channelId,
      keyId,
      state: 'foreign',
      label: '',
      consumer: '',
      issuedAt: this.#when.at,
      expiresAt: this.#when.at + FOREIGN_LIFETIME_MS,
      expiryKnown: false,
      checkedAt: this.#askedAt,
      provedAt: this.#askedAt,
      signingKeyId: null,
      issueId: null,
    });
    this.#note('token-foreign-seen', tokenId, keyId);
  }
}

/** See `Ledger.reconcile`. To be called within a transaction. */
export function reconcile(parts: Parts, list: KeyIdList, when: When): Reconciliation {
  return new Comparison(parts, list, when).run();
}
