import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAMAGED_REMINDER_FILE, readReminderState, REMINDER_FILE, writeReminderState } from './reminder-file.ts';
import { NOTHING_SAID } from './reminder-state.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagibako-reminders-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const state = {
  said: { 'ends:a:3': '2026-06-01T00:00:00.000Z' },
  digestDays: ['2026-06-01'],
  snoozedUntil: '2026-06-02T00:00:00.000Z',
};

test('what was written is read, and nothing else stays in the folder', async () => {
  expect(await readReminderState(folder)).toEqual(NOTHING_SAID);
  await writeReminderState(folder, state);
  expect(await readReminderState(folder)).toEqual(state);
  expect(await readdir(folder)).toEqual([REMINDER_FILE]);
});

test.each(['', '{', 'null', '[]', '{"version":2}', '{"version":1,"said":7,"digestDays":[],"snoozedUntil":null}'])(
  'of a file that says %j nothing is believed, and it is kept aside',
  async (text) => {
    await writeFile(join(folder, REMINDER_FILE), text);
    expect(await readReminderState(folder)).toEqual(NOTHING_SAID);
    expect(await readdir(folder)).toEqual([DAMAGED_REMINDER_FILE]);
    expect(await readFile(join(folder, DAMAGED_REMINDER_FILE), 'utf8')).toBe(text);
    await writeReminderState(folder, state);
    expect(await readReminderState(folder)).toEqual(state);
  },
);

test('a folder in its place is set aside as well', async () => {
  await mkdir(join(folder, REMINDER_FILE));
  expect(await readReminderState(folder)).toEqual(NOTHING_SAID);
  expect(await readdir(folder)).toEqual([DAMAGED_REMINDER_FILE]);
});
