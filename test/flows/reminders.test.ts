import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAMAGED_REMINDER_FILE, REMINDER_FILE } from '../../main/reminders/reminder-file.ts';
import { openWorkbench, TEST_PASSPHRASE, type Workbench } from '../support/workbench.ts';
import type { TimedReminders } from './reminders.child.ts';

/** Reminders through the contract: of a vault that is open or locked, behind restarts, sleeps and changes of the clock. */

const DAY_MS = 24 * 60 * 60 * 1_000;
const SECONDS_A_DAY = 24 * 60 * 60;
let bench: Workbench;

beforeEach(async () => {
  bench = await openWorkbench({ keystore: 'file' });
  // The summary depends on the time of day at which a test runs.
  await bench.call('settings.change', { digestAt: null });
});
afterEach(() => bench.stop());

const show = () => bench.call('reminder.show', {});
const dueKinds = async () =>
  (await show()).due.map((each) => `${each.kind} ${'withinDays' in each ? String(each.withinDays) : ''}`.trim());
const dueIds = async () => (await show()).due.map(({ reminderId }) => reminderId);
const sayAll = async () => bench.call('reminder.markSaid', { reminderIds: await dueIds() });
const sleepDays = (days: number) => (bench.clockOffsetMs += days * DAY_MS);

test('a token is told of at each lead time and at its end, each once, also of a locked vault', async () => {
  const channelId = await bench.readyChannel();
  const { tokenId } = await bench.issue(channelId, { consumer: 'web' });
  expect(await show()).toMatchObject({ shape: 'well', due: [], ending: null, next: [{ tokenId }] });
  await bench.call('vault.lock', {});
  expect((await show()).shape).toBe('locked');
  const heard: string[] = [];
  for (let day = 0; day < 32; day += 1) {
    heard.push(...(await dueKinds()));
    await sayAll();
    expect(await dueIds()).toEqual([]);
    sleepDays(1);
  }
  expect(heard).toEqual(['ends 10', 'ends 3', 'ends 1', 'ended']);
  expect(await show()).toMatchObject({ shape: 'urgent', ended: 1, next: [] });
});

test('whoever slept past several hears the last, and nothing of it again after a restart or with the clock set back', async () => {
  const channelId = await bench.readyChannel();
  await bench.issue(channelId, { consumer: 'web' });
  sleepDays(28);
  expect(await show()).toMatchObject({ shape: 'soon', ending: { withinDays: 3, tokens: 1 } });
  expect(await dueKinds()).toEqual(['ends 3']);
  await sayAll();
  await bench.restart();
  expect(await dueKinds()).toEqual([]);
  sleepDays(-6);
  expect(await dueKinds()).toEqual([]);
  sleepDays(7.5);
  expect(await dueKinds()).toEqual(['ends 1']);
});

test('what a newer token has replaced is not told', async () => {
  const channelId = await bench.readyChannel();
  await bench.issue(channelId, { consumer: 'web' });
  sleepDays(25);
  expect(await dueKinds()).toEqual(['ends 10']);
  await bench.issue(channelId, { consumer: 'web' });
  expect(await show()).toMatchObject({ shape: 'well', due: [], ending: null });
});

test('a key ID that nobody here issued is told once', async () => {
  const channelId = await bench.readyChannel();
  await bench.issue(channelId, { consumer: 'web' });
  bench.practice.issueForeignToken(channelId);
  await bench.call('token.check', { channelIds: [channelId] });
  expect(await dueKinds()).toEqual(['foreign']);
  await sayAll();
  expect(await dueKinds()).toEqual([]);
});

test('when the overlap of a rotation is over, it is told that the old token can be revoked', async () => {
  const channelId = await bench.readyChannel();
  await bench.issue(channelId, { consumer: 'web' });
  const { rotationId } = await bench.call('rotation.begin', { channelId, consumer: 'web' });
  await bench.call('rotation.deliver', { rotationId, how: 'by-hand' });
  const { drainsUntil } = await bench.call('rotation.confirm', { rotationId, by: 'person' });
  expect(await show()).toMatchObject({ due: [], nextAt: drainsUntil });
  sleepDays(3.01);
  expect((await show()).due).toMatchObject([{ kind: 'drained', rotationId, consumer: 'web', channel: { channelId } }]);
  await sayAll();
  expect(await dueIds()).toEqual([]);
});

test('what is due while it is quiet is told afterwards', async () => {
  const channelId = await bench.readyChannel();
  await bench.issue(channelId, { lifetimeSeconds: 5 * SECONDS_A_DAY });
  sleepDays(3);
  const { snoozedUntil, due } = await bench.call('reminder.snooze', { until: 'tomorrow' });
  expect([due, Date.parse(snoozedUntil ?? '') > Date.now() + bench.clockOffsetMs]).toEqual([[], true]);
  await bench.restart();
  expect(await dueKinds()).toEqual([]);
  sleepDays(1.5);
  expect(await show()).toMatchObject({ snoozedUntil: null, due: [{ kind: 'ends', withinDays: 1 }] });
  await bench.call('reminder.snooze', { until: 'working-hours' });
  expect(await dueKinds()).toEqual([]);
  await bench.call('reminder.snooze', { until: 'off' });
  expect(await dueKinds()).toEqual(['ends 1']);
});

test('a summary is due once a day, where it has anything to say', async () => {
  const channelId = await bench.readyChannel();
  const now = new Date();
  const digestAt = `${String(now.getHours()).padStart(2, '0')}:00`;
  await bench.call('settings.change', { digestAt });
  expect((await show()).digest).toBe(null);
  await bench.issue(channelId, { lifetimeSeconds: 3 * SECONDS_A_DAY });
  const { digest } = await show();
  expect(digest).toMatchObject({ endsToday: 0, endsThisWeek: 1, needsAttention: 0 });
  const said = await bench.call('reminder.markSaid', { reminderIds: [], digestDay: digest?.day ?? '' });
  expect(said.digest).toBe(null);
  await bench.restart();
  expect((await show()).digest).toBe(null);
});

test('a damaged file of what was said stops nothing, and is kept aside', async () => {
  const channelId = await bench.readyChannel();
  await bench.issue(channelId);
  sleepDays(25);
  await sayAll();
  await writeFile(join(bench.folder, REMINDER_FILE), '{"version":1,"said":');
  expect(await dueKinds()).toEqual(['ends 10']);
  await sayAll();
  expect(await dueKinds()).toEqual([]);
  expect(await readFile(join(bench.folder, DAMAGED_REMINDER_FILE), 'utf8')).toBe('{"version":1,"said":');
});

test('without a vault there is nothing to remind of', async () => {
  const empty = await openWorkbench({ keystore: 'file' });
  try {
    await empty.call('vault.lock', {});
    expect((await empty.call('reminder.show', {})).shape).toBe('locked');
    await empty.call('vault.unlock', { passphrase: TEST_PASSPHRASE });
    expect((await empty.call('reminder.show', {})).shape).toBe('well');
  } finally {
    await empty.stop();
  }
});

/** Another start of the program at a moment of the system's clock, which `faketime` sets. */
async function startAt(moment: string, zone: string): Promise<TimedReminders> {
  const child = join(import.meta.dirname, 'reminders.child.ts');
  const args = ['-f', `@${moment}`, process.execPath, child, bench.folder];
  const env = { ...process.env, TZ: zone, FAKETIME_DONT_FAKE_MONOTONIC: '1' };
  const { stdout } = await promisify(execFile)('faketime', args, { env });
  return JSON.parse(stdout) as TimedReminders;
}

test('with the system’s clock set forward and back and the zone changed, nothing is told late or twice', async () => {
  const channelId = await bench.readyChannel();
  const { expiresAt } = await bench.issue(channelId, { consumer: 'web' });
  await bench.call('settings.change', { digestAt: '09:00' });
  await bench.call('vault.lock', {});
  await bench.engine().shutdown();
  const end = Date.parse(expiresAt);
  /** A local time so many days before the end, as `faketime` takes it. */
  const at = (days: number, zone: string, time?: string) => {
    const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    const written = shown.format(end - days * DAY_MS);
    return time === undefined ? written : `${written.slice(0, 10)} ${time}`;
  };
  const kinds = ({ told }: TimedReminders) => told.map((id) => id.replace(/:[0-9a-f-]{36}/, ''));
  const tokyo = 'Asia/Tokyo';
  const berlin = 'Europe/Berlin';
  expect(kinds(await startAt(at(12, tokyo), tokyo))).toEqual([]);
  expect(kinds(await startAt(at(9.5, tokyo), tokyo))).toEqual(['ends:10']);
  expect(kinds(await startAt(at(9.5, berlin), berlin))).toEqual([]);
  // By mistake a year ahead, and right again.
  expect(kinds(await startAt(at(-365, tokyo), tokyo))).toEqual([]);
  expect(kinds(await startAt(at(9, tokyo), tokyo))).toEqual([]);
  expect(kinds(await startAt(at(0.5, tokyo), tokyo))).toEqual(['ends:1']);
  expect(kinds(await startAt(at(2, tokyo), tokyo))).toEqual([]);
  expect(kinds(await startAt(at(-0.01, berlin), berlin))).toEqual(['ended']);
  expect(kinds(await startAt(at(-3, tokyo), tokyo))).toEqual([]);
  // The summary, in the morning of the zone that the person is in.
  expect((await startAt(at(5, tokyo, '08:59:30'), tokyo)).digestDay).toBe(null);
  expect((await startAt(at(5, tokyo, '10:00:00'), tokyo)).digestDay).toBe(at(5, tokyo).slice(0, 10));
  expect((await startAt(at(5, tokyo, '09:30:00'), tokyo)).digestDay).toBe(null);
});
