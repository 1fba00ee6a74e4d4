import { expect, test } from 'vitest';
import { POLICY_DEFAULTS, type Rotation, type RotationPlan, type RotationPolicy } from '../../shared/rotation.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent, crowdedContent } from '../testing/fake-data.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { stepsAt } from '../testing/fake-rotation-data.ts';
import { Desk } from './desk.svelte.ts';
import { columnPaths, conflictsByChannel, dueConsumers, planGroups, planRows, weekPeaks } from './rotation-plan.ts';
import { PolicyForm } from './rotation-policy.svelte.ts';
import { RotationRun } from './rotation-run.svelte.ts';
import { dueByItself, goingOn, needingFirst, needsPerson, safetyOf, turnOf } from './rotation-standing.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = new Date(2026, 10, 24, 9).getTime();
const iso = (at: number) => new Date(at).toISOString();

function rotation(change: Partial<Rotation> & Pick<Rotation, 'step'>): Rotation {
  return {
    rotationId: change.step,
    channelId: '2006123456',
    channelName: 'Sakura Store',
    platformKind: 'line',
    consumer: 'web',
    cause: 'planned',
    state: 'under-way',
    steps: stepsAt(change.step, now - DAY),
    newTokenId: 'new',
    newKeyId: 'new-key',
    issueId: null,
    oldTokens: [{ tokenId: 'old', keyId: 'old-key', expiresAt: iso(now + 5 * DAY), state: 'draining' }],
    delivery: { how: 'copy' },
    confirmBy: 'person',
    overlapSeconds: 3_600,
    drainsUntil: null,
    begunAt: iso(now - DAY),
    endedAt: null,
    ...change,
  };
}

test('what a step answers after the vault was locked is not kept', () => {
  const { rotations } = new Desk(new FakeBridge(), { preferred: 'en' });
  rotations.take(rotation({ step: 'deliver' }));
  expect([rotations.open, rotations.needing]).toEqual([null, []]);
});

test('whose turn it is follows the clock: an overlap that ended leads to the revocation, and one that LINE no longer holds to the proof', () => {
  const draining = rotation({ step: 'drain', drainsUntil: iso(now + HOUR) });
  expect(turnOf(draining, now)).toBe('drain');
  expect(turnOf(draining, now + HOUR)).toBe('revoke');
  const [old] = draining.oldTokens;
  expect(turnOf({ ...draining, oldTokens: old ? [{ ...old, state: 'revoked' }] : [] }, now + HOUR)).toBe('prove');
  expect(turnOf({ ...draining, state: 'stopped' }, now + HOUR)).toBeNull();
});

test('what a file, a command or LINE can do needs nobody, until it failed', () => {
  const byFile = rotation({ step: 'deliver', delivery: { how: 'dotenv', file: '/srv/.env' } });
  const failed = { ...byFile, steps: stepsAt('deliver', now, 'failed') };
  const asked = [
    rotation({ step: 'issue' }),
    rotation({ step: 'deliver' }),
    byFile,
    failed,
    rotation({ step: 'adopt' }),
    rotation({ step: 'adopt', confirmBy: 'bot-info' }),
    rotation({ step: 'drain', drainsUntil: iso(now + 1) }),
    rotation({ step: 'drain', drainsUntil: iso(now) }),
    rotation({ step: 'prove', state: 'done' }),
  ];
  expect(asked.map((each) => needsPerson(each, now))).toEqual([
    true,
    true,
    false,
    true,
    true,
    false,
    false,
    true,
    false,
  ]);
  expect(dueByItself(asked, now)).toEqual({ issues: 1, handOvers: 2, questions: 1, revocations: 1 });
});

test('a leak stands first, then what failed, then what only has to be finished; among equals the oldest', () => {
  const list = [
    rotation({ step: 'adopt' }),
    rotation({ rotationId: 'younger', step: 'deliver', begunAt: iso(now - HOUR) }),
    rotation({ rotationId: 'older', step: 'deliver', begunAt: iso(now - 3 * HOUR) }),
    rotation({ rotationId: 'due', step: 'drain', drainsUntil: iso(now - HOUR) }),
    rotation({ rotationId: 'failed', step: 'issue', steps: stepsAt('issue', now, 'failed') }),
    rotation({ rotationId: 'leak', step: 'adopt', cause: 'leak' }),
    rotation({ rotationId: 'later', step: 'drain', drainsUntil: iso(now + 2 * HOUR) }),
    rotation({ rotationId: 'sooner', step: 'drain', drainsUntil: iso(now + HOUR) }),
  ];
  const ids = (some: readonly Rotation[]) => some.map(({ rotationId }) => rotationId);
  expect(ids(needingFirst(list, now))).toEqual(['leak', 'failed', 'due', 'older', 'younger', 'adopt']);
  expect(ids(goingOn(list, now))).toEqual(['sooner', 'later']);
});

test('an old token is safe to revoke only once its successor is known to be in use and the overlap is over', () => {
  const drain = rotation({ step: 'drain', drainsUntil: iso(now + HOUR) });
  const unconfirmed = {
    ...drain,
    steps: drain.steps.map((each) => (each.step === 'adopt' ? { ...each, state: 'skipped' as const } : each)),
  };
  expect([
    safetyOf(rotation({ step: 'deliver' }), now),
    safetyOf(drain, now),
    safetyOf(drain, now + HOUR),
    safetyOf(unconfirmed, now + HOUR),
  ]).toEqual(['not-adopted', 'draining', 'drained', 'not-adopted']);
});

const who = { channelId: '1', channelName: 'Sakura', platformKind: 'line' } as const;
const planned = (
  consumer: string,
  at: number,
  timing: 'on-time' | 'overdue' = 'on-time',
  tokenId: string | null = 't',
) => ({
  ...who,
  consumer,
  tokenId,
  at: iso(at),
  dueAt: iso(at),
  expiresAt: iso(at + 10 * DAY),
  timing,
});
const plan: RotationPlan = {
  from: iso(now),
  until: iso(now + 60 * DAY),
  rotations: [
    planned('later', now + 20 * DAY),
    planned('week', now + 3 * DAY),
    planned('today', now + HOUR),
    planned('late', now, 'overdue'),
    planned('late', now, 'overdue', 'another'),
    { ...planned('first to end', now, 'overdue'), expiresAt: iso(now + DAY) },
    planned('next', now, 'on-time', null),
  ],
  conflicts: [],
  channels: [
    { ...who, limit: 30, peak: 9, days: [7, 9, 9, 0] },
    { ...who, channelId: '2', channelName: 'Full', limit: 30, peak: 30, days: [30, 28, 2, 2] },
  ],
};

test('the plan stands by how soon: overdue by what ends first, today, within a week, later; each consumer is due once', () => {
  expect(planGroups(plan, now).map(({ name, rotations }) => [name, rotations.map(({ consumer }) => consumer)])).toEqual(
    [
      ['overdue', ['first to end', 'late', 'late']],
      ['today', ['next', 'today']],
      ['week', ['week']],
      ['later', ['later']],
    ],
  );
  expect(dueConsumers(plan, now)).toEqual([
    { channelId: '1', consumer: 'late' },
    { channelId: '1', consumer: 'first to end' },
  ]);
});

test('the fullest channel stands first, with the day of its peak and what begins when', () => {
  expect(planRows(plan).map(({ channelName, peakDay, count }) => [channelName, peakDay, count])).toEqual([
    ['Full', 0, 0],
    // The one after 20 days lies beyond the four days that this chart holds.
    ['Sakura', 1, 6],
  ]);
  expect(weekPeaks([1, 2, 3, 4, 5, 6, 7, 9, 8])).toEqual([7, 9]);
  expect(columnPaths({ days: [0, 28, 29], limit: 30 })).toEqual({
    within: 'M1 30v-28h.8V30z',
    above: 'M2 30v-29h.8V30z',
  });
});

test('conflicts stand channel by channel: the earliest free slot, and the token that ends first', () => {
  const conflict = (consumer: string, earliest: number | null, expires: number, channelId = '1') => ({
    ...who,
    channelId,
    consumer,
    tokenId: 't',
    dueAt: iso(now),
    expiresAt: iso(now + expires * DAY),
    earliestAt: earliest === null ? null : iso(now + earliest * DAY),
  });
  const conflicts = [
    conflict('web', 9, 7),
    conflict('worker', null, 5),
    conflict('web', 8, 6),
    conflict('bot', null, 2, '2'),
  ];
  expect(conflictsByChannel({ ...plan, conflicts })).toEqual([
    { ...who, channelId: '2', consumers: ['bot'], earliestAt: null, expiresAt: iso(now + 2 * DAY) },
    { ...who, consumers: ['web', 'worker'], earliestAt: iso(now + 8 * DAY), expiresAt: iso(now + 5 * DAY) },
  ]);
});

async function openDesk(content = busyContent(Date.now())) {
  const bridge = new FakeBridge(new FakeVault({ content }));
  const desk = new Desk(bridge, { preferred: 'en' });
  const stop = await desk.start();
  desk.go({ name: 'rotations' });
  await desk.refresh();
  return { bridge, desk, stop };
}

test('the place reads everything once it is gone to; elsewhere only what is under way is known', async () => {
  const bridge = new FakeBridge(new FakeVault({ content: busyContent(Date.now()) }));
  const desk = new Desk(bridge, { preferred: 'en' });
  const stop = await desk.start();
  expect([desk.rotations.open?.length, desk.rotations.needing.length, desk.rotations.plan]).toEqual([6, 4, null]);
  desk.visit({ name: 'rotation', rotationId: desk.rotations.open?.[0]?.rotationId ?? '' });
  await desk.refresh();
  expect([desk.place.name, desk.openedRotation]).toEqual(['rotations', desk.rotations.open?.[0]?.rotationId]);
  expect([desk.rotations.ended?.length, desk.rotations.plan?.channels.length, desk.rotations.failure]).toEqual([
    4,
    4,
    null,
  ]);
  await desk.lock();
  expect([desk.rotations.open, desk.rotations.plan, desk.openedRotation]).toEqual([null, null, null]);
  stop();
});

test('one channel can be looked at alone, and what others need stays known', async () => {
  const { desk, stop } = await openDesk(crowdedContent(Date.now()));
  const { rotations } = desk;
  const channelId = rotations.needing[0]?.channelId ?? '';
  const all = rotations.needing.length;
  await rotations.show(channelId);
  expect(new Set(rotations.needs.map((each) => each.channelId))).toEqual(new Set([channelId]));
  expect(new Set(rotations.policies?.map((each) => each.channelId))).toEqual(new Set([channelId]));
  expect([rotations.rows.length, rotations.needing.length]).toEqual([1, all]);
  stop();
});

test('a rotation is taken step by step to its proof; what the person called off is no failure', async () => {
  const { bridge, desk, stop } = await openDesk();
  const { channelId, consumer } = desk.rotations.due[0] ?? { channelId: '', consumer: '' };
  const begun = await bridge.call('rotation.begin', { channelId, consumer });
  const rotationId = begun.ok ? begun.value.rotationId : '';
  const run = new RotationRun(desk, rotationId);
  await desk.refresh();
  bridge.fail('rotation.deliver', 'cancelled');
  expect([await run.deliver('dotenv'), run.failure]).toEqual([false, null]);
  bridge.fail('rotation.deliver', 'file-unwritable', { file: '/srv/.env' });
  expect([await run.deliver('dotenv'), run.failure?.code]).toEqual([false, 'file-unwritable']);
  run.note = ' put into the deploy secrets ';
  expect(await run.deliver('copy')).toBe(true);
  expect([run.note, desk.clipboardClearsAt === null]).toEqual(['', false]);
  expect(await run.confirm('person')).toBe(true);
  const inOverlap = desk.rotations.find(rotationId);
  expect([inOverlap?.step, inOverlap?.steps[1]?.note]).toEqual(['drain', 'put into the deploy secrets']);
  await bridge.call('rotation.skip', { rotationId, step: 'drain', reason: 'nothing else uses it' });
  expect(await run.prove()).toBe(true);
  expect(desk.rotations.find(rotationId)?.state).toBe('done');
  stop();
});

const policy: RotationPolicy = {
  ...who,
  consumer: 'web',
  lifetimeSeconds: 30 * 86_400,
  ...POLICY_DEFAULTS,
  set: false,
  liveTokens: 1,
};

test('a policy is sent with what was changed only, in any width of digits', () => {
  const form = new PolicyForm(policy);
  expect([form.lifetime.amount, form.lifetime.unit, form.overlap.amount, form.rotateAt]).toEqual([
    '30',
    'days',
    '3',
    '67',
  ]);
  expect(form.change()).toEqual({ channelId: '1', consumer: 'web' });
  form.rotateAt = '５０ %';
  form.overlap.amount = '36';
  form.overlap.unit = 'hours';
  expect(form.change()).toEqual({
    channelId: '1',
    consumer: 'web',
    rotateAtPercent: 50,
    overlapSeconds: 36 * 3_600,
  });
});

test('a policy that LINE or the vault would not take is held against its field, once somebody tries to save it', () => {
  const form = new PolicyForm(policy);
  form.lifetime.amount = '31';
  form.rotateAt = '9';
  form.overlap.amount = 'soon';
  const wrong = () => (['lifetime', 'rotateAt', 'overlap'] as const).filter((field) => form.isWrong(field));
  expect(wrong()).toEqual([]);
  expect(form.change()).toBeNull();
  expect(wrong()).toEqual(['lifetime', 'rotateAt', 'overlap']);
  form.lifetime.amount = '5';
  form.rotateAt = '90';
  form.overlap.amount = '1';
  expect([wrong(), form.isOverlapTooLong]).toEqual([[], true]);
});
