import { expect, test } from 'vitest';
import type { AuditEntry, Issue } from '../../shared/domain.ts';
import { ITEM_OUTCOMES, type Operation } from '../../shared/operations.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent } from '../testing/fake-data.ts';
import { FakeFailure } from '../testing/fake-failure.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { byDay, GROUP_OF } from './activity-log.ts';
import { ITEMS_PER_PAGE } from './activity-items.svelte.ts';
import { endingOf, leftOver, retryable, troubledIssues, WORST_FIRST } from './activity-outcomes.ts';
import { Activity } from './activity.svelte.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');
const busy = () => new FakeBridge(new FakeVault({ content: busyContent(now), clock: () => now }));

test('an item that the person stopped before its turn was not begun, and is no failure', () => {
  expect([
    endingOf({ outcome: 'unproved' }),
    endingOf({ outcome: null }),
    endingOf({ outcome: 'failed', error: new FakeFailure('platform-timeout').failure }),
    endingOf({ outcome: 'failed', error: new FakeFailure('cancelled').failure }),
  ]).toEqual(['unproved', 'open', 'failed', 'open']);
  expect(new Set(WORST_FIRST).size).toBe(ITEM_OUTCOMES.length + 1);
});

test.each([
  ['running', 0, 0],
  ['interrupted', 6, 0],
  ['cancelled', 6, 7],
  ['some-failed', 6, 7],
] as const)('what is left over and what can be tried again: %s', (state, left, again) => {
  const operation: Operation = {
    operationId: 'o',
    kind: 'revoke',
    state,
    total: 10,
    finished: 4,
    failed: 1,
    startedAt: '',
    endedAt: null,
    waitsFor: null,
  };
  expect([leftOver(operation), retryable(operation)]).toEqual([left, again]);
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

test('of an operation that did not end well, what did not is shown first; its items are narrowed and turned by the page', async () => {
  const bridge = busy();
  const { records } = bridge.vault.operations;
  const [sample] = records;
  const [one] = sample?.items ?? [];
  if (!sample || !one) throw new Error('the busy vault has operations');
  const items = Array.from({ length: 1_000 }, (_, position) => ({
    ...sample.items[position % 12],
    ...one,
    position,
    outcome: position % 10 === 0 ? ('failed' as const) : ('revoked' as const),
  }));
  const operation = {
    ...sample.operation,
    operationId: crypto.randomUUID(),
    total: 1_000,
    finished: 1_000,
    failed: 100,
  };
  records.unshift({ operation, items });
  const activity = new Activity(bridge);
  await activity.read();
  await activity.unfold(operation.operationId);
  const { opened } = activity;
  expect([opened?.filter, opened?.reading?.matching, opened?.reading?.items.length, opened?.pages]).toEqual([
    'bad',
    100,
    ITEMS_PER_PAGE,
    2,
  ]);
  expect(opened?.choices).toEqual([
    { filter: 'all', count: 1_000 },
    { filter: 'failed', count: 100 },
    { filter: 'revoked', count: 900 },
  ]);
  await opened?.turnTo(7);
  expect([opened?.page, opened?.reading?.items[0]?.position]).toEqual([1, 500]);
  await opened?.show('all');
  expect([opened?.page, opened?.pages]).toEqual([0, 20]);
  const csv = await opened?.csv();
  expect(csv?.split('\r\n').length).toBe(1_002);
  expect(csv?.split('\r\n')[0]).toBe(
    'position,channelId,channelName,consumer,label,tokenId,keyId,outcome,error,tries,endedAt',
  );
});

test('a filter of which nothing is left shows everything', async () => {
  const bridge = busy();
  const activity = new Activity(bridge);
  await activity.read();
  const [bad] = activity.ended ?? [];
  await activity.unfold(bad?.operationId ?? '');
  expect(activity.opened?.filter).toBe('bad');
  expect(await activity.act('retry', bad?.operationId ?? '')).toBeNull();
  await bridge.call('operation.wait', { operationId: bad?.operationId ?? '' });
  await activity.opened?.read();
  expect([activity.opened?.filter, activity.opened?.reading?.operation.state]).toEqual(['all', 'done']);
});

test('what is not over stands first, by what needs somebody, and is known without opening the page', async () => {
  const bridge = busy();
  const { records } = bridge.vault.operations;
  const [sample] = records;
  if (!sample) throw new Error('the busy vault has operations');
  for (const state of ['queued', 'paused', 'running', 'interrupted'] as const)
    records.unshift({ ...sample, operation: { ...sample.operation, operationId: crypto.randomUUID(), state } });
  const activity = new Activity(bridge);
  await activity.readOpen();
  expect([activity.open.map(({ state }) => state), activity.operations]).toEqual([
    ['interrupted', 'running', 'paused', 'queued'],
    null,
  ]);
  const [interrupted] = activity.open;
  await activity.act('cancel', interrupted?.operationId ?? '');
  expect(activity.open.map(({ state }) => state)).toEqual(['running', 'paused', 'queued']);
  bridge.fail('operation.pause', 'operation-not-running', { state: 'done' });
  expect((await activity.act('pause', interrupted?.operationId ?? ''))?.code).toBe('operation-not-running');
  expect(await activity.runQueue()).toBeNull();
  expect(activity.queued).toEqual([]);
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
  const opening = activity.unfold(one.operationId);
  activity.fold();
  await opening;
  expect(activity.opened).toBeNull();
  await Promise.all([activity.unfold(one.operationId), activity.unfold(other.operationId)]);
  expect(activity.opened?.operationId).toBe(other.operationId);
});
