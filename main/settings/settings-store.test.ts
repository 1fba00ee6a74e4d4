import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EngineEvent } from '../../shared/events.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { DAMAGED_SETTINGS_FILE, SETTINGS_FILE } from './settings-file.ts';
import { runUnprivileged } from '../ledger/ledger-test-support.ts';
import { createSettingsStore } from './settings-store.ts';

let home = '';
let folder = '';
const events: EngineEvent[] = [];
const store = () => createSettingsStore(folder, (event) => events.push(event));
const file = () => join(folder, SETTINGS_FILE);
const content = async () => JSON.parse(await readFile(file(), 'utf8')) as unknown;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kagibako-settings-'));
  folder = join(home, 'vault');
  events.length = 0;
});
afterEach(() => rm(home, { recursive: true, force: true }));

test('where there is no file the defaults hold, and nothing is written', async () => {
  expect(await store().show()).toEqual({ settings: DEFAULT_SETTINGS, problem: null });
  expect(await readdir(home)).toEqual([]);
});

test('a change is written for its owner alone, told of, and found by another door', async () => {
  const shown = await store().change({ theme: 'dark', reminderDays: [3, 10, 3] });
  const settings = { ...DEFAULT_SETTINGS, theme: 'dark', reminderDays: [10, 3] };
  expect(shown).toEqual({ settings, problem: null });
  expect(events).toEqual([{ name: 'settings.changed', payload: { settings } }]);
  expect(await store().show()).toEqual(shown);
  expect(await readdir(folder)).toEqual([SETTINGS_FILE]);
  if (process.platform !== 'win32')
    expect([(await stat(file())).mode & 0o777, (await stat(folder)).mode & 0o777]).toEqual([0o600, 0o700]);
});

test('only what was changed is written, so that two doors lose nothing of each other', async () => {
  const [window, commandLine] = [store(), store()];
  await window.show();
  await commandLine.change({ theme: 'dark' });
  await window.change({ clipboardSeconds: 60 });
  expect(await content()).toEqual({ theme: 'dark', clipboardSeconds: 60 });
});

test('many changes at once are all kept', async () => {
  const one = store();
  await Promise.all([
    one.change({ theme: 'light' }),
    one.change({ density: 'compact' }),
    one.change({ language: 'th' }),
    one.change({ clipboardSeconds: 30 }),
  ]);
  expect(await content()).toEqual({ theme: 'light', density: 'compact', language: 'th', clipboardSeconds: 30 });
});

test('a field that is wrong, or of a newer version, costs only itself and is kept', async () => {
  await mkdir(folder);
  const stored = {
    theme: 'sepia',
    density: 'compact',
    proxy: { mode: 'manual', url: 'socks5://proxy:1080' },
    clipboardSeconds: 4,
    sounds: { volume: 11 },
  };
  await writeFile(file(), `\uFEFF${JSON.stringify(stored)}`);
  expect(await store().show()).toEqual({ settings: { ...DEFAULT_SETTINGS, density: 'compact' }, problem: null });
  await store().change({ clipboardSeconds: 45 });
  expect(await content()).toEqual({ ...stored, clipboardSeconds: 45 });
});

test.each(['', '{"theme": "da', '[]', 'null', '"dark"', '\0\0\0\0'])(
  'a file with %j in it is set aside, and told of until the next change',
  async (damaged) => {
    await mkdir(folder);
    await writeFile(file(), damaged);
    const damagedShown = { settings: DEFAULT_SETTINGS, problem: 'damaged' };
    expect([await store().show(), await store().show()]).toEqual([damagedShown, damagedShown]);
    expect(await readFile(join(folder, DAMAGED_SETTINGS_FILE), 'utf8')).toBe(damaged);
    expect(await store().change({ theme: 'dark' })).toMatchObject({ settings: { theme: 'dark' }, problem: null });
    expect(await store().show()).toMatchObject({ settings: { theme: 'dark' }, problem: null });
  },
);

test('a damaged file that was never shown is set aside by a change', async () => {
  await mkdir(folder);
  await writeFile(file(), 'damaged');
  await store().change({ theme: 'dark' });
  expect(await content()).toEqual({ theme: 'dark' });
  expect(await readFile(join(folder, DAMAGED_SETTINGS_FILE), 'utf8')).toBe('damaged');
});

test('a folder in its place, or a file that is far too large, is no settings file', async () => {
  await mkdir(file(), { recursive: true });
  expect((await store().show()).problem).toBe('damaged');
  await rm(join(folder, DAMAGED_SETTINGS_FILE), { recursive: true });
  await writeFile(file(), `{"theme":"dark","filler":"${'x'.repeat(1_000_001)}"}`);
  expect(await store().show()).toEqual({ settings: DEFAULT_SETTINGS, problem: 'damaged' });
});

test('what stands in the way of the folder is told, and reading goes on', async () => {
  await writeFile(folder, 'a file');
  expect(await store().current()).toEqual(DEFAULT_SETTINGS);
  await expect(store().change({ theme: 'dark' })).rejects.toMatchObject({ code: 'vault-read-only' });
  expect(events).toEqual([]);
});

test('a file that may not be read is left alone', async () => {
  await store().change({ theme: 'dark' });
  await chmod(file(), 0o000);
  const answer = await runUnprivileged('../settings/unreadable.child.ts', folder);
  expect(answer).toEqual({ shown: { settings: DEFAULT_SETTINGS, problem: 'damaged' }, changed: 'vault-read-only' });
  await chmod(file(), 0o600);
  expect(await content()).toEqual({ theme: 'dark' });
});

test('a proxy that cannot be used is refused, and nothing is changed', async () => {
  await store().change({ theme: 'dark' });
  const refused = store().change({ theme: 'light', proxy: { mode: 'manual', url: 'http://user:word@proxy:1' } });
  await expect(refused).rejects.toMatchObject({ code: 'proxy-not-allowed', details: { proxy: 'proxy:1' } });
  expect(await content()).toEqual({ theme: 'dark' });
  await store().change({ proxy: { mode: 'manual', url: ' HTTP://Proxy.Example:8080/ ' } });
  expect(await content()).toEqual({ theme: 'dark', proxy: { mode: 'manual', url: 'http://proxy.example:8080' } });
});
