import { TOKEN_LIFETIME_MAX_SECONDS } from '../../../shared/line-limits.ts';
import type { AdoptedToken, AdoptionLedger } from '../../adoption/adoption-ledger.ts';
import type { When } from '../audit.ts';
import { toInstant, toMilliseconds } from '../instants.ts';
import type { IssueRow } from '../issues.ts';
import type { Queries } from '../queries.ts';
import { toToken, type TokenRow } from '../token-row.ts';
import type { Transactions } from '../transactions.ts';

/** Whether what the issue asked for ends when this token does: issued between its request and the list that showed it. */
function askedForIt(issue: IssueRow, { endsFrom, endsTo }: AdoptedToken): boolean {
  const { sent_at: sentAt, resolved_at: resolvedAt, lifetime_seconds: lifetimeSeconds } = issue;
  if (sentAt === null || resolvedAt === null) return false;
  const lifetimeMs = lifetimeSeconds * 1_000;
  return toMilliseconds(endsTo) >= sentAt + lifetimeMs && toMilliseconds(endsFrom) <= resolvedAt + lifetimeMs;
}

/** The port's methods on tokens that were issued elsewhere. */
export function adoptionMethods({ audit, issues, tokens }: Queries, transactions: Transactions): AdoptionLedger {
  const isPairable = (row: TokenRow | undefined): row is TokenRow =>
    row?.has_value === 0 && (row.state === 'orphan' || row.state === 'foreign');

  /** By when it was certainly issued: an orphan when a list first showed it, which came after its request; a foreign one ends a longest life later. */
  function issuedBy(row: TokenRow): number {
    const seenAt = row.issue_id === null ? null : issues.get(row.issue_id).resolved_at;
    return Math.max(row.issued_at, seenAt ?? row.expires_at - TOKEN_LIFETIME_MAX_SECONDS * 1_000);
  }

  /** The issue that was taken for the origin of the key ID is done, or unknown again. Returns it where it is the origin. */
  function settleOrigin(row: TokenRow, token: AdoptedToken, when: When): IssueRow | undefined {
    if (row.issue_id === null) return undefined;
    const issue = issues.get(row.issue_id);
    if (issue.state !== 'orphaned') return undefined;
    const line = { channelId: row.channel_id, subjectId: issue.issue_id };
    if (askedForIt(issue, token)) {
      issues.settle(issue, 'done', when.at, undefined, row.sequence);
      audit.add({ ...line, kind: 'issue-resolved' }, when);
      return issue;
    }
    issues.settle(issue, 'unknown', when.at, undefined);
    audit.add({ ...line, kind: 'issue-unknown', note: 'its key ID was another issue’s' }, when);
    return undefined;
  }

  return {
    pairableKeyIds: (channelId, keyIds) =>
      transactions.read(() =>
        keyIds.flatMap((keyId) => {
          const row = tokens.withKeyId(channelId, keyId);
          if (!isPairable(row)) return [];
          return [{ tokenId: row.token_id, keyId, issuedBy: toInstant(issuedBy(row)) }];
        }),
      ),

    adoptToken: (token, by) =>
      transactions.write(by, (when) => {
        const known = tokens.withValueIndex(token.valueIndex);
        if (known) return { outcome: 'known', tokenId: known.token_id };
        const row = tokens.withKeyId(token.channelId, token.keyId);
        if (!isPairable(row) || row.token_id !== token.tokenId) return { outcome: 'not-live' };
        const origin = settleOrigin(row, token, when);
        tokens.become(row, {
          tokenId: token.tokenId,
          channelId: token.channelId,
          keyId: token.keyId,
          state: 'active',
          label: token.label,
          consumer: token.consumer,
          issuedAt: row.issued_at,
          expiresAt: toMilliseconds(token.expiresAt),
          expiryKnown: true,
          checkedAt: row.checked_at,
          provedAt: row.proved_at,
          signingKeyId: origin?.signing_key_id ?? null,
          issueId: origin?.issue_id ?? null,
        });
        tokens.addValue(row.sequence, token.sealedValue, token.valueIndex);
        const line = { channelId: token.channelId, subjectId: token.tokenId, note: token.keyId };
        audit.add({ ...line, kind: 'token-adopted' }, when);
        const adopted = tokens.get(token.tokenId);
        if (!adopted) throw new Error(`token ${token.tokenId} was written and is not there`);
        return { outcome: 'adopted', token: toToken(adopted, when.at) };
      }),
  };
}
