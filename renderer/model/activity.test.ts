import { expect, test } from 'vitest';
import type { AuditEntry, Issue, RevokeResult } from '../../shared/domain.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent } from '../testing/fake-data.ts';
import { FakeFailure } from '../testing/fake-failure.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { byDay, GROUP_OF } from './activity-log.ts';
import { endingOf, leftOver, tallyOf, troubledIssues } from './activity-outcomes.ts';
import { Activity } from './activity.svelte.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');
const busy = () => new FakeBridge(new FakeVault({ content: busyContent(now), clock: () => now }));

const result = (outcome: RevokeResult['outcome'], code?: 'cancelled' | 'platform-timeout'): RevokeResult => ({
  tokenId: 'a',
  channelId: '1',
  keyId: 'k',
  outcome,
  ...(code ? { error: new FakeFailure(code).failure } : {}),
});

test('items are counted by how they ended, and what was not begun is no failure', () => {
  const results = [
    result('revoked'),
    result('already-invalid'),
    result('unproved'),
    result('failed', 'platform-timeout'),
    result('failed', 'cancelled'),
  ];
  expect(tallyOf(results)).toEqual({ done: 2, unproved: 1, failed: 1, notTried: 1 });
  expect(results.map(endingOf).at(-1)).toBe('not-tried');
});

test('an operation that was interrupted has items without an outcome; a running one has them still ahead', () => {
  const operation = {
    operationId: 'o',
    kind: 'revoke' as const,
    total: 10,
    finished: 4,
    failed: 0,
    startedAt: '',
    endedAt: null,
  };
  expect([leftOver({ ...operation, state: 'interrupted' }), leftOver({ ...operation, state: 'running' })]).toEqual([
    6, 0,
  ]);
});

test('of the issues, what is not settled stands first, and what ended well is left out', () => {
  const base = busyContent(now).history?.issues[0];
  if (!base) throw new Error('the busy vault has issues');
  const issue = (state: Issue['state'], preparedAt: string): Issue => ({ ...base, state, preparedAt });
  const shown = troubledIssues([
    issue('rejected', '2026-11-24'),
    issue('done', '2026-11-24'),
    issue('not-issued', '2026-11-24'),
    issue('orphaned', '2026-11-23'),
    issue('unknown', '2026-11-01'),
  ]);
  expect(shown.map(({ trouble }) => trouble)).toEqual(['unknown', 'rejected', 'orphaned']);
});

test('the log is grouped by day, in its order', () => {
  const entry = (sequence: number, at: string) => ({ sequence, at }) as AuditEntry;
  const days = byDay(
    [entry(3, '2026-11-24T08'), entry(2, '2026-11-24T01'), entry(1, '2026-11-22T20')],
    (one, other) => one.slice(0, 10) === other.slice(0, 10),
  );
  expect(days.map(({ entries }) => entries.map(({ sequence }) => sequence))).toEqual([[3, 2], [1]]);
});

test('the outcomes of what went wrong are read once, and name the tokens to try again', async () => {
  const bridge = busy();
  const activity = new Activity(bridge);
  await activity.read();
  const [bad, good] = activity.operations ?? [];
  if (!bad || !good) throw new Error('the busy vault has operations');
  await activity.count(bad);
  await activity.count(bad);
  await activity.count(good);
  expect(activity.tallies).toEqual({ [bad.operationId]: { done: 9, unproved: 1, failed: 2, notTried: 0 } });
  expect(bridge.calls.filter(({ name }) => name === 'operation.show')).toHaveLength(1);
  expect(await activity.notWell(bad.operationId)).toHaveLength(3);
});

test('a rare kind of entry is found beyond the first page, and a filter by channel is the engine’s', async () => {
  const bridge = busy();
  const activity = new Activity(bridge);
  await activity.read();
  expect([activity.entries?.length, activity.mayHaveMore]).toEqual([50, true]);
  await activity.show({ group: 'keys' });
  expect(activity.entries?.map(({ kind }) => GROUP_OF[kind])).toEqual(['keys', 'keys', 'keys', 'keys']);
  expect(activity.mayHaveMore).toBe(false);
  await activity.show({ group: 'all', channelId: '2006123457' });
  expect(new Set(activity.entries?.map(({ channelId }) => channelId))).toEqual(new Set(['2006123457']));
});

test('reading again keeps what was loaded, and more reads on', async () => {
  const activity = new Activity(busy());
  await activity.read();
  await activity.more();
  const loaded = activity.entries?.length ?? 0;
  expect(loaded).toBeGreaterThan(50);
  await activity.read();
  expect(activity.entries).toHaveLength(loaded);
  expect(new Set(activity.entries?.map(({ sequence }) => sequence)).size).toBe(loaded);
});

test('a reading that fails says so and keeps what stands there', async () => {
  const bridge = busy();
  const activity = new Activity(bridge);
  await activity.read();
  bridge.fail('audit.list', 'internal');
  await activity.read();
  expect([activity.failure?.code, activity.entries?.length]).toEqual(['internal', 50]);
  await activity.read();
  expect(activity.failure).toBeNull();
});

test('an outcome that was closed, or overtaken by another one, while it was read does not open', async () => {
  const activity = new Activity(busy());
  await activity.read();
  const [one, other] = activity.operations ?? [];
  if (!one || !other) throw new Error('the busy vault has operations');
  const opening = activity.open(one.operationId);
  activity.close();
  await opening;
  expect(activity.opened).toBeNull();
  await Promise.all([activity.open(one.operationId), activity.open(other.operationId)]);
  expect(activity.opened?.operationId).toBe(other.operationId);
});
