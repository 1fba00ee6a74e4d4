import type { AuditEntry, AuditKind, Issue, Token } from '../../shared/domain.ts';
import type { Operation, OperationItem } from '../../shared/operations.ts';
import { FakeFailure } from './fake-failure.ts';
import type { OperationRecord } from './fake-operations.ts';

const HOUR = 60 * 60 * 1000;
const iso = (milliseconds: number) => new Date(milliseconds).toISOString();

/** What was done in a vault before it is looked at, newest first. */
export interface FakeHistory {
  readonly operations: readonly OperationRecord[];
  readonly issues: readonly Issue[];
  readonly audit: readonly AuditEntry[];
}

export const noHistory: FakeHistory = { operations: [], issues: [], audit: [] };

interface Channelled {
  readonly channelId: string;
  readonly name: string;
}

/** Operations with every kind of outcome, issues that went wrong in every way, and a log over some days. */
export function busyHistory(
  now: number,
  channels: readonly Channelled[],
  tokens: readonly Token[],
  newId: () => string,
): FakeHistory {
  return {
    operations: busyOperations(now, tokens, newId),
    issues: busyIssues(now, channels, newId),
    audit: busyAudit(now, channels, tokens, newId),
  };
}

function busyOperations(now: number, tokens: readonly Token[], newId: () => string): FakeHistory['operations'] {
  const failures: Readonly<Record<number, OperationItem['error']>> = {
    0: new FakeFailure('channel-secret-missing', { channelId: tokens[0]?.channelId ?? '' }).failure,
    1: new FakeFailure('platform-timeout', { platform: 'https://api.line.me', seconds: 30 }).failure,
    2: new FakeFailure('unproved', {}).failure,
  };
  const run = (from: number, count: number, bad: number, agoHours: number, state: Operation['state']) => {
    const endedAt = iso(now - agoHours * HOUR + 4_000);
    const items = tokens.slice(from, from + count).map((token, position): OperationItem => {
      const error = position < bad ? failures[position % 3] : undefined;
      const { channelId, channelName, consumer, label, tokenId, keyId } = token;
      return {
        position,
        channelId,
        channelName,
        consumer,
        label,
        tokenId,
        keyId,
        issueId: null,
        rotationId: null,
        outcome: error ? (error.code === 'unproved' ? 'unproved' : 'failed') : 'revoked',
        ...(error ? { error } : {}),
        tries: 1,
        endedAt,
      };
    });
    const operation: Operation = {
      operationId: newId(),
      kind: 'revoke',
      state,
      total: items.length,
      finished: items.length,
      failed: bad,
      startedAt: iso(now - agoHours * HOUR),
      endedAt,
      waitsFor: null,
    };
    return { operation, items };
  };
  return [run(0, 12, 3, 3, 'some-failed'), run(12, 6, 0, 26, 'done'), run(18, 2, 2, 50, 'failed')];
}

function busyIssues(now: number, channels: readonly Channelled[], newId: () => string): Issue[] {
  const issue = (index: number, state: Issue['state'], agoHours: number, more: Partial<Issue>): Issue => ({
    issueId: newId(),
    channelId: channels[index]?.channelId ?? '',
    signingKeyId: newId(),
    state,
    label: '',
    consumer: 'web',
    lifetimeSeconds: 2_592_000,
    preparedAt: iso(now - agoHours * HOUR),
    sentAt: iso(now - agoHours * HOUR),
    resolvedAt: state === 'unknown' ? null : iso(now - agoHours * HOUR + 2_000),
    httpStatus: null,
    requestId: null,
    reason: null,
    tokenId: null,
    ...more,
  });
  return [
    issue(1, 'unknown', 2, { reason: 'platform-timeout', consumer: 'worker' }),
    issue(0, 'rejected', 20, {
      httpStatus: 400,
      requestId: '7b1f2a9c-30d4-4d0c-9e55-1f3d4c8a7e10',
      reason: 'You have reached the maximum number of channel access tokens',
      consumer: '予約通知',
    }),
    issue(0, 'orphaned', 72, {
      httpStatus: 502,
      requestId: '0c6f1e7d-8b35-4a0e-9d1b-5a4c1f2e9b77',
      reason: 'platform-failed',
      consumer: 'payments',
    }),
    issue(2, 'rejected', 90, { reason: 'its name could not be looked up' }),
  ];
}

function busyAudit(
  now: number,
  channels: readonly Channelled[],
  tokens: readonly Token[],
  newId: () => string,
): AuditEntry[] {
  const lines: AuditEntry[] = [];
  const line = (kind: AuditKind, agoHours: number, channel: number | null, note: string | null = null) => {
    lines.push({
      sequence: 0,
      at: iso(now - agoHours * HOUR),
      kind,
      door: lines.length % 5 === 3 ? 'cli' : 'desktop',
      channelId: channel === null ? null : (channels[channel]?.channelId ?? null),
      subjectId: kind.startsWith('channel') || kind.startsWith('vault') ? null : newId(),
      note,
    });
  };
  line('token-revealed', 0.4, 0);
  line('issue-unknown', 2, 1, 'platform-timeout');
  tokens.slice(3, 12).forEach(() => line('token-revoked', 3, 0));
  line('token-foreign-seen', 5, 0, tokens.find(({ state }) => state === 'foreign')?.keyId ?? null);
  line('token-copied', 19, 1);
  line('issue-rejected', 20, 0, 'You have reached the maximum number of channel access tokens');
  line('token-gone', 25, 1, 'LINE lists it again although it was absent');
  tokens.slice(12, 18).forEach(() => line('token-revoked', 26, 0));
  line('issue-resolved', 71, 0, 'it was issued, and its value is lost');
  line('token-orphaned', 71, 0, tokens.find(({ state }) => state === 'orphan')?.keyId ?? null);
  line('issue-rejected', 90, 2, 'its name could not be looked up');
  tokens.slice(0, 40).forEach(({ keyId }, index) => line('token-issued', 96 + index * 9, index % 3, keyId));
  line('assertion-created', 480, 0, `until ${iso(now - 479.5 * HOUR)}`);
  line('key-proved', 700, 0);
  line('key-registered', 700.1, 0, '3f0b2a2e-6a55-4a4b-9f0e-0d1c2b3a4f5e');
  line('key-generated', 700.2, 0, 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
  line('channel-renamed', 701, 1, 'Booking bot');
  line('channel-added', 702, 0, 'https://api.line.me');
  line('vault-created', 703, null, 'secrets in the keychain');
  return lines.map((entry, index) => ({ ...entry, sequence: lines.length - index }));
}
